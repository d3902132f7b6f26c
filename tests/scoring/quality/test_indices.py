"""Each index is what its definition says, is the same for one person as in a crowd, and bears gaps."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mirt import GradedResponseModel
from mirt.diagnostics.personfit import compute_personfit

from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.quality import agreement, pace, person_fit, sameness
from progrez_desktop.scoring.quality.form import Form
from progrez_desktop.scoring.quality.indices import FAMILY, Indices, flags, indices
from tests.scoring.made import SHIPPED, made_people
from tests.scoring.quality.forms import attentive, shipped_form, shipped_thresholds, small_form

categories = st.integers(0, 5)


def row(*answers: int) -> np.ndarray:
    return np.array([answers], dtype=np.int64)


@pytest.mark.parametrize(
    ("answers", "formats", "longest"),
    [
        ((1, 2, 2, 2, 3, 3), "ffffff", 3),
        ((4, 4, 4, 4, 4, 4), "ffffff", 6),
        ((4, 4, 4, 4, 4, 4), "fffggg", 3),  # the next format begins anew
        ((4, 0, 4, 0, 0, 4), "ffffff", 3),  # what was left out is passed over
        ((0, 0, 0, 0, 0, 0), "ffffff", 0),
        ((1, 2, 1, 2, 1, 2), "ffffff", 1),
    ],
)
def test_the_longest_run_is_of_neighbouring_answers_in_one_format(
    answers: tuple[int, ...], formats: str, longest: int
) -> None:
    assert sameness.longest_run(small_form("+-+-+-", formats), row(*answers)).tolist() == [longest]


@given(st.lists(categories, min_size=12, max_size=12))
def test_the_longest_run_is_what_one_counts_by_hand(answers: list[int]) -> None:
    by_hand, run, last = 0, 0, None
    for answer in (one for one in answers if one):
        run = run + 1 if answer == last else 1
        by_hand, last = max(by_hand, run), answer
    assert sameness.longest_run(small_form("+-" * 6), row(*answers))[0] == by_hand


def test_like_answers_correlate_as_numpy_says() -> None:
    form = small_form("++++--++--++")
    pairs = np.array([[0, 1], [2, 3], [4, 5], [6, 8], [7, 9], [10, 11]])
    answers = row(1, 2, 5, 4, 3, 3, 4, 1, 2, 4, 2, 3)
    first = [1, 5, 3, 4, 1, 2]
    second = [2, 4, 3, 6 - 2, 6 - 4, 3]  # pairs of different keys are turned: 6 - answer on five points
    found, n = agreement.synonyms(form, answers, pairs)
    assert n[0] == 6
    assert found[0] == pytest.approx(np.corrcoef(first, second)[0, 1], abs=1e-12)


def test_halves_of_scales_correlate_as_numpy_says_and_are_lengthened() -> None:
    form = shipped_form()
    answers = attentive(3, seed=4)
    keyed = np.where(form.keys > 0, answers, form.categories + 1 - answers)
    for person in range(3):
        even, odd = [], []
        for columns in form.of_skill().values():
            values = [(keyed[person, at] - 1) / (form.categories[at] - 1) for at in columns]
            even.append(np.mean(values[0::2]))
            odd.append(np.mean(values[1::2]))
        r = np.corrcoef(even, odd)[0, 1]
        found, scales = agreement.even_odd(form, answers[person : person + 1])
        assert scales[0] == 12
        # Spearman (1910), Brown (1910): 2 r / (1 + r).
        assert found[0] == pytest.approx(2 * r / (1 + r), abs=1e-12)


@given(st.lists(categories, min_size=12, max_size=12))
def test_agreement_is_a_correlation_or_nothing(answers: list[int]) -> None:
    form = small_form("++--++--++--")
    synonyms, n = agreement.synonyms(form, row(*answers), np.array([[0, 1], [2, 4], [3, 5], [6, 8]]))
    assert np.isnan(synonyms[0]) if n[0] < 2 else -1 <= synonyms[0] <= 1
    halves, scales = agreement.even_odd(form, row(*answers))
    assert np.isnan(halves[0]) if scales[0] < 2 else -1 <= halves[0] <= 1


@pytest.mark.parametrize("category", [1, 2, 3, 4, 5])
def test_a_straight_line_agrees_with_nothing_and_has_no_spread(category: int) -> None:
    """The same category is another share of five, six and seven points; that is no finding about a person."""
    form, limits = shipped_form(), shipped_thresholds()
    found = indices(form, np.full((1, len(form.items)), category, dtype=np.int64), None, limits)
    assert found.spread[0] == pytest.approx(0.0)
    assert found.longest_run[0] == 50  # the longest format of our form has fifty statements
    # Turned ones of a pair stand against the others: a line is never agreement, in the middle it is none at all.
    assert found.synonyms[0] <= 0.0


def test_spread_is_one_where_every_format_varies_as_is_typical() -> None:
    form = small_form("+" * 40, "f" * 20 + "g" * 20)
    answers = row(*([1, 5] * 10 + [2, 4] * 10))
    # Shares 0 and 1 about 1/2, then 1/4 and 3/4: sums of squares 20/4 and 20/16, each with 19 degrees of freedom.
    typical = {"f": 5 / 19, "g": 1.25 / 19}
    assert sameness.spread(form, answers, typical)[0] == pytest.approx(1.0, abs=1e-12)
    assert np.isnan(sameness.spread(form, answers * (np.arange(40) < 29), typical)[0])
    with pytest.raises(ScoringError, match="no_typical_spread: g"):
        sameness.spread(form, answers, {"f": 1.0})


@pytest.mark.parametrize("skill_id", ["communication", "composure", "integrity"])
def test_person_fit_of_one_scale_is_that_of_mirt(repo: Path, skill_id: str) -> None:
    skill = Bank.from_bytes((repo / SHIPPED).read_bytes()).skills[skill_id]
    answers = made_people(skill, 60, seed=8, missing=0.05)
    form = Form.of([(skill_id, item) for item in skill.items])
    theta = np.linspace(-2.0, 2.0, 60)

    model = GradedResponseModel(len(skill.items), skill.items[0].categories)
    model.set_parameters(
        discrimination=np.array([item.a for item in skill.items]),
        thresholds=np.array([item.b for item in skill.items]),
    )
    model._is_fitted = True
    levels = np.where(answers == 0, -1, np.where(form.keys > 0, answers - 1, form.categories - answers))
    theirs = compute_personfit(model, levels, theta, statistics=["lz"])["lz"]

    ours = person_fit.lz(form, answers.astype(np.int64), {skill_id: theta}, least=1)
    assert np.abs(ours - theirs).max() < 1e-9


def test_times_are_looked_at_only_where_there_are_enough() -> None:
    seconds = np.full((2, 40), np.nan)
    seconds[0, :21] = [0.5] * 3 + [3.0] * 18
    seconds[1, :19] = 0.5
    assert pace.median_seconds(seconds).tolist()[0] == 3.0
    assert np.isnan(pace.median_seconds(seconds)[1])
    assert pace.share_faster(seconds, 1.0)[0] == pytest.approx(3 / 21)
    assert np.isnan(pace.share_faster(seconds, 1.0)[1])


def test_one_person_alone_has_the_bits_of_the_same_person_in_a_crowd() -> None:
    form, limits = shipped_form(), shipped_thresholds()
    answers = attentive(300, seed=2)
    answers[np.random.default_rng(3).random(answers.shape) < 0.1] = 0
    seconds = np.random.default_rng(4).lognormal(1.2, 0.5, answers.shape)
    crowd = indices(form, answers, seconds, limits)
    for person in (0, 17, 299):
        alone = indices(form, answers[person : person + 1], seconds[person : person + 1], limits)
        for name in Indices.__dataclass_fields__:
            assert getattr(alone, name).tobytes() == getattr(crowd, name)[person : person + 1].tobytes(), name


def test_every_index_has_a_family_and_agreement_counts_once() -> None:
    form, limits = shipped_form(), shipped_thresholds()
    raised = flags(indices(form, attentive(2, seed=1), None, limits), limits)
    assert set(raised) | {"instructed"} == set(FAMILY)
    assert FAMILY["synonyms"] == FAMILY["even_odd"]
    assert FAMILY["median_seconds"] == FAMILY["fast_share"]
    assert FAMILY["longest_run"] == FAMILY["spread"]


def test_an_answer_outside_its_format_is_refused_by_item() -> None:
    form = small_form("+-")
    with pytest.raises(ScoringError, match="wrong_category: made/1"):
        form.checked(row(5, 6))
    with pytest.raises(ScoringError, match="answers_shape"):
        form.checked(row(5, 5, 5))
    with pytest.raises(ScoringError, match="item_twice: made/0"):
        Form.of([form.shown[0], form.shown[0]])
    with pytest.raises(ScoringError, match="no_items"):
        Form.of([])
