"""Requests as no device should make them: a server answers each with a result or a problem, and never with a 500."""

import gzip
import http.client
import json
import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.asking import Caller, digest
from tests.chaos.bad_replies import Outcomes
from tests.chaos.mutations import packed, spoilt, spoilt_bytes
from tests.organisation_house import Document, erase, now_ms
from tests.servers import REPO, OrganisationThere

_METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW")
_PATHS = (
    *("/v1/meta", "/health", "/metrics", "/v1/openapi.json", "/v1/batches", "/v1/changes", "/v1/mail", "/v1/notices"),
    *("/v1/packs", "/v1/statistics", "/v1/enrolments", "/v1/enrolment-codes", "/", "//", "/v1", "/v1/../v1/meta"),
    *("/v1/organisations/{id}", "/v1/enrolments/{id}", "/v1/enrolments/{id}/admission", "/v1/receipts/{id}"),
    *("/v1/packs/{hash}", "/docs", "/%00", "/v1/packs/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/" + "a" * 8000),
)
_QUERIES = (
    *("", "", "?since=0", "?since=-1", "?since=99999999999999999999", "?since=abc", "?since=0&since=1"),
    *("?limit=0", "?limit=-5", "?limit=1000000000", "?since=1e3&limit=1.5", "?since=%00", "?%ff=%fe", "?since="),
)
_ODD = ("", " ", "a" * 9000, "\xff\xfe", "0" * 32, "null", "Bearer x", "Bearer " + "a." * 500, "sha-256=:AAAA:", "gzip")
_HEADERS = (
    *("Progrez-Device", "Authorization", "Idempotency-Key", "Content-Digest", "Content-Type", "Content-Encoding"),
    *("Accept", "X-Forwarded-For", "X-Forwarded-Proto", "Host", "Expect", "Range", "If-None-Match", "Forwarded"),
)


@dataclass
class Trial:
    method: str
    path: str
    query: str = ""
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


def trial(chance: random.Random, desk: Caller, kiosk: Caller) -> Trial:
    """Return a request that is right but for what chance made of it."""
    if chance.random() < 0.2:
        return _anything(chance, chance.choice((desk, kiosk)))
    caller, method, path, document = chance.choice(_right(chance, desk, kiosk))
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    coding: str | None = None
    way = chance.random()
    if way < 0.6:
        body = spoilt_bytes(chance, body) if isinstance(document, bytes) else spoilt(chance, document)
    elif way < 0.8:
        body, coding = packed(chance, body)
    made = _dressed(caller, method, path, body)
    if coding is not None:
        made.headers["Content-Encoding"] = coding
    elif chance.random() < 0.5:
        made.body = gzip.compress(body, 1)
        made.headers |= {"Content-Encoding": "gzip", "Content-Digest": digest(made.body)}
    if path == "/v1/batches" and chance.random() < 0.9:
        key = document["batch_id"] if isinstance(document, dict) else ""
        made.headers["Idempotency-Key"] = chance.choice((key, key, key, uuid.uuid4().hex, "short"))
    if way >= 0.8:
        _spoil_head(chance, made)
    return made


def _right(chance: random.Random, desk: Caller, kiosk: Caller) -> list[tuple[Caller, str, str, Document | bytes]]:
    """Return what may be asked, each as it should be."""
    number, device, house = chance.randrange(1_000_000), kiosk.device, kiosk.device.organisation
    items = (device.put(number), erase(number + 2), device.put(number + 1, 2))
    batch = device.batch(*chance.sample(items, chance.randint(1, 3)))
    code = {
        "contract": "progrez.enrolment-code/1",
        "organisation_id": house.id,
        "code_sha256": f"{number:064x}",
        "kind": "kiosk",
        "until_ms": now_ms() + 10_000_000,
    }
    asks = device.request("01234-56789-ABCDE-FGHJK-MNPQR")
    return [
        *[(kiosk, "POST", "/v1/batches", batch)] * 6,
        (desk, "POST", "/v1/enrolment-codes", code),
        (kiosk, "POST", "/v1/enrolments", asks),
        (desk, "POST", f"/v1/enrolments/{device.id}/admission", house.certificate(device)),
        (desk, "PUT", f"/v1/organisations/{house.id}", house.card(2)),
        (desk, "POST", "/v1/mail", _example("mail") | {"organisation_id": house.id}),
        (desk, "POST", "/v1/notices", _example("notice")),
        (kiosk, "POST", "/v1/statistics", _example("statistics")),
        (desk, "PUT", f"/v1/packs/{number:064x}", b"PK\3\4 no pack at all " * 20),
    ]


