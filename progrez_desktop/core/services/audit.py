"""Whether the logs of this device are whole: what operators did, who was erased, what happened; and every safe."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.services import access_log, erasing
from progrez_desktop.core.services.deps import Deps, Session


@dataclass(frozen=True)
class Finding:
    """One log: how many lines of it can be relied on, and whether that is all of them."""

    log: Literal["operators", "erased", "safes", "person"]
    lines: int
    is_whole: bool
    broken_at: int = 0


def of_device(deps: Deps) -> tuple[Finding, ...]:
    """Return what can be checked while every safe is locked."""
    return _operators(deps), _erased(deps), _safes(deps)


def _safes(deps: Deps) -> Finding:
    """Whether every account has its safe; what is in it, only its owner can have checked."""
    accounts = deps.device.accounts()
    return Finding("safes", len(accounts), all(deps.folder.safe_file(one.safe_file).is_file() for one in accounts))


def of_person(deps: Deps, session: Session) -> Finding:
    log = access_log.checked(deps, session)
    return Finding("person", len(log.lines), log.is_whole, log.broken_at or 0)


def _operators(deps: Deps) -> Finding:
    held = deps.device.audit.held()
    return Finding("operators", len(held.events), held.broken_at is None, held.broken_at or 0)


def _erased(deps: Deps) -> Finding:
    """The trail of the device tells of each erasure too: a list that lacks one was cut, or is an older copy."""
    found = erasing.erased_list(deps.folder, deps.machine)
    listed = {entry.account_id for entry in found.entries()}
    try:
        told = {event.subject_id for event in deps.device.audit.events() if event.action == "account_erased"}
    except DataFault:
        told = set()
    whole = all(one.is_whole for one in found.found().values()) and told <= listed
    return Finding("erased", len(listed), whole)
