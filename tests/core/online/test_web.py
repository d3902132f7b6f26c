import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, UsageFault
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.web import Web
from tests.web_server import Asked, Handler, Site, listening

QUICK = Limits(bytes=1 << 20, silence_s=0.5, whole_s=1.0)


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        yield site


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(Fault) as caught:
        ask()
    return caught.value.code


def test_a_reply_has_status_headers_and_what_it_says(site: Site, web: Web) -> None:
    site.answers["/user"] = lambda to, _: to.say({"login": "ada"}, status=429, Retry_After="60")
    reply = web.get(f"{site.origin}/user?a=b", token="secret", headers={"X-Wish": "1"})
    assert (reply.status, reply.headers["retry-after"], reply.json()) == (429, "60", {"login": "ada"})
    (asked,) = site.asked
    assert (asked.headers["authorization"], asked.headers["x-wish"], asked.query) == ("Bearer secret", "1", {"a": "b"})


def test_what_is_sent_is_a_form(site: Site, web: Web) -> None:
    site.answers["/token"] = lambda to, _: to.say({})
    web.post(f"{site.origin}/token", {"code": "a b"})
    assert site.asked[0].form == {"code": "a b"}


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "ftp://example.org/", "https://", "https://me:secret@example.org/", "http://localhost:1/"],
)
def test_only_secured_addresses_are_asked(address: str, web: Web) -> None:
    with pytest.raises(UsageFault, match="online_not_https"):
        web.get(address)


def test_this_computer_itself_is_asked_by_tests_alone(site: Site) -> None:
    with Web() as web, pytest.raises(UsageFault, match="online_not_https"):
        web.get(site.origin)
    assert not site.asked


def test_a_gigabyte_is_cut_off(site: Site, web: Web) -> None:
    sent = 0

    def pour(to: Handler, _: Asked) -> None:
        nonlocal sent
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        part = b"10000\r\n" + bytes(1 << 16) + b"\r\n"
        while sent < 1 << 30:
            to.wfile.write(part)
            sent += 1 << 16

    site.answers["/big"] = pour
    with pytest.raises(DataFault) as caught:
        web.get(f"{site.origin}/big")
    assert (caught.value.code, caught.value.params["limit_mib"]) == ("online_too_large", 1)
    assert sent < 32 << 20


def test_a_small_body_that_unpacks_to_a_gigabyte_is_cut_off(site: Site, web: Web) -> None:
    import gzip

    bomb = gzip.compress(bytes(64 << 20))  # before anybody waits for it
    site.answers["/bomb"] = lambda to, _: to.say(bomb, Content_Encoding="gzip")
    assert code_of(lambda: web.get(f"{site.origin}/bomb")) == "online_too_large"


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_drip_has_no_longer_than_the_whole_time(where: str, site: Site, web: Web) -> None:
    def drip(to: Handler, _: Asked) -> None:
        if where == "body":
            to.send_response(200)
            to.end_headers()
        else:
            to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not site.ended.wait(0.1):
            to.wfile.write(b"a")

    site.answers["/drip"] = drip
    began = time.monotonic()
    assert code_of(lambda: web.get(f"{site.origin}/drip")) == "online_slow"
    assert time.monotonic() - began < 5


def test_a_proxy_that_drips_has_no_longer_either(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, Web(limits=QUICK) as web:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{door.getsockname()[1]}")
        monkeypatch.setenv("NO_PROXY", "")

        def drip() -> None:
            inside, _ = door.accept()
            with inside, suppress(OSError):
                for _ in range(100):
                    inside.sendall(b"a")
                    time.sleep(0.1)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        assert code_of(lambda: web.get("https://provider.example/")) == "online_slow"
        assert time.monotonic() - began < 5
        thread.join()


def test_silence_is_waited_for_no_longer_than_its_time(site: Site, web: Web) -> None:
    site.answers["/silent"] = lambda _to, _: site.ended.wait()
    assert code_of(lambda: web.get(f"{site.origin}/silent")) == "online_slow"


def test_nobody_waits_who_stopped_it(site: Site) -> None:
    reached = threading.Event()

    def never(_to: Handler, _: Asked) -> None:
        reached.set()
        site.ended.wait()

    site.answers["/never"] = never
    with Web(loopback=True) as web:

        def stop() -> None:
            reached.wait()
            web.stop()

        stopper = threading.Thread(target=stop)
        stopper.start()
        assert code_of(lambda: web.get(f"{site.origin}/never")) == "online_stopped"
        stopper.join()
        assert code_of(lambda: web.get(f"{site.origin}/user")) == "online_stopped"


def test_a_redirect_within_its_host_is_followed_three_times(site: Site, web: Web) -> None:
    site.answers["/old"] = lambda to, _: to.say({}, status=301, Location="/new")
    site.answers["/new"] = lambda to, _: to.say({"here": True})
    site.answers["/round"] = lambda to, _: to.say({}, status=302, Location="/round")
    assert web.get(f"{site.origin}/old", token="t").json() == {"here": True}
    assert code_of(lambda: web.get(f"{site.origin}/round")) == "online_reply"


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:9/", "https://127.0.0.1/", "http://example.org/", "//example.org/"]
)
def test_no_redirect_leads_to_another_place(place: str, site: Site, web: Web) -> None:
    site.answers["/away"] = lambda to, _: to.say({}, status=302, Location=place)
    assert code_of(lambda: web.get(f"{site.origin}/away", token="t")) == "online_redirected"


