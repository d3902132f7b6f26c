"""Waits on 127.0.0.1 for the one answer that the browser of this computer brings back from a provider."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATH = "/signed-in"
_SILENCE_S = 5.0
_PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Progrez</title></head>'
    '<body style="font-family: sans-serif; margin: 4em; font-size: 1.3em">{said}</body></html>'
)


class Listener:
    """One port of this computer for one answer. Nobody outside can reach it, and after the answer nobody at all."""

    def __init__(self, said: str) -> None:
        """Begin to listen, at a port that the system picks.

        Args:
            said: What stands in the browser when the answer was taken.
        """
        self._woken = threading.Event()
        self._lock = threading.Lock()
        self._query: str | None = None
        # The number, because a name is what the file of hosts says it is (RFC 8252, section 8.3).
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.listener, self._server.page = self, _PAGE.format(said=said).encode()
        self.host = f"127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="listener", daemon=True
        )
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://{self.host}{PATH}"

    def take(self, query: str) -> bool:
        """Take the answer if it is the first."""
        with self._lock:
            if self._query is not None or self._woken.is_set():
                return False
            self._query = query
        self._woken.set()
        return True

    def wait(self, seconds: float) -> str | None:
        """Return what the browser brought; None where nobody came in time, or nobody waits any more."""
        self._woken.wait(seconds)
        return self._query

    def stop(self) -> None:
        """Wake whoever waits. For another thread."""
        self._woken.set()

    def close(self) -> None:
        """Give the port back."""
        self._woken.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    # A thread for each connection: browsers open some in advance, and say nothing on them.
    daemon_threads = True
    block_on_close = False
    listener: Listener
    page: bytes

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no failure, and a terminal no place to tell it."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _SILENCE_S
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        # A page elsewhere that has a name point to this computer would come under that name.
        is_ours = parts.path == PATH and self.headers.get("Host") == self.server.listener.host
        if is_ours and self.server.listener.take(parts.query):
            self._say(200, self.server.page)
        else:
            self._say(404, b"")

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "progrez"

    def log_message(self, *_: object) -> None:
        """The address holds the code, and a terminal is no place for it."""
