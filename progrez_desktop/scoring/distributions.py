"""The few distribution functions that scoring needs, from the standard library: no SciPy on a kiosk."""

import math
from collections.abc import Sequence

Z_95 = 1.959963984540054
"""The normal curve holds 95 % between minus and plus this."""
Z_80 = 1.2815515655446004
"""And 80 % between minus and plus this."""

_SAME = 1.0 + 1e-7
"""Two tables as likely as each other may differ in their last digits."""


def normal_cdf(z: float) -> float:
    """Return the share of a standard normal distribution at or below z; also far out in the tail."""
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def chi_square_tail(x: float, df: int) -> float:
    """Return the chance of a chi-square of x or more with a whole number of degrees of freedom.

    Source:
        Abramowitz & Stegun (1964), 26.4.4 and 26.4.5: finite sums.
    """
    half = x / 2.0
    if half <= 0.0:
        return 1.0
    total = math.exp(-half) if df % 2 == 0 else math.erfc(math.sqrt(half))
    start = 1.0 if df % 2 == 0 else 0.5
    term = math.exp(-half + start * math.log(half) - math.lgamma(start + 1.0))
    for step in range((df - 1) // 2):
        total += term
        term *= half / (start + step + 1.0)
    return min(total, 1.0)


def fisher_exact(table: tuple[tuple[int, int], tuple[int, int]]) -> float:
    """Return the two-sided p of a 2 x 2 table with its margins as they are: all tables as likely or less likely.

    Source:
        Fisher (1935), Journal of the Royal Statistical Society 98(1), 39-82; two-sided as in R's fisher.test.
    """
    (a, b), (c, d) = table
    row, column, n = a + b, a + c, a + b + c + d
    lowest, highest = max(0, row + column - n), min(row, column)
    chances = [_hypergeometric(k, row, column, n) for k in range(lowest, highest + 1)]
    mine = chances[a - lowest] * _SAME
    return min(1.0, math.fsum(chance for chance in chances if chance <= mine))


def _hypergeometric(k: int, row: int, column: int, n: int) -> float:
    return math.exp(_log_choose(column, k) + _log_choose(n - column, row - k) - _log_choose(n, row))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Return adjusted p values in the order given: calling those under .05 findings, 5 % of findings are none.

    Source:
        Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57(1), 289-300.
    """
    rising = sorted(range(len(p)), key=lambda at: (p[at], at))
    adjusted, lowest = [1.0] * len(p), 1.0
    for place in range(len(p), 0, -1):
        lowest = min(lowest, p[rising[place - 1]] * len(p) / place)
        adjusted[rising[place - 1]] = lowest
    return adjusted
