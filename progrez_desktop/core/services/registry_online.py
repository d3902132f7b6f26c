"""Reaches the organisation's server as this workstation, and as whoever of staff is signed in here."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.services import authorities
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.services.staff_sign_in import Access, Reach

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Card
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.online.web import Web


def card_of(deps: RegistryDeps) -> "Card":
    return papers.read_card(deps.store.identity().card)


def trust(deps: RegistryDeps, pem: bytes | None) -> None:
    """Trust these certificates for the organisation's server beside those of the system, or none; they are copied.

    Raises:
        EnvironmentFault: "authorities_unreadable": no certificates in PEM form; what the disk says. Nothing changed.
    """
    chosen = authorities.written(deps.folder, pem) if pem is not None else None
    with deps.store.transaction():
        deps.store.choose_authorities(chosen)
        deps.note("authorities_chosen", None, to=chosen[:8] if chosen else "-")
    if chosen is None:
        authorities.removed(deps.folder)


def reach_of(deps: RegistryDeps) -> "Reach":
    """Return how the organisation's server, and the place where its staff sign in, are reached."""
    from progrez_desktop.core.online.relay import web_to

    def reach(server: str) -> "Web":
        chosen = deps.store.authorities()
        return web_to(server, authorities=authorities.checked(deps.folder, chosen) if chosen else None)

    return reach


def relay_of(deps: RegistryDeps, make_web: "Callable[[str], Web] | None" = None) -> "Relay":
    """Return what asks the organisation's server; to be closed.

    Raises:
        UsageFault: "organisation_no_server": what leaves for it travels as files.
    """
    from progrez_desktop.core.online.relay import Relay

    identity, card = deps.store.identity(), card_of(deps)
    if card.server is None:
        raise UsageFault("organisation_no_server")
    reach = make_web or reach_of(deps)
    staff = Access(deps.store.staff_tokens, card, "workstation", reach, deps.clock) if card.sign_in else None
    return Relay(
        reach(card.server),
        card.server,
        identity.organisation_id,
        identity.device_id,
        partial(sign, identity.device_key),
        staff.token if staff else lambda: None,
        deps.clock,
        deps.entropy,
        renew=staff.renew if staff else None,
    )
