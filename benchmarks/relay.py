"""What an organisation's server takes in: profiles a second, bytes on the wire, memory, and how it grows.

    python -m benchmarks.relay

Server, client and database share this computer. The reference, in turns with the server in the same run and on the same
database: one set-based upsert of the same profiles into the same table, with one commit a batch, and nothing else
(benchmarks/bare_upsert.py). The server parses, checks the signature and the consent of each profile, keeps the reply,
and signs a receipt besides; how long signatures alone take is told, since no server that checks them can be faster.
"""

import gzip
import http.client
import json
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import bare_upsert
from benchmarks.children import ROOT
from tests.asking import Caller, digest
from tests.databases import Kind
from tests.organisation_house import Device, Organisation
from tests.servers import OrganisationThere, RunningServer, running_server

ROUNDS = 5
SIZES = {1: 150, 50: 2_000, 200: 4_000}
"""By size of a batch: how many profiles a round has."""
WORKERS: dict[Kind, int] = {"sqlite": 1, "postgresql": 2}
"""As many as there are processors; SQLite takes one."""
LEAST_SHARE = 0.6
"""Of the bare rate, in batches of 200 on PostgreSQL."""
MOST_WIRE = 3_000
GROWTH = (10_000, 100_000, 1_000_000)
NEW = 1_000


@dataclass(frozen=True)
class Request:
    headers: dict[str, str]
    body: bytes


def requests_of(device: Device, items: list[dict[str, object]], size: int) -> list[Request]:
    """Return requests as the desktop makes them, made before the clock runs."""
    made = []
    for at in range(0, len(items), size):
        batch = device.batch(*items[at : at + size])
        body = gzip.compress(json.dumps(batch, separators=(",", ":"), ensure_ascii=False).encode(), 6)
        headers = {
            "Content-Type": "application/json",
            "Content-Encoding": "gzip",
            "Content-Digest": digest(body),
            "Idempotency-Key": batch["batch_id"],
            "Progrez-Device": device.assertion("POST", "/v1/batches"),
        }
        made.append(Request(headers, body))
    return made


