"""Who sits at this workstation: named on each page of each report, and beside each note and decision."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.recruiting import typed
from progrez_desktop.core.services.registry_deps import RegistryDeps

LONGEST_NAME = 200


@dataclass(frozen=True)
class Reader:
    name: str
    trained_on: date | None
    """When they were last trained in reading such reports, as they say themselves."""


def reader(deps: RegistryDeps) -> Reader:
    """Return who reads here.

    Raises:
        UsageFault: "reader_unnamed": nobody said so yet, and nothing is handed out to nobody.
    """
    found = deps.store.reader()
    if found is None:
        raise UsageFault("reader_unnamed")
    name, trained_on = found
    return Reader(name, date.fromisoformat(trained_on) if trained_on else None)


def name_reader(deps: RegistryDeps, name: str, trained_on: date | None = None) -> Reader:
    """Remember who reads here from now on.

    Raises:
        UsageFault: "reader_unnamed", "reader_name_long", "reader_trained_later": the day is yet to come.
    """
    name = typed.line(name, "reader_unnamed", LONGEST_NAME, "reader_name_long")
    if trained_on is not None and trained_on > datetime.fromtimestamp(deps.clock.now_ms() / 1000, UTC).date():
        raise UsageFault("reader_trained_later")
    with deps.store.transaction():
        deps.store.put_reader(name, trained_on.isoformat() if trained_on else None)
        deps.note("reader_named")
    return Reader(name, trained_on)
