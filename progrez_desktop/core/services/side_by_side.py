"""Sets two saved results side by side: skill by skill how sure it is that one is above the other, and never a total.

Contract: comparison.schema.json.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Literal

from progrez_desktop.core.model.profile import Profile, SkillLine, Verdict
from progrez_desktop.scoring.precision import LEAST_PROBABILITY, Measured, Order, compare
from progrez_desktop.scoring.scores import NotScored

CONTRACT = "progrez.comparison/1"

WhyNot = Literal["not_scored", "other_bank", "other_scale"]
"""Why a skill is not compared: one of both has no score, or thetas of two banks or two scales, which are not of one
kind."""


@dataclass(frozen=True)
class Side:
    """One of both results, with what has to be said beside it."""

    result: str
    finished: date
    valid_until: date
    has_expired: bool
    quality: Verdict | None


@dataclass(frozen=True)
class SkillBeside:
    """What may be said of one skill. `order` is of the first against the second, and "not_told" under .80 either way.

    Without a `probability` it was not compared, and `why_not` tells why. With `same_norm` False both are on one scale,
    and what is printed of them (sten, percentile) was read from other people.
    """

    skill_id: str
    probability: float | None
    order: Order
    why_not: WhyNot | None = None
    same_norm: bool | None = None


@dataclass(frozen=True)
class SideBySide:
    """Both results, and each skill of the first, in its order. Skills are not added up."""

    a: Side
    b: Side
    skills: tuple[SkillBeside, ...]

    @property
    def compared(self) -> tuple[SkillBeside, ...]:
        return tuple(skill for skill in self.skills if skill.why_not is None)


def side_by_side(a: Profile, b: Profile, today: date) -> SideBySide:
    """Compare two results, of two people or of one. That a result has expired is told and changes no number."""
    return SideBySide(_side(a, today), _side(b, today), tuple(_skills(a, b)))


def as_json(found: SideBySide) -> bytes:
    """Return the document that the contract describes."""
    document = {"contract": CONTRACT, "least_probability": LEAST_PROBABILITY, **asdict(found)}
    return (json.dumps(document, indent=1, default=date.isoformat, allow_nan=False) + "\n").encode()


def _side(profile: Profile, today: date) -> Side:
    return Side(
        result=profile.id,
        finished=datetime.fromtimestamp(profile.finished_ms / 1000, UTC).date(),
        valid_until=profile.valid_until,
        has_expired=profile.has_expired(today),
        quality=profile.quality.verdict if profile.quality else None,
    )


def _skills(a: Profile, b: Profile) -> Iterator[SkillBeside]:
    others = {line.skill_id: line for line in b.lines}
    is_one_bank = a.provenance.bank_sha256 == b.provenance.bank_sha256
    for line in a.lines:
        other = others.get(line.skill_id)
        if other is not None and not is_one_bank:
            yield SkillBeside(line.skill_id, None, "not_told", "other_bank")
        else:
            yield _skill(line, other, a.provenance.bank_sha256)


def _skill(line: SkillLine, other: SkillLine | None, bank_sha256: str) -> SkillBeside:
    mine, theirs = line.score, other.score if other else None
    if other is None or theirs is None or isinstance(mine, NotScored) or isinstance(theirs, NotScored):
        return SkillBeside(line.skill_id, None, "not_told", "not_scored")
    if line.statements.scale != other.statements.scale:
        return SkillBeside(line.skill_id, None, "not_told", "other_scale")
    found = compare(
        Measured.of(line.statements.scale, bank_sha256, mine), Measured.of(other.statements.scale, bank_sha256, theirs)
    )
    return SkillBeside(line.skill_id, found.probability, found.order, None, mine.norm_id == theirs.norm_id)
