"""Replies as no server should give them, and what the desktop makes of each: a result, or a fault with a sentence."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.words import Words
from tests.chaos.mutations import packed, spoilt, spoilt_bytes
from tests.chaos.raw import RawServer, raw_server, reply

Right = Callable[[bytes], Any]
"""What a server that is in order answers to a request: a document, or bytes."""
_STATUSES = (
    b"200 OK",
    b"200 OK",
    b"200 OK",
    b"201 Created",
    b"204 No Content",
    b"206 Partial Content",
    b"304 Not Modified",
)
_PROBLEMS = tuple(
    b"%d Problem" % code for code in (400, 401, 403, 404, 409, 413, 415, 418, 422, 426, 429, 500, 502, 503)
)
_ODD_STATUSES = (b"999 What", b"-1 x", b"20O OK", b"", b"\xff\xff", b"100 Continue", b"101 Switching Protocols")
_KINDS = (
    *(b"application/json", b"application/json", b"application/json", b"application/problem+json"),
    *(b"text/html", b"", b"application/json; charset=utf-7", b"multipart/form-data; boundary=a", b"\xff"),
)
_HEADERS = (
    *(b"Retry-After: 1", b"Retry-After: -5", b"Retry-After: 99999999999999999999", b"Retry-After: soon"),
    *(b"Retry-After: Wed, 21 Oct 2099 07:28:00 GMT", b"Date: yesterday", b"Date: Wed, 21 Oct 9999 07:28:00 GMT"),
    *(b"Date: Thu, 01 Jan 1970 00:00:00 GMT", b"Location: http://127.0.0.1:1/", b"Location: file:///etc/passwd"),
    *(b"Transfer-Encoding: chunked", b"Content-Length: -1", b"Content-Length: 9999999", b"Set-Cookie: a=b; Path=/"),
    *(b"no colon", b": empty", b"X: " + b"a" * 70_000, b"Content-Type: application/json", b"Date: 0"),
)


@dataclass
class Outcomes:
    """What came of it, and what should not have."""

    counted: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        self.counted[what] = self.counted.get(what, 0) + 1

    @property
    def total(self) -> int:
        return sum(self.counted.values())


def bad_reply(chance: random.Random, right: Any) -> bytes:
    """Return a reply that is wrong in one to three ways, or is right after all."""
    body = right if isinstance(right, bytes) else spoilt(chance, right)
    kind, status, headers = b"application/json", b"200 OK", []
    if isinstance(right, bytes) and chance.random() < 0.7:
        body = spoilt_bytes(chance, right)
    for way in chance.sample(("status", "problem", "odd", "kind", "header", "coding", "bytes", "right"), 2):
        if way == "status":
            status = chance.choice(_STATUSES)
        elif way == "problem":
            status, kind = chance.choice(_PROBLEMS), b"application/problem+json"
            if chance.random() < 0.5:
                body = spoilt(chance, {"type": "urn:progrez:problem:odd", "title": "Odd", "status": 422})
        elif way == "odd" and chance.random() < 0.3:
            status = chance.choice(_ODD_STATUSES)
        elif way == "kind":
            kind = chance.choice(_KINDS)
        elif way == "header":
            headers.append(chance.choice(_HEADERS))
        elif way == "coding":
            body, coding = packed(chance, body)
            if coding is not None:
                headers.append(b"Content-Encoding: " + coding.encode("latin-1"))
        elif way == "right" and not isinstance(right, bytes):
            body = json.dumps(right).encode()
    whole = reply(body, status, kind, *headers)
    return spoilt_bytes(chance, whole) if chance.random() < 0.1 else whole


@dataclass
class Liar:
    """A server that is right until it is told to lie; then each reply is spoilt by the seed of its trial."""

    right: Right
    server: RawServer
    chance: random.Random | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answers(self, request: bytes) -> Iterator[bytes]:
        right = self.right(request)
        with self.lock:
            if self.chance is None:
                yield reply(right if isinstance(right, bytes) else json.dumps(right).encode())
            else:
                yield bad_reply(self.chance, right)


@contextmanager
def liar(right: Right) -> Iterator[Liar]:
    with raw_server(lambda _: ()) as server:
        found = Liar(right, server)
        server.answers = found.answers
        yield found


def tried(outcomes: Outcomes, what: str, call: Callable[[], object]) -> None:
    """Call, and count what came of it; whatever is neither a result nor a fault with a sentence is wrong."""
    try:
        call()
    except Fault as fault:
        outcomes.count(fault.code)
        outcomes.wrong.extend(f"{what}: {missing}" for missing in _unsaid(fault))
    except Exception as wrong:  # noqa: BLE001 - whatever it is, a person would have seen it
        outcomes.count("crash")
        outcomes.wrong.append(f"{what}: {type(wrong).__name__}: {str(wrong)[:300]}")
    else:
        outcomes.count("taken")


def _unsaid(fault: Fault) -> Iterator[str]:
    for language in ("en", "nl"):
        sentence = Words(language).of_fault(fault)
        if not sentence or sentence == Words(language)("error.unknown", code=fault.code):
            yield f"{fault.code} has no sentence in {language}"


def path_of(request: bytes) -> str:
    return request.split(b" ", 2)[1].decode().partition("?")[0]
