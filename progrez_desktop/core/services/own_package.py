"""Everything that is held about somebody, locked: their safe as it lies there, with the ways in that only they have.

Staff make it without opening anything. Its owner opens it anywhere with the recovery code, or with the password on the
computer that it was made on, since a password alone is never enough without that computer. What comes out is the same
file that "Save all my data" writes. Contract of package.json: locked-package.schema.json.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from progrez_desktop import __version__
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults
from progrez_desktop.core.keys import machine_key, person_key
from progrez_desktop.core.keys.inbox import open_sealed, seal_to
from progrez_desktop.core.keys.person_key import PersonKey, Wraps
from progrez_desktop.core.model.account import Account, ChainHead
from progrez_desktop.core.model.keys import Wrap
from progrez_desktop.core.services import accounts, own_copy
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.outbox import Release
from progrez_desktop.core.store.own_rows import Rows
from progrez_desktop.core.store.safe_store import open_safe
from progrez_desktop.core.store.sealed_file import journal_of
from progrez_desktop.core.words import LANGUAGES, Words

CONTRACT = "progrez.locked-package/1"
Row = Mapping[str, Any]
_LABEL = "own-package"
_MOST_BYTES = 512 << 20
_MAIL = "mail"
"""Beside the rows of the device: what waited in the inbox of the safe, sealed as it lay there."""
_PACKAGE, _SAFE, _JOURNAL, _DEVICE = "package.json", "data.safe", "data.safe-journal", "device.sealed"


@dataclass(frozen=True)
class Package:
    """What was in the file, still locked."""

    account: Account
    wraps: Wraps
    files: Mapping[str, bytes]


def make(deps: Deps, account: Account) -> bytes:
    """Return the package of an account, whose safe nobody may have open.

    Raises:
        DataFault: "safe_missing".
        EnvironmentFault: What the disk says.
    """
    path = deps.folder.safe_file(account.safe_file)
    if not path.is_file():
        raise DataFault("safe_missing", file=path.name)
    mail = deps.device.outbox.inbox(account.id, deps.device.high_water_ms())
    held = deps.device.rows_of(account) | {
        _MAIL: [{"id": one, "kind": kind, "sealed": sealed.hex()} for one, kind, sealed in mail]
    }
    device = json.dumps(held, ensure_ascii=False).encode()
    with disk_faults(path.parent):
        files = {_SAFE: path.read_bytes()}
        if journal := journal_of(path):  # of a write that was cut off: without it the safe is torn
            files[_JOURNAL] = journal
    files[_DEVICE] = seal_to(account.inbox_public_key, device, _LABEL, account.id.encode())
    files[_PACKAGE] = (json.dumps(_manifest(deps, account, files), indent=1) + "\n").encode()
    for language in LANGUAGES:
        words = Words(language)
        files[words("package.read_me.name")] = words("package.read_me").encode()
    return _packed(files)


def opened_with_code(deps: Deps, content: bytes, code: str, words: Words) -> bytes:
    """Return the own copy that is locked in a package, by its recovery code.

    Raises:
        DataFault: "package_damaged", or what is wrong with the safe in it.
        UsageFault: "recovery_code_typing".
        LockedFault: "wrong_recovery_code".
    """
    package = _read(content)
    return _copy(deps, package, person_key.open_with_recovery(package.wraps, package.account.id, code), words)


def opened_with_password(deps: Deps, content: bytes, password: str, words: Words) -> bytes:
    """Return the own copy, by the password; only on the computer that the package was made on.

    Raises:
        DataFault: "package_damaged", or what is wrong with the safe in it.
        LockedFault: "wrong_password", also on another computer: the two can't be told apart.
    """
    package = _read(content)
    key = person_key.open_with_password(package.wraps, package.account.id, password, deps.machine.pepper)
    return _copy(deps, package, key, words)


def _manifest(deps: Deps, account: Account, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "made_ms": deps.clock.now_ms(),
        "program": f"progrez {__version__}",
        "account_id": account.id,
        "inbox_public_key": account.inbox_public_key.hex(),
        "answers_end": _head(account.chain_head),
        "log_end": _head(account.log_head),
        "wraps": [wrap.to_json() for _, wrap in sorted(deps.device.wraps(account.id).items())],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }


def _head(head: ChainHead | None) -> dict[str, Any] | None:
    return None if head is None else {"seq": head.seq, "head": head.head.hex()}


def _packed(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, content)
    return file.getvalue()


def _read(content: bytes) -> Package:
    """Take a package apart; it comes from outside, so nothing in it is believed before it fits."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            manifest = json.loads(_entry(packed, _PACKAGE))
            files = {name: _entry(packed, name) for name in (_SAFE, _DEVICE)}
            files |= {name: _entry(packed, name) for name in (_JOURNAL,) if name in manifest["files"]}
        hashes = {name: hashlib.sha256(one).hexdigest() for name, one in files.items()}
        if (manifest["contract"], manifest["files"]) != (CONTRACT, hashes):
            raise DataFault("package_damaged")
        wraps = [Wrap.from_json(wrap) for wrap in manifest["wraps"]]
        account = Account(
            id=_text(manifest["account_id"]),
            email_lookup=b"",
            state="active",
            created_ms=0,
            safe_file="data",
            inbox_public_key=bytes.fromhex(manifest["inbox_public_key"]),
            chain_head=_read_head(manifest["answers_end"]),
            log_head=_read_head(manifest["log_end"]),
        )
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, NotImplementedError, RecursionError) as error:
        raise DataFault("package_damaged") from error
    return Package(account, {wrap.kind: wrap for wrap in wraps}, files)


