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

_CENTRE, _SCALE = 35.0, 10.0
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
    """Return mean theta by age as a polynomial of degree 0 to 3, the degree by BIC; None with too few people.

    Args:
        thetas: EAPs. Shape (people,).
        ages: In years, NaN where not known. Shape (people,).

    Returns:
        As in bank.schema.json: the polynomial in (age - centre) / scale, and the SD around it.

    Source:
        Zachary & Gorsuch (1985), Journal of Clinical Psychology 41, 86-94 (continuous norming); Schwarz (1978), Annals
        of Statistics 6, 461-464 (BIC).
    """
    known = np.isfinite(ages)
    if known.sum() < LEAST_FOR_AGE:
        return None
    in_order = np.sort(ages[known])
    youngest, oldest = in_order[LEAST_AT_AN_END - 1], in_order[-LEAST_AT_AN_END]
    inside = known & (ages >= youngest) & (ages <= oldest)
    x, y = (ages[inside] - _CENTRE) / _SCALE, thetas[inside]
    fits = [_polynomial(x, y, degree) for degree in range(_MOST_BENDS + 1)]
    coefficients, off = min(fits, key=lambda fit: y.size * np.log((fit[1] ** 2).mean()) + len(fit[0]) * np.log(y.size))
    return {
        "n": int(inside.sum()),
        "youngest": int(youngest),
        "oldest": int(oldest),
        "centre": _CENTRE,
        "scale": _SCALE,
        "coefficients": [round(value, DECIMALS) for value in coefficients.tolist()],
        "sd": round(float(np.sqrt((off**2).sum() / (y.size - len(coefficients)))), DECIMALS),
    }


def _polynomial(x: Floats, y: Floats, degree: int) -> tuple[Floats, Floats]:
    powers = np.vander(x, degree + 1, increasing=True)
    coefficients = np.linalg.lstsq(powers, y, rcond=None)[0]
    return np.asarray(coefficients), y - powers @ coefficients
