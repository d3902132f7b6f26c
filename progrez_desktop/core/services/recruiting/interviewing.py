"""One candidate in an interview: opened by somebody, written down and told to them; what is asked, noted, weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.interview import Guide, Note, Sheet
from progrez_desktop.core.model.registry import Margin, Row
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.recruiting import combining, notes
from progrez_desktop.core.services.recruiting.candidates import with_role
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.recruiting.reader import Reader, reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.fit import Fit, fitting


@dataclass(frozen=True)
class Interview:
    row: Row
    role: RoleProfile
    guide: Guide
    notes: tuple[Note, ...]
    sheet: Sheet | None
    """None where the role asks for nothing."""
    reader: Reader


def open_interview(deps: RegistryDeps, release_id: str) -> Interview:
    """Return what an interview of one candidate needs, after that was written down and is to be told to them.

    Raises:
        UsageFault: "registry_no_such_release", "role_not_locked", "reader_unnamed".
    """
    row, role = with_role(deps, release_id)
    by, now = reader(deps), deps.mark_ms()
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "opened", now)
        deps.note("interview_opened", release_id)
    return Interview(
        row=row,
        role=role,
        guide=guide_for(role, fits_of(role, row.scores)),
        notes=notes.notes_of(deps, release_id),
        sheet=None if role.is_empty else combining.sheet(deps, release_id, role),
        reader=by,
    )


def fits_of(role: RoleProfile, scores: Mapping[str, Margin | None]) -> dict[str, Fit | None]:
    """Return how scores stand to the ranges of a role; None where there is none."""
    found: dict[str, Fit | None] = {}
    for skill, want in role.wants.items():
        margin = scores.get(skill)
        found[skill] = None if margin is None else fitting(margin.exact, margin.error, want.range).said
    return found
