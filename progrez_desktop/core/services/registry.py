"""The registry of a recruiter's workstation: open it, list it, and look at one candidate, who is told of that."""

import hashlib
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys import registry_key, second_factor
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.second_factor import Factor
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.registry import Detail, FactorKind, Query, Refused, Row, Standing
from progrez_desktop.core.organisation import fingerprint, key_fingerprint
from progrez_desktop.core.services import registry_expiry, registry_grants, registry_reads, tries
from progrez_desktop.core.services.opening import Parts, Unlock, open_machine
from progrez_desktop.core.services.recruiting import notes
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.services.registry_fetch import fetch
from progrez_desktop.core.store.instance_lock import instance_lock
from progrez_desktop.core.store.registry_store import NewRegistry, RegistryStore
from progrez_desktop.core.store.registry_tries import TriesFile

if TYPE_CHECKING:
    from progrez_desktop.core.ports import Clock

__all__ = [
    "OpenedRegistry",
    "RegistryDeps",
    "count",
    "detail",
    "fetch",
    "open_registry",
    "registry_folder",
    "rows",
    "standing",
]

_TRIES = b"registry"
_WRONG = frozenset({"wrong_staff_passphrase", "factor_key_wrong", "factor_code_wrong"})


@dataclass(frozen=True)
class OpenedRegistry:
    deps: RegistryDeps
    machine_recovery_code: str | None
    """Only after it was set up: to be shown once and kept nowhere."""
    recovery_code: str | None
    """As above, of the organisation's keys: without them no release can be opened ever again."""
    held: ExitStack
    """The database and the lock on the folder, let go of in this order."""

    def close(self) -> None:
        self.held.close()


@dataclass(frozen=True)
class _Door:
    """What wrong tries are counted with (services.tries)."""

    clock: "Clock"
    device: TriesFile


def registry_folder(data_dir: Path) -> Path:
    """Return where a registry is: apart from the candidates, with a key of its own, and in no backup."""
    return data_dir / "registry"


def open_registry(parts: Parts, unlock: Unlock | None, passphrase: str, factor: Factor | None = None) -> OpenedRegistry:
    """Open the registry in `parts.folder`, and destroy what is over.

    Args:
        parts: With `registry_folder(data_dir)` as their folder.
        unlock: For the machine key, as `opening.open_storage` takes it.
        passphrase: Of staff.
        factor: What stands beside it: a code of six digits, or what speaks with a security key.

    Raises:
        UsageFault: "registry_absent".
        LockedFault: "registry_passphrase_needed", "wrong_staff_passphrase"; "factor_key_needed", "factor_key_wrong",
            "factor_key_refused"; "factor_code_needed", "factor_code_wrong"; "sign_in_wait"; and as
            `opening.open_storage`.
        DataFault, EnvironmentFault: As there, of this database.
    """
    if not parts.folder.registry_key_file.exists():
        raise UsageFault("registry_absent")
    parts.folder.prepare()
    with ExitStack() as held:
        held.enter_context(instance_lock(parts.folder.lock_file))
        machine, _ = open_machine(parts, unlock)
        store = _opened_store(parts, machine, passphrase, factor or Factor())
        held.callback(store.close)
        deps = RegistryDeps(parts.clock, parts.entropy, parts.folder, parts.cost, machine, store)
        registry_expiry.expire(deps)
        notes.destroy_dropped(deps)
        held.callback(notes.destroy_dropped, deps)
        return OpenedRegistry(deps, None, None, held.pop_all())


def make_registry(
    parts: Parts, unlock: Unlock | None, passphrase: str, make: Callable[[MachineKey], NewRegistry]
) -> OpenedRegistry:
    """Make a registry in an empty folder. Used by services.registry_setup.

    Raises:
        UsageFault: "registry_exists", "password_too_short".
    """
    if parts.folder.registry_file.exists():
        raise UsageFault("registry_exists")
    parts.folder.prepare()
    with ExitStack() as held:
        held.enter_context(instance_lock(parts.folder.lock_file))
        machine, code = open_machine(parts, unlock)
        key = registry_key.make(parts.folder.registry_key_file, machine, passphrase, parts.cost, parts.entropy)
        database_key, audit_key = key.database(machine), machine.derived("audit")
        new = make(machine)
        store = RegistryStore.create(parts.folder, database_key, audit_key, new, parts.clock.now_ms())
        held.callback(store.close)
        deps = RegistryDeps(parts.clock, parts.entropy, parts.folder, parts.cost, machine, store)
        held.callback(notes.destroy_dropped, deps)
        return OpenedRegistry(deps, code, None, held.pop_all())


