"""Who a provider says that somebody is: its user id, first name, last name and e-mail, and nothing else of them."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.provider import Identity, Provider
from progrez_desktop.core.online.endpoints import Endpoints
from progrez_desktop.core.online.grant import Tokens, give_back
from progrez_desktop.core.online.id_token import read_id_token
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.texts import clean_text

_LONGEST = 200


def find_identity(
    web: Web, provider: Provider, endpoints: Endpoints, tokens: Tokens, nonce: str | None, now_ms: int
) -> Identity:
    """Return who it is. The tokens are given back, whatever came of it.

    Raises:
        DataFault: "provider_scope": an address or a name was refused; else as read_id_token.
        Fault: What goes wrong on the network.
    """
    try:
        if provider.kind == "github":
            return _of_github(web, provider, endpoints, tokens)
        return _of_openid(web, provider, endpoints, tokens, nonce, now_ms)
    finally:
        give_back(web, provider, endpoints, tokens)


def _of_openid(
    web: Web, provider: Provider, endpoints: Endpoints, tokens: Tokens, nonce: str | None, now_ms: int
) -> Identity:
    proven = read_id_token(web, provider, endpoints, tokens.identity, nonce, now_ms)
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