def test_what_is_sent_follows_no_redirect(site: Site, web: Web) -> None:
    site.answers["/token"] = lambda to, _: to.say({}, status=307, Location="/other")
    assert code_of(lambda: web.post(f"{site.origin}/token", {"code": "c"})) == "online_redirected"
    assert site.paths() == ["/token"]


def test_without_a_network_it_says_so(web: Web) -> None:
    with listening() as site:
        origin = site.origin
    with pytest.raises(EnvironmentFault) as caught:
        web.get(origin)
    assert (caught.value.code, caught.value.params) == ("online_offline", {"host": "127.0.0.1"})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"{}"),
        ("application/json", b"{"),
        ("application/json", b"\xff"),
        ("application/json", b'{"a": 1, "a": 2}'),
    ],
)
def test_what_is_no_json_is_not_read(kind: str, body: bytes, site: Site, web: Web) -> None:
    site.answers["/odd"] = lambda to, _: to.say(body, kind=kind)
    reply = web.get(f"{site.origin}/odd")
    assert code_of(reply.json) == "online_reply"


def test_what_is_no_http_is_told(site: Site, web: Web) -> None:
    site.answers["/odd"] = lambda to, _: to.wfile.write(b"SSH-2.0-odd\r\n\r\n")
    assert code_of(lambda: web.get(f"{site.origin}/odd")) == "online_offline"


@pytest.mark.parametrize("days", [(-1, 1), (-2, -1)])
def test_a_certificate_that_the_system_does_not_know_is_refused(
    days: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "own.pem", days))
    # A list out of a variable for requests is not what the system trusts.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "own.pem"))
    with listening(context) as site:
        site.answers["/user"] = lambda to, _: to.say({})
        with Web(limits=QUICK) as web:
            assert code_of(lambda: web.get(f"{site.origin}/user", token="secret")) == "online_certificate"
        assert not site.asked


def test_a_certificate_that_the_system_trusts_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "own.pem", (-1, 1)))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with listening(context) as site:
        site.answers["/user"] = lambda to, _: to.say({"login": "ada"})
        with Web(limits=QUICK) as web:
            assert web.get(f"{site.origin}/user").json() == {"login": "ada"}


def test_a_certificate_of_another_host_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "own.pem", (-1, 1), "127.0.0.2"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with listening(context) as site, Web(limits=QUICK) as web:
        assert code_of(lambda: web.get(f"{site.origin}/user", token="secret")) == "online_certificate"
        assert not site.asked


def self_signed(path: Path, days: tuple[int, int], host: str = "127.0.0.1") -> Path:
    """Write a certificate for an address with its key, valid from so many days from now to so many."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    begin, end = (datetime.now() + timedelta(days=one) for one in days)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), begin, end)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + secret)
    return path


def test_no_password_file_of_the_system_is_read(
    site: Site, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password hush\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    site.answers["/user"] = lambda to, _: to.say({})
    web.get(f"{site.origin}/user")
    assert "authorization" not in site.asked[0].headers


@pytest.mark.parametrize("drips", [False, True])
def test_the_proxy_of_the_system_is_gone_through_within_the_same_time(
    drips: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path / "own.pem", (-1, 1)))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with listening(context) as site, tunnel() as (proxy, asked), Web(limits=QUICK) as web:
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        monkeypatch.setenv("NO_PROXY", "")

        def answer(to: Handler, _: Asked) -> None:
            while drips and not site.ended.wait(0.1):
                to.wfile.write(b"a")
            to.say({"login": "ada"})

        site.answers["/user"] = answer
        if drips:
            assert code_of(lambda: web.get(f"{site.origin}/user")) == "online_slow"
        else:
            assert web.get(f"{site.origin}/user").json() == {"login": "ada"}
        assert asked == [f"CONNECT {site.origin.removeprefix('https://')}"]


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_what_is_not_secured_never_leaves_this_computer_by_a_proxy(
    name: str, site: Site, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/user"] = lambda to, _: to.say({"login": "ada"})
    with tunnel() as (proxy, asked):
        monkeypatch.setenv(name, proxy)
        monkeypatch.setenv("NO_PROXY", "")
        assert web.get(f"{site.origin}/user", token="secret").json() == {"login": "ada"}
        assert not asked


@contextmanager
def tunnel() -> Iterator[tuple[str, list[str]]]:
    """A proxy as organisations have them: it carries what it can't read, to wherever it is asked."""
    asked: list[str] = []

    def carry(source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(1 << 14):
                to.sendall(part)
        with suppress(OSError):
            to.shutdown(socket.SHUT_WR)

    def serve() -> None:
        with suppress(OSError):
            inside, _ = door.accept()
            asked.append(inside.recv(4096).decode().splitlines()[0].rpartition(" ")[0])
            host, _, port = asked[0].split()[1].partition(":")
            with inside, socket.create_connection((host, int(port))) as outside:
                inside.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=carry, args=(outside, inside), daemon=True)
                back.start()
                carry(inside, outside)
                back.join(2)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", asked
    thread.join(5)
