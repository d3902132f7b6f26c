"""Two kiosks send to one server over a bad line while that is killed again and again; at the end everything is right.

The clients here are as obstinate as the product's and as simple as can be: they send a batch again, with the same key
and the same bytes, until it was answered. What has to come of it is known from the numbers of the people alone.
"""

import itertools
import json
import random
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

import requests

from tests.asking import Answer, Caller, statuses
from tests.chaos.wire import PASS, Fate, bad_line
from tests.databases import rows_as_text
from tests.organisation_house import CANARY, Document, content, erase, release_id
from tests.servers import OrganisationThere
from tests.unsealing import opened

_AGAIN = {409, 425, 429, 502, 503}
_RIGHT = {"put": {200, 201, 410, 412}, "erase": {200, 201}}
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Weather:
    """How bad it is: so many requests in a hundred go wrong, and after about so many tries the server is killed."""

    bad: int = 25
    slow_s: float = 0.4
    """How long a delay takes."""
    kill_after: int = 12

    def fate(self, chance: random.Random, number: int, length: int) -> Fate:
        """Return what becomes of a request by its number: how many go wrong is fixed, and which way is not."""
        if (number + 1) * self.bad // 100 == number * self.bad // 100:
            return PASS
        return chance.choice(
            (
                Fate("cut", bytes=chance.randrange(1, max(2, length))),
                Fate("cut", bytes=chance.randrange(1, 600)),
                Fate("drop"),
                Fate("truncate", bytes=chance.randrange(1, 2000)),
                Fate("delay", seconds=self.slow_s),
                Fate("duplicate"),
                Fate("reorder", seconds=self.slow_s),
                Fate("trickle", bytes=200),
            )
        )


@dataclass
class People:
    """Who released what, by number: `erased` withdrew, `twice` released a second version at the other kiosk."""

    numbers: Sequence[int]

    def is_erased(self, number: int) -> bool:
        return number % 5 == 3

    def is_twice(self, number: int) -> bool:
        return number % 7 == 2

    def is_twice_and_stays(self, number: int) -> bool:
        return self.is_twice(number) and not self.is_erased(number)

    def of_kiosk(self, which: int, caller: Caller, chance: random.Random) -> list[Document]:
        """Return what one of the two kiosks has to send, in any order: an erase may come before its put."""
        items = []
        for number in self.numbers:
            if number % 2 == which:
                items.append(caller.device.put(number))
            elif self.is_twice(number):
                items.append(caller.device.put(number, 2))
            if self.is_erased(number) and number % 4 // 2 == which:
                items.append(erase(number, 3))
        chance.shuffle(items)
        return items


@dataclass
class Told:
    """What the storm came to."""

    batches: int = 0
    tries: int = 0
    kills: int = 0
    met: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    passed: list[bytes] = field(default_factory=list, repr=False)
    """What went over the line."""

    def line(self) -> str:
        met = ", ".join(f"{name} {count}" for name, count in sorted(self.met.items()))
        return f"{self.batches} batches in {self.tries} tries, {self.kills} kills, fates: {met}"


