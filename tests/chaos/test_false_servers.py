"""Whoever stands in the place of an organisation's server gets no token, no profile and no belief."""

import gzip
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import trustme

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.relay import Relay, web_to
from tests.chaos.mutations import bomb
from tests.chaos.raw import Answers, raw_server, reply
from tests.fakes import FakeClock, FakeEntropy

QUICK = Limits(silence_s=2.0, whole_s=4.0)
META = reply(b'{"contract": "progrez.server-meta/1"}')


def told(origin: str, authorities: Path | None = None) -> str:
    """Ask a server as a device with a token, and return the code of the fault; "" where there is none."""
    with web_to(origin, limits=QUICK, authorities=authorities) as web:
        key = partial(sign, bytes([2]) * 32)
        relay = Relay(web, origin, "a" * 32, "d" * 32, key, lambda: "a-staff-token", FakeClock(), FakeEntropy())
        try:
            relay.ask("POST", "/v1/batches", body=b"{}", headers={"Idempotency-Key": "9" * 32})
        except Fault as fault:
            return fault.code
    return ""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path) -> Path:
    """The organisation's own authority, as an operator names its file."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def context_of(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_the_organisations_own_authority_is_believed(authority: trustme.CA, trusted: Path) -> None:
    with raw_server(lambda _: [META], context_of(authority.issue_cert("127.0.0.1"))) as server:
        assert told(server.origin, trusted) == ""
        assert len(server.asked) == 1


def expired(authority: trustme.CA) -> trustme.LeafCert:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return authority.issue_cert("127.0.0.1", not_before=yesterday - timedelta(days=9), not_after=yesterday)


@pytest.mark.parametrize(
    "issued",
    [expired, lambda own: own.issue_cert("server.example.org"), lambda _: trustme.CA().issue_cert("127.0.0.1")],
    ids=["expired", "another host", "a foreign authority"],
)
def test_a_certificate_that_is_not_the_servers_is_told_nothing(issued, authority: trustme.CA, trusted: Path) -> None:
    with raw_server(lambda _: [META], context_of(issued(authority))) as server:
        assert told(server.origin, trusted) == "online_certificate"
        assert server.asked == []


def test_an_older_tls_is_not_spoken(authority: trustme.CA, trusted: Path) -> None:
    context = context_of(authority.issue_cert("127.0.0.1"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with raw_server(lambda _: [META], context) as server:
        assert told(server.origin, trusted) in {"online_certificate", "online_offline"}
        assert server.asked == []


@pytest.mark.parametrize("status", [b"301 Moved", b"302 Found", b"307 Temporary", b"308 Permanent"])
def test_a_redirect_to_http_is_not_followed(status: bytes, authority: trustme.CA, trusted: Path) -> None:
    with raw_server(lambda _: [META]) as plain:
        away = reply(b"", status, b"text/plain", b"Location: " + plain.origin.encode() + b"/v1/batches")
        with raw_server(lambda _: [away], context_of(authority.issue_cert("127.0.0.1"))) as server:
            assert told(server.origin, trusted) == "online_redirected"
        assert plain.asked == []


def test_http_is_not_spoken_with_another_computer() -> None:
    assert told("http://192.0.2.1") == "online_not_https"
    assert told("http://localhost") == "online_not_https"  # a name, which may be anybody's by tomorrow


def gigabyte(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n"
    piece = b" " * 1_000_000
    for _number in range(1000):
        yield piece


def bombs(_: bytes) -> Iterator[bytes]:
    yield reply(bomb(300), b"200 OK", b"application/json", b"Content-Encoding: gzip")


def nested_bombs(_: bytes) -> Iterator[bytes]:
    yield reply(gzip.compress(bomb(64)), b"200 OK", b"application/json", b"Content-Encoding: gzip, gzip")


def endless_head(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in range(1_000_000):
        yield b"X-%d: %s\r\n" % (number, b"a" * 1000)


def drip(_: bytes) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
    while True:
        time.sleep(0.2)
        yield b" "


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        (gigabyte, {"online_too_large"}),
        (bombs, {"online_too_large"}),
        (nested_bombs, {"online_too_large", "online_reply", "online_offline"}),
        (endless_head, {"online_reply", "online_offline"}),
        (drip, {"online_slow"}),
    ],
)
def test_too_much_is_not_read(answers: Answers, codes: set[str]) -> None:
    with raw_server(answers) as server:
        begin, before = time.monotonic(), resident_mb()
        assert told(server.origin) in codes
        assert time.monotonic() - begin < 10
        assert resident_mb() - before < 100


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000