def _opened_store(parts: Parts, machine: MachineKey, passphrase: str, factor: Factor) -> RegistryStore:
    if not passphrase:
        raise LockedFault("registry_passphrase_needed")
    file = registry_key.read_file(parts.folder.registry_key_file)
    if file.keys and factor.key is None:
        raise LockedFault("factor_key_needed")
    door = _Door(parts.clock, TriesFile(parts.folder.registry_tries_file))
    tries.checked(door, _TRIES)
    try:
        key = registry_key.open_key(file, machine, passphrase, factor.key)
        store = RegistryStore.open(parts.folder, key.database(machine), machine.derived("audit"))
        try:
            _pass_gate(store, factor.code, parts.clock.now_ms())
        except BaseException:
            store.close()
            raise
    except LockedFault as fault:
        if fault.code in _WRONG:
            tries.failed(door, _TRIES)
        raise
    tries.succeeded(door, _TRIES)
    return store


def _pass_gate(store: RegistryStore, code: str, now_ms: int) -> None:
    """Ask for the code of an app, where one was set up: a gate, for what it opens is open by now."""
    secret = store.totp_secret()
    if secret is None:
        return
    if not code:
        raise LockedFault("factor_code_needed")
    store.totp_was_used(second_factor.right_step(secret, code, now_ms, (store.totp_step(),)))


# Reading


def standing(deps: RegistryDeps) -> Standing:
    """Return what stands above the list."""
    identity, heard, now = deps.store.identity(), deps.store.heard(), deps.mark_ms()
    card = papers.read_card(identity.card)
    seen, hidden = deps.store.profiles.totals(now)
    return Standing(
        organisation_id=card.organisation_id,
        organisation_name=card.name,
        fingerprint=fingerprint(card.organisation_id, card.signing_key),
        own_fingerprint=key_fingerprint(public_of(identity.device_key)),
        is_admitted=identity.certificate is not None,
        server=card.server,
        profiles=seen,
        hidden=hidden,
        refused=len(deps.store.profiles.refused()),
        mail_waiting=deps.store.post.mail_waiting(),
        fetched_ms=heard.fetched_ms,
        factors=factors(deps),
    )


def factors(deps: RegistryDeps) -> tuple[FactorKind, ...]:
    """Return what stands beside the passphrase."""
    keys = registry_key.read_file(deps.folder.registry_key_file).keys
    found: list[FactorKind] = ["fido2"] if keys else []
    return tuple(found + (["totp"] if deps.store.totp_secret() is not None else []))


def rows(deps: RegistryDeps, query: Query) -> tuple[Row, ...]:
    """Return one page of the list; what is over is not in it. With names, each one who is listed by name is told.

    A row that is damaged is set aside, where its reason is told, and the list goes on without it.
    """
    now = deps.mark_ms()
    found = deps.store.profiles.rows(query, now)
    set_damaged_aside(deps, now)
    named = [row.release_id for row in found if row.name]
    if named:
        with deps.store.transaction():
            registry_reads.note(deps, named, "opened", now)
            deps.note("names_listed", None, count=str(len(named)))
    return found


def count(deps: RegistryDeps, query: Query) -> int:
    """Return how many rows a query has over all its pages."""
    return deps.store.profiles.count(query, deps.mark_ms())


def load_columns(deps: RegistryDeps, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Read what filters and searches need, before anybody asks for it."""
    deps.store.profiles.columns.load(is_stopped)


def set_damaged_aside(deps: RegistryDeps, now_ms: int) -> None:
    """Put rows that were found damaged where that is told, with their reason."""
    damaged = deps.store.profiles.damaged()
    if damaged:
        with deps.store.transaction():
            deps.store.profiles.set_aside(damaged, "row_damaged", now_ms)
            deps.note("rows_set_aside", None, count=str(len(damaged)))


def detail(deps: RegistryDeps, release_id: str) -> Detail:
    """Return one candidate, after this read was written down and is to be told to them.

    Raises:
        UsageFault: "registry_no_such_release": not here, over, withdrawn, or for teams alone; "role_not_locked": nobody
            agreed yet on what the role asks for.
        EnvironmentFault: What the disk says; nothing is shown then.
    """
    from progrez_desktop.core.services.recruiting import roles
    from progrez_desktop.core.services.recruiting.candidates import candidate

    now = deps.mark_ms()
    row = candidate(deps, release_id)
    roles.is_locked_for(deps, row.assessment)
    who = deps.store.reader()
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "opened", now)
        deps.note("profile_read", release_id, version=str(row.version), **({"by": who[0]} if who else {}))
    return detail_of(deps, row)


def detail_of(deps: RegistryDeps, row: Row) -> Detail:
    """Return what hangs on a row. Whoever asks has written the read down.

    Raises:
        DataFault: "registry_grant_damaged": nothing proves any more what was allowed. It is set aside, and not shown.
    """
    allowed = registry_grants.check(deps, row)
    document = deps.store.profiles.document(row.release_id)
    device = deps.store.post.device(document.device_id)
    return Detail(
        row=row,
        content=json.loads(document.content),
        permits=tuple(one for one in allowed.permits if one.purpose in row.purposes),
        receipt_sha256=hashlib.sha256(document.receipt).hexdigest(),
        device_name=device.name if device else "",
        can_be_told=document.reply_key is not None,
        method=allowed.method,
        language=allowed.language,
    )


def refused(deps: RegistryDeps) -> tuple[Refused, ...]:
    """Return what came and was not believed, the oldest first."""
    return deps.store.profiles.refused()
