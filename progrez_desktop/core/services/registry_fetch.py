"""Brings a registry up to what its server has: page by page, each checked, and what was erased gone at once.

A page and the number that it reached are one transaction, so that a kill at any moment loses and doubles nothing. An
erasure is kept for ever: it wins over a release in whatever order they come, and over a server that forgot it.
"""

from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import DataFault, Fault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.model.organisation import Certificate
from progrez_desktop.core.model.registry import Fetched, Refused
from progrez_desktop.core.services import registry_exchange, registry_expiry, registry_keys, registry_reads
from progrez_desktop.core.services.recruiting import statistics_fetch
from progrez_desktop.core.services.registry_checks import Believer, NotBelievedError, Put, is_whole
from progrez_desktop.core.services.registry_deps import Asks, RegistryDeps
from progrez_desktop.core.store.registry_post import KnownDevice
from progrez_desktop.core.store.registry_rows import NewProfile

_PAGE = 400
_TOO_LARGE = "online_too_large"


@dataclass
class Counted:
    """What became of what came, while it comes."""

    new: int = 0
    renewed: int = 0
    erased: int = 0
    known: int = 0
    ended: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Page:
    """Changes that were looked at, and are not kept yet."""

    puts: list[NewProfile] = field(default_factory=list)
    erasures: list[tuple[str, str, int]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    devices: list[tuple[Certificate, Mapping[str, Any]]] = field(default_factory=list)


def fetch(
    deps: RegistryDeps,
    relay: Asks,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Bring the registry up to what the server has, and post what candidates are to be told.

    Args:
        on_progress: Is told the number that was reached, and the server's latest.
        is_stopped: Asked between pages.

    Raises:
        DataFault: "changes_wrong": what the server says can't be; "server_problem" and others of core.online.relay.
        LockedFault, EnvironmentFault: What network, server or disk say. What was kept until then is kept.
    """
    registry_exchange.enrol(deps, relay)
    # First, since a server forgets where a profile came from once it is withdrawn; but no letter keeps an erasure out.
    told = 0
    with suppress(Fault):
        told = _tell(deps, relay)
    reading = Reading(deps, relay, on_progress)
    while not is_stopped() and reading.has_more:
        reading.next_page()
    expired = registry_expiry.expire(deps, reading.server_ms)
    if reading.server_ms is not None:
        registry_exchange.renew(deps, relay, reading.server_ms)
    registry_exchange.publish(deps, relay)
    return Fetched(
        periods=statistics_fetch.fetch(deps, relay),
        **vars(reading.counted),
        told=told + _tell(deps, relay),
        expired=expired,
        is_complete=not reading.has_more,
        server_rolled_back=reading.is_rolled_back,
        keys_missing=registry_keys.missing(deps),
    )


class Reading:
    """Reads what changed at the server, a page at a time."""

    def __init__(self, deps: RegistryDeps, relay: Asks, on_progress: Callable[[int, int], None]) -> None:
        self._deps, self._relay, self._on_progress = deps, relay, on_progress
        self._believer, self._most = believer_of(deps), _PAGE
        self.counted = Counted()
        self.has_more = True
        self.is_rolled_back = False
        self.server_ms: int | None = None

    def next_page(self) -> None:
        heard = self._deps.store.heard()
        page = self._asked(heard.change_seq)
        if page is None:
            return
        if not self.is_rolled_back and _is_rolled_back(page, heard.store_id, heard.change_seq):
            self._begin_anew(page, heard.change_seq)
            return
        _check(page, self._relay.organisation_id, heard.change_seq)
        self.server_ms = page["server_time_ms"]
        _take(self._deps, self._believer, page, self.counted)
        self._on_progress(page["next"], page["latest"])
        self.has_more = heard.change_seq < page["next"] < page["latest"]

    def _asked(self, since: int) -> Any:
        """Return a page; None where it was too large, and a smaller one is asked for next."""
        try:
            page = self._relay.ask("GET", "/v1/changes", query={"since": since, "limit": self._most}).json()
        except DataFault as fault:
            if fault.code != _TOO_LARGE or self._most == 1:
                raise
            self._most //= 2
            return None
        keep_contract(page, "changes")
        return page

    def _begin_anew(self, page: Any, reached: int) -> None:
        self.is_rolled_back = True
        with self._deps.store.transaction():
            self._deps.store.hear(page["store_id"], 0, self._deps.clock.now_ms())
            self._deps.note("server_rolled_back", None, seq=str(reached), latest=str(page["latest"]))


def _tell(deps: RegistryDeps, relay: Asks) -> int:
    """Seal what candidates are to be told, and post it; return how much."""
    with deps.store.transaction():
        registry_reads.queue(deps)
    return registry_reads.post(deps, relay)


def believer_of(deps: RegistryDeps) -> Believer:
    """Return what opens releases here: the organisation's keys, and every device that was ever heard of."""
    card = papers.read_card(deps.store.identity().card)
    believer = Believer(card, deps.store.seal_keys())
    for device in deps.store.post.devices():
        believer.certify(device.certificate, device.dropped_ms)
    return believer


def keep(deps: RegistryDeps, page: Page, counted: Counted, now_ms: int, server_ms: int) -> None:
    """Keep what was looked at; the caller holds the transaction. Erasures go first, and win in any order."""
    profiles = deps.store.profiles
    for certificate, document in page.devices:
        known = KnownDevice(certificate.device_id, certificate.kind, certificate.name, document, None)
        deps.store.post.keep_device(known, published=True)
    for release_id, erase_hash, at_ms in page.erasures:
        erase(deps, release_id, erase_hash, at_ms, counted)
    for one in page.puts:
        counted_as = put(deps, one, now_ms, server_ms)
        setattr(counted, counted_as, getattr(counted, counted_as) + 1)
    for refused in page.refused:
        profiles.refuse(refused)
        counted.refused += 1


def erase(deps: RegistryDeps, release_id: str, erase_hash: str, at_ms: int, counted: Counted) -> bool:
    """Erase a release, once what its person is to be told was sealed; return whether that is news."""
    held = deps.store.profiles.held(release_id)
    if held is not None and held.erase_hash == erase_hash:
        registry_reads.queue(deps, release_id)
    news, gone = deps.store.profiles.erase(release_id, erase_hash, at_ms)
    if gone:
        deps.folder.remove_registry_copies()
        deps.store.post.forget_carried(release_id)
    counted.erased += gone
    counted.known += not news
    return news


def put(deps: RegistryDeps, one: NewProfile, now_ms: int, over_ms: int | None) -> str:
    """Keep one profile, unless it is older, erased or over; return what became of it, by its name in Counted.

    Args:
        over_ms: A time that is believed: what ended before it is not kept. By the clock here alone it is kept hidden,
            since a wrong one would lose it for good.
    """
    profiles = deps.store.profiles
    held = profiles.held(one.release_id)
    if profiles.is_erased(one.release_id, one.erase_hash) or (held is not None and held.version >= one.version):
        return "known"
    if over_ms is not None and one.until_ms <= over_ms:
        return "ended"
    profiles.put(one, now_ms)
    profiles.believe(one.release_id, one.version)
    return "new" if held is None else "renewed"


def _is_rolled_back(page: Any, store_id: str | None, seq: int) -> bool:
    """Return whether the server's database is another or an older one than was heard last."""
    return store_id is not None and (page["store_id"] != store_id or page["latest"] < seq)


def _check(page: Any, organisation_id: str, since: int) -> None:
    numbers = [change["seq"] for change in page["changes"]]
    in_order = all(one < other for one, other in zip([since, *numbers], numbers, strict=False))
    fits = since <= page["next"] <= page["latest"] and (not numbers or numbers[-1] <= page["next"])
    dated = is_whole(page["server_time_ms"])
    if page["organisation_id"] != organisation_id or page["since"] != since or not (in_order and fits and dated):
        raise DataFault("changes_wrong")


def _take(deps: RegistryDeps, believer: Believer, page: Any, counted: Counted) -> None:
    now = deps.mark_ms()
    looked = _looked(deps, believer, page, counted, now)
    with deps.store.transaction():
        keep(deps, looked, counted, now, page["server_time_ms"])
        deps.store.hear(page["store_id"], page["next"], deps.clock.now_ms())


def _looked(deps: RegistryDeps, believer: Believer, page: Any, counted: Counted, now_ms: int) -> Page:
    """Open what is new on a page, before the transaction in which it is kept."""
    looked, foreign = Page(), set()
    for document in page["devices"]:
        try:
            looked.devices.append((believer.certify(document), document))
        except NotBelievedError:
            foreign.add(document["body"]["device_id"])
    for change in page["changes"]:
        if change["kind"] == "erase":
            looked.erasures.append((change["release_id"], change["erase_hash"], now_ms))
            continue
        try:
            opened = _opened(deps, believer, change, foreign)
        except NotBelievedError as doubt:
            place = (change["seq"], change["release_id"], change["version"])
            looked.refused.append(Refused(*place, doubt.code, now_ms))
            continue
        if opened is None:
            counted.known += 1
        else:
            looked.puts.append(opened)
    return looked


def _opened(deps: RegistryDeps, believer: Believer, change: Any, foreign: set[str]) -> NewProfile | None:
    """Return a release that came, opened; None where it is here already, in this version or a newer one."""
    sent = Put(change["header"], _bytes(change, "envelope"), _bytes(change, "receipt"), _bytes(change, "signature"))
    header = sent.parsed_header()
    if (header["release_id"], header["version"]) != (change["release_id"], change["version"]):
        raise NotBelievedError("header_other")
    held = deps.store.profiles.held(header["release_id"])
    if held is not None and held.erase_hash != header["erase_hash"]:
        raise NotBelievedError("release_taken")
    if held is not None and held.version >= header["version"]:
        return None
    try:
        return believer.believed(sent, header)
    except NotBelievedError as doubt:
        if doubt.code == "certificate_missing" and header["device_id"] in foreign:
            raise NotBelievedError("certificate_foreign") from doubt
        raise


def _bytes(change: Mapping[str, Any], name: str) -> bytes:
    try:
        return b64decode(change[name], validate=True)
    except ValueError:
        raise NotBelievedError(f"{name}_wrong") from None
