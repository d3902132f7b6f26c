"""Where a provider is asked what: told by its own discovery document, or known where it has none."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.provider import TENANT, Provider
from progrez_desktop.core.online.web import Web

_OPENID_SCOPES = ("openid", "profile", "email")
_GITHUB_SCOPES = ("read:user", "user:email")
_GITHUB = "https://github.com"
_SYNONYMS = {
    "https://www.googleapis.com/auth/userinfo.email": "email",
    "https://www.googleapis.com/auth/userinfo.profile": "profile",
    "user": "read:user user:email",
}
"""What providers call a scope when they give it, beside what it is called when it is asked for."""


@dataclass(frozen=True)
class Endpoints:
    issuer: str
    """As the provider says it itself; Microsoft leaves a place open for the organisation."""
    scopes: tuple[str, ...]
    authorization: str
    token: str
    userinfo: str
    keys: str = ""
    """Empty where a provider signs nothing."""
    device: str = ""
    revocation: str = ""
    emails: str = ""
    always_names_itself: bool = False
    """Whether an answer has to come with the name of who gives it (RFC 9207)."""

    def is_issuer(self, named: object) -> bool:
        """Return whether a name is that of this provider."""
        if not isinstance(named, str):
            return False
        before, place, after = self.issuer.partition(TENANT)
        if not place:
            return named == self.issuer
        tenant = named.removeprefix(before).removesuffix(after)
        return named == before + tenant + after and _is_guid(tenant)

    def lacks(self, given: str) -> tuple[str, ...]:
        """Return what was asked for and not given."""
        parts = given.replace(",", " ").split()
        has = {word for part in parts for word in _SYNONYMS.get(part, part).split()} | set(parts)
        return tuple(scope for scope in self.scopes if scope not in has)


def find_endpoints(web: Web, provider: Provider) -> Endpoints:
    """Return where a provider is asked what.

    Raises:
        DataFault: "provider_issuer": the document is another's; "online_reply".
        Fault: What goes wrong on the network (core.online.web).
    """
    if provider.kind == "github":
        return _of_github(provider.issuer)
    issuer = provider.issuer.rstrip("/")
    reply = web.get(f"{issuer}/.well-known/openid-configuration")
    told = reply.json() if reply.status == 200 else None
    if not isinstance(told, dict):
        raise DataFault("online_reply", host=reply.host)
    named = told.get("issuer")
    if not isinstance(named, str) or not _may_be(named, provider):
        raise DataFault("provider_issuer", provider=provider.title)
    return Endpoints(
        issuer=named,
        scopes=_OPENID_SCOPES,
        authorization=_address(web, told, "authorization_endpoint", reply.host),
        token=_address(web, told, "token_endpoint", reply.host),
        userinfo=_address(web, told, "userinfo_endpoint", ""),
        keys=_address(web, told, "jwks_uri", reply.host),
        device=_address(web, told, "device_authorization_endpoint", ""),
        revocation=_address(web, told, "revocation_endpoint", ""),
        always_names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _may_be(named: str, provider: Provider) -> bool:
    """The document names the issuer that an operator named; only Microsoft's common one leaves its tenant open."""
    if named.rstrip("/") == provider.issuer.rstrip("/"):
        return TENANT not in named
    wanted, got = urlsplit(provider.issuer), urlsplit(named)
    is_open = named.count(TENANT) == 1 and got.path == f"/{TENANT}/v2.0"
    return provider.kind == "microsoft" and is_open and (got.scheme, got.netloc) == (wanted.scheme, wanted.netloc)


def _address(web: Web, told: dict[str, Any], name: str, needed_of: str) -> str:
    """Return one address of the document, which has to be one that may be asked; "" where it may be left out and is."""
    found = told.get(name, "")
    if not isinstance(found, str) or (needed_of and not found):
        raise DataFault("online_reply", host=needed_of)
    if found:
        web.check(found)
    return found


def _of_github(issuer: str) -> Endpoints:
    """GitHub, and an organisation's own; it has no OpenID Connect for programs."""
    base = issuer.rstrip("/")
    api = "https://api.github.com" if base == _GITHUB else f"{base}/api/v3"
    return Endpoints(
        issuer=f"{base}/login/oauth",
        scopes=_GITHUB_SCOPES,
        authorization=f"{base}/login/oauth/authorize",
        token=f"{base}/login/oauth/access_token",
        userinfo=f"{api}/user",
        device=f"{base}/login/device/code",
        emails=f"{api}/user/emails",
        revocation=f"{api}/applications",
    )


def _is_guid(text: str) -> bool:
    parts = text.split("-")
    return [len(part) for part in parts] == [8, 4, 4, 4, 12] and all(c in "0123456789abcdef" for c in "".join(parts))
