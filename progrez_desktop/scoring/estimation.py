"""Item parameters from people's answers: marginal maximum likelihood for the graded response model, with its errors.

For the shipped bank and for what a site estimates from its own consented answers. Equal answers give equal bits, in
whatever order people come and on however many threads (`expected_counts` says how).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring import graded_step
from progrez_desktop.scoring.asked import Answered, AskedItem, checked
from progrez_desktop.scoring.bank import MAX_SLOPE
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.expected_counts import Look
from progrez_desktop.scoring.graded_step import Slope
from progrez_desktop.scoring.grm import NODES, Floats

MOST_LOOKS = 3000

_CLOSE = 1e-5
"""Largest gradient, each in units of its parameter's own standard error."""

_GAIN = 1e-6
"""The most that the log-likelihood may still have risen in the last round."""

_DIFFERENCE = 1e-4


@dataclass(frozen=True)
class FittedItem:
    """An item's estimates, on the scale where theta of the people asked is N(0, 1)."""

    id: str
    a: float
    b: tuple[float, ...]
    n: int
    """How many answered it."""


@dataclass(frozen=True)
class ItemErrors:
    """Standard errors of one item's a and b."""

    a: float
    b: tuple[float, ...]


@dataclass(frozen=True)
class Estimate:
    """Items with the likelihood that they reach.

    Args:
        items: In the order asked.
        people: Those with at least one answer.
        log_likelihood: Of all their answers, theta integrated out.
        looks: How often the people were gone through.
        gradient: What is left of the slope uphill, in standard errors: see `_CLOSE`.
    """

    items: tuple[FittedItem, ...]
    people: int
    log_likelihood: float
    looks: int
    gradient: float


def estimate(
    asked: Sequence[AskedItem], answers: NDArray[np.generic], weights: Sequence[int] | None = None
) -> Estimate:
    """Return the item parameters under which the answers are likeliest.

    Args:
        asked, answers, weights: As `asked.checked` takes them.

    Raises:
        ScoringError: As `asked.checked`; by item "slope_not_positive" (it runs against the others: its key is wrong, or
            it measures something else) and "slope_too_steep" (it copies another, for example); "not_converged".

    Source:
        Bock & Aitkin (1981), Psychometrika 46(4), 443-459, for EM over nodes; Samejima (1969) for the model; Varadhan
        & Roland (2008), Scandinavian Journal of Statistics 35, 335-353, for the acceleration.
    """
    people = checked(asked, answers, weights)
    search = _Search(people, asked)
    found = search.run()
    return Estimate(
        items=tuple(
            FittedItem(item.id, float(row[0]), tuple((row[1:] / row[0]).tolist()), n)
            for item, row, n in zip(asked, found.parameters, people.answered, strict=True)
        ),
        people=people.people,
        log_likelihood=found.log_likelihood,
        looks=search.looks,
        gradient=found.gradient,
    )


def standard_errors(
    asked: Sequence[AskedItem],
    answers: NDArray[np.generic],
    items: Sequence[FittedItem],
    weights: Sequence[int] | None = None,
) -> tuple[ItemErrors, ...]:
    """Return what chance in the choice of people leaves open about a and b.

    From the observed information, all items together: differences of the exact gradient, as central quotients. Errors
    of b follow by the delta method.

    Args:
        asked, answers, weights: As for `estimate`.
        items: Its result; the gradient is taken as zero there.

    Raises:
        ScoringError: As `estimate`; "not_a_maximum" where the information has a direction that the answers say
            nothing of.

    Source:
        Jamshidian & Jennrich (2000), Journal of the Royal Statistical Society B 62(2), 257-270 (differentiating the
        score); it is the information of Louis (1982) and Oakes (1999).
    """
    people = checked(asked, answers, weights)
    search = _Search(people, asked)
    parameters = [np.concatenate([[item.a], item.a * np.array(item.b)]) for item in items]
    information = _observed_information(search, parameters)
    if not (np.linalg.eigvalsh(information) > 0.0).all():
        raise ScoringError("not_a_maximum")
    covariance: Floats = np.asarray(np.linalg.inv(information), dtype=np.float64)
    errors, start = [], 0
    for row in parameters:
        errors.append(_errors(row, covariance[start : start + row.size, start : start + row.size]))
        start += row.size
    return tuple(errors)


def _errors(row: Floats, covariance: Floats) -> ItemErrors:
    a, b = row[0], row[1:] / row[0]
    of_a, of_c, both = covariance[0, 0], np.diag(covariance)[1:], covariance[0, 1:]
    of_b = (of_c - 2.0 * b * both + b * b * of_a) / (a * a)
    return ItemErrors(float(np.sqrt(of_a)), tuple(np.sqrt(of_b).tolist()))


