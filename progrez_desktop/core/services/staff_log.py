"""What staff did around this kiosk and its roster, told in sentences with the name of who did it."""

from collections.abc import Iterator, Mapping

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import Member
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words

ACTORS = frozenset({"roster", "kiosk"})


def told(deps: Deps, words: Words) -> Iterator[tuple[int, str]]:
    """Give when each thing was done and what it was, the oldest first.

    Raises:
        UsageFault: "staff_may_not". DataFault: "device_damaged": the list was altered.
    """
    deps.permit("read_log")
    known = {member.id: member for member in deps.device.roster.members()}
    for event in deps.device.audit.events():
        if event.actor in ACTORS:
            yield event.at_ms, sentence(event, known, words)


def sentence(event: AuditEvent, known: Mapping[str, Member], words: Words) -> str:
    """Return one event in plain words; `known` are members, also those who were dropped, by their ids."""
    by = event.params.get("by", "")
    return words("desk.did", who=called(known.get(by), by, words), did=did(event, known, words))


def did(event: AuditEvent, known: Mapping[str, Member], words: Words) -> str:
    """Return the same without saying who did it."""
    params, whose = dict(event.params), event.subject_id or ""
    params.pop("by", "")
    for name, of in (("role", "staff.role"), ("reason", "staff.reason"), ("kind", "staff.factor")):
        if name in params:
            params[name] = words(f"{of}.{params[name]}")
    return words(f"desk.did.{event.action}", whose=called(known.get(whose), whose, words), **params)


def called(member: Member | None, member_id: str, words: Words) -> str:
    """Return how one of staff is called; by the first signs of their id where nobody has that."""
    if member is None:
        return member_id[:8] or words("staff.nobody")
    return member.name or words("staff.nameless")
