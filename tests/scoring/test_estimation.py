"""Estimating items: printed examples are found again, mirt agrees, equal answers give equal bits, else it refuses."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirt import fit_mirt

from progrez_desktop.scoring import expected_counts, graded_step
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.estimation import Estimate, estimate, standard_errors
from progrez_desktop.scoring.grm import NODES, answer_table, log_marginal_likelihood, log_probabilities
from tests.scoring import published
from tests.scoring.made import made_bank, made_people

CALM = made_bank().skills["calm"]
CALM_ASKED = [AskedItem(item.id, item.categories, item.key) for item in CALM.items]


def _printed(table: dict[str, int], categories: int) -> tuple[list[AskedItem], Any, list[int]]:
    lowest = min(int(digit) for pattern in table for digit in pattern)
    answers = np.array([[int(digit) + 1 - lowest for digit in pattern] for pattern in table])
    return [AskedItem(f"item {n + 1}", categories) for n in range(answers.shape[1])], answers, list(table.values())


def test_lsat_section_6_is_estimated_as_ltm_does_with_its_errors() -> None:
    asked, answers, people = _printed(published.LSAT6, 2)
    found = estimate(asked, answers, people)
    assert found.people == 1000
    assert found.log_likelihood == pytest.approx(published.LSAT6_LOG_LIKELIHOOD, abs=0.001)
    errors = standard_errors(asked, answers, found.items, people)
    for item, error, (a, b, of_a, of_b) in zip(found.items, errors, published.LSAT6_BY_LTM, strict=True):
        # ltm stopped where its gradient was 0.024, which is some thousandths of a flat direction.
        assert (item.a, item.b[0]) == pytest.approx((a, b), abs=0.003)
        assert (error.a, error.b[0]) == pytest.approx((of_a, of_b), abs=0.0015)


def test_lsat_section_7_is_estimated_as_mirt_for_r_does() -> None:
    asked, answers, people = _printed(published.LSAT7, 2)
    found = estimate(asked, answers, people)
    assert found.log_likelihood == pytest.approx(published.LSAT7_LOG_LIKELIHOOD, abs=0.001)
    for item, (a, b) in zip(found.items, published.LSAT7_BY_MIRT, strict=True):
        assert (item.a, item.b[0]) == pytest.approx((a, b), abs=0.002)


def test_the_science_items_are_estimated_as_mirt_for_r_does() -> None:
    asked, answers, people = _printed(published.SCIENCE, 4)
    found = estimate(asked, answers, people)
    assert found.people == 392
    # As printed, or a little likelier: mirt stopped at a change of 1e-4 in its parameters.
    assert published.SCIENCE_LOG_LIKELIHOOD <= found.log_likelihood <= published.SCIENCE_LOG_LIKELIHOOD + 0.001
    for item, (a, b) in zip(found.items, published.SCIENCE_BY_MIRT, strict=True):
        assert (item.a, *item.b) == pytest.approx((a, *b), abs=0.01)


def _by_mirt(levels: Any, categories: int, **more: Any) -> Any:
    return fit_mirt(levels, "GRM", n_categories=categories, n_quadpts=201, tol=1e-8, max_iter=5000, **more)


@pytest.mark.parametrize("missing", [0.0, 0.15])
def test_parameters_errors_and_likelihood_are_those_of_mirt(missing: float) -> None:
    answers = made_people(CALM, 1500, seed=3, missing=missing)
    keys = np.array([item.key for item in CALM.items])
    found = estimate(CALM_ASKED, answers)
    kept = answers[(answers > 0).any(axis=1)]
    theirs = _by_mirt(np.where(kept == 0, -1, np.where(keys > 0, kept - 1, 5 - kept)), 5, se_method="oakes")
    assert found.log_likelihood == pytest.approx(theirs.log_likelihood, abs=0.01)
    assert [item.n for item in found.items] == (answers > 0).sum(axis=0).tolist()
    errors = standard_errors(CALM_ASKED, answers, found.items)
    for at, (item, error) in enumerate(zip(found.items, errors, strict=True)):
        assert item.a == pytest.approx(theirs.model.discrimination[at], abs=0.01)
        assert item.b == pytest.approx(theirs.model.thresholds[at], abs=0.01)
        assert error.a == pytest.approx(theirs.standard_errors["discrimination"][at], rel=0.02)
        assert error.b == pytest.approx(theirs.standard_errors["thresholds"][at], rel=0.02)


def test_what_made_the_answers_is_found_again_within_its_errors() -> None:
    answers = made_people(CALM, 6000, seed=11)
    found = estimate(CALM_ASKED, answers)
    errors = standard_errors(CALM_ASKED, answers, found.items)
    off = [
        (estimated - true) / error
        for item, made, of in zip(found.items, CALM.items, errors, strict=True)
        for estimated, true, error in zip((item.a, *item.b), (made.a, *made.b), (of.a, *of.b), strict=True)
    ]
    assert np.sqrt(np.mean(np.square(off))) == pytest.approx(1.0, abs=0.5)
    assert max(map(abs, off)) < 3.5


def test_the_likelihood_reached_is_that_of_the_scale_and_no_neighbour_is_likelier() -> None:
    answers = made_people(CALM, 800, seed=5, missing=0.1)
    found = estimate(CALM_ASKED, answers)

    def of(items: Any) -> float:
        tables = [
            answer_table(item.a, item.b, reverse=made.key < 0) for item, made in zip(items, CALM.items, strict=True)
        ]
        return log_marginal_likelihood(tables, answers)

    assert of(found.items) == pytest.approx(found.log_likelihood, abs=1e-6)
    for at, item in enumerate(found.items):
        for change in (0.99, 1.01):
            moved = [*found.items[:at], replace(item, a=item.a * change), *found.items[at + 1 :]]
            assert of(moved) < found.log_likelihood
            moved = [*found.items[:at], replace(item, b=(item.b[0] * change, *item.b[1:])), *found.items[at + 1 :]]
            assert of(moved) < found.log_likelihood


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_changes_no_bit(chance: Any) -> None:
    answers = made_people(CALM, 400, seed=8, missing=0.1)
    order = list(range(400))
    chance.shuffle(order)
    assert repr(estimate(CALM_ASKED, answers[order])) == repr(estimate(CALM_ASKED, answers))


@pytest.mark.parametrize("block", [7, 64, 1000])
def test_the_size_of_a_block_changes_no_bit(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = made_people(CALM, 700, seed=9, missing=0.1)
    before = estimate(CALM_ASKED, answers)
    monkeypatch.setattr(expected_counts, "_BLOCK", block)
    assert repr(estimate(CALM_ASKED, answers)) == repr(before)


def test_people_with_equal_answers_may_be_told_by_their_number() -> None:
    answers = made_people(CALM, 600, seed=10)
    patterns, people = np.unique(answers, axis=0, return_counts=True)
    assert repr(estimate(CALM_ASKED, patterns, people.tolist())) == repr(estimate(CALM_ASKED, answers))


_CHILD = """
import numpy as np
from progrez_desktop.scoring.estimation import estimate, standard_errors
from progrez_desktop.scoring.scorer import Scorer
from tests.scoring.test_estimation import CALM, CALM_ASKED
from tests.scoring.made import made_bank, made_people
answers = made_people(CALM, 500, seed=12)
found = estimate(CALM_ASKED, answers)
print(found, standard_errors(CALM_ASKED, answers, found.items))
scores = Scorer(made_bank()).score_skill("calm", answers)
print(scores.theta.tobytes().hex(), scores.se.tobytes().hex())
"""


def test_the_number_of_threads_changes_no_bit() -> None:
    printed = set()
    for threads in ("1", "2", "4"):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
        environment = {**os.environ, **dict.fromkeys(names, threads)}
        command = [sys.executable, "-c", _CHILD]
        printed.add(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    assert len(printed) == 1


def test_somebody_without_an_answer_changes_nothing() -> None:
    answers = made_people(CALM, 500, seed=13)
    with_silence = np.concatenate([answers, np.zeros((40, 5), dtype=np.intp)])
    assert repr(estimate(CALM_ASKED, with_silence)) == repr(estimate(CALM_ASKED, answers))


def test_people_with_one_answer_or_only_extremes_are_taken_as_they_are() -> None:
    answers = made_people(CALM, 500, seed=14)
    answers[:100, 1:] = 0
    answers[100:150] = [5 if item.key > 0 else 1 for item in CALM.items]
    found = estimate(CALM_ASKED, answers)
    assert found.people == 500
    assert all(0 < item.a < 10 and (np.diff(item.b) > 0).all() for item in found.items)


def _answers() -> Any:
    return made_people(CALM, 300, seed=15)


def _with(column: int, values: Any) -> Callable[[], Estimate]:
    def spoilt() -> Estimate:
        answers = _answers().astype(np.asarray(values).dtype)
        answers[:, column] = values
        return estimate(CALM_ASKED, answers)

    return spoilt


def _unused(shown: int, column: int) -> Any:
    return np.where(_answers()[:, column] == shown, 3, _answers()[:, column])


def _fewer() -> Estimate:
    answers = _answers()
    answers[249:, 3] = 0
    return estimate(CALM_ASKED, answers)


def _copied() -> Estimate:
    answers = np.random.default_rng(1).integers(1, 6, (300, 5))
    answers[:, 1] = answers[:, 0]
    return estimate([replace(item, key=1) for item in CALM_ASKED], answers)


ITEM_FAULTS: dict[str, tuple[str, str, Callable[[], object]]] = {
    "not a number": ("answers_not_finite", "made/C3", _with(2, np.full(300, np.nan))),
    "endless": ("answers_not_finite", "made/C3", _with(2, np.full(300, np.inf))),
    "a half": ("wrong_category", "made/C3", _with(2, np.full(300, 2.5))),
    "a category too high": ("wrong_category", "made/C3", _with(2, np.full(300, 6))),
    "a category below none": ("wrong_category", "made/C3", _with(2, np.full(300, -1))),
    "one category only": ("item_never_varies", "made/C3", _with(2, np.full(300, 4))),
    "a category never used": ("category_never_used", "made/C3: 5", _with(2, _unused(5, 2))),
    "and of a reversed item": ("category_never_used", "made/C2: 1", _with(1, _unused(1, 1))),
    "too few people": ("too_few_people", "made/C4", _fewer),
    "keyed the wrong way": (
        "slope_not_positive",
        "made/C2",
        lambda: estimate([replace(item, key=1) for item in CALM_ASKED], _answers()),
    ),
    "an item twice": ("item_twice", "made/C1", lambda: estimate([*CALM_ASKED[:4], CALM_ASKED[0]], _answers())),
    "no such key": (
        "item_form",
        "made/C1",
        lambda: estimate([replace(CALM_ASKED[0], key=0), *CALM_ASKED[1:]], _answers()),
    ),
    "two items": ("too_few_items", "", lambda: estimate(CALM_ASKED[:2], _answers()[:, :2])),
    "a column too few": ("wrong_shape", "", lambda: estimate(CALM_ASKED, _answers()[:, :4])),
    "nobody weighs nothing": ("wrong_weight", "", lambda: estimate(CALM_ASKED, _answers(), [0] * 300)),
    "weights of others": ("wrong_weight", "", lambda: estimate(CALM_ASKED, _answers(), [1] * 299)),
}  # fmt: skip


@pytest.mark.parametrize("name", ITEM_FAULTS)
def test_what_cannot_be_estimated_is_refused_by_the_name_of_the_item(name: str) -> None:
    code, detail, spoilt = ITEM_FAULTS[name]
    with pytest.raises(ScoringError) as refused:
        spoilt()
    assert (refused.value.code, refused.value.detail) == (code, detail)


def test_an_item_that_copies_another_is_refused_by_name() -> None:
    with pytest.raises(ScoringError) as refused:
        _copied()
    assert refused.value.code == "slope_too_steep"
    assert refused.value.detail in ("made/C1", "made/C2")


steps = st.lists(st.floats(0.05, 2.0), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.2, 5.0), st.floats(-4.0, 2.0), steps, st.integers(0, 2**32 - 1))
def test_the_derivatives_of_an_item_are_those_of_its_likelihood(
    a: float, lowest: float, steps: list[float], seed: int
) -> None:
    row = np.array([a, lowest, *(lowest + np.cumsum(steps))])
    counts = np.random.default_rng(seed).random((row.size, NODES.size))
    found = graded_step.slope(row, counts)
    assert (np.linalg.eigvalsh(found.information) > 0.0).all()  # concave, as Burridge and Pratt proved
    for place in range(row.size):
        up, down = row.copy(), row.copy()
        up[place] += 1e-5
        down[place] -= 1e-5
        rise = (counts * (graded_step.log_chances(up) - graded_step.log_chances(down))).sum() / 2e-5
        bend = (graded_step.slope(up, counts).gradient - graded_step.slope(down, counts).gradient) / 2e-5
        assert found.gradient[place] == pytest.approx(rise, rel=1e-4, abs=1e-2)
        assert -found.information[place] == pytest.approx(bend, rel=1e-3, abs=1e-1)


def test_slope_and_boundaries_are_the_model_of_the_scorer() -> None:
    row = np.array([1.7, -1.02, 0.34, 2.21])
    assert graded_step.log_chances(row) == pytest.approx(log_probabilities(1.7, (row[1:] / 1.7).tolist()), abs=1e-12)


def test_expected_counts_share_out_everybody_who_answered() -> None:
    answers = made_people(CALM, 333, seed=16, missing=0.2)
    people = expected_counts.People(answers, np.ones(333, dtype=np.int64), [item.categories for item in CALM.items])
    look = people.look([answer_table(item.a, item.b, reverse=False) for item in CALM.items])
    for at, counts in enumerate(look.counts):
        used = np.bincount(answers[:, at], minlength=6)[1:]
        assert counts.sum(axis=1) == pytest.approx(used, abs=1e-6)
