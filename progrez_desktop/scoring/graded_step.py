"""What the counts of one item say of its slope and boundaries: log-likelihood, gradient, curvature, and its maximum.

An item is (a, c): at theta, category k or a higher one has the logit a theta - c[k]. In these terms the log-likelihood
of counts is concave, so that a Newton step which keeps rising finds the one maximum; b = c / a are the thresholds.

Source:
    Burridge (1981), Journal of the Royal Statistical Society B 43(1), 41-45, and Pratt (1981), Journal of the
    American Statistical Association 76, 103-106, for the concavity.
"""

from dataclasses import dataclass

import numpy as np

from progrez_desktop.scoring.grm import NODES, Floats

_NEWTON_STEPS = 20
_HALVINGS = 40
_STILL = 1e-9
"""A step of this share of a parameter's standard error is dust: well under what the next look at people moves."""

_NODES_SQUARED: Floats = NODES * NODES


@dataclass(frozen=True)
class Slope:
    """Gradient and negative curvature of the counts' log-likelihood in (a, c). Shapes (k,) and (k, k)."""

    gradient: Floats
    information: Floats


def log_chances(parameters: Floats) -> Floats:
    """Return the log-probability of each category at each node for (a, c). Shape (k, q)."""
    a, c = parameters[0], parameters[1:]
    z = a * NODES - c[:, np.newaxis]
    zero = np.zeros((1, NODES.size))
    soft = np.logaddexp(0.0, z)
    gap = np.concatenate([[0.0], np.log1p(-np.exp(-np.diff(c))), [0.0]])
    return np.asarray(np.concatenate([zero, z - soft]) - np.concatenate([soft, zero]) + gap[:, np.newaxis])


def slope(parameters: Floats, counts: Floats) -> Slope:
    """Return first and second derivatives of sum(counts * log_chances).

    Args:
        parameters: (a, c), a > 0 or not, c strictly rising. Shape (k,).
        counts: How many people are in each category at each node. Shape (k, q).
    """
    a, c = parameters[0], parameters[1:]
    z = a * NODES - c[:, np.newaxis]
    above, below = 1.0 / (1.0 + np.exp(-z)), 1.0 / (1.0 + np.exp(z))
    one, gap = np.ones((1, NODES.size)), -np.expm1(-np.diff(c))[:, np.newaxis]
    # d log P(k) = lower d z(k) - upper d z(k + 1); as quotients these keep their digits where P(k) itself vanishes.
    lower = below / np.concatenate([below[1:] * gap, one])
    upper = above / np.concatenate([one, above[:-1] * gap])
    at, under = counts[1:] * lower, counts[:-1] * upper
    rise = at - under
    bend = at * (above - below + lower) + under * (below - above + upper)
    joint = at[:-1] * upper[1:]
    return Slope(_gradient(rise), _information(bend, joint))


def _gradient(rise: Floats) -> Floats:
    return np.concatenate([[(rise * NODES).sum()], -rise.sum(axis=1)])


def _information(bend: Floats, joint: Floats) -> Floats:
    """Put together the curvature in (a, c) from that in z, which couples neighbours only."""
    coupled = bend.copy()
    coupled[:-1] -= joint
    coupled[1:] -= joint
    size = bend.shape[0] + 1
    found = np.zeros((size, size))
    found[0, 0] = (coupled * _NODES_SQUARED).sum()
    found[0, 1:] = found[1:, 0] = -(coupled * NODES).sum(axis=1)
    inner = found[1:, 1:]
    np.fill_diagonal(inner, bend.sum(axis=1))
    place = np.arange(size - 2)
    inner[place, place + 1] = inner[place + 1, place] = -joint.sum(axis=1)
    return found


def best(parameters: Floats, counts: Floats, first: Slope) -> Floats:
    """Return the (a, c) under which the counts are likeliest, by Newton steps from `parameters`.

    Args:
        parameters: Where to begin. Shape (k,).
        counts: As for `slope`; no category without people.
        first: `slope` at `parameters`.
    """
    found = first
    level = float((counts * log_chances(parameters)).sum())
    for _ in range(_NEWTON_STEPS):
        step: Floats = np.asarray(np.linalg.solve(found.information, found.gradient), dtype=np.float64)
        parameters, level, moved = _climb(parameters, level, step, counts)
        if not moved or (np.abs(step) <= _STILL / np.sqrt(np.diag(found.information))).all():
            break
        if float(step @ found.gradient) < _ENOUGH:
            break
        found = slope(parameters, counts)
    return parameters


_ENOUGH = 1e-4
"""Twice the log-likelihood that a step hoped for: below it Newton has doubled its digits and people are asked again."""


_STEEPEST, _FURTHEST = 40.0, 300.0
"""A logit of 8 x 40 + 300 can still be taken to the power of e."""


def is_possible(parameters: Floats) -> bool:
    """Whether c rises and nothing is out of reach of a double."""
    c = parameters[1:]
    return bool((np.diff(c) > 0.0).all() and abs(parameters[0]) <= _STEEPEST and (np.abs(c) <= _FURTHEST).all())


def _climb(parameters: Floats, level: float, step: Floats, counts: Floats) -> tuple[Floats, float, bool]:
    """Return the point after the longest of step, step / 2, … that keeps c rising and does not go down."""
    for halving in range(_HALVINGS):
        tried = parameters + step / 2.0**halving
        if is_possible(tried):
            reached = float((counts * log_chances(tried)).sum())
            if reached >= level - 1e-9 * abs(level):
                return tried, reached, True
    return parameters, level, False
