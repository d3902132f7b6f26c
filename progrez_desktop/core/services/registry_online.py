"""Reaches the organisation's server as this workstation, and as whoever of staff is signed in here."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.services.staff_sign_in import Access

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Card
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.online.web import Web


def card_of(deps: RegistryDeps) -> "Card":
    return papers.read_card(deps.store.identity().card)


def relay_of(deps: RegistryDeps, make_web: "Callable[[str], Web] | None" = None) -> "Relay":
    """Return what asks the organisation's server; to be closed.

    Raises:
        UsageFault: "organisation_no_server": what leaves for it travels as files.
    """
    from progrez_desktop.core.online.relay import Relay, web_to

    identity, card = deps.store.identity(), card_of(deps)
    if card.server is None:
        raise UsageFault("organisation_no_server")
    reach = make_web or web_to
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
