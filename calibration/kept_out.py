"""Respondents dealt into fifths, and items estimated on the four fifths that one is kept out of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mirt
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration.item_bank import DIGITS, SETTINGS
from calibration.measure import SEED
from calibration.sources import CalibrationError, MapItem

FIFTHS = 5

Answers = NDArray[np.intp]


@dataclass(frozen=True)
class KeptOutItem:
    """An item as four fifths of the people have it."""

    id: str
    categories: int
    key: int
    a: float
    b: tuple[float, ...]


@dataclass(frozen=True)
class Fifth:
    """People of one fifth, and the items of a scale as the other four fifths have them.

    `people` holds raw categories, 0 for none. Shape (people, items).
    """

    items: tuple[KeptOutItem, ...]
    people: Answers


def fifth_of(respondents: int) -> NDArray[np.intp]:
    """Return the fifth, 0 to 4, of each respondent of a data set: the same in every scale of it."""
    return np.asarray(np.random.default_rng(SEED).permutation(respondents) % FIFTHS)


def fifths(items: Sequence[MapItem], respondents: pa.Table) -> list[Fifth]:
    """Return one scale five times, each time without a fifth of the people, and that fifth.

    Raises:
        CalibrationError: Nobody of four fifths used some category.
    """
    raw = raw_answers(items, respondents)
    fifth = fifth_of(len(raw))
    return [Fifth(_estimated(items, raw[fifth != out]), raw[fifth == out]) for out in range(FIFTHS)]


def raw_answers(items: Sequence[MapItem], respondents: pa.Table) -> Answers:
    """Return everybody's raw categories, 0 for none. Shape (people, items)."""
    columns = [np.array(respondents[item.column].fill_null(0).to_numpy(), dtype=np.intp) for item in items]
    return np.stack(columns, axis=1)


def _estimated(items: Sequence[MapItem], answers: Answers) -> tuple[KeptOutItem, ...]:
    """Return the items with slopes and thresholds estimated as those of the bank are."""
    answered = answers[(answers > 0).any(axis=1)]
    keys, categories = np.array([item.key for item in items]), items[0].categories
    for item, column in zip(items, answered.T, strict=True):
        if set(np.unique(column[column > 0]).tolist()) != set(range(1, categories + 1)):
            raise CalibrationError(f"{item.column}: a category was used by nobody of four fifths")
    levels = np.where(answered == 0, -1, np.where(keys > 0, answered - 1, categories - answered))
    fit: Any = mirt.fit_mirt(levels, "GRM", n_categories=categories, compute_standard_errors=False, **SETTINGS)
    if not fit.converged:
        raise CalibrationError(f"{items[0].skill}: the estimator did not converge")
    return tuple(
        KeptOutItem(f"{item.dataset}/{item.column}", categories, item.key, _rounded(a), tuple(map(_rounded, b)))
        for item, a, b in zip(items, fit.model.discrimination, fit.model.thresholds, strict=True)
    )


def _rounded(value: float) -> float:
    return float(f"{float(value):.{DIGITS}g}")