def _observed_information(search: "_Search", parameters: list[Floats]) -> Floats:
    flat = np.concatenate(parameters)
    sizes = np.cumsum([row.size for row in parameters])[:-1]
    columns = []
    for place in range(flat.size):
        sides = []
        for side in (1.0, -1.0):
            moved = flat.copy()
            moved[place] += side * _DIFFERENCE
            rows = np.split(moved, sizes)
            slopes = search.slopes(rows, search.look(rows))
            sides.append(np.concatenate([found.gradient for found in slopes]))
        columns.append((sides[1] - sides[0]) / (2.0 * _DIFFERENCE))
    found = np.array(columns)
    return np.asarray(0.5 * (found + found.T))


@dataclass(frozen=True)
class _Point:
    parameters: list[Floats]
    log_likelihood: float
    gradient: float


class _Search:
    """EM by squared steps: two plain steps tell a direction, a third look says whether the leap along it paid."""

    def __init__(self, people: Answered, asked: Sequence[AskedItem]) -> None:
        self._people, self._sizes = people, [item.categories for item in asked]
        self._ids = [item.id for item in asked]
        self.looks = 0

    def look(self, parameters: list[Floats]) -> Look:
        self.looks += 1
        zero = np.zeros((1, NODES.size))
        return self._people.everybody.look([np.concatenate([zero, graded_step.log_chances(row)]) for row in parameters])

    def slopes(self, parameters: list[Floats], look: Look) -> list[Slope]:
        return [graded_step.slope(row, look.counts[at]) for at, row in enumerate(parameters)]

    def run(self) -> _Point:
        start, before = self._start(), -np.inf
        point = self._step(start)
        while not (point[0].gradient <= _CLOSE and point[0].log_likelihood - before <= _GAIN):
            if self.looks >= MOST_LOOKS:
                raise ScoringError("not_converged")
            before = point[0].log_likelihood
            point = self._leap(point)
        for name, row in zip(self._ids, point[0].parameters, strict=True):
            if not row[0] > 0.0:
                raise ScoringError("slope_not_positive", name)
        return point[0]

    def _step(self, parameters: list[Floats]) -> tuple[_Point, list[Floats]]:
        """Return what the people say of `parameters`, and the likelier ones that follow from it."""
        look = self.look(parameters)
        slopes = self.slopes(parameters, look)
        steepest = max(float(np.abs(s.gradient / np.sqrt(np.diag(s.information))).max()) for s in slopes)
        better = [graded_step.best(row, look.counts[at], slopes[at]) for at, row in enumerate(parameters)]
        for name, row in zip(self._ids, better, strict=True):
            if row[0] > MAX_SLOPE:
                raise ScoringError("slope_too_steep", name)
        return _Point(parameters, look.log_likelihood, steepest), better

    def _leap(self, point: tuple[_Point, list[Floats]]) -> tuple[_Point, list[Floats]]:
        origin, first = point
        middle, second = self._step(first)
        if middle.gradient <= _CLOSE:
            return middle, second
        leapt = _squared(origin.parameters, first, second)
        if leapt is not None:
            landed = self._step(leapt)
            if landed[0].log_likelihood >= middle.log_likelihood:
                return landed
        return self._step(second)

    def _start(self) -> list[Floats]:
        """Return slopes of 1 and the boundaries that reproduce how often each category was used."""
        rows = []
        for counts in self._people.counts:
            at_least = counts[::-1].cumsum()[::-1][1:] / counts.sum()
            # A logistic mixed over N(0, 1) is flatter: by about sqrt(1 + 1 / 2.9) at a slope of 1.
            rows.append(np.concatenate([[1.0], -1.16 * np.log(at_least / (1.0 - at_least))]))
        return rows


def _squared(origin: list[Floats], first: list[Floats], second: list[Floats]) -> list[Floats] | None:
    """Return the squared extrapolation of two steps, or None where it leaves what is possible."""
    step = [one - zero for zero, one in zip(origin, first, strict=True)]
    change = [two - one - before for one, two, before in zip(first, second, step, strict=True)]
    size = np.sqrt(sum(float((part**2).sum()) for part in step))
    bend = np.sqrt(sum(float((part**2).sum()) for part in change))
    if not bend > 0.0:
        return None
    far = max(size / bend, 1.0)
    leapt = [zero + 2.0 * far * r + far**2 * v for zero, r, v in zip(origin, step, change, strict=True)]
    return leapt if all(graded_step.is_possible(row) for row in leapt) else None
