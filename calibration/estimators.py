"""Two estimators on the same answers, our own and mirt's: whose parameters are likelier, and how far they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import mirt
import numpy as np
from numpy.typing import NDArray

from calibration.sources import CalibrationError
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.estimation import FittedItem, estimate
from progrez_desktop.scoring.grm import answer_table, log_marginal_likelihood

DIGITS = 8
MIRT_SETTINGS: dict[str, Any] = {"n_quadpts": 201, "tol": 1e-8, "max_iter": 5000, "accelerate": "squarem"}
MIRT_BOUNDS = {"a": [0.1, 5.0], "b": [-6.0, 6.0]}
"""mirt's own box, which it offers no way to widen."""
LOG_LIKELIHOOD_TOLERANCE = 0.1

ABOUT = {
    "own": {
        "method": "marginal maximum likelihood, EM over 161 equally spaced nodes, SQUAREM, Newton within an item",
        "stops_at": "no gradient over 1e-5 standard errors and no gain over 1e-6",
        "standard_errors": "observed information",
    },
    "mirt": {
        "version": version("mirt"),
        "method": "marginal maximum likelihood, EM, Gauss-Hermite",
        "settings": MIRT_SETTINGS,
        "bounds": MIRT_BOUNDS,
    },
}


@dataclass(frozen=True)
class Fit:
    """The parameters that go into the bank, rounded, and what is known of how they came about.

    Args:
        estimator: "own" or "mirt": whose answers are likelier; our own where no more than rounding lies between them.
        log_likelihood: Of the rounded parameters, by our own integration.
        ahead: By how much it is above the other's.
        at_bound: Items that mirt holds against its box, so that the two can't agree on them.
        apart: Largest distance of a and of b between the two, over all other items.
    """

    items: tuple[FittedItem, ...]
    estimator: str
    log_likelihood: float
    ahead: float
    at_bound: tuple[str, ...]
    apart: dict[str, float]


def fit(name: str, asked: list[AskedItem], answers: NDArray[np.intp]) -> Fit:
    """Return the likelier of two fits.

    Args:
        name: Of the skill, for what is told when something is wrong.
        asked: Its items.
        answers: Raw categories, 0 for none. Shape (people, items).

    Raises:
        CalibrationError: mirt did not converge, or its likelihood is another by our own integration.
        ScoringError: As `estimation.estimate`.
    """
    own = by_own(asked, answers)
    theirs = _by_mirt(name, asked, answers)
    ours, other = (_likelihood(asked, items, answers) for items in (own, theirs))
    at_bound = tuple(item.id for item in theirs if _is_at_bound(item))
    is_own = round(ours - other, 3) >= 0.0
    return Fit(
        items=own if is_own else theirs,
        estimator="own" if is_own else "mirt",
        log_likelihood=max(ours, other),
        ahead=abs(ours - other),
        at_bound=at_bound,
        apart=_apart([pair for pair in zip(own, theirs, strict=True) if pair[0].id not in at_bound]),
    )


def by_own(asked: list[AskedItem], answers: NDArray[np.intp]) -> tuple[FittedItem, ...]:
    """Return what our own estimator finds, rounded; arguments and faults as `fit`."""
    return tuple(_rounded(item) for item in estimate(asked, answers).items)


def levels_of(asked: Sequence[AskedItem], answers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return levels of the trait from 0 up, -1 for none, of raw categories; all items have as many of them."""
    keys, categories = np.array([item.key for item in asked]), asked[0].categories
    return np.where(answers == 0, -1, np.where(keys > 0, answers - 1, categories - answers))


def _by_mirt(name: str, asked: list[AskedItem], answers: NDArray[np.intp]) -> tuple[FittedItem, ...]:
    levels, categories = levels_of(asked, answers), asked[0].categories
    found: Any = mirt.fit_mirt(levels, "GRM", n_categories=categories, compute_standard_errors=False, **MIRT_SETTINGS)
    if not found.converged:
        raise CalibrationError(f"{name}: mirt did not converge in {MIRT_SETTINGS['max_iter']} steps")
    items = tuple(
        _rounded(FittedItem(item.id, float(a), tuple(map(float, b)), int((answers[:, at] > 0).sum())))
        for at, (item, a, b) in enumerate(zip(asked, found.model.discrimination, found.model.thresholds, strict=True))
    )
    ours = _likelihood(asked, items, answers)
    if abs(ours - found.log_likelihood) > LOG_LIKELIHOOD_TOLERANCE:
        raise CalibrationError(
            f"{name}: log-likelihood {found.log_likelihood:.3f} is {ours:.3f} by our own integration"
        )
    return items


def _likelihood(asked: list[AskedItem], items: tuple[FittedItem, ...], answers: NDArray[np.intp]) -> float:
    tables = [answer_table(item.a, item.b, reverse=of.key < 0) for item, of in zip(items, asked, strict=True)]
    return log_marginal_likelihood(tables, answers)


def _is_at_bound(item: FittedItem) -> bool:
    return item.a in MIRT_BOUNDS["a"] or bool(set(item.b) & set(MIRT_BOUNDS["b"]))


def _apart(pairs: list[tuple[FittedItem, FittedItem]]) -> dict[str, float]:
    return {
        "a": max(abs(one.a - other.a) for one, other in pairs),
        "b": max(abs(x - y) for one, other in pairs for x, y in zip(one.b, other.b, strict=True)),
    }


def _rounded(item: FittedItem) -> FittedItem:
    """Return the item with 8 significant digits: as JSON they read back as the very same doubles everywhere."""
    return FittedItem(item.id, significant(item.a, DIGITS), tuple(significant(b, DIGITS) for b in item.b), item.n)


def significant(value: float, digits: int) -> float:
    return float(f"{float(value):.{digits}g}")
