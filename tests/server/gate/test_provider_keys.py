"""Whatever a provider does with its keys, a request waits little, memory stays small, the last good set serves on."""

import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme

from progrez_server.gate import fetching
from progrez_server.gate.fetching import UnansweredError, fetch_json, is_address
from progrez_server.gate.gate import AtTheGate
from progrez_server.gate.provider_keys import FRESH_S, KEPT_S, PAUSE_S, FetchedKeys, ProviderSilentError
from progrez_server.parts import Parts
from progrez_server.settings import Settings
from progrez_server.store.engine import open_sqlite
from progrez_server.store.migrating import migrate
from tests.server.conftest import RECEIPT_KEY, FixedClock, serving
from tests.server.organisation import Organisation
from tests.server.staff_provider import StaffProvider, ec_key, ed_key, rsa_key
from tests.server.world import FakeKeys, World, problem
from tests.web_server import Handler, Site, listening

ISSUER = "https://sign-in.example.org"


@dataclass
class FakeProvider:
    """What would be at the two addresses, and how often they were asked."""

    keys: list[Any] = field(default_factory=lambda: [ec_key().as_dict(private=False)])
    issuer: str = ISSUER
    is_down: bool = False
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str) -> Any:
        self.asked.append(url)
        if self.is_down:
            raise UnansweredError
        if url.endswith("/openid-configuration"):
            return {"issuer": self.issuer, "jwks_uri": f"{ISSUER}/keys"}
        return {"keys": self.keys}

    @property
    def rounds(self) -> int:
        return sum(url.endswith("/openid-configuration") for url in self.asked)


@dataclass
class SteadyClock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def clock() -> SteadyClock:
    return SteadyClock()


@pytest.fixture
def keys(provider: FakeProvider, clock: SteadyClock) -> FetchedKeys:
    return FetchedKeys(provider.fetch, clock)


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        yield site


def kid(keys: FetchedKeys, key_id: str | None) -> str | None:
    found = keys.key(ISSUER, key_id)
    return found.kid if found else None


