"""Exchanges what a person allowed for a token, through requests-oauthlib, renews it, and gives it back."""

import re
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from progrez_desktop.core.errors import DataFault, Fault
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online.endpoints import Endpoints
from progrez_desktop.core.online.web import Reply, Web, reply_of

if TYPE_CHECKING:
    import requests

_TIMES = ("expires_in", "expires_at")
_FAR = 1 << 40
_CODE = re.compile(r"[a-z_]{1,40}")
_WAITING = frozenset({"authorization_pending", "slow_down"})
"""What a provider says while nobody has decided yet."""
_THEIRS = {"access_denied": "provider_refused", "expired_token": "provider_code_expired"}
_OURS = frozenset({"invalid_client", "unauthorized_client", "incorrect_client_credentials", "device_flow_disabled"})


@dataclass(frozen=True)
class Tokens:
    """What opens a few things at a provider, or at whom it was asked for."""

    access: str = field(repr=False)
    identity: str = field(default="", repr=False)
    """The signed token that says who it is; GitHub has none."""
    refresh: str = field(default="", repr=False)
    """Where it was not asked for and comes all the same, it is given back too."""
    scope: str = ""
    """As the provider names what it gave; empty where that is what was asked for."""
    lasts_s: int | None = None


class StillWaiting(Exception):  # noqa: N818 - no failure: nobody has decided yet
    """The person has not decided yet."""

    def __init__(self, *, slower: bool) -> None:
        super().__init__()
        self.slower = slower


def address_for_browser(provider: Provider, endpoints: Endpoints, redirect: str, **given: str) -> str:
    """Return the address at which a person signs in and allows what is asked."""
    from requests_oauthlib import OAuth2Session

    session = OAuth2Session(provider.client_id, scope=list(endpoints.scopes), redirect_uri=redirect)
    address, _ = session.authorization_url(endpoints.authorization, **given)
    return str(address)


def by_code(
    web: Web, provider: Provider, endpoints: Endpoints, code: str, redirect: str, verifier: str, **more: str
) -> Tokens:
    """Exchange the code that the browser brought.

    Raises:
        DataFault: "provider_refused", "provider_error", "provider_client", "online_reply".
        Fault: What goes wrong on the network.
    """
    from oauthlib.oauth2 import WebApplicationClient

    client = WebApplicationClient(provider.client_id)
    return _exchanged(web, provider, endpoints, client, redirect, code=code, code_verifier=verifier, **more)


def by_device(web: Web, provider: Provider, endpoints: Endpoints, device_code: str, **more: str) -> Tokens:
    """Ask whether the person allowed it on another device.

    Raises:
        StillWaiting: Nobody decided yet.
        DataFault: As by_code; "provider_code_expired".
    """
    from oauthlib.oauth2 import DeviceClient

    client = DeviceClient(provider.client_id)
    return _exchanged(web, provider, endpoints, client, None, device_code=device_code, **more)


def by_refresh(web: Web, provider: Provider, endpoints: Endpoints, refresh: str, **more: str) -> Tokens:
    """Exchange a refresh token, which most providers take once.

    Raises:
        DataFault: As by_code; "provider_error" with `said` "invalid_grant" of one that is worth nothing any more.
        Fault: What goes wrong on the network.
    """
    from oauthlib.oauth2 import WebApplicationClient

    return _exchanged(web, provider, endpoints, WebApplicationClient(provider.client_id), None, refresh, **more)


