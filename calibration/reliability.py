"""How far a sum of answers, or a theta, can be trusted: alpha, both omegas and IRT marginal reliability."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from calibration.rotation import quartimin

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
    loadings = _three_factors(correlations)
    uniquenesses = 1.0 - np.minimum((loadings**2).sum(axis=1), 1.0)
    return float(1.0 - uniquenesses.sum() / correlations.sum())


def omega_hierarchical(scores: Floats) -> float:
    """Return omega hierarchical: the share of the variance of the standardised sum that one general factor explains.

    What is left up to omega total belongs to groups of items within the scale. For claims about the skill as a whole.

    Args:
        scores: As for `omega_total`.

    Returns:
        From the same three factors, let correlate (quartimin), with the general factor that explains their
        correlations (Schmid-Leiman), as R's psych::omega does.

    Source:
        Zinbarg, Revelle, Yovel & Li (2005), Psychometrika 70, 123-133; Schmid & Leiman (1957), Psychometrika 22, 53-61.
    """
    correlations = np.asarray(np.corrcoef(scores, rowvar=False))
    pattern, between = quartimin(_three_factors(correlations))
    return float((pattern @ _general(between)).sum() ** 2 / correlations.sum())


def irt_marginal(posterior_sd: Floats) -> float:
    """Return 1 - mean posterior variance: the share of the variance of theta (1 by convention) that answers reveal.

    Optimistic where items echo each other, which is why it never stands alone.

    Source:
        Green, Bock, Humphreys, Linn & Reckase (1984), Journal of Educational Measurement 21(4), 347-360.
    """
    return float(1.0 - (posterior_sd**2).mean())


def _general(between: Floats) -> Floats:
    """Return how much of each of three factors is the general one: least squares, so that none comes out above 1."""
    rows, columns = np.triu_indices(GROUP_FACTORS, 1)

    def off(general: Floats) -> float:
        return float(((between[rows, columns] - general[rows] * general[columns]) ** 2).sum())

    bounds = [(0.0, 1.0)] * GROUP_FACTORS
    found = minimize(off, np.full(GROUP_FACTORS, 0.7), method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-15})
    return np.asarray(found.x)


def _three_factors(correlations: Floats) -> Floats:
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
    return _loadings(found.x, correlations)


def _loadings(uniquenesses: Floats, correlations: Floats) -> Floats:
    values, vectors = np.linalg.eigh(correlations - np.diag(uniquenesses))
    largest = slice(-GROUP_FACTORS, None)
    return np.asarray(vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0.0)))


def _residual(uniquenesses: Floats, correlations: Floats) -> float:
    loadings = _loadings(uniquenesses, correlations)
    residual = correlations - loadings @ loadings.T
    np.fill_diagonal(residual, 0.0)
    return float((residual**2).sum())
