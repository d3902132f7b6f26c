"""Asks an identity provider for a small JSON document: https or loopback, no redirect, and never much memory."""

import json
import ssl
import time
from typing import Any
from urllib.parse import urlsplit

MOST_BYTES = 512 << 10
_SILENCE_S = 3.0
_WHOLE_S = 5.0
_CHUNK = 16 << 10
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class UnansweredError(Exception):
    """Nobody there, or nothing that could be read."""


def is_address(url: str) -> bool:
    """Tell whether an address may be asked: https, or http on this computer alone."""
    try:
        parts = urlsplit(url)
        host, has_password = parts.hostname or "", parts.username is not None
        _ = parts.port
    except ValueError:
        return False
    return (
        bool(host) and not has_password and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
    )


def fetch_json(url: str) -> Any:
    """Return what the document at an address says.

    Raises:
        UnansweredError: Whatever was wrong with it.
    """
    import requests

    if not is_address(url):
        raise UnansweredError
    try:
        with (
            _session(url) as session,
            session.get(url, stream=True, timeout=_SILENCE_S, allow_redirects=False) as reply,
        ):
            # What is packed could be anything unpacked; it was not asked for.
            if reply.status_code != 200 or reply.headers.get("content-encoding", "identity") != "identity":
                raise UnansweredError
            return json.loads(_body(reply))
    except (requests.RequestException, OSError, ValueError, RecursionError, _urllib3_error()) as wrong:
        raise UnansweredError from wrong


def _body(reply: Any) -> bytes:
    until_s, parts, size = time.monotonic() + _WHOLE_S, [], 0
    # read1, because read waits for a whole chunk, however slowly it drips.
    while part := reply.raw.read1(_CHUNK):
        size += len(part)
        if size > MOST_BYTES or time.monotonic() > until_s:
            raise UnansweredError
        parts.append(part)
    return b"".join(parts)


def _session(url: str) -> Any:
    import requests
    import truststore
    from requests.adapters import HTTPAdapter
    from requests.utils import get_environ_proxies

    trust = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.minimum_version = ssl.TLSVersion.TLSv1_2

    class OfTheSystem(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **given: Any) -> None:
            super().init_poolmanager(*args, **given, ssl_context=trust)

        def proxy_manager_for(self, proxy: str, **given: Any) -> Any:
            return super().proxy_manager_for(proxy, **given, ssl_context=trust)

        def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
            """As the system has it: requests would add a list of its own."""

    session = requests.Session()
    session.trust_env = False  # no passwords out of .netrc, no list of certificates out of a variable
    session.proxies = dict(get_environ_proxies(url))
    session.headers["Accept-Encoding"] = "identity"
    session.headers["Accept"] = "application/json"
    session.mount("https://", OfTheSystem())
    return session


def _urllib3_error() -> type[Exception]:
    from urllib3.exceptions import HTTPError

    return HTTPError
