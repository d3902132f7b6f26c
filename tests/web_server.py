"""A small server on 127.0.0.1 that answers what a test tells it to, and remembers what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""


Answer = Callable[["Handler", Asked], object]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Listening"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        lowered = {name.lower(): value for name, value in self.headers.items()}
        form = dict(parse_qsl(body.decode())) if "form" in lowered.get("content-type", "") else {}
        asked = Asked(method, parts.path, dict(parse_qsl(parts.query)), form, lowered, body)
        self.server.site.asked.append(asked)
        answer = self.server.site.answers.get(parts.path)
        try:
            if answer is None:
                self.say({"message": "not found"}, status=404)
            else:
                answer(self, asked)
        except (BrokenPipeError, ConnectionResetError):  # who asked has heard enough
            self.close_connection = True

    def say(self, value: Any, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """Answer with a value as JSON, or with bytes as they are."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", kind)
        now_ms = self.server.site.now_ms
        headers.setdefault("Date", self.date_time_string(None if now_ms is None else now_ms / 1000))
        self.send_header("Content-Length", str(len(body)))
        for name, text in headers.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """A test has no use for it."""


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    site: "Site"

    def handle_error(self, *_: object) -> None:
        """Whoever asked went away."""


@dataclass
class Site:
    """What the server answers by path; the test changes it as it likes."""

    origin: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    now_ms: int | None = None
    """What its clock says, if not the time."""
    ended: threading.Event = field(default_factory=threading.Event)
    """Set at the end, for an answer that would else never come to one."""

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]


@contextmanager
def listening(context: Any = None) -> Iterator[Site]:
    """Serve on a random port of 127.0.0.1; with a TLS context as https."""
    server = _Listening(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(origin=f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}")
    server.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
