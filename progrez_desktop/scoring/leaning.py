"""Where a score lies among its norm group, in five levels: a level is said only where it would be right four in five.

Key strength to key limitation is how recruiters read such reports; here the margin decides how far one may go.
"""

from typing import Literal, get_args

from progrez_desktop.scoring.fit import LOWEST, SkillRange, fitting
from progrez_desktop.scoring.precision import LEAST_PROBABILITY

Leaning = Literal["clear_strength", "strength", "between", "limitation", "clear_limitation"]
LEANINGS: tuple[Leaning, ...] = get_args(Leaning)

_AT: tuple[tuple[Leaning, SkillRange], ...] = (
    ("clear_strength", SkillRange(7)),
    ("strength", SkillRange(6)),
    ("clear_limitation", SkillRange(LOWEST, 4)),
    ("limitation", SkillRange(LOWEST, 5)),
)
"""The farthest first. Stens have their mean at 5.5, so that 6 begins above it; 7 begins half a deviation higher."""


def leaning(exact: float, error: float) -> Leaning:
    """Return the farthest level that the margin allows; "between" where neither side may be told.

    Args:
        exact: Sten before rounding, 1 to 10.
        error: Its standard error in stens, above 0.

    Raises:
        ScoringError: "not_a_measure".
    """
    for level, wanted in _AT:
        if fitting(exact, error, wanted).within >= LEAST_PROBABILITY:
            return level
    return "between"
