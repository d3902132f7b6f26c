"""Puts the parts of a running server together, and runs it: in this process, or in several workers."""

import logging
import os
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

from progrez_server import key_file
from progrez_server.api.application import create_app
from progrez_server.clock import SystemClock
from progrez_server.faults import DATA, USAGE, ServerFault
from progrez_server.gate.gate import AtTheGate
from progrez_server.gate.provider_keys import FetchedKeys
from progrez_server.parts import FailPoints, NoFailPoints, Parts
from progrez_server.services.sweeping import sweep
from progrez_server.services.tidying import tidy
from progrez_server.settings import Settings
from progrez_server.store import organisations
from progrez_server.store.engine import Place, Store
from progrez_server.store.migrating import is_current

_LOG = logging.getLogger("progrez_server")


@dataclass(frozen=True)
class Serving:
    """How a server is reached."""

    place: Place
    key_file: Path
    host: str
    port: int
    workers: int = 1
    certificate: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()
    """Whose word is taken for where a request came from, and that it came over https."""
    settings: Settings = field(default_factory=Settings)

    @property
    def is_loopback(self) -> bool:
        return self.host == "localhost" or _is_loopback(self.host)

    @property
    def https_only(self) -> bool:
        return self.certificate is not None or bool(self.proxies) or not self.is_loopback


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check(serving: Serving) -> None:
    """Refuse to start where it would be unsafe, or could not work.

    Raises:
        ServerFault: Says what is missing.
    """
    if (serving.certificate is None) != (serving.key is None):
        raise ServerFault("A certificate needs its key, and a key its certificate.", USAGE)
    _check_certificate(serving)
    _check_proxies(serving.proxies)
    if serving.certificate is None and not serving.proxies and not serving.is_loopback:
        raise ServerFault(
            f"On {serving.host} the server speaks https only. Give --certificate and --key, or --behind-proxy with the "
            "address of the proxy that does. Without either, it listens on 127.0.0.1.",
            USAGE,
        )
    if serving.workers > 1 and serving.place.is_sqlite:
        raise ServerFault("SQLite is for a trial and has one worker. Several need PostgreSQL: --database.", USAGE)
    store = serving.place.open()
    try:
        _check_store(serving, store)
    finally:
        store.close()


def _check_certificate(serving: Serving) -> None:
    if serving.certificate is None or serving.key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(serving.certificate, serving.key, lambda: "")
    except OSError as error:  # as those of OpenSSL are
        raise ServerFault(
            f"{serving.certificate} and {serving.key} are no certificate with its key, in PEM form and without a "
            f"password ({error.strerror or type(error).__name__}).",
            USAGE,
        ) from None


def _check_proxies(proxies: tuple[str, ...]) -> None:
    """A name would never be recognised, and everybody as a proxy could say that they came over https."""
    for one in proxies:
        try:
            is_some = ip_network(one).prefixlen > 0
        except ValueError:
            is_some = False
        if not is_some:
            raise ServerFault(f"{one} is no address of a proxy. It looks like this: 10.0.0.5, or 10.0.0.0/24", USAGE)


def _check_store(serving: Serving, store: Store) -> None:
    public = key_file.read(serving.key_file).public.hex()
    with store.reading() as connection:
        if not is_current(connection):
            raise ServerFault("The database is of another version. Bring it up to date: progrez-server migrate", DATA)
        if not organisations.is_ready(connection):
            raise ServerFault("There is no organisation yet. Make one: progrez-server init", DATA)
        if organisations.receipt_keys(connection) != {public}:
            raise ServerFault(f"{serving.key_file} is not the key that this database's receipts are signed with.", DATA)
        is_reached = not serving.is_loopback or bool(serving.proxies)
        if organisations.has_trial(connection) and is_reached:
            raise ServerFault(
                "An organisation here has no identity provider, so it is a trial, which listens on 127.0.0.1 alone and "
                "behind no proxy.",
                USAGE,
            )


def parts_of(serving: Serving, fail_points: FailPoints | None = None) -> Parts:
    """Return the parts of a real server."""
    store, clock = serving.place.open(), SystemClock()
    gate = AtTheGate(store, clock, FetchedKeys(), serving.settings)
    receipt_key = key_file.read(serving.key_file)
    return Parts(store, clock, receipt_key, gate, serving.settings, fail_points or NoFailPoints())


def run(serving: Serving, fail_points: FailPoints | None = None) -> None:
    """Serve until a signal ends it.

    Args:
        fail_points: Of a test; in this process alone.
    """
    from uvicorn import Config, Server
    from uvicorn.supervisors import Multiprocess

    config = Config(partial(_application, serving, fail_points), **_options(serving))
    listening = _listen(serving.host, serving.port)
    if serving.workers == 1:
        Server(config).run(sockets=[listening])
        return
    with tempfile.TemporaryDirectory(prefix="progrez-meters-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # where workers add their counts up
        Multiprocess(config, [listening]).run()


def _options(serving: Serving) -> dict[str, Any]:
    from progrez_server.patience import PatientProtocol

    return {
        "factory": True,
        "workers": serving.workers,
        "http": PatientProtocol,
        "ws": "none",
        "lifespan": "off",
        "log_config": None,
        "access_log": False,  # it would hold paths with ids; `around` writes lines of its own
        "server_header": False,
        "proxy_headers": bool(serving.proxies),
        "forwarded_allow_ips": list(serving.proxies),
        "ssl_certfile": serving.certificate,
        "ssl_keyfile": serving.key,
        "ssl_context_factory": _tls if serving.certificate else None,
        "timeout_graceful_shutdown": 10,
    }


def _tls(_config: object, usual: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = usual()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise ServerFault(f"The server can't listen on {host}, port {port}: {error.strerror}.") from None
    listening.set_inheritable(True)
    return listening


def _application(serving: Serving, fail_points: FailPoints | None) -> Any:
    """Make the application of one process; called in it."""
    from progrez_server import logs

    logs.set_up()
    parts = parts_of(serving, fail_points)
    threading.Thread(target=_keep_sweeping, args=(parts,), name="sweep", daemon=True).start()
    return create_app(parts)


def _keep_sweeping(parts: Parts) -> None:
    """End what came to its end, now and from time to time. Each worker does: whoever is second finds nothing."""
    pause = threading.Event()
    while True:
        try:
            gone = sweep(parts)
            tidy(parts)
            if gone:
                _LOG.info("swept", extra={"count": gone})
        except Exception:  # noqa: BLE001 - the edge of a thread of its own: it tries again
            _LOG.exception("sweep_failed")
        pause.wait(parts.settings.sweep_seconds)
