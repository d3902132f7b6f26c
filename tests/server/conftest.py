"""A server over each kind of database, asked over a real connection."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn
from sqlalchemy import insert

from progrez_server.api.application import create_app
from progrez_server.caller import ALL_SCOPES, Caller
from progrez_server.parts import Asked, Parts
from progrez_server.patience import PatientProtocol
from progrez_server.problems import Problem
from progrez_server.receipt_key import ReceiptKey
from progrez_server.settings import Settings
from progrez_server.store import organisations
from progrez_server.store.engine import Place, Store
from progrez_server.store.migrating import migrate
from progrez_server.store.organisations import Organisation, SignIn
from progrez_server.store.tables import device as devices
from progrez_server.store.tables import metadata
from tests.databases import Kind, new_database
from tests.server.organisation import NOW_MS, YEAR_MS, Device
from tests.server.sent import dressed

ORG = "a" * 32
KIOSK, DESK = Device(2), Device(7, "workstation", "Desk")
RECEIPT_KEY = ReceiptKey(b"\3" * 32)


@dataclass
class FixedClock:
    at_ms: int = NOW_MS

    def now_ms(self) -> int:
        return self.at_ms


@dataclass
class OpenGate:
    """Believes what the request says of itself, as `organisation/device/kind`."""

    scopes: frozenset[str] = ALL_SCOPES
    asked: list[Asked] = field(default_factory=list)

    def admit(self, asked: Asked) -> Caller:
        self.asked.append(asked)
        said = asked.headers.get("progrez-device")
        if said is None:
            raise Problem("not_signed_in")
        org, device_id, kind = said.split("/")
        return Caller(org, device_id, kind, self.scopes)  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A database without any table."""
    store = Place(new_database(request.param, tmp_path)).open()
    yield store
    store.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A database of each kind that is brought up to date once: that takes longer than most tests."""

    @cache
    def made(kind: Kind) -> str:
        url = new_database(kind, tmp_path_factory.mktemp(kind))
        store = Place(url).open()
        migrate(store)
        store.close()
        return url

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_of_rows(request: pytest.FixtureRequest, made_once: Callable[[str], str]) -> Iterator[Store]:
    store = Place(made_once(request.param)).open()
    with store.writing() as connection:
        for table in metadata.tables.values():
            connection.execute(table.delete())
    yield store
    store.close()


def organisation(org: str = ORG, *, signs_in: bool = True) -> Organisation:
    sign_in = SignIn("https://idp.test", "progrez", f"urn:progrez:organisation:{org}", ("urn:two",))
    return Organisation(
        org,
        {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"},
        "5" * 32,
        RECEIPT_KEY.public.hex(),
        "https://s.test",
        sign_in if signs_in else None,
        NOW_MS,
    )


@pytest.fixture
def store(empty_of_rows: Store) -> Store:
    """A database with one organisation."""
    with empty_of_rows.writing() as connection:
        organisations.add(connection, organisation())
        for one in (KIOSK, DESK):
            connection.execute(insert(devices).values(**_row(one)))
    return empty_of_rows


def _row(one: Device, **changed: Any) -> dict[str, Any]:
    return {
        "org": ORG,
        "device_id": one.id,
        "kind": one.kind,
        "name": one.name,
        "public_key": one.public_key,
        "state": "admitted",
        "from_ms": NOW_MS,
        "until_ms": NOW_MS + YEAR_MS,
        "asked_ms": NOW_MS,
        **changed,
    }


@dataclass
class Served:
    """A server that runs in a thread, and a way to ask it."""

    parts: Parts
    url: str

    def send(self, document: Any, *, device: Device = KIOSK, packed: bool = True, **headers: str):
        """Post a batch as a device does."""
        body, told = dressed(document, packed=packed, **headers)
        return self.ask("POST", "/v1/batches", device=device, data=body, headers=told)

    def ask(self, method: str, path: str, *, device: Device | None = KIOSK, **more: Any):
        headers = {} if device is None else {"Progrez-Device": f"{ORG}/{device.id}/{device.kind}"}
        headers |= more.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=60, **more)


@contextmanager
def serving(parts: Parts) -> Iterator[Served]:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_app(parts), http=PatientProtocol, log_config=None, server_header=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.005)
        yield Served(parts, f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def parts(store: Store, clock: FixedClock) -> Parts:
    return Parts(store, clock, RECEIPT_KEY, OpenGate(), Settings())


@pytest.fixture
def served(parts: Parts) -> Iterator[Served]:
    with serving(parts) as running:
        yield running


@pytest.fixture
def serve() -> Iterator[Callable[[Parts], Served]]:
    """For a test that needs parts of its own."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda parts, **changed: stack.enter_context(serving(replace(parts, **changed)))
