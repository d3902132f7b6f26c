"""One candidate beside what a role asks for, as a recruiter may see them: margins, their grounds, what is unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from progrez_desktop.core.model.registry import Margin, Permit, Row
from progrez_desktop.core.model.role import RoleProfile, Want
from progrez_desktop.scoring.fit import Fitting
from progrez_desktop.scoring.leaning import Leaning
from progrez_desktop.scoring.meeting import Meeting

Missing = Literal["not_released", "too_few_answers", "norm_too_small"]
Hidden = Literal["role_empty", "opened_before", "asked_unknown"]
"""Why nothing is said of all ranges together: nothing was asked for; it was asked for after this candidate had been
opened; or no skill that it asks for has a score."""


@dataclass(frozen=True)
class SkillSeen:
    """One skill of the assessment, beside what the role asks for."""

    skill_id: str
    margin: Margin | None
    ends: tuple[float, float] | None
    """Of the band before rounding: to draw with."""
    missing: Missing | None
    """Why there is no margin."""
    answered: int
    of: int
    norm_id: str
    norm_n: int
    asked: Want | None
    fitting: Fitting | None
    leaning: Leaning | None
    said: tuple[Mapping[str, str], ...]
    """What the person says against it."""
    excerpts: tuple[str, ...]
    """Passages of their own words, where they chose to release them."""


@dataclass(frozen=True)
class Unknown:
    """Something that this page can't tell: `one_candidate.unknown.<code>` says it, with the skills that it is about."""

    code: str
    skills: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class OneCandidate:
    """What was granted and nothing else, and of that no name. Handing it out was logged and told before."""

    row: Row
    content: Mapping[str, Any]
    """As released-profile.schema.json, without name and e-mail."""
    permits: tuple[Permit, ...]
    receipt_sha256: str
    device_name: str
    method: str
    """How the receipt was given: "kiosk", "home", "operator", "post"."""
    language: str
    """Of the notice that was read with it."""
    can_be_told: bool
    may_be_named: bool
    role: RoleProfile
    opened_before: bool
    """Whether this candidate had been opened before the role was locked."""
    skills: tuple[SkillSeen, ...]
    overall: Meeting | None
    hidden: Hidden | None
    """Why `overall` is not there."""
    left_out: tuple[str, ...] = ()
    """Skills that the role asks for and that are unknown: they are in no figure of all together."""
    unknown: tuple[Unknown, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Named:
    """Who it is, asked for one by one."""

    name: str
    email: str
