"""How far a sum of answers, or a theta, can be trusted: alpha, omega total and IRT marginal reliability."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]

GROUP_FACTORS = 3
_SMALLEST_UNIQUENESS = 0.005


def cronbach_alpha(scores: Floats) -> float:
    """Return alpha of keyed scores without gaps. Shape (people, items).

    Low under .70, high from .90: the share of the variance of the sum that items have in common, if all were alike.

    Source:
        Cronbach (1951), Psychometrika 16, 297-334.
    """
    covariance = np.cov(scores, rowvar=False)
    items = scores.shape[1]
    return float(items / (items - 1) * (1.0 - np.trace(covariance) / covariance.sum()))


def omega_total(scores: Floats) -> float:
    """Return omega total: the share of the variance of the standardised sum that any common factor explains.

    Args:
        scores: Keyed scores without gaps. Shape (people, items), at least 4 items.

    Returns:
        1 - (sum of uniquenesses) / (sum of all correlations), uniquenesses from a minres solution with three
        factors. Rotation leaves it as it is, so none is made. (R's psych::omega reports the same coefficient.)

    Source:
        McDonald (1999), Test Theory, ch. 6; Revelle & Zinbarg (2009), Psychometrika 74, 145-154.
    """
    correlations = np.asarray(np.corrcoef(scores, rowvar=False))
    # From above, as psych does: three factors can always feign a lower uniqueness with a factor of a single item,
    # which fits no better, and a start below the truth would stay there.
    start = 1.0 / np.diag(np.linalg.inv(correlations))
    found = minimize(
        _residual,
        start,
        args=(correlations,),
        method="L-BFGS-B",
        bounds=[(_SMALLEST_UNIQUENESS, 1.0)] * len(start),
        options={"ftol": 1e-14, "gtol": 1e-9, "maxiter": 2000, "maxfun": 100_000},
    )
    loadings = _loadings(found.x, correlations)
    uniquenesses = 1.0 - np.minimum((loadings**2).sum(axis=1), 1.0)
    return float(1.0 - uniquenesses.sum() / correlations.sum())


def irt_marginal(posterior_sd: Floats) -> float:
    """Return 1 - mean posterior variance: the share of the variance of theta (1 by convention) that answers reveal.

    Optimistic where items echo each other, which is why it never stands alone.

    Source:
        Green, Bock, Humphreys, Linn & Reckase (1984), Journal of Educational Measurement 21(4), 347-360.
    """
    return float(1.0 - (posterior_sd**2).mean())


def _loadings(uniquenesses: Floats, correlations: Floats) -> Floats:
    values, vectors = np.linalg.eigh(correlations - np.diag(uniquenesses))
    largest = slice(-GROUP_FACTORS, None)
    return np.asarray(vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0.0)))


def _residual(uniquenesses: Floats, correlations: Floats) -> float:
    loadings = _loadings(uniquenesses, correlations)
    residual = correlations - loadings @ loadings.T
    np.fill_diagonal(residual, 0.0)
    return float((residual**2).sum())
