"""What a server said of a person's releases, told at sign-in: when each arrived there, and when it was erased."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.keys.server_receipt import claims
from progrez_desktop.core.model.outgoing import ItemKind
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.safe_releases import ReleaseRecord

Fate = tuple[ItemKind, int, int, str | None]
_THERE, _GONE = "arrived", "erased_there"


@dataclass(frozen=True)
class Arrived:
    """What is known of a release at its organisation."""

    arrived_ms: int | None
    erased_ms: int | None
    backup_days: int | None
    """For how long copies of the server's database may still hold what was erased."""


def tell(deps: Deps, session: Session) -> None:
    """Write into the safe and its log what the device was told while it was locked. A full disk leaves it for later."""
    fates = deps.device.batches.fates(session.account_id)
    if not fates:
        return
    with suppress(EnvironmentFault), session.safe.transaction():
        for record in session.safe.releases.all():
            _tell(deps, session, record, fates.get(record.id, ()))
    with suppress(EnvironmentFault):
        session.safe.keep_chain_head()


def _tell(deps: Deps, session: Session, record: ReleaseRecord, fates: Iterable[Fate]) -> None:
    body = dict(record.body)
    for kind, version, at_ms, receipt in fates:
        if kind == "put" and body.get(_THERE, {}).get("version", 0) < version <= record.version:
            body[_THERE] = {"version": version, "at_ms": at_ms}
            _line(deps, session, record, "release_arrived", at_ms)
        elif kind == "erase" and _GONE not in body:
            body[_GONE] = {"at_ms": at_ms, "receipt": receipt}
            _line(deps, session, record, "release_erased_there", at_ms)
    if body != record.body:
        session.safe.releases.save(replace(record, body=body))


def _line(deps: Deps, session: Session, record: ReleaseRecord, action: Any, at_ms: int) -> None:
    session.safe.log.append(deps.clock.now_ms(), "organisation", action, record.organisation_id, {"done_ms": at_ms})


def of(deps: Deps, session: Session, record: ReleaseRecord) -> Arrived:
    """Return what is known of a release there now: by the safe, and by what the device heard since."""
    body: Mapping[str, Any] = record.body
    there, gone = body.get(_THERE, {}), body.get(_GONE, {})
    arrived_ms = there.get("at_ms") if there.get("version") == record.version else None
    erased_ms, receipt = gone.get("at_ms"), gone.get("receipt")
    for kind, version, at_ms, proof in deps.device.batches.fates(session.account_id).get(record.id, ()):
        if kind == "put" and version == record.version:
            arrived_ms = at_ms
        elif kind == "erase" and erased_ms is None:
            erased_ms, receipt = at_ms, proof
    return Arrived(arrived_ms, erased_ms, claims(receipt)["backup_days"] if receipt else None)
