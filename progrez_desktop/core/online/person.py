"""Who a provider says that somebody is: its user id, first name, last name and e-mail, and nothing else of them."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.provider import Identity, Kind, Provider
from progrez_desktop.core.online.endpoints import Endpoints
from progrez_desktop.core.online.grant import Tokens, give_back
from progrez_desktop.core.online.id_token import read_id_token
from progrez_desktop.core.online.purpose import Granted
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.texts import clean_text

_LONGEST = 200


_PROMPTS: Mapping[Kind, str] = {"google": "select_account", "github": "select_account"}
"""Ask who it is each time, in the strictest way that a provider knows: on a shared computer, somebody else may still be
signed in there."""


class WhoItIs:
    """Asks who somebody is, and for nothing that would be kept: the tokens are given back, whatever came of it."""

    asked: Mapping[str, str] = {}
    exchanged: Mapping[str, str] = {}

    def wanted(self, endpoints: Endpoints) -> Endpoints:
        return endpoints

    def prompt(self, provider: Provider) -> str:
        return _PROMPTS.get(provider.kind, "login")

    def outcome(self, granted: Granted) -> Identity:
        """Return who it is.

        Raises:
            DataFault: "provider_scope": an address or a name was refused; else as read_id_token.
            Fault: What goes wrong on the network.
        """
        provider, tokens = granted.provider, granted.tokens
        try:
            # A scope that is left out of an answer is the one that was asked for (RFC 6749, section 5.1).
            if tokens.scope and granted.endpoints.lacks(tokens.scope):
                raise DataFault("provider_scope", provider=provider.title)
            if provider.kind == "github":
                return _of_github(granted.web, provider, granted.endpoints, tokens)
            return _of_openid(granted)
        finally:
            give_back(granted.web, provider, granted.endpoints, tokens)


def _of_openid(granted: Granted) -> Identity:
    web, provider, endpoints, tokens = granted.web, granted.provider, granted.endpoints, granted.tokens
    proven = read_id_token(web, provider, endpoints, tokens.identity, granted.nonce, granted.now_ms)
    more: Mapping[str, Any] = {}
    if endpoints.userinfo and not all(_text(proven, name) for name in ("given_name", "family_name", "email")):
        more = _asked(web.get(endpoints.userinfo, token=tokens.access))
        if more.get("sub") != proven["sub"]:
            raise DataFault("provider_token", provider=provider.title)
    named = {**more, **proven}
    first, last = _names(_text(named, "given_name"), _text(named, "family_name"), _text(named, "name"))
    # An address and whether it was checked come from one place: two may speak of two addresses.
    about = proven if _text(proven, "email") else more
    checked = about.get("email_verified") in (True, "true")
    return Identity(proven["iss"], proven["sub"], first, last, _text(about, "email"), checked)


def _of_github(web: Web, provider: Provider, endpoints: Endpoints, tokens: Tokens) -> Identity:
    user = _asked(web.get(endpoints.userinfo, token=tokens.access))
    number = user.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise DataFault("provider_token", provider=provider.title)
    reply = web.get(endpoints.emails, token=tokens.access)
    found = reply.json() if reply.status == 200 else []
    listed = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    main = next((one for one in listed if one.get("primary") is True), {})
    first, last = _names("", "", _text(user, "name"))
    return Identity(endpoints.issuer, str(number), first, last, _text(main, "email"), main.get("verified") is True)


def _asked(reply: Reply) -> dict[str, Any]:
    told = reply.json() if reply.status == 200 else None
    if not isinstance(told, dict):
        raise DataFault("online_reply", host=reply.host)
    return told


def _names(first: str, last: str, whole: str) -> tuple[str, str]:
    """The person looks at it before it is kept: where there is one name, the first word goes first."""
    if first or last:
        return first, last
    before, _, after = whole.partition(" ")
    return before, after.strip()


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return " ".join(clean_text(found).split())[:_LONGEST] if isinstance(found, str) else ""