def test_keys_are_asked_for_once_and_used_for_ten_minutes(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    for clock.now_s in (0, 1, FRESH_S - 1):
        assert kid(keys, "ec") == "ec"
    assert provider.rounds == 1


def test_a_new_key_is_asked_for_at_its_first_token(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    assert kid(keys, "ec") == "ec"
    provider.keys.append(ed_key().as_dict(private=False))
    clock.now_s = PAUSE_S
    assert kid(keys, "ed") == "ed"
    assert provider.rounds == 2


def test_invented_keys_make_no_storm_of_questions(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    for n in range(200):
        clock.now_s = n * 0.1
        assert kid(keys, f"invented-{n}") is None
    assert provider.rounds == 1


def test_the_last_good_set_serves_while_the_provider_is_down(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    assert kid(keys, "ec") == "ec"
    provider.is_down = True
    for clock.now_s in (FRESH_S + 1, FRESH_S + PAUSE_S + 2, KEPT_S - 1):
        assert kid(keys, "ec") == "ec"
    clock.now_s = KEPT_S + 1000
    with pytest.raises(ProviderSilentError):
        keys.key(ISSUER, "ec")


def test_an_unknown_key_while_the_provider_is_down_may_be_theirs(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    assert kid(keys, "ec") == "ec"
    provider.is_down = True
    clock.now_s = PAUSE_S + 1
    with pytest.raises(ProviderSilentError):
        keys.key(ISSUER, "newer")
    provider.is_down = False
    clock.now_s += PAUSE_S
    assert kid(keys, "newer") is None


def test_without_any_keys_nobody_is_told_that_theirs_is_wrong(keys: FetchedKeys, provider: FakeProvider) -> None:
    provider.is_down = True
    with pytest.raises(ProviderSilentError):
        keys.key(ISSUER, "ec")


def test_a_token_without_the_name_of_a_key_needs_a_provider_with_one(
    keys: FetchedKeys, provider: FakeProvider, clock: SteadyClock
) -> None:
    assert kid(keys, None) == "ec"
    provider.keys.append(ed_key().as_dict(private=False))
    clock.now_s = FRESH_S + 1
    kid(keys, "ed")
    assert kid(keys, None) is None


def test_only_the_issuers_own_document_is_believed(keys: FetchedKeys, provider: FakeProvider) -> None:
    provider.issuer = "https://elsewhere.example.org"
    with pytest.raises(ProviderSilentError):
        keys.key(ISSUER, "ec")


@pytest.mark.parametrize(
    "one",
    [
        None,
        7,
        {},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "x"},
        {"kty": "RSA", "kid": "x"},
        {"kty": "RSA", "kid": "x", "n": "AQAB" * 32, "e": "AQAB"},
        {"kty": "RSA", "kid": "x", "n": "A" * 100_000, "e": "AQAB"},
        {"kty": "EC", "kid": "x", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "kid": "x", "crv": ["P-256"], "x": 1, "y": None},
        {"kty": ["EC"], "kid": "x"},
        {"kty": "OKP", "kid": {}, "crv": "Ed25519", "x": "AA"},
    ],
)
def test_a_key_that_is_none_stands_beside_the_others_and_is_left(
    keys: FetchedKeys, provider: FakeProvider, one: Any
) -> None:
    provider.keys.insert(0, one)
    assert kid(keys, "ec") == "ec"
    assert kid(keys, "x") is None


def test_a_private_key_that_was_published_is_used_as_a_public_one(keys: FetchedKeys, provider: FakeProvider) -> None:
    provider.keys = [rsa_key().as_dict(private=True)]
    found = keys.key(ISSUER, "rsa")
    assert found is not None and not found.is_private


def test_a_provider_that_hangs_keeps_no_request_and_one_thread(clock: SteadyClock) -> None:
    ended = threading.Event()

    def hang(_: str) -> Any:
        ended.wait(20)
        raise UnansweredError

    keys = FetchedKeys(hang, clock, wait_s=0.05)
    before, began = threading.active_count(), time.monotonic()
    for clock.now_s in (0, PAUSE_S + 1, 2 * PAUSE_S + 2):
        with pytest.raises(ProviderSilentError):
            keys.key(ISSUER, "ec")
    assert time.monotonic() - began < 2
    assert threading.active_count() == before + 1
    ended.set()


def test_requests_wait_for_one_question_together_and_not_one_after_the_other() -> None:
    ended = threading.Event()

    def hang(_: str) -> Any:
        ended.wait(20)
        raise UnansweredError

    keys, began = FetchedKeys(hang, wait_s=0.3), time.monotonic()
    for _ in range(20):
        with pytest.raises(ProviderSilentError):
            keys.key(ISSUER, "ec")
    assert time.monotonic() - began < 2
    ended.set()


def test_keys_come_over_a_real_connection(site: Site) -> None:
    provider = StaffProvider(site.origin, "a" * 32)
    provider.listen(site)
    found = FetchedKeys().key(site.origin, "ec")
    assert found is not None and found.kid == "ec"


def test_a_reply_without_end_is_left_after_a_bit(site: Site) -> None:
    def gigabyte(to: Handler, _: object) -> None:
        to.send_response(200)
        to.send_header("Content-Length", str(1 << 30))
        to.end_headers()
        for _part in range(1 << 14):
            to.wfile.write(b"[" * (64 << 10))

    site.answers["/keys"] = gigabyte
    tracemalloc.start()
    try:
        with pytest.raises(UnansweredError):
            fetch_json(f"{site.origin}/keys")
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_a_reply_that_drips_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_WHOLE_S", 0.3)

    def drip(to: Handler, _: object) -> None:
        to.send_response(200)
        to.send_header("Content-Length", "1000")
        to.end_headers()
        for _part in range(1000):
            to.wfile.write(b" ")
            if site.ended.wait(0.02):
                return

    site.answers["/keys"] = drip
    began = time.monotonic()
    with pytest.raises(UnansweredError):
        fetch_json(f"{site.origin}/keys")
    assert time.monotonic() - began < 3


def test_no_redirect_is_followed_and_nothing_packed_is_opened(site: Site) -> None:
    site.answers["/there"] = lambda to, _: to.say({"keys": []})
    site.answers["/keys"] = lambda to, _: to.say({}, status=302, Location=f"{site.origin}/there")
    site.answers["/packed"] = lambda to, _: to.say({}, Content_Encoding="gzip")
    site.answers["/deep"] = lambda to, _: to.say(b"[" * 100_000)
    for path in ("/keys", "/packed", "/deep", "/nowhere"):
        with pytest.raises(UnansweredError):
            fetch_json(site.origin + path)
    assert "/there" not in site.paths()


def test_a_certificate_that_nobody_vouches_for_is_no_provider(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with listening(context) as site:
        StaffProvider(site.origin, "a" * 32).listen(site)
        with pytest.raises(UnansweredError):
            fetch_json(f"{site.origin}/keys")
        assert site.asked == []


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://sign-in.example.org/keys", True),
        ("http://127.0.0.1:8000/keys", True),
        ("http://[::1]:8000/keys", True),
        ("http://sign-in.example.org/keys", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://127.0.0.1@example.org/", False),
        ("https://user:word@example.org/", False),
        ("https://", False),
        ("https://example.org:99999/", False),
        ("file:///etc/passwd", False),
        ("ftp://example.org/", False),
        ("None", False),
        ("", False),
        ("https://[bad/", False),
    ],
)
def test_only_https_or_this_computer_is_asked(url: str, may: bool) -> None:
    assert is_address(url) is may
    if not may:
        with pytest.raises(UnansweredError):
            fetch_json(url)


def test_a_server_asks_the_provider_and_goes_on_while_it_is_down(tmp_path: Path, site: Site) -> None:
    store, clock, steady = open_sqlite(tmp_path / "relay.sqlite3"), FixedClock(), SteadyClock()
    keys = FetchedKeys(steady_s=steady, wait_s=2)
    migrate(store)
    org = Organisation(issuer=site.origin)
    with serving(Parts(store, clock, RECEIPT_KEY, AtTheGate(store, clock, keys, Settings()))) as served:
        world = World(store, clock, served, FakeKeys())
        desk = world.found(org)
        assert problem(world.ask(desk, "GET", "/v1/enrolments")) == "provider_silent"
        steady.now_s += PAUSE_S
        world.providers[org.id].listen(site)
        assert world.ask(desk, "GET", "/v1/enrolments").status_code == 200
        site.answers.clear()
        assert world.ask(desk, "GET", "/v1/enrolments").status_code == 200
        world.providers[org.id].key = ed_key("newer")
        assert problem(world.ask(desk, "GET", "/v1/enrolments")) == "token_key"
    store.close()
