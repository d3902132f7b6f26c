"""Between requests and the network: HTTPS only, certificates of the system, replies of a size and within a time."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin, urlsplit

from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault

if TYPE_CHECKING:
    import requests

_LOOPBACK = "127.0.0.1"
_CHUNK = 64 << 10
_SHOWN = 80


@dataclass(frozen=True)
class Limits:
    """What a reply may take."""

    bytes: int = 4 << 20
    """Of the body, unpacked; the rest is not read."""
    silence_s: float = 10.0
    """Between two signs of life, the first of them the connection."""
    whole_s: float = 30.0
    """From the request to the last byte."""


class Guard:
    """Holds the sockets of one errand, so that another thread can end what waits for them."""

    def __init__(self, limits: Limits, *, loopback: bool, authorities: Path | None = None) -> None:
        self.limits, self.loopback, self.authorities = limits, loopback, authorities
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self.ended: Literal["online_slow", "online_stopped"] | None = None

    def check(self, url: str) -> None:
        """Let pass an address that may be asked.

        Raises:
            UsageFault: "online_not_https".
        """
        try:
            parts = urlsplit(url)
            host, scheme = parts.hostname or "", parts.scheme
            has_password = parts.username is not None or parts.password is not None
        except ValueError:
            host, scheme, has_password = "", "", False
        plain = self.loopback and scheme == "http" and host == _LOOPBACK
        if not host or has_password or not (scheme == "https" or plain):
            raise UsageFault("online_not_https", address=url[:_SHOWN])

    def check_redirect(self, response: "requests.Response") -> None:
        """Let pass a redirect that stays where it was: never to another host, and never to http."""
        if not response.is_redirect:
            return
        asked, sent = response.url, urljoin(response.url, response.headers["location"])
        was, to = urlsplit(asked), urlsplit(sent)
        if response.request.method != "GET" or (was.scheme, was.netloc) != (to.scheme, to.netloc):
            raise DataFault("online_redirected", host=was.hostname or "")

    def hold(self, connected: socket.socket) -> socket.socket:
        """Take a second handle of a socket that was just connected, and give it on."""
        # Another handle, because Python's own shutdown of a TLS socket would let a thread that reads it go on in plain.
        handle = connected.dup()
        with self._lock:
            self._held.append(handle)
            if self.ended is not None:
                _shut(handle)
        return connected

    def end(self, why: Literal["online_slow", "online_stopped"]) -> None:
        """Shut every socket: who reads from one comes back at once."""
        with self._lock:
            self.ended = self.ended if self.ended == "online_stopped" else why
            for handle in self._held:
                _shut(handle)

    def let_go(self) -> None:
        with self._lock:
            for handle in self._held:
                handle.close()
            self._held.clear()

    @contextmanager
    def timed(self) -> Iterator[None]:
        """End what takes too long, however lively it drips."""
        with self._lock:
            if self.ended == "online_stopped":
                raise EnvironmentFault("online_stopped")
            self.ended = None
        timer = threading.Timer(self.limits.whole_s, self.end, ("online_slow",))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        self.check_ended()

    def check_ended(self) -> None:
        if self.ended is not None:
            raise EnvironmentFault(self.ended)

    def body(self, response: "requests.Response") -> bytes:
        """Read a body as far as it may go.

        Raises:
            DataFault: "online_too_large".
        """
        parts, size = [], 0
        for part in response.iter_content(_CHUNK):
            size += len(part)
            if size > self.limits.bytes:
                host = urlsplit(response.url).hostname or ""
                raise DataFault("online_too_large", host=host, limit_mib=self.limits.bytes >> 20)
            parts.append(part)
        return b"".join(parts)


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):  # closed by the other side already
        handle.shutdown(socket.SHUT_RDWR)


def mount(session: "requests.Session", guard: Guard) -> None:
    """Let a session of requests, or of a library above it, reach the network through the guard alone."""
    # oauthlib writes tokens into its log, for whoever turned one on.
    for name in ("requests_oauthlib", "oauthlib"):
        logging.getLogger(name).setLevel(logging.WARNING)
    adapter = _adapter(guard)
    session.trust_env = False  # no passwords out of .netrc, no list of certificates out of a variable
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)


def _pools(guard: Guard) -> dict[str, Any]:
    """The connections of urllib3, each known to the guard from its first moment."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    # As soon as there is a socket: what a proxy answers, and the handshake, take their time too.
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return guard.hold(super()._new_conn())

    class Sealed(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return guard.hold(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SealedPool(HTTPSConnectionPool):
        ConnectionCls = Sealed

    return {"http": PlainPool, "https": SealedPool}


def _trust(authorities: Path | None) -> Any:
    """What the system trusts, where an organisation has put its own authority too; TLS 1.2 or newer.

    Raises:
        EnvironmentFault: "authorities_unreadable": the file that an operator named is not there, or holds none.
    """
    import ssl

    import truststore

    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.minimum_version = ssl.TLSVersion.TLSv1_2
    if authorities is not None:  # beside what the system trusts, and never in its place
        try:
            trust.load_verify_locations(cafile=str(authorities))
        except (OSError, ssl.SSLError) as wrong:
            raise EnvironmentFault("authorities_unreadable", path=str(authorities)) from wrong
    return trust


def check_authorities(pem: bytes) -> None:
    """Let certificates pass that can be trusted.

    Raises:
        EnvironmentFault: "authorities_unreadable".
    """
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=pem.decode("ascii"))
    except (UnicodeDecodeError, ValueError, ssl.SSLError) as wrong:
        raise EnvironmentFault("authorities_unreadable", path="PEM") from wrong


def _adapter(guard: Guard) -> Any:
    from requests.adapters import HTTPAdapter
    from requests.utils import get_environ_proxies

    pools, trust = _pools(guard), _trust(guard.authorities)

    class Guarded(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **given: Any) -> None:
            super().init_poolmanager(*args, **given, ssl_context=trust)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, proxy: str, **given: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **given, ssl_context=trust)
            manager.pool_classes_by_scheme = pools
            return manager

        def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
            """As the system has it: requests would add a list of its own."""

        def send(self, request: Any, *_: Any, **__: Any) -> "requests.Response":
            guard.check(request.url)
            limit = guard.limits.silence_s
            # What goes in plain is for this computer alone, and a proxy is another one.
            proxies = {} if request.url.startswith("http:") else get_environ_proxies(request.url)
            with guard.timed():
                response = super().send(request, stream=True, timeout=(limit, limit), proxies=proxies)
                try:
                    guard.check_redirect(response)
                    response._content = guard.body(response)
                except BaseException:
                    response.close()
                    raise
            return response

    return Guarded()


@contextmanager
def told(host: str, guard: Guard) -> Iterator[None]:
    """Tell what requests raises inside the block as a fault."""
    from requests import exceptions

    try:
        yield
    except exceptions.RequestException as failure:
        guard.check_ended()
        if isinstance(failure, exceptions.SSLError):
            raise EnvironmentFault("online_certificate", host=host) from failure
        if isinstance(failure, exceptions.Timeout):
            raise EnvironmentFault("online_slow") from failure
        # What broke off in the middle, and a proxy that is not there, too.
        if isinstance(failure, exceptions.ConnectionError | exceptions.ChunkedEncodingError):
            raise EnvironmentFault("online_offline", host=host) from failure
        raise DataFault("online_reply", host=host) from failure
