"""Bodies of requests: read as they come, within a size and a time, unpacked no further than that, strict JSON."""

import asyncio
import base64
import hashlib
import re
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from starlette.requests import ClientDisconnect

from progrez_server.api.asking import parts_of
from progrez_server.contracts import keeps
from progrez_server.problems import Problem
from progrez_server.reading import read

_DIGEST = re.compile(r"(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):\s*(?:,|$)")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_GZIP = 16 + zlib.MAX_WBITS
_JSON = "application/json"


def document(contract: str) -> Callable[[Request], Awaitable[Any]]:
    """Return a dependency that gives the document of a request, which keeps a contract."""

    async def kept(request: Request) -> Any:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _JSON:
            raise Problem("kind_of_body")
        value = read_json(await read_body(request, parts_of(request).settings.max_bytes))
        if not keeps(contract, value):
            raise Problem("contract_broken")
        return value

    return kept


async def read_body(request: Request, most_bytes: int, *, needs_digest: bool = False) -> bytes:
    """Return a body, unpacked.

    Args:
        most_bytes: As it is sent, and unpacked.

    Raises:
        Problem: body_too_large, body_too_slow, body_broken, kind_of_body, digest_missing, digest_differs.
    """
    parts: list[bytes] = []
    await pour(request, most_bytes, parts_of(request).settings.body_seconds, parts.append)
    sent = b"".join(parts)
    check_digest_of(request.headers.get("content-digest"), hashlib.sha256(sent).digest(), is_needed=needs_digest)
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed == "identity":
        return sent
    if packed != "gzip":
        raise Problem("kind_of_body")
    return _unpacked(sent, most_bytes)


def read_json(body: bytes) -> Any:
    """Return what a body says.

    Raises:
        Problem: "body_not_json", also for numbers that not everybody reads alike (I-JSON); "contract_broken" where a
            text holds NUL or half a character, which no database keeps.
    """
    try:
        value = read(body)
    except ValueError:
        raise Problem("body_not_json") from None
    if b"\\u" in body and not _is_text(value):
        raise Problem("contract_broken")
    return value


async def pour(request: Request, most_bytes: int, seconds: float, into: Callable[[bytes], object]) -> None:
    """Hand on a body as it comes, no more of it and no slower than is allowed.

    Raises:
        Problem: body_too_large, body_too_slow, body_broken.
    """
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdecimal() and int(told[:20]) > most_bytes:
        raise Problem("body_too_large")
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most_bytes:
                    raise Problem("body_too_large")
                into(part)
    except TimeoutError:
        raise Problem("body_too_slow") from None
    except ClientDisconnect:
        raise Problem("body_broken") from None


def check_digest_of(told: str | None, digest: bytes, *, is_needed: bool) -> None:
    """Compare the SHA-256 of a body, as it was sent, with Content-Digest (RFC 9530).

    Raises:
        Problem: digest_missing, digest_differs.
    """
    found = _DIGEST.search(told or "")
    if found is None:
        if is_needed or "sha-256" in (told or ""):
            raise Problem("digest_missing")
        return
    if base64.b64decode(found[1]) != digest:
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