def _entry(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as file:
        found = file.read(_MOST_BYTES + 1)
    if len(found) > _MOST_BYTES:
        raise DataFault("package_damaged")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DataFault("package_damaged")
    return value


def _read_head(told: Mapping[str, Any] | None) -> ChainHead | None:
    return None if told is None else ChainHead(int(told["seq"]), bytes.fromhex(told["head"]))


def _copy(deps: Deps, package: Package, key: PersonKey, words: Words) -> bytes:
    with _signed_in(deps, package, key) as (elsewhere, session):
        private, bound = session.safe.releases.inbox_private_key(), package.account.id.encode()
        plain = open_sealed(private, package.files[_DEVICE], _LABEL, bound)
        if plain is None:
            raise DataFault("package_damaged")
        device: Rows = json.loads(plain)
        _settle(elsewhere, session, device.pop(_MAIL, []), device["release"])
        return own_copy.copy_of(elsewhere, session, words, device)


def _settle(deps: Deps, session: Session, mail: Sequence[Row], releases: Sequence[Row]) -> None:
    """Let the safe know what its owner would have been told at their next sign-in where it was made."""
    outbox = deps.device.outbox
    for one in mail:
        outbox.deliver(one["id"], session.account_id, one["kind"], bytes.fromhex(one["sealed"]), 0)
    for one in releases:
        given = {
            name: one[name] for name in ("organisation_id", "purposes", "fields", "until_ms", "released_ms", "version")
        }
        outbox.adopt(Release(id=one["id"], account_id=session.account_id, erase_secret=b"", **given))
        if one["ended_ms"] is not None:
            outbox.end(one["id"], one["ended_ms"])
    accounts.take_in_what_came(deps, session)


@contextmanager
def _signed_in(deps: Deps, package: Package, key: PersonKey) -> Iterator[tuple[Deps, Session]]:
    """Open the safe of a package on a device that is made for it and thrown away; only encrypted files are written."""
    account = package.account
    with disk_faults(deps.folder.root), TemporaryDirectory(prefix="package-", dir=deps.folder.root) as place:
        folder, machine = DataFolder(Path(place)), machine_key.ephemeral(deps.entropy)
        folder.prepare()
        for name in (_SAFE, _JOURNAL):
            if name in package.files:
                (folder.safes / name).write_bytes(package.files[name])
        device = DeviceStore.create(folder, machine.device_keys(), machine.install_id, deps.clock.now_ms())
        try:
            device.create_account(account, package.wraps)
            for head, keep in ((account.chain_head, device.keep_chain_head), (account.log_head, device.keep_log_head)):
                if head is not None:
                    keep(account.id, head)
            safe = open_safe(device, account, key.safe_keys())
            try:
                elsewhere = replace(deps, folder=folder, machine=machine, device=device)
                yield elsewhere, Session(account.id, safe.details(), safe)
            finally:
                safe.close()
        finally:
            device.close()
