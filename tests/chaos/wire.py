"""A bad line between a client and a server on 127.0.0.1: each request meets a fate that a test decided.

It knows as much of HTTP as it takes to tell one request from the next, speaks plain http, and keeps what passed.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

FateName = Literal[
    "pass",  # as it should be
    "cut",  # the line breaks after `bytes` bytes of the request; the server sees no more
    "drop",  # the server gets it all, and its reply gets lost
    "truncate",  # the reply ends after `bytes` bytes
    "delay",  # the reply comes `seconds` late
    "duplicate",  # the server gets it twice, one after the other
    "reorder",  # it is held back until the request after it has gone, or for `seconds`
    "trickle",  # the reply comes in pieces of one byte, `bytes` of them
]
_END = b"\r\n\r\n"
_CHUNK = 65_536


@dataclass(frozen=True)
class Fate:
    name: FateName = "pass"
    bytes: int = 0
    seconds: float = 0.0


PASS = Fate()
Choose = Callable[[int, bytes], Fate]
"""Given the number of a request on this line, the first is 0, and its head."""


@dataclass
class Line:
    """What a client is given as its server. `at_byte` is called as each piece of a request arrives, with the count."""

    upstream: tuple[str, int]
    choose: Choose = lambda _, __: PASS
    at_byte: Callable[[int], None] | None = None
    passed: list[bytes] = field(default_factory=list)
    """Every request and reply, as far as it came."""
    met: list[FateName] = field(default_factory=list)
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0), backlog=64))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _moved: threading.Event = field(default_factory=threading.Event)
    _count: int = 0
    heard: int = 0
    """Bytes of requests, so far."""
    _is_open: bool = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        while self._is_open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def close(self) -> None:
        self._is_open = False
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _one(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client.settimeout(120)
            head = _until_end(client, self._hear)
            if not head:
                return
            with self._lock:
                number, self._count = self._count, self._count + 1
            fate = self.choose(number, head)
            with self._lock:
                self.met.append(fate.name)
            self._meet(client, head, fate)

    def _meet(self, client: socket.socket, head: bytes, fate: Fate) -> None:
        if fate.name == "cut":
            self._cut(client, head, fate.bytes)
            return
        request = _closing(head) + self._body(client, head)
        if fate.name == "reorder":
            self._moved.clear()
            self._moved.wait(fate.seconds)
        reply = self._asked(request)
        self._moved.set()
        if fate.name == "duplicate":
            reply = self._asked(request)
        self._keep(request, reply)
        if fate.name == "drop":
            return
        if fate.name == "delay":
            time.sleep(fate.seconds)
        if fate.name == "truncate":
            reply = reply[: fate.bytes]
        if fate.name == "trickle":
            for place in range(min(fate.bytes, len(reply))):
                client.sendall(reply[place : place + 1])
            reply = reply[fate.bytes :]
        client.sendall(reply)

    def _cut(self, client: socket.socket, head: bytes, most: int) -> None:
        """Hand on a part of a request as it comes, and close both sides."""
        with socket.create_connection(self.upstream, timeout=60) as server:
            part = _closing(head)[:most]
            server.sendall(part)
            while len(part) < most and (more := client.recv(min(_CHUNK, most - len(part)))):
                server.sendall(more)
                part += more
            self._keep(part, b"")

    def _body(self, client: socket.socket, head: bytes) -> bytes:
        length, body = _length(head), bytearray()
        while len(body) < length:
            piece = client.recv(min(_CHUNK, length - len(body)))
            if not piece:
                raise ConnectionError("the client is gone")
            body += piece
            self._hear(len(piece))
        return bytes(body)

    def _hear(self, count: int) -> None:
        with self._lock:
            self.heard += count
            heard = self.heard
        if self.at_byte is not None:
            self.at_byte(heard)

    def _asked(self, request: bytes) -> bytes:
        with socket.create_connection(self.upstream, timeout=60) as server:
            server.sendall(request)
            reply = bytearray()
            while piece := server.recv(_CHUNK):
                reply += piece
            return bytes(reply)

    def _keep(self, *parts: bytes) -> None:
        with self._lock:
            self.passed.extend(parts)


@contextmanager
def bad_line(server: str, choose: Choose = lambda _, __: PASS) -> Iterator[Line]:
    """Give a line to a server that is named as http://host:port."""
    host, _, port = server.removeprefix("http://").partition(":")
    line = Line((host, int(port)), choose)
    threading.Thread(target=line.serve, daemon=True).start()
    try:
        yield line
    finally:
        line.close()


def _until_end(client: socket.socket, hear: Callable[[int], None]) -> bytes:
    head = bytearray()
    while not head.endswith(_END):
        # Byte by byte, so that nothing of the body is taken along: a head is short, and this is a test.
        piece = client.recv(1)
        if not piece:
            return b""
        head += piece
        hear(1)
    return bytes(head)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _closing(head: bytes) -> bytes:
    """Ask the server to close after its reply, so that its end is seen."""
    lines = [line for line in head[: -len(_END)].split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + _END
