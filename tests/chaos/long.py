"""The long form of the chaos, for whoever wants to see it: `make chaos PROFILES=10000 MINUTES=10`.

    python -m tests.chaos.long --profiles 10000 --minutes 10

As many profiles on each database, through two kiosks, a bad line and a server that is killed; the product's own client
over a line that is 30 seconds late; as many requests and replies as no peer should send. Ends with one summary line.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.relay import Relay, web_to
from tests.chaos.bad_replies import Outcomes, liar, path_of, tried
from tests.chaos.bad_requests import fuzz
from tests.chaos.storm import People, Weather, final_faults, readable, storm
from tests.chaos.test_bad_replies import CONTRACTS, right_replies
from tests.chaos.wire import PASS, Fate, bad_line
from tests.databases import Kind, is_there
from tests.fakes import FakeClock, FakeEntropy
from tests.sending_house import Kiosk
from tests.servers import REPO, running_server

_PAIRS = 9
"""Workstations and kiosks that take turns with bad requests; a server lets no more of them enrol at once."""


def say(sentence: str) -> None:
    print(sentence, flush=True)


def stormy(kind: Kind, profiles: int, minutes: float, place: Path) -> Iterator[str]:
    """Yield what is wrong after a storm on one database."""
    with running_server(place / kind, kind, workers=1 if kind == "sqlite" else 2) as there:
        people = People(range(profiles))
        begin = time.monotonic()
        told = storm(there, people, Weather(kill_after=10), seed=f"long/{kind}", batch=50, minutes=minutes)
        there.server.restart()
        say(f"{kind}: {profiles:,} profiles in {time.monotonic() - begin:.0f} s, {told.line()}")
        yield from (f"{kind}: {one}" for one in (*told.wrong, *final_faults(there, people)))
        yield from (f"{kind}: a name can be read in {one}" for one in readable(there, told))


def late(place: Path) -> Iterator[str]:
    """Yield what is wrong where the first replies are 30 seconds late, with the limits that the product has."""
    with running_server(place / "late") as there, bad_line(there.server.address) as line:
        fates = iter([Fate("delay", seconds=30)] * 2)
        line.choose = lambda _, head: next(fates, PASS) if head.startswith(b"POST") else PASS
        kiosk = Kiosk.enrolled(place / "kiosk", there.device("kiosk").device)
        numbers = [number for number in range(100) if not People(()).is_erased(number)]
        people = People([number for number in numbers if not People(()).is_twice(number)])
        kiosk.queue(people.numbers)
        presses = 1
        while kiosk.press(line.address).waiting and presses < 5:
            presses += 1
        kiosk.close()
        say(f"replies 30 s late: all there after {presses} press(es), fates {line.met.count('delay')}")
        yield from (f"late: {one}" for one in final_faults(there, people))


def bad_requests(count: int, place: Path) -> Iterator[str]:
    with running_server(place / "requests") as there:
        outcomes = fuzz(there, _PAIRS, count, "long/requests", say)
        yield from outcomes.wrong


def bad_replies(count: int) -> Iterator[str]:
    right, outcomes = right_replies(REPO), Outcomes()
    limits = Limits(silence_s=1.0, whole_s=2.0)
    with liar(lambda request: right[path_of(request)]) as server:
        for trial in range(count):
            server.chance = random.Random(f"long/replies/{trial}")
            path, contract = server.chance.choice(sorted(CONTRACTS.items()))

            def ask(path: str = path, contract: str = contract) -> None:
                with web_to(server.server.origin, limits=limits) as web:
                    where = (web, server.server.origin, "a" * 32, "d" * 32, partial(sign, bytes([2]) * 32))
                    relay = Relay(*where, lambda: "token", FakeClock(), FakeEntropy())
                    read_json_document(relay.ask("GET", path).body, contract)

            tried(outcomes, f"reply {trial} of {contract}", ask)
    say(f"replies: {outcomes.counted}")
    yield from outcomes.wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--profiles", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=10, help="for each storm, at most")
    asked = parser.parse_args()
    kinds: list[Kind] = ["sqlite", "postgresql"]
    if is_there("debian"):
        kinds.append("debian")
    else:
        say("NOT RUN: Debian's PostgreSQL is not installed")
    begin, wrong = time.monotonic(), []
    with TemporaryDirectory(prefix="chaos-") as folder:
        place = Path(folder)
        for kind in kinds:
            wrong += list(stormy(kind, asked.profiles, asked.minutes, place))
        wrong += [*late(place), *bad_requests(asked.profiles, place), *bad_replies(asked.profiles)]
    for one in wrong[:50]:
        say(f"WRONG: {one}")
    summary = f"{asked.profiles:,} profiles on {', '.join(kinds)}, as many bad requests and replies"
    say(f"chaos: {summary}, {time.monotonic() - begin:.0f} s: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
