"""Which providers an operator set up for signing in: none, until somebody does."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.provider import KINDS, WAYS, Kind, Offer, Provider, Way
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.deps import Deps

_SETTING = "providers"
_OPERATOR = "operator"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_LONGEST = 60
_TITLES: dict[Kind, str] = {"google": "Google", "microsoft": "Microsoft", "github": "GitHub"}
_ISSUERS: dict[Kind, str] = {
    "google": "https://accounts.google.com",
    "microsoft": "https://login.microsoftonline.com/common/v2.0",
    "github": "https://github.com",
}


def providers(deps: Deps) -> tuple[Provider, ...]:
    """Return the providers in the order in which they are shown.

    Raises:
        DataFault: "device_damaged".
    """
    kept = deps.device.settings.value(_SETTING, None)
    try:
        return tuple(Provider(**{**one, "ways": tuple(one["ways"])}) for one in json.loads(kept or "[]"))
    except (TypeError, KeyError, ValueError) as wrong:
        raise DataFault("device_damaged", file=deps.folder.device_file.name) from wrong


def offers(deps: Deps) -> tuple[Offer, ...]:
    """Return what the pages show: of a provider no more than its name and how one gets there."""
    return tuple(Offer(one.name, one.title, one.ways) for one in providers(deps))


def named(deps: Deps, name: str) -> Provider:
    """Return one provider.

    Raises:
        UsageFault: "provider_unknown".
    """
    found = providers(deps)
    for one in found:
        if one.name == name:
            return one
    raise UsageFault("provider_unknown", names=", ".join(one.name for one in found) or "-")


def prepared(
    kind: str,
    client_id: str,
    client_secret: str = "",
    *,
    name: str | None = None,
    title: str | None = None,
    issuer: str | None = None,
    ways: Sequence[str] = WAYS,
) -> Provider:
    """Return a provider with what it has by itself, once it can work.

    Raises:
        UsageFault: "provider_kind", "provider_name", "provider_title", "provider_client_id", "provider_way",
            "provider_issuer_missing", "provider_issuer_address".
    """
    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        raise UsageFault("provider_kind", kinds=", ".join(KINDS))
    called, shown = name or kind, (title or _TITLES.get(known, "")).strip()
    if not _NAME.fullmatch(called):
        raise UsageFault("provider_name")
    if not (0 < len(shown) <= _LONGEST and shown.isprintable()):
        raise UsageFault("provider_title", most=_LONGEST)
    if not client_id.strip() or not client_id.isprintable():
        raise UsageFault("provider_client_id")
    return Provider(called, known, shown, _issuer(known, issuer), client_id.strip(), client_secret, _ways(ways))


def _issuer(kind: Kind, given: str | None) -> str:
    from urllib.parse import urlsplit

    issuer = given or _ISSUERS.get(kind)
    if not issuer:
        raise UsageFault("provider_issuer_missing")
    try:
        parts = urlsplit(issuer)
        good = parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        good = False
    if not good:
        raise UsageFault("provider_issuer_address")
    return issuer


def _ways(given: Sequence[str]) -> tuple[Way, ...]:
    if not given or not set(given) <= set(WAYS):
        raise UsageFault("provider_way", ways=", ".join(WAYS))
    return tuple(way for way in WAYS if way in given)


def add(deps: Deps, provider: Provider) -> None:
    """Offer a provider from now on; one of the same name is replaced.

    Raises:
        EnvironmentFault: What the disk says; all is as it was then.
    """
    deps.permit("keep_computer")
    others = [one for one in providers(deps) if one.name != provider.name]
    _keep(deps, [*others, provider], "provider_added", provider)


def remove(deps: Deps, name: str) -> Provider:
    """Offer a provider no longer. Accounts stay as they are: their passwords open them.

    Raises:
        UsageFault: "provider_unknown".
    """
    deps.permit("keep_computer")
    gone = named(deps, name)
    _keep(deps, [one for one in providers(deps) if one.name != name], "provider_removed", gone)
    return gone


def _keep(deps: Deps, kept: Sequence[Provider], action: str, about: Provider) -> None:
    event = AuditEvent(deps.clock.now_ms(), _OPERATOR, action, None, {"setting": about.name, "to": about.kind})
    deps.device.settings.put(_SETTING, None, json.dumps([asdict(one) for one in kept]), event)
