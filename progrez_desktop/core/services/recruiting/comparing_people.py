"""Two to six people side by side: what may be said of each skill that all of them released, and nothing added up.

Whoever is looked at here was opened: it is written down and told to each before anything is shown, and each procedure
has its locked role by then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Any

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.compared import (
    APARTS,
    LEAST,
    MOST,
    Apart,
    Compared,
    PersonBeside,
    Placed,
    SkillAmong,
)
from progrez_desktop.core.model.registry import Detail, Row
from progrez_desktop.core.services import registry, registry_reads
from progrez_desktop.core.services.recruiting import roles
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.precision import Measured, compare

Score = Mapping[str, Any]


def compare_people(deps: RegistryDeps, release_ids: Sequence[str]) -> Compared:
    """Return people side by side, after that look was written down and is to be told to each of them.

    Raises:
        UsageFault: "compare_how_many"; "registry_no_such_release"; "compare_no_profile": released, and not for this;
            "role_not_locked".
        EnvironmentFault: What the disk says; nothing is shown then.
    """
    now, wanted = deps.mark_ms(), list(dict.fromkeys(release_ids))
    if not LEAST <= len(wanted) <= MOST:
        raise UsageFault("compare_how_many", least=LEAST, most=MOST, count=len(wanted))
    found = sorted((_row(deps, one, now) for one in wanted), key=lambda row: (row.code, row.release_id))
    procedures = {row.assessment for row in found}
    for assessment in sorted(procedures):
        roles.is_locked_for(deps, assessment)
    with deps.store.transaction():
        registry_reads.note(deps, wanted, "opened", now)
        for row in found:
            deps.note("profile_compared", row.release_id, others=str(len(found) - 1))
    asked = [roles.locked_for(deps, assessment) for assessment in procedures]
    today = datetime.fromtimestamp(now / 1000, UTC).date()
    without = any(role is not None and role.is_empty for role in asked)
    return beside([registry.detail_of(deps, row) for row in found], today, without_role=without)


def _row(deps: RegistryDeps, release_id: str, now_ms: int) -> Row:
    row = deps.store.profiles.row(release_id, now_ms)
    if row is None:
        raise UsageFault("registry_no_such_release")
    if "profile" not in row.purposes or "scores" not in row.fields:
        raise UsageFault("compare_no_profile", who=row.code)
    return row


def beside(details: Sequence[Detail], today: date, *, without_role: bool = False) -> Compared:
    """Return profiles side by side, in the order in which they come. Pure."""
    told = [_scores(detail) for detail in details]
    ids = dict.fromkeys(skill_id for scores in told for skill_id in scores)
    shared = [skill_id for skill_id in ids if all(skill_id in scores for scores in told)]
    return Compared(
        tuple(_person(detail, today) for detail in details),
        tuple(_among(skill_id, [_Side.of(detail, skill_id) for detail in details]) for skill_id in shared),
        tuple(skill_id for skill_id in ids if skill_id not in shared),
        without_role,
    )


def _scores(detail: Detail) -> dict[str, Score]:
    return {one["skill"]: one for one in detail.content.get("scores", ())}


def _person(detail: Detail, today: date) -> PersonBeside:
    row, provenance = detail.row, detail.content.get("provenance", {})
    ends = provenance.get("valid_until")
    return PersonBeside(
        row.release_id,
        row.code,
        row.assessment,
        row.finished_ms,
        ends is not None and today > date.fromisoformat(ends),
        row.quality,
        row.is_contested,
    )


@dataclass(frozen=True)
class _Side:
    """One person's score of a skill, with what says on which scale it is."""

    code: str
    skill_id: str
    score: Score
    bank_sha256: str
    form: str
    row: Row

    @classmethod
    def of(cls, detail: Detail, skill_id: str) -> "_Side":
        made = detail.content.get("provenance", {})
        score = _scores(detail)[skill_id]
        return cls(detail.row.code, skill_id, score, made.get("bank_sha256", ""), made.get("form", ""), detail.row)

    def apart_from(self, other: "_Side") -> Apart | None:
        if not self.bank_sha256 or self.bank_sha256 != other.bank_sha256:
            return "other_bank"
        # The adaptive form draws some skills from a longer scale, and a release does not say from which.
        return "other_form" if self.form != other.form else None

    @property
    def measured(self) -> Measured:
        return Measured(f"{self.skill_id}@{self.bank_sha256}", self.score["theta"], self.score["se_printed"])


def _among(skill_id: str, sides: Sequence[_Side]) -> SkillAmong:
    scored = [one for one in sides if one.score["scored"]]
    pairs = list(combinations(scored, 2))
    why = [one.apart_from(other) for one, other in pairs]
    comparable = [pair for pair, apart in zip(pairs, why, strict=True) if apart is None]
    return SkillAmong(
        skill_id,
        tuple(_placed(side, comparable) for side in sides),
        tuple(apart for apart in APARTS if apart in why),
        len({one.score["norm_id"] for one in scored}) <= 1,
        len(comparable),
    )


def _placed(side: _Side, comparable: Sequence[tuple[_Side, _Side]]) -> Placed:
    others = [other for pair in comparable if side in pair for other in pair if other is not side]
    found = [(other.code, compare(side.measured, other.measured).order) for other in others]
    return Placed(
        side.row.scores.get(side.skill_id),
        "said" in side.score,
        tuple(sorted(code for code, order in found if order == "above")),
        tuple(sorted(code for code, order in found if order == "below")),
        bool(found),
    )
