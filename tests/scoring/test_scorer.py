"""Scores of people: the same bits alone and in a crowd, bands around them, and no number where there should be none."""

from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring import norms
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.scoring.made import SHIPPED, bank_bytes, bank_document, made_bank, made_people

REPO = Path(__file__).resolve().parents[2]
SCORER = Scorer(Bank.from_bytes((REPO / SHIPPED).read_bytes()))
ITEMS = [item for skill in SCORER.bank.skills.values() for item in skill.items]
MADE = Scorer(made_bank())

people = st.fixed_dictionaries({}, optional={item.id: st.integers(1, item.categories) for item in ITEMS})


def _scored(found: SkillScore | NotScored) -> SkillScore:
    assert isinstance(found, SkillScore)
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(people, min_size=2, max_size=6))
def test_a_person_alone_and_in_a_batch_gets_the_same_bits(crowd: list[dict[str, int]]) -> None:
    together = SCORER.score_coded([SCORER.encode(person) for person in crowd])
    for place, person in enumerate(crowd):
        alone = SCORER.score(person)
        for name, found in alone.items():
            assert repr(together[name].person(place)) == repr(found)


def test_the_size_of_a_batch_changes_no_bit_across_block_borders() -> None:
    skill = SCORER.bank.skills["collaboration"]
    answers = made_people(skill, 600, seed=7, missing=0.15)
    whole = SCORER.score_skill("collaboration", answers)
    for size in (1, 7, 255, 257):
        parts = [SCORER.score_skill("collaboration", answers[at : at + size]) for at in range(0, 600, size)]
        for field in ("theta", "se", "sten_exact", "low_exact", "high_exact", "percentile"):
            joined = np.concatenate([getattr(part, field) for part in parts])
            assert joined.tobytes() == getattr(whole, field).tobytes(), (size, field)


def test_theta_and_error_alone_are_those_of_the_whole_posterior() -> None:
    answers = made_people(SCORER.bank.skills["integrity"], 600, seed=23, missing=0.1)
    scale = SCORER._scales["integrity"]
    whole, (theta, error) = scale.posterior(answers), scale.estimates(answers)
    assert (theta.tobytes(), error.tobytes()) == (whole.mean.tobytes(), whole.sd.tobytes())


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(300)))
def test_the_order_of_people_changes_no_bit(order: list[int]) -> None:
    answers = made_people(SCORER.bank.skills["integrity"], 300, seed=21, missing=0.1)
    before, after = (SCORER.score_skill("integrity", rows) for rows in (answers, answers[order]))
    for field in ("theta", "se", "sten_exact", "low_exact", "high_exact", "percentile"):
        assert getattr(before, field)[order].tobytes() == getattr(after, field).tobytes(), field


@settings(max_examples=60, deadline=None)
@given(people)
def test_every_score_lies_within_its_own_band(person: dict[str, int]) -> None:
    for found in SCORER.score(person).values():
        if isinstance(found, SkillScore):
            assert found.low <= found.sten <= found.high
            assert found.low_exact <= found.sten_exact <= found.high_exact
            assert found.percentile_low <= found.percentile <= found.percentile_high
            assert found.se_printed > found.se > 0


@given(st.integers(0, 4), st.integers(1, 4), st.lists(st.integers(1, 5), min_size=5, max_size=5))
def test_a_higher_answer_never_lowers_theta(place: int, category: int, answers: list[int]) -> None:
    ids = [item.id for item in MADE.bank.skills["calm"].items]
    lower = dict(zip(ids, answers, strict=True)) | {ids[place]: category}
    higher = lower | {ids[place]: category + 1}
    low, high = (_scored(MADE.score(person)["calm"]).theta for person in (lower, higher))
    if MADE.bank.skills["calm"].items[place].key > 0:
        assert high > low
    else:
        assert high < low


def test_keying_happens_in_the_scorer_and_only_there() -> None:
    # Item C2 is reverse-keyed: its highest answer and the lowest of all others is the lowest person.
    lowest = MADE.score({"made/C1": 1, "made/C2": 5, "made/C3": 1, "made/C4": 1, "made/C5": 1})
    highest = MADE.score({"made/C1": 5, "made/C2": 1, "made/C3": 5, "made/C4": 5, "made/C5": 5})
    assert (_scored(lowest["calm"]).sten, _scored(highest["calm"]).sten) == (1, 10)


def test_a_skill_without_an_answer_is_left_out() -> None:
    assert MADE.score({}) == {}
    assert list(MADE.score({"made/Q1": 2})) == ["quick"]


def test_under_sixty_percent_answered_there_is_no_number() -> None:
    two = {"made/C1": 3, "made/C2": 3}
    assert MADE.score(two)["calm"] == NotScored("too_few_answers", answered=2, of=5)
    assert _scored(MADE.score(two | {"made/C5": 3})["calm"]).answered == 3


