import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from progrez_desktop.core.online.listener import Listener


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener("Ga terug naar Progrez.")
    yield listener
    listener.close()


def got(address: str, **headers: str) -> tuple[int, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        asked = urllib.request.Request(address, headers=headers)  # noqa: S310 - of this computer
        with opener.open(asked, timeout=5) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def test_one_answer_is_taken_and_its_sender_told(listener: Listener) -> None:
    status, page = got(f"{listener.address}?code=a&state=b")
    assert (status, listener.wait(5)) == (200, "code=a&state=b")
    assert "Ga terug naar Progrez." in page
    assert got(f"{listener.address}?code=other&state=b")[0] == 404
    assert listener.wait(0) == "code=a&state=b"


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/signed-in/more"])
def test_what_a_browser_asks_beside_it_is_not_the_answer(path: str, listener: Listener) -> None:
    assert got(f"http://{listener.host}{path}?code=a&state=b")[0] == 404
    assert listener.wait(0) is None


def test_a_page_under_another_name_does_not_reach_it(listener: Listener) -> None:
    assert got(f"{listener.address}?code=a", Host="evil.example")[0] == 404
    assert listener.wait(0) is None


def test_it_listens_on_this_computer_alone(listener: Listener) -> None:
    assert listener.address.startswith("http://127.0.0.1:")
    assert listener._server.server_address[0] == "127.0.0.1"


def test_two_have_two_ports(listener: Listener) -> None:
    other = Listener("")
    assert other.host != listener.host
    other.close()


def test_a_connection_that_says_nothing_keeps_nobody_waiting(listener: Listener) -> None:
    host, _, port = listener.host.partition(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(3)]
    assert got(f"{listener.address}?code=a")[0] == 200
    for one in silent:
        one.close()


def test_afterwards_nobody_listens() -> None:
    listener = Listener("")
    host, _, port = listener.host.partition(":")
    listener.close()
    with pytest.raises(OSError):
        socket.create_connection((host, int(port)), timeout=1)
    listener.close()


def test_who_stops_waiting_does_not_wait(listener: Listener) -> None:
    began = time.monotonic()
    threading.Timer(0.05, listener.stop).start()
    assert listener.wait(60) is None
    assert time.monotonic() - began < 5
    assert got(f"{listener.address}?code=late")[0] == 404
