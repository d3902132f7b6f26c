"""What was done at this device, as staff read it: the newest first, by kind and day, whole or broken; and as a file.

Nobody's name and nothing that somebody wrote is in it: codes, days and random ids.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import Member
from progrez_desktop.core.services import staff_log
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words

Kind = Literal["settings", "packs", "requests", "organisations", "sending", "safes", "counts", "staff", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_KIND_OF: Mapping[str, Kind] = {
    "setting_changed": "settings",
    "clock_trusted": "settings",
    "provider_set": "settings",
    "provider_removed": "settings",
    "pack_installed": "packs",
    "pack_used": "packs",
    "pack_removed": "packs",
    "batch_sent": "sending",
    "server_rolled_back": "sending",
    "statistics_sent": "sending",
    "disclosed": "requests",
    "account_erased": "safes",
    "withdrawn_by_code": "safes",
    "safe_moved_out": "safes",
    "local_norm_used": "counts",
    "local_norm_dropped": "counts",
    "situation_key_used": "counts",
    "situation_key_dropped": "counts",
    "watched_skill_chosen": "counts",
    "counting_period_opened": "counts",
    "counting_period_closed": "counts",
}
_BEGINNINGS: tuple[tuple[str, Kind], ...] = (
    ("duty_", "requests"),
    ("staff_", "staff"),
    ("organisation_", "organisations"),
    ("enrolment_", "organisations"),
    ("device_", "organisations"),
    ("provider_", "settings"),
    ("kiosk_", "staff"),
    ("member_", "staff"),
    ("factor", "staff"),
    ("sitting_", "staff"),
    ("safe_locked", "staff"),
)
CONTRACT = "progrez.operators-log/1"


@dataclass(frozen=True)
class Line:
    number: int
    event: AuditEvent
    kind: Kind


@dataclass(frozen=True)
class Log:
    lines: tuple[Line, ...]
    """As far as they hold, the newest first."""
    broken_at: int | None
    """The number of the line from which on nothing can be relied on; None: it is whole."""
    known: Mapping[str, Member] = field(default_factory=dict)
    """Who of staff the ids in it are, also those who were dropped: on screen they have names, in a file none."""

    def chosen(self, kind: Kind | None, day: date | None) -> tuple[Line, ...]:
        return tuple(
            line
            for line in self.lines
            if kind in (None, line.kind) and (day is None or day_of(line.event.at_ms) == day)
        )


def look(deps: Deps) -> Log:
    """Read the whole list, and say how far it holds."""
    deps.permit("read_log")
    held = deps.device.audit.held()
    known = {member.id: member for member in deps.device.roster.members()}
    lines = [Line(number, event, kind_of(event.action)) for number, event in enumerate(held.events, 1)]
    return Log(tuple(reversed(lines)), held.broken_at, known)


def who(event: AuditEvent, known: Mapping[str, Member], words: Words) -> str:
    """Return who did it: whoever of staff was signed in, by their name where they are known, or what kind of actor."""
    by = event.params.get("by")
    if by:
        return staff_log.called(known.get(by), by, words)
    return words(f"log_page.actor.{'staff' if event.actor in staff_log.ACTORS else event.actor}")


def kind_of(action: str) -> Kind:
    if action in _KIND_OF:
        return _KIND_OF[action]
    return next((kind for beginning, kind in _BEGINNINGS if action.startswith(beginning)), "other")


def sentence(event: AuditEvent, known: Mapping[str, Member], words: Words) -> str:
    """Return what was done, in words; what has none yet is told by its code."""
    if event.actor in staff_log.ACTORS:
        return staff_log.did(event, known, words)
    told = {name: str(value) for name, value in event.params.items()}
    number = (told.get("duty") or event.subject_id or "")[:8]
    if event.action.startswith("duty_"):
        number = words("duties.number", number=number)
    about = told.get("setting", event.subject_id or "")
    what = told.get("norm", told.get("key", ""))
    facts = {"number": number, "name": about, "was": told.get("from", ""), "now": told.get("to", ""), "what": what}
    facts["fields"] = told.get("fields", "")
    for key in (f"log_page.did.{event.action}", f"cli.duty.did.{event.action}", f"cli.settings.did.{event.action}"):
        if key in words:
            return words(key, **facts)
    return words("log_page.did.other", code=event.action)


def exported(log: Log, lines: Sequence[Line], made_ms: int) -> bytes:
    """Return lines as a file, the oldest first: a line of JSON each, after one that says how far the list holds."""
    first = {"contract": CONTRACT, "made_ms": made_ms, "lines": len(log.lines), "broken_at": log.broken_at}
    told = [first, *(_document(line) for line in reversed(lines))]
    return "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in told).encode()


def _document(line: Line) -> dict[str, object]:
    event = line.event
    return {
        "number": line.number,
        "at_ms": event.at_ms,
        "actor": event.actor,
        "action": event.action,
        "subject": event.subject_id,
        "params": event.params,
    }
