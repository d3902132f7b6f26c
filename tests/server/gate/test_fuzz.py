"""Whatever comes, the server answers as it documents, keeps running, and writes nowhere but into its database."""

import base64
import hashlib
import os
import random
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from sqlalchemy import func, select

from progrez_server.settings import Limit, Settings
from progrez_server.store.engine import Place
from progrez_server.store.migrating import migrate
from progrez_server.store.tables import metadata
from tests.databases import new_database
from tests.server.gate.fuzzing import Fuzzer, Sent, right_ones
from tests.server.gate.test_packs import pack_of
from tests.server.organisation import Device, Organisation
from tests.server.world import World, world_over

REQUESTS = int(os.environ.get("PROGREZ_FUZZ", "80"))
"""To each kind of database; `make fuzz` sends 10,000."""
KINDS = (200, 401, 422)
"""What has to be among the answers: taken, of nobody, and understood but wrong."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[World, Organisation, Device]]:
    (folder / "temporary").mkdir(exist_ok=True)
    org, often = Organisation(), Limit(1 << 30, 1)
    limits = Settings(device_limit=often, enrolment_limit=often, body_seconds=2)
    store = Place(new_database(request.param, folder)).open()
    migrate(store)
    with world_over(store, limits) as world:
        yield world, org, world.found(org)
    store.close()


def files_in(folder: Path) -> set[str]:
    """Return what is in a folder, but for the journal of a database, which comes and goes."""
    return {path.name for path in folder.iterdir() if not path.name.endswith("-journal")}


def send(session: requests.Session, origin: str, sent: Sent) -> requests.Response:
    """Send a request as it is, whatever requests thinks of its path and its headers."""
    request = requests.Request(sent.method, origin, data=sent.body).prepare()
    request.url = origin + sent.path + sent.query
    for name, told in sent.headers.items():
        request.headers[name] = told.encode("utf-8", "replace")
    return session.send(request, timeout=30, allow_redirects=False)


def test_broken_requests_are_refused_and_nothing_else_happens(
    target: tuple[World, Organisation, Device], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, org, desk = target
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "temporary"))

    def headers_of(method: str, path: str, body: bytes | None) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha256(body or b"").digest()).decode()
        kind = "application/zip" if path.startswith("/v1/packs/") else "application/json"
        return {
            "Progrez-Device": desk.assertion(method, path),
            "Authorization": f"Bearer {world.providers[org.id].token()}",
            **({"Content-Type": kind, "Content-Digest": f"sha-256=:{digest}:"} if body is not None else {}),
            **({"Idempotency-Key": "9" * 32} if path == "/v1/batches" else {}),
        }

    seed = random.randrange(1 << 32)
    chance = random.Random(seed)
    fuzzer, right = Fuzzer(chance, headers_of), right_ones(org, desk, pack_of(org))
    told, before, here = Counter[int](), files_in(folder), files_in(Path())
    with requests.Session() as session:
        for n in range(10 * REQUESTS):
            if n >= REQUESTS and all(told[status] for status in KINDS):  # which of them come first is left to chance
                break
            sent = fuzzer.broken(chance.choice(right))
            try:
                reply = send(session, world.served.url, sent)
            except requests.ConnectionError:  # what is no HTTP is hung up on
                told[0] += 1
                continue
            told[reply.status_code] += 1
            assert reply.status_code < 500, (seed, n, sent, reply.text)
            if reply.status_code >= 400 and reply.headers.get("content-type") != "application/problem+json":
                assert reply.text == "Invalid HTTP request received.", (seed, n, sent)
    assert (files_in(folder), files_in(Path())) == (before, here)
    assert files_in(folder / "temporary") == set()
    assert requests.get(world.served.url + "/health", timeout=10).status_code == 200
    assert all(told[status] for status in KINDS), told


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 5_000,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/meta HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"POST /v1/mail HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /v1/mail HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/enrolments HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_request_ends_its_own_connection_alone(
    target: tuple[World, Organisation, Device], data: bytes
) -> None:
    origin = urlsplit(target[0].served.url)
    with socket.create_connection((origin.hostname or "", origin.port or 0), timeout=5) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(4096)
        except OSError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 5")
    assert requests.get(target[0].served.url + "/health", timeout=10).status_code == 200


def test_nothing_that_was_refused_is_in_the_database(target: tuple[World, Organisation, Device]) -> None:
    world = target[0]

    def rows() -> dict[str, int]:
        with world.store.reading() as connection:
            counted = {one.name: select(func.count()).select_from(one) for one in metadata.sorted_tables}
            return {name: connection.execute(asked).scalar_one() for name, asked in counted.items()}

    before = rows()
    for method, path, body in right_ones(target[1], target[2], b"PK"):
        if path not in ("/v1/meta", "/health") and not path.startswith("/v1/organisations"):
            world.ask(None, method, path, body)
    after = rows()
    assert {name for name in after if after[name] != before[name]} <= {"rate_limit"}
