"""An interview guide as a paper for one reader: written down and told before it is made."""

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.model.interview import GuidePaper
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.recruiting.candidates import with_role
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.recruiting.interviewing import fits_of
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words


def paper_of(deps: RegistryDeps, release_id: str) -> GuidePaper:
    """Return the guide of one candidate as it goes on paper; which skills are uncertain tells of the person.

    Raises:
        UsageFault: "registry_no_such_release", "role_not_locked", "reader_unnamed".
    """
    row, role = with_role(deps, release_id)
    by, now = reader(deps), deps.mark_ms()
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "exported", now)
        deps.note("guide_made", release_id)
    return GuidePaper(
        code=row.code,
        role=role.name,
        locked=None if role.locked_ms is None else day_of(role.locked_ms),
        reader=by.name,
        made=day_of(now),
        guide=guide_for(role, fits_of(role, row.scores)),
        names={skill.id: skill.short_name for skill in shipped().assessment().skills},
    )


def guide_as_pdf(deps: RegistryDeps, release_id: str, words: Words) -> bytes:
    """Return the guide of one candidate as a PDF; for the faults see `paper_of`."""
    from progrez_desktop.core.documents.interview_pdf import render_guide

    return render_guide(paper_of(deps, release_id), words)
