"""Notes of an interview: kept as they are typed, by whoever reads here, taken back or removed, and shown to the person.

Each reader has one line a question, and changes their own alone. A line that was removed can be brought back for an
hour; after that it is destroyed, whenever the registry is opened or closed or notes are looked at.
"""

from dataclasses import replace

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.interview import RATINGS, Note
from progrez_desktop.core.services.recruiting.candidates import candidate
from progrez_desktop.core.services.recruiting.guide import probe_of
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.texts import clean_text

LONGEST_NOTE = 4000
MOST_NOTES = 500
"""Of one candidate: more is no interview."""
BACK_FOR_MS = 3_600_000
"""An hour."""


def notes_of(deps: RegistryDeps, release_id: str) -> tuple[Note, ...]:
    """Return what was noted of one candidate, by everybody.

    Raises:
        UsageFault: "registry_no_such_release".
    """
    _release(deps, release_id)
    destroy_dropped(deps)
    return deps.store.notes.of(release_id)


def keep_probe(
    deps: RegistryDeps, release_id: str, probe_id: str, rating: int | None, text: str, role_id: str | None = None
) -> Note | None:
    """Keep what the reader notes of one question, in the place of what they had; with nothing in it, remove that.

    Raises:
        UsageFault: "registry_no_such_release", "reader_unnamed"; "probe_unknown", "rating_wrong"; "note_too_long",
            "notes_too_many".
    """
    probe = probe_of(probe_id)
    if probe is None:
        raise UsageFault("probe_unknown")
    if rating is not None and rating not in RATINGS:
        raise UsageFault("rating_wrong")
    now, by, text = _release(deps, release_id), reader(deps).name, _cleaned(text)
    mine = next((one for one in deps.store.notes.of(release_id) if (one.probe, one.by) == (probe_id, by)), None)
    if rating is None and not text.strip():
        if mine is not None:
            drop(deps, mine.id)
        return None
    if mine is not None:
        return _changed(deps, mine, rating, text, now)
    return _begun(deps, Note(deps.new_id(), release_id, role_id, probe.skill, probe.id, rating, text, by, now))


def keep_remark(
    deps: RegistryDeps, release_id: str, text: str, note_id: str | None = None, role_id: str | None = None
) -> Note | None:
    """Keep a remark that belongs to no question: another one, or one of the reader's own in the place of itself.

    Raises:
        UsageFault: As `keep_probe`; "note_unknown", "note_of_another".
    """
    now, by, text = _release(deps, release_id), reader(deps).name, _cleaned(text)
    if note_id is None:
        if not text.strip():
            return None
        return _begun(deps, Note(deps.new_id(), release_id, role_id, None, None, None, text, by, now))
    mine = _own(deps, note_id)
    if not text.strip():
        drop(deps, note_id)
        return None
    return _changed(deps, mine, mine.rating, text, now)


def drop(deps: RegistryDeps, note_id: str) -> None:
    """Remove one of the reader's own lines; `undo` brings it back for an hour.

    Raises:
        UsageFault: "note_unknown", "note_of_another".
    """
    mine = _own(deps, note_id)
    now = deps.mark_ms()
    with deps.store.transaction():
        deps.store.notes.drop(note_id, now)
        deps.note("note_removed", mine.release_id)


def undo(deps: RegistryDeps, release_id: str) -> Note:
    """Bring back the line of this candidate that the reader removed last.

    Raises:
        UsageFault: "note_nothing_removed": nothing was removed, or an hour has passed; "registry_no_such_release".
    """
    now = _release(deps, release_id)
    destroy_dropped(deps)
    by = reader(deps).name
    found = deps.store.notes.last_dropped(release_id, by)
    if found is None:
        raise UsageFault("note_nothing_removed")
    again = next((one for one in deps.store.notes.of(release_id) if found.probe and _same(one, found)), None)
    with deps.store.transaction():
        if again is not None:  # written anew meanwhile: that one can be brought back in turn
            deps.store.notes.drop(again.id, now)
        deps.store.notes.restore(found.id)
        deps.note("note_brought_back", release_id)
    return found


def destroy_dropped(deps: RegistryDeps) -> int:
    """Destroy lines that were removed more than an hour ago; return how many."""
    now = deps.mark_ms()
    return deps.store.notes.destroy_dropped(now - BACK_FOR_MS, now)


def _same(one: Note, other: Note) -> bool:
    return (one.probe, one.by) == (other.probe, other.by)


def _release(deps: RegistryDeps, release_id: str) -> int:
    """Return the time, where the release is there, not over, and for this: whoever is in a team is not interviewed."""
    candidate(deps, release_id)
    return deps.mark_ms()


def _cleaned(text: str) -> str:
    text = clean_text(text)
    if len(text) > LONGEST_NOTE:
        raise UsageFault("note_too_long", most=LONGEST_NOTE)
    return text


def _own(deps: RegistryDeps, note_id: str) -> Note:
    found = deps.store.notes.one(note_id)
    if found is None:
        raise UsageFault("note_unknown")
    if found.by != reader(deps).name:
        raise UsageFault("note_of_another", by=found.by)
    return found


def _begun(deps: RegistryDeps, note: Note) -> Note:
    if len(deps.store.notes.of(note.release_id)) >= MOST_NOTES:
        raise UsageFault("notes_too_many", most=MOST_NOTES)
    with deps.store.transaction():
        deps.store.notes.put(note)
        deps.note("note_written", note.release_id)
    return note


def _changed(deps: RegistryDeps, mine: Note, rating: int | None, text: str, now: int) -> Note:
    """Keep what changed. The list of what was done has the first word of a line, and not each pause in typing."""
    note = replace(mine, rating=rating, text=text, at_ms=now)
    if note != replace(mine, at_ms=now):
        with deps.store.transaction():
            deps.store.notes.put(note)
    return note
