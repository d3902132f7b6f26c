"""What may no longer leave, kept outside the device database, so that an older one that is put back sends none of it.

A person withdraws, or makes less of what they released; somebody puts back the copy of the day before, and presses
Send before that person signs in again. Their safe sets it right then (services.releasing.settle); this list does now.
"""

from contextlib import suppress

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.ended_list import Bound, EndedList


def ended_list(deps: Deps) -> EndedList:
    places = deps.folder.ended_lists(deps.machine.install_id)
    return EndedList(places, deps.machine.derived("chain"))


def keep(deps: Deps) -> None:
    """Note what ended or was made less, in the database as it stands. A full disk keeps it for the next time."""
    now = deps.latest_ms()
    with suppress(EnvironmentFault):
        ended_list(deps).keep((Bound(*row) for row in deps.device.outbox.bounds(now)), now)


def bounds(deps: Deps) -> dict[str, Bound]:
    """Return what may no longer leave, by release, whatever the database says."""
    return ended_list(deps).bounds()
