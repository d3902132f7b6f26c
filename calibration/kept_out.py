"""Respondents dealt into fifths, and items estimated on the four fifths that one is kept out of."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration.estimators import by_own
from calibration.measure import SEED
from calibration.sources import CalibrationError, raw_answers
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.bank import BankItem, BankSkill
from progrez_desktop.scoring.errors import ScoringError

FIFTHS = 5

Answers = NDArray[np.intp]


@dataclass(frozen=True)
class Fifth:
    """People of one fifth, and the items of a scale as the other four fifths have them.

    `people` holds raw categories, 0 for none. Shape (people, items).
    """

    items: tuple[BankItem, ...]
    people: Answers


def fifth_of(respondents: int) -> NDArray[np.intp]:
    """Return the fifth, 0 to 4, of each respondent of a data set: the same in every scale of it."""
    return np.asarray(np.random.default_rng(SEED).permutation(respondents) % FIFTHS)


def fifths(scale: BankSkill, respondents: pa.Table) -> list[Fifth]:
    """Return one scale five times, each time without a fifth of the people, and that fifth.

    Raises:
        CalibrationError: An item can't be estimated on four fifths: a category of it was used by nobody there.
    """
    raw = raw_answers(respondents, [item.id.partition("/")[2] for item in scale.items])
    fifth = fifth_of(len(raw))
    return [Fifth(_estimated(scale, raw[fifth != out]), raw[fifth == out]) for out in range(FIFTHS)]


def _estimated(scale: BankSkill, answers: Answers) -> tuple[BankItem, ...]:
    """Return the items with slopes and thresholds estimated as those of the bank are; all else is the bank's."""
    asked = [AskedItem(item.id, item.categories, item.key) for item in scale.items]
    try:
        found = by_own(asked, answers)
    except ScoringError as error:
        raise CalibrationError(f"{scale.id}, on four fifths: {error}") from error
    return tuple(replace(item, a=fit.a, b=fit.b) for item, fit in zip(scale.items, found, strict=True))
