"""Curves of a scale along theta and of its norm group: information, error, and how many people stand at each sten."""

from collections.abc import Sequence

import numpy as np

from progrez_desktop.scoring import norms
from progrez_desktop.scoring.adaptive import information
from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.distributions import normal_cdf
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.norms import Norm

STENS = tuple(range(1, 11))
_FINE: Floats = np.linspace(-8.0, 8.0, 3201)


def information_of(items: Sequence[BankItem], theta: Floats) -> Floats:
    """Return the information of all items together at each theta."""
    total = np.zeros(theta.size)
    for item in items:
        total += information(item.a, item.b, theta)
    return total


def share_at_stens(norm: Norm) -> list[float]:
    """Return the share of a norm group that is given each sten, from 1 to 10."""
    edges = _lowest_thetas(norm)
    below = np.interp(edges, norm.quantiles, np.arange(1, 100) / 100.0, left=0.0, right=1.0)
    return [float(share) for share in np.diff(np.concatenate([[0.0], below, [1.0]]))]


def normal_shares() -> list[float]:
    """Return the shares that a normal distribution would give."""
    below = [0.0, *(normal_cdf((sten + 0.5 - 5.5) / 2.0) for sten in STENS[:-1]), 1.0]
    return [float(share) for share in np.diff(below)]


def _lowest_thetas(norm: Norm) -> Floats:
    """Return the theta from which on each sten but the first is given, as scoring gives them."""
    given = norms.sten(norms.sten_exact(norm, _FINE))
    return np.array([_FINE[int((given >= sten).argmax())] for sten in STENS[1:]])
