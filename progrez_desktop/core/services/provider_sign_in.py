"""Who came by a provider: somebody with an account here, or somebody new. It opens no safe; a password does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.identity.email import email_fault, email_lookup
from progrez_desktop.core.identity.provider import provider_lookup
from progrez_desktop.core.model.provider import Identity, Provider
from progrez_desktop.core.services import access_log, erasing
from progrez_desktop.core.services.deps import Deps, Session

if TYPE_CHECKING:
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.phone_way import PhoneWay
    from progrez_desktop.core.online.web import Web


@dataclass(frozen=True)
class Came:
    """Somebody whom a provider knows, as a page needs it. Held as long as the page is, and kept nowhere."""

    identity: Identity
    provider: str
    """Its title."""
    has_account: bool
    email: str
    """What is typed for them: empty where the provider gave none that can be one, or where the account has another."""

    @property
    def is_unverified(self) -> bool:
        """Whether the provider says that it never checked the address."""
        return bool(self.email) and not self.identity.email_verified


@dataclass(frozen=True)
class Network:
    """How other computers are reached, and what the browser says at the end."""

    make_web: "Callable[[], Web]"

    def browser_way(self, deps: Deps, provider: Provider, said: str) -> "BrowserWay[Identity]":
        from progrez_desktop.core.online.browser_way import BrowserWay
        from progrez_desktop.core.online.person import WhoItIs

        return BrowserWay(provider, WhoItIs(), self.make_web(), deps.clock, deps.entropy, said)

    def phone_way(self, deps: Deps, provider: Provider) -> "PhoneWay[Identity]":
        from progrez_desktop.core.online.person import WhoItIs
        from progrez_desktop.core.online.phone_way import PhoneWay

        return PhoneWay(provider, WhoItIs(), self.make_web(), deps.clock)


def system_network() -> Network:
    """Return the network of a real installation. Nothing of it is loaded before somebody presses for it."""

    def make_web() -> "Web":
        from progrez_desktop.core.online.web import Web

        return Web()

    return Network(make_web)


def came(deps: Deps, provider: Provider, identity: Identity) -> Came:
    """Return whether this device knows somebody: by a link, or by an address that the provider checked.

    An address that nobody checked could be anybody's, and tells nothing about who has an account here.
    """
    email = "" if email_fault(identity.email) else identity.email
    by_email = deps.device.find_account(email_lookup(deps.machine.directory_key, email)) if email else None
    linked = deps.device.provider_links.account_of(_lookup(deps, identity))
    if linked is not None and not erasing.is_erased(deps, linked):
        is_theirs = by_email is not None and by_email.id == linked
        return Came(identity, provider.title, has_account=True, email=email if is_theirs else "")
    known = by_email is not None and identity.email_verified and not erasing.is_erased(deps, by_email.id)
    return Came(identity, provider.title, has_account=known, email=email)


def link(deps: Deps, session: Session, came: Came) -> None:
    """Let the provider find the account of whoever opened it with their password after they came by that provider.

    One that already finds an account keeps finding that one.

    Raises:
        EnvironmentFault: What the disk says.
    """
    lookup = _lookup(deps, came.identity)
    if deps.device.provider_links.put(lookup, session.account_id, deps.clock.now_ms()):
        access_log.tell_if_possible(deps, session, "provider_linked")


def unlink(deps: Deps, session: Session) -> None:
    """Let no provider find this account any more. The password opens it as before.

    Raises:
        EnvironmentFault: What the disk says.
    """
    deps.device.provider_links.forget(session.account_id)
    access_log.tell_if_possible(deps, session, "provider_unlinked")


def _lookup(deps: Deps, identity: Identity) -> bytes:
    return provider_lookup(deps.machine.directory_key, identity.issuer, identity.subject)
