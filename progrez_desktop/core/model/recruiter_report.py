"""What a recruiter's report on one candidate says, in words already; nothing is left to compute for who sets it."""

from dataclasses import dataclass
from datetime import date

from progrez_desktop.core.model.interview import Asked
from progrez_desktop.scoring.fit import SkillRange


@dataclass(frozen=True)
class Band:
    """Where a score stands on the scale of ten, before rounding."""

    sten_exact: float
    low_exact: float
    high_exact: float


@dataclass(frozen=True)
class FitLine:
    """One skill beside the role."""

    name: str
    band: Band | None
    wanted: SkillRange | None
    told: str
    """The margin with its score, or why there is none."""
    asked: str
    weight: str
    fit: str
    chance: str


@dataclass(frozen=True)
class LevelLine:
    """One skill among the norm, with what that rests on."""

    level: str
    name: str
    source: str
    excerpts: tuple[str, ...]
    said: tuple[str, ...]
    """What the person says against it."""


@dataclass(frozen=True)
class TipLine:
    """What to ask a referee of one skill, and what helps in the first weeks."""

    name: str
    reference: str
    onboarding: str


@dataclass(frozen=True)
class RecruiterReport:
    language: str
    made: date
    code: str
    facts: tuple[tuple[str, str], ...]
    use: tuple[str, ...]
    quality: tuple[str, ...]
    fits: tuple[FitLine, ...]
    has_role: bool
    overall: tuple[str, ...]
    levels: tuple[LevelLine, ...]
    asked: tuple[tuple[str, Asked], ...]
    """The name of each skill that the interview asks about."""
    tips: tuple[TipLine, ...]
    unknown: tuple[str, ...]
    said: tuple[str, ...]
    """What the person says against the result as a whole."""
    combined: tuple[str, ...]
    """How test, interview and work sample come together; none where the role asks for nothing."""
    audit: tuple[tuple[str, str], ...]
    running: str
    """On each page: for whom it is, and that it goes no further."""