def test_a_norm_of_under_two_hundred_gives_no_number() -> None:
    document = bank_document()
    document["skills"]["quick"]["norm"]["n"] = 199
    scorer = Scorer(Bank.from_bytes(bank_bytes(document)))
    assert scorer.score({"made/Q1": 1})["quick"] == NotScored("norm_too_small", answered=1, of=1)
    document["skills"]["quick"]["norm"]["n"] = 200
    assert _scored(Scorer(Bank.from_bytes(bank_bytes(document))).score({"made/Q1": 1})["quick"]).norm_n == 200


@pytest.mark.parametrize("category", [0, 6, -1, 10**30, True, 3.0, "3", None])
def test_a_wrong_category_is_refused_and_never_guessed(category: Any) -> None:
    with pytest.raises(ScoringError) as refused:
        MADE.score({"made/C1": 3, "made/C4": category})
    assert (refused.value.code, refused.value.detail) == ("wrong_category", "made/C4")


@pytest.mark.parametrize("category", [-1, 6])
def test_a_wrong_category_in_a_matrix_is_refused_too(category: int) -> None:
    with pytest.raises(ScoringError) as refused:
        MADE.score_skill("calm", np.array([[1, 2, 3, 4, 5], [1, 2, 3, category, 5]]))
    assert (refused.value.code, refused.value.detail) == ("wrong_category", "made/C4")


@pytest.mark.parametrize("odd", [np.nan, np.inf, 2.5])
def test_what_is_no_whole_number_in_a_matrix_is_refused_by_item(odd: float) -> None:
    answers = np.array([[1, 2, 3, 4, 5], [1, 2, 3, odd, 5]])
    with pytest.raises(ScoringError) as refused:
        MADE.score_skill("calm", answers)
    assert (refused.value.code, refused.value.detail) == ("answers_not_whole", "made/C4")


def test_a_table_of_another_shape_is_refused_by_its_skill() -> None:
    for shape in ((1, 4), (1, 6), (5,)):
        with pytest.raises(ScoringError) as refused:
            MADE.score_skill("calm", np.ones(shape, dtype=np.uint8))
        assert (refused.value.code, refused.value.detail) == ("answers_columns", f"calm: {shape}")
    with pytest.raises(ScoringError, match="unknown_skill: zzz"):
        MADE.score_skill("zzz", np.ones((1, 5), dtype=np.uint8))


def test_an_unknown_item_is_refused_by_name() -> None:
    with pytest.raises(ScoringError) as refused:
        MADE.score({"made/C9": 1})
    assert (refused.value.code, refused.value.detail) == ("unknown_item", "made/C9")


def test_the_printed_error_and_the_band_are_the_honest_ones() -> None:
    skill = SCORER.bank.skills["empathy"]
    found = _scored(SCORER.score({item.id: 4 if item.key > 0 else 2 for item in skill.items})["empathy"])
    # Research, D.3: for empathy the error grows by about 1.13.
    assert found.se_printed / found.se == pytest.approx(1.13, abs=0.005)
    # 80 % of a nearly normal posterior is 2.56 SDs wide; two stens to an SD of the norm.
    width = (found.high_exact - found.low_exact) / 2 * skill.norm.sd
    assert width == pytest.approx(2 * 1.2816 * found.se_printed, rel=0.03)


def test_a_score_names_its_norm_group() -> None:
    found = _scored(MADE.score({"made/Q1": 2})["quick"])
    assert (found.norm_id, found.norm_n, found.of) == ("made-1/made", 500, 1)
    assert set(asdict(found)) >= {"theta", "se", "se_printed", "sten", "percentile"}


NORM = Norm("n", 500, mean=0.5, sd=2.0, quantiles=tuple(float(percent) for percent in range(1, 100)))


@pytest.mark.parametrize(
    ("theta", "sten"),
    [(0.5, 6), (0.5 - 1e-9, 5), (2.5, 8), (1.5, 7), (-1.5, 4), (4.0, 9), (5.0, 10), (-4.0, 1), (99.0, 10), (-99.0, 1)],
)
def test_a_sten_is_five_and_a_half_plus_two_per_sd_halves_upwards(theta: float, sten: int) -> None:
    assert norms.sten(norms.sten_exact(NORM, np.array([theta])))[0] == sten


@pytest.mark.parametrize(("theta", "percentile"), [(50.0, 50), (50.4, 50), (50.5, 51), (-3.0, 1), (250.0, 99)])
def test_a_percentile_is_read_from_the_group_and_kept_off_the_ends(theta: float, percentile: int) -> None:
    assert norms.percentile(NORM, np.array([theta]))[0] == percentile


def test_people_who_share_a_theta_share_the_middle_of_their_places() -> None:
    tied = Norm("n", 500, 0.0, 1.0, quantiles=tuple(min(percent, 91) / 100 for percent in range(1, 100)))
    assert norms.percentile(tied, np.array([0.91, 0.90]))[0] == 95  # the places 91 to 99


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_a_higher_theta_never_has_a_lower_percentile(one: float, other: float) -> None:
    for skill in SCORER.bank.skills.values():
        places = norms.percentile(skill.norm, np.sort(np.array([one, other])))
        assert all(low <= high for low, high in pairwise(places.tolist()))
