"""A new kiosk from unpacked to ready, by one signed invitation: whose it is, what is decided of it, its packs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from progrez_desktop.core.errors import Fault, UsageFault
from progrez_desktop.core.model.organisation import Invitation, Pinned
from progrez_desktop.core.services import enrolling, kiosk_door, staff
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.enrolling import Offered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from progrez_desktop.core.services.kiosk_check.machine import Machine
    from progrez_desktop.core.store.pack_store import Installed

Left = Literal["ask", "admit", "revoked", "packs", "staff", "checks"]
"""What is still to be done: hand the request over; have the organisation admit this computer; ask for a new invitation;
fetch packs again; choose a passphrase of staff; mend what is required."""


@dataclass(frozen=True)
class Provisioned:
    """How far a kiosk is."""

    organisation: Pinned
    packs: "tuple[Installed, ...]" = ()
    """Those that came now."""
    fault: Fault | None = None
    """What kept server or packs from being reached; everything else was done."""
    left: tuple[Left, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not self.left


def look(deps: Deps, invitation: Invitation) -> Offered:
    """Return what somebody decides about. Nothing is trusted yet.

    Raises:
        UsageFault: "provision_home": it is for somebody's own computer; as `enrolling.look`.
    """
    offered = enrolling.look(deps, invitation)
    if invitation.kind != "kiosk":
        raise UsageFault("provision_home")
    return offered


def take(deps: Deps, offered: Offered, compared: str, name: str | None = None) -> "Mapping[str, Any]":
    """Trust the organisation, keep what it decided of its kiosk, and return the request to be one of its devices.

    Args:
        compared: The fingerprint as somebody has it from the organisation itself.
        name: What staff will call this computer, where the invitation doesn't say.

    Raises:
        UsageFault, DataFault: As `enrolling.accept`.
    """
    return enrolling.accept(deps, offered, compared, offered.invitation.device_name if name is None else name)


def go_on(
    deps: Deps, organisation_id: str, request: "Mapping[str, Any] | None" = None, machine: "Machine | None" = None
) -> Provisioned:
    """Ask the server, fetch what it offers, and return what is left. Once more is fine, at any moment.

    Args:
        request: What the server is asked with; without it, it is only asked how the enrolment stands.

    Raises:
        UsageFault: As `enrolling.post`: what the server says of the invitation's code.
    """
    came: tuple[Installed, ...] = ()
    fault = _asked(deps, organisation_id, request)
    if fault is None and _known(deps, organisation_id).enrolment == "admitted":
        fault, came = _fetched(deps, organisation_id)
    known = _known(deps, organisation_id)
    return Provisioned(known, came, fault, _left(deps, known, fault, machine))


def _asked(deps: Deps, organisation_id: str, request: "Mapping[str, Any] | None") -> Fault | None:
    """A network that is gone is no end: the same command goes on where it was."""
    known = _known(deps, organisation_id)
    if known.card is None or known.card.server is None or (request is None and known.enrolment == "invited"):
        return None
    try:
        with enrolling.relay_of(deps, organisation_id) as relay:
            if request is None:
                enrolling.ask(deps, relay)
            else:
                enrolling.post(deps, relay, request)
    except UsageFault:
        raise
    except Fault as fault:
        return fault
    return None


def _fetched(deps: Deps, organisation_id: str) -> "tuple[Fault | None, tuple[Installed, ...]]":
    from progrez_desktop.core.services import pack_fetching

    came: list[Installed] = []
    known = _known(deps, organisation_id)
    if known.card is None or known.card.server is None:
        return None, ()
    try:
        with pack_fetching.relay_of(deps, organisation_id) as relay:
            for one in pack_fetching.offered(deps, relay):
                if not one.is_here:
                    came.append(pack_fetching.fetch(deps, relay, one))
    except Fault as fault:
        return fault, tuple(came)
    return None, tuple(came)


def _known(deps: Deps, organisation_id: str) -> Pinned:
    return enrolling.chosen(deps, organisation_id)


def _left(deps: Deps, known: Pinned, fault: Fault | None, machine: "Machine | None") -> tuple[Left, ...]:
    left: list[Left] = []
    waits: dict[str, Left] = {"invited": "ask", "asked": "admit", "dropped": "revoked"}
    if known.enrolment in waits:
        left.append(waits[known.enrolment])
    elif fault is not None:
        left.append("packs")
    if not staff.is_set_up(deps):
        left.append("staff")
    if kiosk_door.look(deps, machine).unmet:
        left.append("checks")
    return tuple(left)
