"""Whether items measure one thing: the fit of a single common factor, and what it leaves unexplained."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OneFactor:
    """How one factor fits. CFI from .95 and RMSEA to .06 count as good, RMSEA over .10 as poor (Hu & Bentler, 1999).

    Args:
        loadings: Shape (items,).
        residuals: Correlations that the factor leaves; 0 on the diagonal. Shape (items, items).
        cfi, rmsea, srmr: Comparative fit, error per degree of freedom, mean size of what is left.
    """

    loadings: Floats
    residuals: Floats
    cfi: float
    rmsea: float
    srmr: float

    def largest_pairs(self, count: int) -> list[tuple[int, int, float]]:
        """Return pairs of items that echo each other, or avoid each other, beyond the factor; the strongest first."""
        rows, columns = np.triu_indices(len(self.loadings), 1)
        order = np.argsort(-np.abs(self.residuals[rows, columns]), kind="stable")[:count]
        return [(int(rows[at]), int(columns[at]), float(self.residuals[rows[at], columns[at]])) for at in order]


def one_factor(scores: Floats) -> OneFactor:
    """Return the maximum likelihood solution with one factor for the correlations of keyed scores.

    Categories are taken as numbers, which makes fit look a little worse than it is where answers pile up at an end.

    Args:
        scores: Without gaps. Shape (people, items), at least 4 items.

    Source:
        Joereskog (1967), Psychometrika 32, 443-482, for the estimate; Bentler (1990), Psychological Bulletin 107,
        238-246 (CFI); Steiger (1990), Multivariate Behavioral Research 25, 173-180 (RMSEA).
    """
    correlations = np.asarray(np.corrcoef(scores, rowvar=False))
    people, items = scores.shape
    start = np.full(items, 0.5)
    found = minimize(
        _misfit, start, args=(correlations,), method="L-BFGS-B", bounds=[(-0.999, 0.999)] * items, jac=True,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 2000},
    )  # fmt: skip
    loadings = np.asarray(found.x) * np.sign(found.x.sum())
    residuals = correlations - np.outer(loadings, loadings)
    np.fill_diagonal(residuals, 0.0)
    pairs, free = items * (items - 1) / 2, items * (items - 3) / 2
    beyond = max((people - 1) * float(found.fun) - free, 0.0)
    without = (people - 1) * -float(np.linalg.slogdet(correlations)[1]) - pairs
    return OneFactor(
        loadings=loadings,
        residuals=residuals,
        cfi=1.0 - beyond / max(without, beyond),
        rmsea=float(np.sqrt(beyond / (free * (people - 1)))),
        srmr=float(np.sqrt((residuals**2).sum() / (items * (items + 1)))),
    )


def _misfit(loadings: Floats, correlations: Floats) -> tuple[float, Floats]:
    """Return the discrepancy of maximum likelihood and its gradient; uniquenesses are what is left of 1."""
    implied = np.outer(loadings, loadings)
    np.fill_diagonal(implied, 1.0)
    inverse = np.linalg.inv(implied)
    distance = (
        np.linalg.slogdet(implied)[1] + np.trace(correlations @ inverse) - np.linalg.slogdet(correlations)[1]
    ) - len(loadings)
    pull = inverse @ (implied - correlations) @ inverse
    np.fill_diagonal(pull, 0.0)
    return float(distance), 2.0 * pull @ loadings