def _exchanged(
    web: Web,
    provider: Provider,
    endpoints: Endpoints,
    client: Any,
    redirect: str | None,
    refresh: str | None = None,
    **given: str,
) -> Tokens:
    from requests_oauthlib import OAuth2Session

    # No scope here: oauthlib would raise a warning at any that is fewer than was asked for, and lose the token by it;
    # and at any that is spelt in another way, as Google spells it.
    session = OAuth2Session(client=client, redirect_uri=redirect)
    web.prepare(session)
    came: list[Mapping[str, Any]] = []

    def look(response: "requests.Response") -> "requests.Response":
        """Refuse what is no answer before oauthlib reads it, which expects that a provider means well."""
        came.append(read_token(reply_of(response), provider))
        return response

    session.register_compliance_hook("access_token_response" if refresh is None else "refresh_token_response", look)
    if provider.client_secret:
        given["client_secret"] = provider.client_secret
    with web.told(endpoints.token):
        if refresh is None:
            session.fetch_token(endpoints.token, include_client_id=True, **given)
        else:
            session.refresh_token(endpoints.token, refresh, client_id=provider.client_id, **given)
    return _tokens(came[0])


def _tokens(told: Mapping[str, Any]) -> Tokens:
    return Tokens(
        access=told["access_token"],
        identity=told.get("id_token", ""),
        refresh=told.get("refresh_token", ""),
        scope=told.get("scope", ""),
        lasts_s=told.get("expires_in"),
    )


def read_token(reply: Reply, provider: Provider) -> Mapping[str, Any]:
    """Return a token as it came, once it is one."""
    told = answered(reply, provider)
    texts = ("access_token", "token_type")
    if reply.status != 200 or not all(isinstance(told.get(name), str) and told[name] for name in texts):
        raise DataFault("online_reply", host=reply.host)
    if told["token_type"].lower() != "bearer":
        raise DataFault("online_reply", host=reply.host)
    if not all(isinstance(told.get(name, ""), str) for name in ("id_token", "refresh_token", "scope")):
        raise DataFault("online_reply", host=reply.host)
    # oauthlib adds them to the time of day, which a number of thousands of digits breaks.
    if not all(isinstance(told.get(name, 0), int) and 0 <= told.get(name, 0) < _FAR for name in _TIMES):
        raise DataFault("online_reply", host=reply.host)
    return told


def answered(reply: Reply, provider: Provider) -> Mapping[str, Any]:
    """Return what a provider answered to a form; what it refused is told by its code."""
    told = reply.json()
    if not isinstance(told, dict):
        raise DataFault("online_reply", host=reply.host)
    if "error" in told:
        raise refusal(told["error"], provider)
    return told


def refusal(code: object, provider: Provider) -> Exception:
    """Return what an error code of a provider means here."""
    if code in _WAITING:
        return StillWaiting(slower=code == "slow_down")
    if isinstance(code, str) and code in _THEIRS:
        return DataFault(_THEIRS[code], provider=provider.title)
    if isinstance(code, str) and code in _OURS:
        return DataFault("provider_client", provider=provider.title)
    shown = code if isinstance(code, str) and _CODE.fullmatch(code) else "?"
    return DataFault("provider_error", provider=provider.title, said=shown)


def give_back(web: Web, provider: Provider, endpoints: Endpoints, tokens: Tokens) -> bool:
    """Have the provider forget the tokens, where it has a way; one that can't be reached lets them run out.

    Returns:
        Whether it was told.
    """
    if not endpoints.revocation:
        return False
    with suppress(Fault):
        if provider.kind == "github":
            _give_back_to_github(web, provider, endpoints, tokens)
            return True
        for token in filter(None, (tokens.refresh, tokens.access)):
            form = {"token": token, "client_id": provider.client_id}
            if provider.client_secret:
                form["client_secret"] = provider.client_secret
            web.post(endpoints.revocation, form)
        return True
    return False


def _give_back_to_github(web: Web, provider: Provider, endpoints: Endpoints, tokens: Tokens) -> None:
    if not provider.client_secret:  # it takes tokens back from whoever has the secret alone
        return
    known = b64encode(f"{provider.client_id}:{provider.client_secret}".encode()).decode()
    address = f"{endpoints.revocation}/{quote(provider.client_id, safe='')}/token"
    web.delete(address, {"access_token": tokens.access}, headers={"Authorization": f"Basic {known}"})