def deliver(caller: Caller, batch: Document, told: Told) -> Answer:
    """Send a batch until it was answered; each item has to end as one of its kind may."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        told.tries += 1
        try:
            answer = caller.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            if answer.status == 200:
                json.loads(answer.body)
                return answer
        except (requests.RequestException, ValueError):
            time.sleep(0.05)
            continue
        if answer.status == 401 and "replay" in answer.problem:  # the line had sent it twice
            continue
        assert answer.status in _AGAIN, answer.body
        time.sleep(0.1)
    raise AssertionError("a batch was never answered")


def storm(
    there: OrganisationThere, people: People, weather: Weather, seed: str, batch: int = 25, minutes: float = 1
) -> Told:
    """Send everything there is through two kiosks, with the server killed meanwhile."""
    told, over = Told(), threading.Event()
    with bad_line(there.server.address) as line, ThreadPoolExecutor(3) as threads:
        chance, numbers = random.Random(f"{seed}/line"), itertools.count()
        line.choose = lambda _, head: weather.fate(chance, next(numbers), _length(head))
        kiosks = [Caller(line.address, there.device("kiosk").device, limit_s=weather.slow_s + 2) for _ in range(2)]
        killer = threads.submit(_kill, there, weather, random.Random(f"{seed}/kills"), over, told)
        queues = [people.of_kiosk(which, kiosks[which], random.Random(f"{seed}/{which}")) for which in range(2)]
        sending = [threads.submit(_send, kiosks[which], queues[which], batch, told) for which in range(2)]
        try:
            for one in sending:
                one.result(minutes * 60)
        finally:
            over.set()
        killer.result(60)
        told.passed += line.passed
        for name in line.met:
            told.met[name] = told.met.get(name, 0) + 1
    return told


def _send(caller: Caller, queue: list[Document], size: int, told: Told) -> None:
    for items in _groups(queue, size):
        answer = deliver(caller, caller.device.batch(*items), told)
        told.batches += 1
        told.wrong.extend(_misfits(items, statuses(answer)))


def _kill(there: OrganisationThere, weather: Weather, chance: random.Random, over: threading.Event, told: Told) -> None:
    while True:
        again = told.tries + chance.randint(1, 2 * weather.kill_after)
        while told.tries < again:
            if over.wait(0.01):
                return
        time.sleep(chance.uniform(0, 0.1))  # somewhere in the middle of what comes next
        there.server.restart()
        told.kills += 1


def final_faults(there: OrganisationThere, people: People) -> list[str]:
    """Return what is not as it has to be, as the workstation sees it: lost, doubled, back, or another's."""
    changes = list(there.workstation.changes())
    stored = [one for one in changes if one["kind"] == "put"]
    erased = {one["release_id"] for one in changes if one["kind"] == "erase"}
    by_id = {one["release_id"]: one for one in stored}
    wrong = ["a release is there twice"] if len(by_id) != len(stored) else []
    seqs = [one["seq"] for one in changes]
    wrong += [] if seqs == sorted(set(seqs)) else ["the sequence runs backwards or twice"]
    for number in people.numbers:
        found = by_id.pop(release_id(number), None)
        if people.is_erased(number):
            wrong += [f"{number} is back"] if found is not None else []
            wrong += [] if release_id(number) in erased else [f"the erasure of {number} is not told"]
        elif found is None:
            wrong.append(f"{number} is lost")
        else:
            version = 2 if people.is_twice(number) else 1
            wrong += [] if found["version"] == version else [f"{number} is there as version {found['version']}"]
            wrong += [] if opened(there.organisation, found) == content(number) else [f"{number} says something else"]
    return wrong + [f"{one} is nobody's" for one in by_id]


def readable(there: OrganisationThere, told: Told) -> list[str]:
    """Return where a name could be read on the way: in what passed, in what the server keeps, or in what it noted."""
    places = {
        "the line": "".join(_plain(part) for part in told.passed),
        "the database": "".join(rows_as_text(there.server.database)),
        "the log": there.server.log.read_text(),
    }
    return [name for name, text in places.items() if CANARY.lower() in text.lower()]


def _plain(part: bytes) -> str:
    """Return a request or a reply as text, unpacked as far as it came."""
    head, _, body = part.partition(b"\r\n\r\n")
    with suppress(zlib.error):
        body = zlib.decompressobj(31).decompress(body)
    return (head + body).decode("latin-1")


def _misfits(items: Iterable[Document], given: Iterable[int]) -> Iterator[str]:
    for item, status in zip(items, given, strict=True):
        if status not in _RIGHT[item["kind"]]:
            yield f"{item['kind']} was answered with {status}"


def _groups(items: list[Document], size: int) -> Iterator[list[Document]]:
    rest = iter(items)
    while group := list(itertools.islice(rest, size)):
        yield group


def _length(head: bytes) -> int:
    found = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return int(found[0].partition(b":")[2]) + len(head) if found else len(head)