def _anything(chance: random.Random, kiosk: Caller) -> Trial:
    path = chance.choice(_PATHS).replace("{id}", chance.choice((kiosk.device.id, "0" * 32, "x", "%ff", "..")))
    path = path.replace("{hash}", chance.choice(("0" * 64, "z" * 64, "%2e%2e")))
    made = _dressed(kiosk, chance.choice(_METHODS), path, None)
    made.query = chance.choice(_QUERIES)
    if chance.random() < 0.5:
        _spoil_head(chance, made)
    return made


def _dressed(caller: Caller, method: str, path: str, body: bytes | None) -> Trial:
    headers = {"Progrez-Device": caller.device.assertion(method, path)}
    if body is not None:
        headers |= {"Content-Type": "application/json", "Content-Digest": digest(body)}
    return Trial(method, path, body=body, headers=headers)


def _spoil_head(chance: random.Random, made: Trial) -> None:
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(_HEADERS)
        if chance.random() < 0.3:
            made.headers.pop(name, None)
        elif name in made.headers and chance.random() < 0.6:
            spoilt = spoilt_bytes(chance, made.headers[name].encode())
            made.headers[name] = spoilt.decode("latin-1").replace("\r", "").replace("\n", "")
        else:
            made.headers[name] = chance.choice(_ODD)


def asked(address: str, made: Trial) -> tuple[int, str, bytes]:
    """Return status, kind and body of what is answered to a request, however odd that is."""
    host, _, port = address.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    connection._validate_path = lambda _: None  # type: ignore[attr-defined]
    try:
        connection.putrequest(made.method, made.path + made.query, skip_accept_encoding=True)
        for name, text in made.headers.items():
            connection._buffer.append(f"{name}: {text}".encode("latin-1"))  # type: ignore[attr-defined]
        if made.body is not None:
            connection._buffer.append(b"Content-Length: %d" % len(made.body))  # type: ignore[attr-defined]
        connection.endheaders(made.body)
        response = connection.getresponse()
        return response.status, response.headers.get("content-type", ""), response.read()
    finally:
        connection.close()


def fuzz(
    there: OrganisationThere, pairs: int, count: int, seed: str, tell: Callable[[str], None] = lambda _: None
) -> Outcomes:
    """Ask `count` times; an outcome is wrong where it is no answer, a mistake of the server, or no problem+json.

    Args:
        pairs: Of workstations and kiosks that take turns, so that how often each may ask is not all that is seen.
    """
    asking = [(there.workstation, there.device("kiosk"))]
    asking += [(there.device("workstation"), there.device("kiosk")) for _ in range(pairs - 1)]
    outcomes = Outcomes()
    for number in range(count):
        made = trial(random.Random(f"{seed}/{number}"), *asking[number % pairs])
        what = f"trial {number}: {made.method} {made.path[:60]}{made.query}"
        try:
            status, kind, body = asked(there.server.address, made)
        except (http.client.HTTPException, ConnectionError, TimeoutError) as failure:
            # A server may hang up on what is no HTTP; that it goes on is seen at the next trial.
            outcomes.count(f"hung up: {type(failure).__name__}")
            continue
        outcomes.count(str(status))
        if status >= 500 and status != 503:
            outcomes.wrong.append(f"{what}: {status} {body[:200]!r}")
        elif status >= 400 and made.method != "HEAD" and not _is_problem(kind, body):
            outcomes.wrong.append(f"{what}: {status} is told as {kind}: {body[:200]!r}")
        if number % 1000 == 999:
            tell(f"{number + 1} requests: {outcomes.counted}")
    return outcomes


def _is_problem(kind: str, body: bytes) -> bool:
    if not kind.startswith("application/problem+json"):
        return kind.startswith("text/plain") and body == b"Invalid HTTP request received."  # before HTTP begins
    found: bool = _problem().is_valid(json.loads(body))
    return found


@cache
def _problem() -> Any:
    path = REPO / "resources" / "contracts" / "problem.schema.json"
    return jsonschema_rs.validator_for(json.loads(path.read_bytes()))


@cache
def _read(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_bytes())
    return found


def _example(name: str) -> Document:
    return dict(_read(REPO / "resources" / "contracts" / "examples" / f"{name}.json"))
