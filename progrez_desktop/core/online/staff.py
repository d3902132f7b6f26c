"""Staff sign in at their organisation's identity provider: for its server, with two factors, until they sign out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.organisation import SignIn, StaffTokens
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online import grant
from progrez_desktop.core.online.endpoints import Endpoints, find_endpoints
from progrez_desktop.core.online.grant import Tokens
from progrez_desktop.core.online.id_token import read_id_token
from progrez_desktop.core.online.purpose import Granted
from progrez_desktop.core.online.web import Web

_SHORT_S = 300
"""What a token lasts of which the provider doesn't say it (RFC 6749, section 5.1, only recommends to)."""


@dataclass(frozen=True)
class StaffAccess:
    """Asks for a token that the organisation's server takes. Contract: docs/sync.md, "Who may do what"."""

    sign_in: SignIn
    scopes: tuple[str, ...]

    def wanted(self, endpoints: Endpoints) -> Endpoints:
        # offline_access: else there is nothing to renew with, and staff sign in again every few minutes.
        return replace(endpoints, scopes=("openid", "offline_access", *self.scopes))

    def prompt(self, _: Provider) -> str:
        # consent: without it a provider leaves offline_access out (OpenID Connect Core, section 11).
        return "login consent"

    @property
    def asked(self) -> Mapping[str, str]:
        # resource is the standard's name for it (RFC 8707), audience that of some who were there before.
        whose = self.sign_in.audience
        return {"resource": whose, "audience": whose, "acr_values": " ".join(self.sign_in.acr)}

    @property
    def exchanged(self) -> Mapping[str, str]:
        return {"resource": self.sign_in.audience}

    def outcome(self, granted: Granted) -> StaffTokens:
        """Return what is kept of signing in.

        Raises:
            DataFault: "staff_two_factors": it was not as strong as the organisation wants it; "staff_scope": nothing
                of what was asked for is allowed to them; else as core.online.id_token.
        """
        try:
            self._check_factors(granted)
            return self.kept(granted.tokens, granted.now_ms, granted.now_ms, granted.provider)
        except BaseException:
            grant.give_back(granted.web, granted.provider, granted.endpoints, granted.tokens)
            raise

    def kept(self, tokens: Tokens, now_ms: int, signed_in_ms: int, provider: Provider) -> StaffTokens:
        """Return what is kept of a token: of the scopes those that were asked for, which may be fewer."""
        # A scope that is left out of an answer is the one that was asked for (RFC 6749, section 5.1).
        given = set(tokens.scope.split()) if tokens.scope else set(self.scopes)
        scope = " ".join(one for one in self.scopes if one in given)
        if not scope:
            raise DataFault("staff_scope", provider=provider.title)
        lasts = tokens.lasts_s if tokens.lasts_s is not None else _SHORT_S
        return StaffTokens(tokens.access, tokens.refresh, scope, now_ms + lasts * 1000, signed_in_ms)

    def _check_factors(self, granted: Granted) -> None:
        """The server judges it by its own token; whoever can be told now need not hear it there."""
        if not granted.tokens.identity:
            return
        claims = read_id_token(
            granted.web, granted.provider, granted.endpoints, granted.tokens.identity, granted.nonce, granted.now_ms
        )
        if "acr" in claims and claims["acr"] not in self.sign_in.acr:
            raise DataFault("staff_two_factors", provider=granted.provider.title)


def renew(
    web: Web, provider: Provider, access: StaffAccess, old: StaffTokens, endpoints: Endpoints, now_ms: int
) -> StaffTokens:
    """Return the tokens that follow on the old ones, of which the refresh token is used up by that.

    Raises:
        DataFault: "provider_error" with `said` "invalid_grant": it was used before, taken back, or is over; and as
            core.online.grant.
        Fault: What goes wrong on the network.
    """
    came = grant.by_refresh(web, provider, endpoints, old.refresh, **access.exchanged)
    # One that is left out stays as it was (RFC 6749, section 6).
    came = replace(came, refresh=came.refresh or old.refresh, scope=came.scope or old.scope)
    return access.kept(came, now_ms, old.signed_in_ms, provider)


def places(web: Web, provider: Provider, access: StaffAccess) -> Endpoints:
    """Return where the provider is asked what."""
    return access.wanted(find_endpoints(web, provider))


def sign_out(web: Web, provider: Provider, access: StaffAccess, tokens: StaffTokens) -> bool:
    """Have the provider forget the tokens; return whether it was told."""
    endpoints = places(web, provider, access)
    return grant.give_back(web, provider, endpoints, Tokens(tokens.access, refresh=tokens.refresh))
