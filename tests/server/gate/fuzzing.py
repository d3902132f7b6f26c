"""Requests that were right and are broken in one place or several: bodies, headers, paths, methods, signatures."""

import copy
import gzip
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from tests.server.organisation import CODE, NOW_MS, Device, Organisation, hash_of

_STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 0, 1 << 63, 1 << 64, 10**400, 1e308, 0.5, "", "\0", "\ud800", "é" * 5_000, "0" * 32),
    *([], {}, [[]], {"": {"": None}}, "../../etc/passwd", "%00", "' OR 1=1 --", "{{7*7}}", "\u202e", [None] * 300),
)
_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW")
_HEADERS = (
    *("Progrez-Device", "Authorization", "Content-Type", "Content-Encoding", "Content-Digest", "Idempotency-Key"),
    *("X-Forwarded-For", "X-Forwarded-Proto", "Range", "Expect", "If-Match", "Cookie", "Accept"),
)
_QUERIES = ("?since=-1", "?since=x", "?since=9" + "9" * 30, "?since=1&since=2", "?limit=0", "?%00", "?since=%FF", "??")


@dataclass(frozen=True)
class Sent:
    """A request as it goes out."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes | None


def right_ones(org: Organisation, desk: Device, pack: bytes) -> list[tuple[str, str, Any]]:
    """Return requests of each kind that a workstation may make, right but for what a number of them needs before."""
    kiosk = Device(seed=50)
    item = {"mail_id": "1" * 32, "release_id": "2" * 32, "sealed": "c2VhbGVk", "at_ms": NOW_MS}
    code = {"contract": "progrez.enrolment-code/1", "organisation_id": org.id, "code_sha256": hash_of(CODE)}
    batch = {"contract": "progrez.batch/1", "batch_id": "9" * 32, "organisation_id": org.id, "device_id": desk.id}
    erase = {"kind": "erase", "release_id": "3" * 32, "version": 1, "reason": "withdrawn", "erase_secret": "4" * 64}
    return [
        ("GET", "/v1/meta", None),
        ("GET", "/health", None),
        ("GET", f"/v1/organisations/{org.id}", None),
        ("PUT", f"/v1/organisations/{org.id}", org.card(2)),
        ("POST", "/v1/enrolments", kiosk.request(card=org.card(), certificate=org.certificate(kiosk))),
        ("GET", f"/v1/enrolments/{desk.id}", None),
        ("GET", "/v1/enrolments", None),
        ("POST", f"/v1/enrolments/{kiosk.id}/admission", org.certificate(kiosk)),
        ("DELETE", f"/v1/enrolments/{'5' * 32}", None),
        ("POST", "/v1/enrolment-codes", {**code, "kind": "kiosk", "until_ms": NOW_MS + 1}),
        ("POST", "/v1/mail", {"contract": "progrez.mail/1", "organisation_id": org.id, "items": [item]}),
        ("GET", "/v1/mail", None),
        ("POST", "/v1/notices", org.notice()),
        ("GET", "/v1/notices", None),
        ("PUT", f"/v1/packs/{'6' * 64}", pack),
        ("GET", "/v1/packs", None),
        ("GET", f"/v1/packs/{'6' * 64}", None),
        ("POST", "/v1/batches", {**batch, "items": [{**erase, "at_ms": NOW_MS}]}),
        ("GET", "/v1/changes", None),
        ("GET", f"/v1/receipts/{'3' * 32}", None),
        ("GET", "/v1/statistics", None),
        ("GET", f"/v1/statistics/{'7' * 64}", None),
    ]


class Fuzzer:
    """Breaks requests, the same ones for the same seed."""

    def __init__(self, chance: random.Random, headers_of: Callable[[str, str, Any], dict[str, str]]) -> None:
        self._chance, self._headers_of = chance, headers_of

    def broken(self, right: tuple[str, str, Any]) -> Sent:
        """Return a request that isn't what it was."""
        method, path, body = right
        if isinstance(body, dict) and self._chance.random() < 0.6:
            body = self._altered(body)
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
        sent = Sent(method, path, "", self._headers_of(method, path, data), data)
        for _ in range(self._chance.randint(0, 2)):
            sent = self._chance.choice((self._path, self._method, self._header, self._body, self._query))(sent)
        return sent

    def _altered(self, body: dict[str, Any]) -> Any:
        altered = copy.deepcopy(body)
        place: Any = altered
        while isinstance(place, dict | list) and place:
            key = self._chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if not isinstance(place[key], dict | list) or self._chance.random() < 0.4:
                if isinstance(place, dict) and self._chance.random() < 0.3:
                    del place[key]
                else:
                    place[key] = self._chance.choice(_STRANGE)
                break
            place = place[key]
        return altered

    def _path(self, sent: Sent) -> Sent:
        at = self._chance.randrange(1, len(sent.path))
        put = self._chance.choice(("", "/", "//", "..", "%2e%2e%2f", "%00", "%FF", "é", "{", "\\", ";", "A" * 3_000))
        return replace(sent, path=quote(sent.path[:at] + put + sent.path[at + 1 :], safe="/%{};\\"))

    def _method(self, sent: Sent) -> Sent:
        return replace(sent, method=self._chance.choice(_METHODS))

    def _query(self, sent: Sent) -> Sent:
        return replace(sent, query=self._chance.choice(_QUERIES))

    def _header(self, sent: Sent) -> Sent:
        name = self._chance.choice(_HEADERS)
        kept = sent.headers.get(name, "x")
        at = self._chance.randrange(len(kept) + 1)
        told = self._chance.choice(
            ("", kept[:at], kept + kept, kept[:at] + "é" + kept[at:], "\x7f", "gzip", "x" * 9_000)
        )
        return replace(sent, headers={**sent.headers, name: told})

    def _body(self, sent: Sent) -> Sent:
        data = bytearray(sent.body or b"{}")
        for _ in range(self._chance.randint(1, 4)):
            at = self._chance.randrange(len(data) + 1)
            data[at : at + self._chance.randint(0, 3)] = self._chance.randbytes(self._chance.randint(0, 3))
        whole = bytes(data)
        ways = (
            whole,
            gzip.compress(whole),
            b"[" * 90_000,
            b'{"a":' * 20_000,
            b"9" * 5_000,
            b"\xff\xfe",
            whole[: len(whole) // 2],
        )
        return replace(sent, body=self._chance.choice(ways))
