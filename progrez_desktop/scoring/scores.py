"""The result of measuring one skill, or the reason why there is none."""

from dataclasses import dataclass
from typing import Literal

End = Literal["lowest", "highest"]


@dataclass(frozen=True)
class SkillScore:
    """One skill of one person.

    Theta and its errors are in population standard deviations of the calibration sample. `se` is the posterior
    SD of the item response model; `se_printed` is the honest one, widened by the smaller of alpha and omega. The
    80 % band comes from the posterior, widened the same way and mapped through the norm. An error is shown to nobody
    as the model has it: `se` is there to be computed with.
    """

    theta: float
    se: float
    se_printed: float
    sten: int
    low: int
    high: int
    sten_exact: float
    """5.5 + 2z before rounding, clipped to 1..10: where the dot is drawn."""
    low_exact: float
    high_exact: float
    percentile: int
    percentile_low: int
    percentile_high: int
    answered: int
    of: int
    norm_id: str
    norm_n: int
    """How many people the norm group holds."""
    at_end: End | None = None
    """Where all answers lie at one end of their items: the score could lie further out, and nothing tells how far."""


@dataclass(frozen=True)
class NotScored:
    """No number, and why: "too_few_answers" (under 60 % answered) or "norm_too_small" (under 200 people)."""

    reason: Literal["too_few_answers", "norm_too_small"]
    answered: int
    of: int
