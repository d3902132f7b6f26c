"""Norm tables: the distribution of theta estimates in a norm group, which stens and percentiles are read from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DECIMALS = 6

LEAST_FOR_AGE = 300
"""Under this many people of known age no curve is drawn."""

LEAST_AT_AN_END = 30
"""A curve ends where fewer are that young or younger, or that old or older."""

_MIDDLE_AGE, _DECADE = 35.0, 10.0
_MOST_BENDS = 3


def norm_table(norm_id: str, thetas: Floats) -> dict[str, Any]:
    """Return size, mean, SD (n - 1) and the 1 % to 99 % points (linear between ranks) of a norm group's EAPs."""
    quantiles = np.quantile(thetas, np.arange(1, 100) / 100.0)
    return {
        "id": norm_id,
        "n": int(thetas.size),
        "mean": round(float(thetas.mean()), DECIMALS),
        "sd": round(float(thetas.std(ddof=1)), DECIMALS),
        "quantiles": [round(value, DECIMALS) for value in quantiles.tolist()],
    }


def age_curve(thetas: Floats, ages: Floats) -> dict[str, Any] | None:
    """Return mean and SD of theta by age as polynomials in (age - 35) / 10; None with too few people.

    The mean has a degree of 0 to 3 and the SD one of 0 or 1, each as high as BIC finds worth it.

    Args:
        thetas: EAPs. Shape (people,).
        ages: In years, NaN where not known. Shape (people,).

    Source:
        Zachary & Gorsuch (1985), Journal of Clinical Psychology 41(1), 86-94 (continuous norming); Davidian & Carroll
        (1987), Journal of the American Statistical Association 82, 1079-1091 (an SD from absolute residuals); Schwarz
        (1978), Annals of Statistics 6, 461-464 (BIC).
    """
    known = np.isfinite(ages)
    if known.sum() < LEAST_FOR_AGE:
        return None
    in_order = np.sort(ages[known])
    youngest, oldest = in_order[LEAST_AT_AN_END - 1], in_order[-LEAST_AT_AN_END]
    inside = known & (ages >= youngest) & (ages <= oldest)
    x, y = (ages[inside] - _MIDDLE_AGE) / _DECADE, thetas[inside]
    means = [_polynomial(x, y, degree) for degree in range(_MOST_BENDS + 1)]
    mean, off = min(means, key=lambda fit: _bic(fit[1], np.full(y.size, fit[1].std()), len(fit[0])))
    spreads = [_spread(x, off, degree) for degree in (0, 1)]
    sd, _ = min(spreads, key=lambda fit: _bic(off, fit[1], len(fit[0])))
    return {
        "range": [int(youngest), int(oldest)],
        "n": int(inside.sum()),
        "mean": [round(value, DECIMALS) for value in mean.tolist()],
        "sd": [round(value, DECIMALS) for value in sd.tolist()],
    }


def _polynomial(x: Floats, y: Floats, degree: int) -> tuple[Floats, Floats]:
    """Return coefficients, lowest power first, and what is left of y."""
    powers = np.vander(x, degree + 1, increasing=True)
    coefficients = np.asarray(np.linalg.lstsq(powers, y, rcond=None)[0])
    return coefficients, y - powers @ coefficients


def _spread(x: Floats, off: Floats, degree: int) -> tuple[Floats, Floats]:
    """Return coefficients of the SD and the SD of each person, sized so that squared distances average 1 in them."""
    coefficients, left = _polynomial(x, np.abs(off), degree)
    sds = np.maximum(np.abs(off) - left, 1e-6)
    size = np.sqrt(((off / sds) ** 2).mean())
    return coefficients * size, sds * size


def _bic(off: Floats, sds: Floats, parameters: int) -> float:
    return float(2.0 * np.log(sds).sum() + ((off / sds) ** 2).sum() + parameters * np.log(off.size))