def send(server: RunningServer, requests: list[Request]) -> float:
    """Return the seconds that it took to have all of them stored, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    begin = time.perf_counter()
    for request in requests:
        connection.request("POST", "/v1/batches", request.body, request.headers)
        response = connection.getresponse()
        reply = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status}: {reply[:300]!r}")
        if b'"status":201' not in reply:
            raise RuntimeError(f"nothing was stored: {reply[:300]!r}")
    took = time.perf_counter() - begin
    connection.close()
    return took


def send_by_two(server: RunningServer, requests: list[Request]) -> float:
    """Return the same for two kiosks at a time."""
    begin = time.perf_counter()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda half: send(server, half), (requests[::2], requests[1::2])))
    return time.perf_counter() - begin


@contextmanager
def there(kind: Kind) -> Iterator[OrganisationThere]:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with (
        TemporaryDirectory(prefix="relay-", dir=build) as place,
        running_server(Path(place), kind, WORKERS[kind]) as found,
    ):
        yield found


def rates(kind: Kind) -> bool:
    """Print how fast one database takes profiles in; return whether the budget was kept."""
    numbers, kept = iter(range(10**9)), True
    with there(kind) as found:
        elsewhere = Device(Organisation())
        for size, count in SIZES.items():
            bare_rows = bare_upsert.rows(elsewhere, range(count))
            mine, two, bare = [], [], []
            for _ in range(ROUNDS):
                device = found.device("kiosk").device  # another each time: how often one may ask is limited
                items = [device.put(next(numbers)) for _ in range(2 * count)]
                mine.append(count / send(found.server, requests_of(device, items[:count], size)))
                two.append(count / send_by_two(found.server, requests_of(device, items[count:], size)))
                bare.append(count / bare_upsert.seconds(found.server.database, bare_rows, size))
            rate, pair, reference = map(statistics.median, (mine, two, bare))
            share = max(rate, pair) / reference
            told = f"{kind:12}{size:6}{rate:10,.0f}{pair:12,.0f}{reference:12,.0f}{100 * share:8.0f} %"
            print(told + f"{peak_mb(found.server):10.0f}")
            kept = kept and (kind == "sqlite" or size != 200 or share >= LEAST_SHARE)
    return kept


def peak_mb(server: RunningServer) -> float:
    """Return the most memory that any process of a server ever had."""
    assert server.process is not None
    first = int(server.process.pid)
    workers = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return max(map(_most_kib, (str(first), *workers))) * 1024 / 1e6


def _most_kib(pid: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def signatures() -> float:
    """Return how many signatures one processor checks in a second."""
    private = Ed25519PrivateKey.generate()
    public, signature = private.public_key(), private.sign(b"x" * 115)
    begin = time.perf_counter()
    for _ in range(4_000):
        public.verify(signature, b"x" * 115)
    return 4_000 / (time.perf_counter() - begin)


def wire() -> float:
    """Return the bytes of a typical profile on the wire, heads of requests included, in batches of 200."""
    device = Device(Organisation())
    requests = requests_of(device, [device.put(number) for number in range(1_000)], 200)
    heads = sum(len(name) + len(text) + 4 for one in requests for name, text in one.headers.items())
    return (sum(len(one.body) for one in requests) + heads) / 1_000


def growth(kind: Kind) -> bool:
    """Print what a fetch of what is new takes where much is stored; return whether it stays what it was."""
    took = {}
    with there(kind) as found:
        device, stored = found.device("kiosk").device, 0
        for size in GROWTH:
            fill(found, device, stored, size)
            stored = size
            items = [device.put(10**8 + size + number) for number in range(NEW)]
            send(found.server, requests_of(device, items, 200))
            since = latest(found.workstation) - NEW
            rounds = [fetch(found.workstation, since) for _ in range(ROUNDS)]
            took[size] = statistics.median(rounds)
            print(f"{kind:12}{size:12,} stored: {NEW:,} new ones fetched in {1000 * took[size]:6.0f} ms")
    return max(took.values()) < 2 * min(took.values())


def fill(found: OrganisationThere, device: Device, stored: int, size: int) -> None:
    """Put rows of another time into the table, with small envelopes that nobody opens."""
    from sqlalchemy import create_engine, text

    from progrez_server.store.tables import counter, release

    url = found.server.database.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    at = latest(found.workstation)
    far = time.time_ns() // 1_000_000 + 90 * 86_400_000
    with engine.begin() as connection:
        for begin in range(stored, size, 10_000):
            rows = [
                {
                    "org": device.organisation.id,
                    "release_id": f"{number:032x}",
                    "version": 1,
                    "device_id": device.id,
                    "header": "{}",
                    "envelope": b"small",
                    "receipt": b"{}",
                    "signature": b"0" * 64,
                    "erase_hash": f"{number:064x}",
                    "envelope_sha256": f"{number:064x}",
                    "size": 9,
                    "until_ms": far,
                    "change_seq": at + number - stored + 1,
                    "stored_ms": 1,
                }
                for number in range(begin, min(size, begin + 10_000))
            ]
            connection.execute(release.insert(), rows)
        connection.execute(
            counter.update()
            .where(counter.c.org == device.organisation.id, counter.c.name == "change")
            .values(value=at + size - stored)
        )
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))
    engine.dispose()


def latest(caller: Caller) -> int:
    found: int = caller.ask("GET", "/v1/changes", query=f"?since={2**52}&limit=1").document["latest"]
    return found


def fetch(caller: Caller, since: int) -> float:
    begin = time.perf_counter()
    count = sum(1 for _ in caller.changes(since))
    if count != NEW:
        raise RuntimeError(f"{count} changes")
    return time.perf_counter() - begin


def main() -> int:
    print(f"{'':12}{'batch':>6}{'one':>10}{'two at once':>12}{'bare SQL':>12}{'share':>10}{'peak MB':>10}   profiles/s")
    kept = [rates(kind) for kind in ("sqlite", "postgresql")]
    print(f"signatures checked by one processor in a second: {signatures():,.0f}")
    print(f"at least {100 * LEAST_SHARE:.0f} % of the bare rate at 200 on PostgreSQL: {said(all(kept))}")
    on_wire = wire()
    print(f"bytes of a typical profile on the wire: {on_wire:,.0f}; under {MOST_WIRE:,}: {said(on_wire < MOST_WIRE)}")
    flat = [growth(kind) for kind in ("sqlite", "postgresql")]
    print(f"a fetch takes what is new, whatever is stored: {said(all(flat))}")
    return 0 if all((*kept, *flat, on_wire < MOST_WIRE)) else 1


def said(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


if __name__ == "__main__":
    sys.exit(main())
