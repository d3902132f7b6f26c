"""Norm tables: the distribution of theta estimates in a norm group, which stens and percentiles are read from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

DECIMALS = 6


def norm_table(norm_id: str, thetas: NDArray[np.float64]) -> dict[str, Any]:
    """Return size, mean, SD (n - 1) and the 1 % to 99 % points (linear between ranks) of a norm group's EAPs."""
    quantiles = np.quantile(thetas, np.arange(1, 100) / 100.0)
    return {
        "id": norm_id,
        "n": int(thetas.size),
        "mean": round(float(thetas.mean()), DECIMALS),
        "sd": round(float(thetas.std(ddof=1)), DECIMALS),
        "quantiles": [round(value, DECIMALS) for value in quantiles.tolist()],
    }
