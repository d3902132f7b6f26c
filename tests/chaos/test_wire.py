"""The bad line does to a request what a test decided, and nothing else; else it would prove nothing."""

import threading
import time

import pytest
import requests

from tests.chaos.raw import RawServer, raw_server, reply
from tests.chaos.wire import PASS, Fate, FateName, bad_line

BODY = b"x" * 5000


def asked(fate: Fate) -> tuple[RawServer, requests.Response | None]:
    """Send one request through a line that treats it so."""
    with raw_server(lambda _: [reply(b'{"ok": true}')]) as server, bad_line(server.origin, lambda *_: fate) as line:
        try:
            response = requests.post(f"{line.address}/v1/batches", data=BODY, timeout=2)
        except requests.RequestException:
            response = None
        time.sleep(0.05)  # a server that was cut off still notes what it got
        return server, response


@pytest.mark.parametrize(
    ("fate", "bodies", "is_answered"),
    [
        (PASS, [BODY], True),
        (Fate("cut", bytes=400), [BODY[:100]], False),
        (Fate("drop"), [BODY], False),
        (Fate("truncate", bytes=10), [BODY], False),
        (Fate("delay", seconds=0.3), [BODY], True),
        (Fate("duplicate"), [BODY, BODY], True),
        (Fate("trickle", bytes=30), [BODY], True),
    ],
    ids=lambda given: given.name if isinstance(given, Fate) else "",
)
def test_each_fate_is_what_it_says(fate: Fate, bodies: list[bytes], is_answered: bool) -> None:
    server, response = asked(fate)
    assert (response is not None and response.ok) == is_answered
    got = [request.partition(b"\r\n\r\n")[2] for request in server.asked]
    assert len(got) == len(bodies)
    assert all(len(one) == len(BODY) or fate.name == "cut" for one in got)
    assert all(BODY.startswith(one) for one in got)


def test_two_requests_change_places() -> None:
    order: list[bytes] = []

    def answers(request: bytes) -> list[bytes]:
        order.append(request.rpartition(b"\r\n\r\n")[2])
        return [reply(b"{}")]

    fates: dict[int, Fate] = {0: Fate("reorder", seconds=2)}
    with raw_server(answers) as server, bad_line(server.origin, lambda number, _: fates.get(number, PASS)) as line:
        first = threading.Thread(target=requests.post, args=(line.address,), kwargs={"data": b"first", "timeout": 5})
        first.start()
        while not line.met:
            time.sleep(0.01)
        requests.post(line.address, data=b"second", timeout=5)
        first.join()
    assert order == [b"second", b"first"]


def test_a_client_can_be_stopped_at_one_byte() -> None:
    seen: list[int] = []
    with raw_server(lambda _: [reply(b"{}")]) as server, bad_line(server.origin) as line:
        line.at_byte = seen.append
        requests.post(line.address, data=BODY, timeout=2)
        names: set[FateName] = set(line.met)
    assert names == {"pass"}
    assert seen == sorted(seen)
    assert seen[-1] > len(BODY)
