"""How each skill stands to the time before: higher, lower, or no change beyond what the margins make by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.results import finished
from progrez_desktop.scoring.scores import NotScored

if TYPE_CHECKING:
    from progrez_desktop.scoring.precision import Measured

Change = Literal["more", "less", "no_reliable_change", "other_scale", "not_scored"]
"""other_scale: asked by another scale, or with another bank, so that the two numbers are not of one kind."""


@dataclass(frozen=True)
class Earlier:
    """The result before, and what may be said of each skill since."""

    finished_ms: int
    changes: Mapping[str, Change]


def since_last_time(deps: Deps, session: Session, profile: Profile) -> Earlier | None:
    """Compare a profile with the one that the same person had before it; None where it is the first."""
    before = next((one for one in finished(deps, session) if one.finished_ms < profile.finished_ms), None)
    if before is None:
        return None
    return Earlier(before.finished_ms, changes_between(before, profile))


def changes_between(before: Profile, now: Profile) -> dict[str, Change]:
    """Return what may be said of each skill of the later of two profiles.

    The errors are those of a single sitting: how much scores move from day to day was not measured, so that a change is
    called one a little too soon.
    """
    from progrez_desktop.scoring.precision import reliable_change

    earlier = {line.skill_id: _measured(before, line) for line in before.lines}
    changes: dict[str, Change] = {}
    for line in now.lines:
        then, later = earlier.get(line.skill_id), _measured(now, line)
        if then is None or later is None:
            changes[line.skill_id] = "not_scored"
        elif then.scale != later.scale:
            changes[line.skill_id] = "other_scale"
        else:
            changes[line.skill_id] = reliable_change(then, later).verdict
    return changes


def _measured(profile: Profile, line: SkillLine) -> "Measured | None":
    from progrez_desktop.scoring.precision import Measured

    if isinstance(line.score, NotScored):
        return None
    return Measured.of(line.statements.scale, profile.provenance.bank_sha256, line.score)
