"""A server on 127.0.0.1 that answers with whatever bytes a test has, HTTP or not, and closes."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answers = Callable[[bytes], Iterable[bytes]]
"""Given a request as it came, the pieces of what is said."""


@dataclass
class RawServer:
    origin: str
    answers: Answers
    asked: list[bytes] = field(default_factory=list)


@contextmanager
def raw_server(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    scheme = "https" if context else "http"
    server = RawServer(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}", answers)

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(client,), daemon=True).start()

    def one(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(20)
            with context.wrap_socket(client, server_side=True) if context else client as spoken:
                request = _request(spoken)
                server.asked.append(request)
                for piece in server.answers(request):
                    spoken.sendall(piece)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _request(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (piece := client.recv(65_536)):
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.partition(b":")[2]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length and (piece := client.recv(65_536)):
        body += piece
    return head + b"\r\n\r\n" + body


def reply(body: bytes, status: bytes = b"200 OK", kind: bytes = b"application/json", *headers: bytes) -> bytes:
    lines = (b"HTTP/1.1 " + status, b"Content-Type: " + kind, b"Content-Length: %d" % len(body), *headers)
    return b"\r\n".join((*lines, b"Connection: close", b"", body))
