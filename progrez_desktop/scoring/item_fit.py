"""How far the answers to an item lie from what the model and the other items expect: an effect size, not a test."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.asked import AskedItem, checked
from progrez_desktop.scoring.estimation import FittedItem
from progrez_desktop.scoring.grm import NODES, Floats, Scale, log_probabilities

GROUPS = 10


def misfit(
    asked: Sequence[AskedItem],
    answers: NDArray[np.generic],
    items: Sequence[FittedItem],
    weights: Sequence[int] | None = None,
) -> tuple[float, ...]:
    """Return by item the root of the mean squared distance between scores seen and expected, along theta.

    People are put into ten groups by what the other items say of their theta, so that an item has no part in judging
    itself. The distance is a share of the item's range; what chance alone would make of it is taken off. Under .05 is
    close, over .10 poor. A test would reject every item here: with thousands of people it finds any distance.

    Args:
        asked, answers, weights: As `asked.checked` takes them.
        items: Estimates of the same items, in the same order.

    Raises:
        ScoringError: As `asked.checked`.

    Source:
        Orlando & Thissen (2000), Applied Psychological Measurement 24(1), 50-64, for judging an item by the others;
        Koehler, Robitzsch & Hartig (2020), Journal of Educational and Behavioral Statistics 45(3), 251-273, for the
        size and for taking chance off.
    """
    everybody = checked(asked, answers, weights).everybody
    chances = [np.exp(log_probabilities(item.a, item.b)) for item in items]
    return tuple(_misfit(at, chances, everybody.patterns, everybody.weights) for at in range(len(items)))


def _misfit(item: int, chances: list[Floats], patterns: NDArray[np.intp], weights: Floats) -> float:
    there = patterns[:, item] > 0
    level, weight = patterns[there, item], weights[there]
    others = patterns[there].copy()
    others[:, item] = 0
    scale = Scale([np.concatenate([np.zeros((1, NODES.size)), np.log(chance)]) for chance in chances])
    theta, expected, variance = _expected(scale, others, chances[item])
    seen = (level - 1) / (chances[item].shape[0] - 1)
    edges = _edges(theta, weight)
    group = np.searchsorted(edges, theta, side="left")
    total = 0.0
    for at in range(GROUPS):
        of = weight * (group == at)
        people = of.sum()
        if people > 0.0:
            off = (of * (seen - expected)).sum() / people
            total += max(people * off**2 - (of * variance).sum() / people, 0.0)
    return float(np.sqrt(total / weight.sum()))


def _expected(scale: Scale, others: NDArray[np.intp], chances: Floats) -> tuple[Floats, Floats, Floats]:
    """Return by person theta from the other items, the item's score that it leads to expect, and its variance."""
    steps = np.arange(chances.shape[0])[:, np.newaxis] / (chances.shape[0] - 1)
    once, twice = (chances * steps).sum(axis=0), (chances * steps**2).sum(axis=0)
    share = scale.joint(others, np.empty((len(others), NODES.size)), np.empty((len(others), NODES.size)))
    share /= share.sum(axis=1, keepdims=True)
    theta, mean, square = ((share * values).sum(axis=1) for values in (NODES, once, twice))
    return theta, mean, square - mean**2


def _edges(theta: Floats, weight: Floats) -> Floats:
    """Return the thetas that end nine tenths of the people; who has the same theta is in the same group."""
    order = np.argsort(theta, kind="stable")
    below = weight[order].cumsum() / weight.sum()
    return np.asarray(theta[order][np.searchsorted(below, np.arange(1, GROUPS) / GROUPS)])
