"""Bodies of requests: read as they come, within a size and a time, unpacked no further than that, strict JSON."""

import asyncio
import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from starlette.requests import ClientDisconnect

from progrez_server.api.asking import parts_of
from progrez_server.contracts import keeps
from progrez_server.problems import Problem

_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_GZIP = 16 + zlib.MAX_WBITS
_JSON = "application/json"


def document(contract: str) -> Callable[[Request], Awaitable[Any]]:
    """Return a dependency that gives the document of a request, which keeps a contract."""

    async def read(request: Request) -> Any:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise Problem("kind_of_body")
        value = read_json(await read_body(request, parts_of(request).settings.max_bytes))
        if not keeps(contract, value):
            raise Problem("contract_broken")
        return value

    return read


async def read_body(request: Request, most_bytes: int, *, needs_digest: bool = False) -> bytes:
    """Return a body, unpacked.

    Args:
        most_bytes: As it is sent, and unpacked.

    Raises:
        Problem: body_too_large, body_too_slow, body_broken, kind_of_body, digest_missing, digest_differs.
    """
    sent = await _arrived(request, most_bytes)
    _check_digest(request.headers.get("content-digest"), sent, needs_digest)
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed == "identity":
        return sent
    if packed != "gzip":
        raise Problem("kind_of_body")
    return _unpacked(sent, most_bytes)


def read_json(body: bytes) -> Any:
    """Return what a body says.

    Raises:
        Problem: "body_not_json", also where a text holds NUL or half a character, which no database keeps.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Problem("body_not_json") from None
    if b"\\u" in body and not _is_text(value):
        raise Problem("body_not_json")
    return value


async def _arrived(request: Request, most_bytes: int) -> bytes:
    parts, size = [], 0
    try:
        async with asyncio.timeout(parts_of(request).settings.body_seconds):
            async for part in request.stream():
                size += len(part)
                if size > most_bytes:
                    raise Problem("body_too_large")
                parts.append(part)
    except TimeoutError:
        raise Problem("body_too_slow") from None
    except ClientDisconnect:
        raise Problem("body_broken") from None
    return b"".join(parts)


def _check_digest(told: str | None, sent: bytes, is_needed: bool) -> None:
    found = _DIGEST.search(told or "")
    if found is None:
        if is_needed or told is not None:
            raise Problem("digest_missing")
        return
    try:
        digest = base64.b64decode(found[1], validate=True)
    except binascii.Error:
        raise Problem("digest_missing") from None
    if digest != hashlib.sha256(sent).digest():
        raise Problem("digest_differs")


def _unpacked(sent: bytes, most_bytes: int) -> bytes:
    """A bomb is left when it passes the size, and what stands behind the end is no part of the body."""
    inflate = zlib.decompressobj(_GZIP)
    try:
        body = inflate.decompress(sent, most_bytes + 1)
    except zlib.error:
        raise Problem("body_broken") from None
    if len(body) > most_bytes:
        raise Problem("body_too_large")
    if not inflate.eof or inflate.unused_data:
        raise Problem("body_broken")
    return body


def _is_text(value: Any) -> bool:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if _NOT_TEXT.search(one):
                return False
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend(one)
            waiting.extend(one.values())
    return True
