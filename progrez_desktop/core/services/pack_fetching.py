"""Packs from the organisation's server: what it offers, and one of them, taken in as from a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.signed_pack import MOST_BYTES
from progrez_desktop.core.services import authorities, enrolling, packs
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.pack_store import Installed

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Pinned
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.staff_sign_in import Reach

_SHORTEST = 8
_SILENCE_S, _WHOLE_S = 20.0, 600.0
"""A text model of 28 MB takes a line of 0.4 Mbit/s ten minutes."""


@dataclass(frozen=True)
class Offered:
    """A pack on the server, by the hash of its file."""

    file_sha256: str
    bytes: int
    id: str
    version: str
    is_here: bool


def relay_of(deps: Deps, organisation_id: str, reach: "Reach | None" = None) -> "Relay":
    """Return what asks the server, with the room and the time that a pack takes. Faults: see `enrolling.relay_of`."""
    from progrez_desktop.core.online.guard import Limits

    limits = Limits(MOST_BYTES, _SILENCE_S, _WHOLE_S)
    return enrolling.relay_of(deps, organisation_id, reach or authorities.reach_of(deps, limits))


def to_ask(deps: Deps) -> "list[Pinned]":
    """Return the organisations whose server this device may ask, as one of theirs."""
    return [
        one
        for one in deps.device.organisations.all()
        if (one.state, one.enrolment) == ("trusted", "admitted") and one.card is not None and one.card.server
    ]


def offered(deps: Deps, relay: "Relay") -> tuple[Offered, ...]:
    """Return what the server has for the devices of the organisation.

    Raises:
        DataFault: "pack_list_other", and what core.json_document says.
        Fault: What network and server say.
    """
    told = read_json_document(relay.ask("GET", "/v1/packs").body, "pack-list")
    if told["organisation_id"] != relay.organisation_id:
        raise DataFault("pack_list_other")
    here = {one.file_sha256 for one in deps.device.packs.all()}
    return tuple(
        Offered(one["sha256"], one["bytes"], one["assessment_id"], one["version"], one["sha256"] in here)
        for one in told["packs"]
    )


def one_of(offers: Sequence[Offered], name: str) -> Offered:
    """Return the one whose hash begins so.

    Raises:
        UsageFault: "pack_not_offered".
    """
    found = [one for one in offers if len(name) >= _SHORTEST and one.file_sha256.startswith(name)]
    if len(found) != 1:
        raise UsageFault("pack_not_offered", name=name)
    return found[0]


def fetch(deps: Deps, relay: "Relay", one: Offered) -> Installed:
    """Bring a pack here and take it in, once it is the file that the list names.

    Raises:
        DataFault: "pack_too_large", "pack_not_as_listed"; what `packs.install` refuses.
        Fault: What network and server say.
    """
    if one.bytes > MOST_BYTES:
        raise DataFault("pack_too_large", limit_mib=MOST_BYTES >> 20)
    content = relay.ask("GET", f"/v1/packs/{one.file_sha256}", headers={"Accept": "application/zip"}).body
    if len(content) != one.bytes or sha256_of(content) != one.file_sha256:
        raise DataFault("pack_not_as_listed")
    return packs.install(deps, content)
