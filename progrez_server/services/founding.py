"""Makes an organisation on a server: its row, the key of receipts, and the entry for its first workstation."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from progrez_server import key_file
from progrez_server.clock import SystemClock, new_id
from progrez_server.contracts import keeps
from progrez_server.faults import DATA, USAGE, ServerFault
from progrez_server.receipt_key import ReceiptKey
from progrez_server.settings import DAY_MS
from progrez_server.store import enrolment_codes, organisations
from progrez_server.store.engine import Connection, Place
from progrez_server.store.enrolment_codes import Code
from progrez_server.store.migrating import migrate
from progrez_server.store.organisations import Organisation, SignIn

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Wish:
    """What `init` was asked for."""

    name: Mapping[str, str]
    address: str
    issuer: str | None = None
    client_id: str | None = None
    acr: tuple[str, ...] = ()
    audience: str | None = None
    days: int = 7


def found(wish: Wish, place: Place, key_path: Path, entry_path: Path) -> str:
    """Make an organisation; return its id.

    The entry is written before the row is committed: one without the other would be worth nothing.

    Raises:
        ServerFault: What was asked for can't be, or a file that would be written is there.
    """
    _check(wish)
    for folder in (key_path.parent, entry_path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = place.open()
    try:
        migrate(store)
        key = key_file.read(key_path) if key_path.exists() else key_file.make(key_path)
        with store.writing() as connection:
            new = _organisation(connection, wish, key)
            organisations.add(connection, new)
            _hand_over(connection, new, entry_path, wish.days)
    finally:
        store.close()
    return new.org


def renew_entry(org: str, place: Place, entry_path: Path, days: int) -> None:
    """Write another entry, with another code: the first workstation was not set up in time, or the last one is lost.

    Raises:
        ServerFault: There is no such organisation.
    """
    store = place.open()
    try:
        with store.writing() as connection:
            known = organisations.find(connection, org)
            if known is None:
                raise ServerFault("There is no organisation with this id.", DATA)
            _hand_over(connection, known, entry_path, days)
    finally:
        store.close()


def _check(wish: Wish) -> None:
    parts = urlsplit(wish.address)
    if parts.scheme == "http" and not _is_here(wish.address):
        raise ServerFault("A server is reached over https, and over plain http on 127.0.0.1 alone.", USAGE)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ServerFault("This is no address of a server. It looks like this: https://assessments.example.org", USAGE)
    if wish.issuer is None and parts.scheme == "https" and not _is_here(wish.address):
        raise ServerFault(
            "Without an identity provider (--issuer) it is a trial, which is reached on 127.0.0.1 alone.", USAGE
        )
    if wish.issuer is not None and not (wish.client_id and wish.acr):
        raise ServerFault("An identity provider needs --client-id and, for the second factor, --acr.", USAGE)
    if wish.issuer is not None and not wish.issuer.startswith("https://") and not _is_here(wish.issuer):
        raise ServerFault("An identity provider (--issuer) is asked over https.", USAGE)


def _is_here(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost")


def _organisation(connection: Connection, wish: Wish, key: ReceiptKey) -> Organisation:
    org, public = new_id(), key.public.hex()
    if organisations.receipt_keys(connection) - {public}:
        raise ServerFault("The receipt key is not the one of the organisations that this database has.", DATA)
    store_id = organisations.store_id(connection) if organisations.is_ready(connection) else new_id()
    sign_in = None
    if wish.issuer is not None and wish.client_id is not None:
        sign_in = SignIn(wish.issuer, wish.client_id, wish.audience or f"urn:progrez:organisation:{org}", wish.acr)
        if organisations.is_audience_taken(connection, sign_in):
            raise ServerFault(
                "Another organisation here takes tokens of this identity provider for the same audience, and whose "
                "they are could not be told. Give another --audience, or none.",
                DATA,
            )
    return Organisation(org, wish.name, store_id, public, wish.address.rstrip("/"), sign_in, SystemClock().now_ms())


def _hand_over(connection: Connection, new: Organisation, entry_path: Path, days: int) -> None:
    """Keep the hash of a new code, and write the entry that holds the code."""
    code, until_ms = _code(), SystemClock().now_ms() + days * DAY_MS
    code_sha256 = hashlib.sha256(code.encode()).hexdigest()
    enrolment_codes.add(connection, new.org, Code(code_sha256, "workstation", until_ms))
    entry = _entry(new, code, until_ms)
    if not keeps("server-entry", entry):
        raise ServerFault("One of the names, the address or the identity provider is empty or too long.", USAGE)
    key_file.write_private(entry_path, json.dumps(entry, indent=2, ensure_ascii=False) + "\n")


def _code() -> str:
    """Return 125 random bits as they are written."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(5))


def _entry(new: Organisation, code: str, until_ms: int) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "contract": "progrez.server-entry/1",
        "organisation_id": new.org,
        "name": dict(new.name),
        "server": new.server,
        "receipt_key": new.receipt_key,
        "code": code,
        "until_ms": until_ms,
    }
    if new.sign_in is not None:
        said = new.sign_in
        entry["sign_in"] = {
            "issuer": said.issuer,
            "client_id": said.client_id,
            "audience": said.audience,
            "acr": list(said.acr),
        }
    return entry
