"""How far answers lie from the model: nothing to speak of where they follow it, much where they do not."""

from typing import Any

import numpy as np
import pytest

from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.estimation import FittedItem, estimate
from progrez_desktop.scoring.item_fit import misfit
from tests.scoring.made import made_bank, made_people

CALM = made_bank().skills["calm"]
ASKED = [AskedItem(item.id, item.categories, item.key) for item in CALM.items]


def _fitted(answers: Any) -> tuple[FittedItem, ...]:
    return estimate(ASKED, answers).items


def test_answers_that_follow_the_model_lie_close_to_it() -> None:
    answers = made_people(CALM, 4000, seed=1)
    assert max(misfit(ASKED, answers, _fitted(answers))) < 0.02


def test_an_item_that_half_the_people_guess_at_stands_out() -> None:
    answers = made_people(CALM, 4000, seed=2)
    high = answers.sum(axis=1) > np.median(answers.sum(axis=1))
    answers[high, 4] = np.random.default_rng(3).integers(1, 6, int(high.sum()))
    found = misfit(ASKED, answers, _fitted(answers))
    assert found[4] > 0.04
    assert found[4] > 3 * max(found[:4])


def test_wrong_parameters_lie_as_far_off_as_by_hand() -> None:
    # Two categories at a slope near 0: half of everybody is expected in each. Those in the lower one throughout lie 0.5
    # above what was seen, those in the upper one as far below; of the square, chance has 0.25 in either group.
    answers = np.ones((400, 3), dtype=np.intp)
    answers[:40] = 2
    asked = [AskedItem(f"item {n}", 2) for n in range(3)]
    flat = tuple(FittedItem(item.id, 1e-9, (0.0,), 400) for item in asked)
    by_hand = ((360 * 0.25 - 0.25 + 40 * 0.25 - 0.25) / 400) ** 0.5
    assert misfit(asked, answers, flat) == pytest.approx([by_hand] * 3, abs=1e-6)
