"""/v1/packs: signed packs of an organisation, written to a file as they come and read a part at a time."""

import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.bodies import check_digest_of, pour
from progrez_server.api.described import told
from progrez_server.api.names import Sha256
from progrez_server.problems import Problem
from progrez_server.services import packs

router = APIRouter()
_ZIP = "application/zip"
_IN_MEMORY = 1 << 20


@dataclass(frozen=True)
class Arrived:
    file: IO[bytes]
    size: int
    sha256: str


async def arrived(request: Request, parts: GivenParts, _: Admitted) -> AsyncIterator[Arrived]:
    """Give the body as a file that is gone afterwards. Who may not send one is refused before the first byte of it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _ZIP:
        raise Problem("kind_of_body")
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Problem("kind_of_body")
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:

        def take(part: bytes) -> None:
            digest.update(part)
            file.write(part)

        await pour(request, parts.settings.max_pack_bytes, parts.settings.pack_seconds, take)
        check_digest_of(request.headers.get("content-digest"), digest.digest(), is_needed=False)
        yield Arrived(file, file.tell(), digest.hexdigest())


@router.put(
    "/v1/packs/{sha256}",
    **told(
        *("pack_digest", "pack_broken", "pack_signature", "packs_full"),
        takes="bytes",
        takes_kind=_ZIP,
        status=204,
        what="It is there",
    ),
)
def put(who: Admitted, parts: GivenParts, sha256: Sha256, pack: Annotated[Arrived, Depends(arrived)]) -> None:
    if pack.sha256 != sha256:
        raise Problem("pack_digest")
    packs.take(parts.store, who.org, sha256, pack.file, pack.size, parts.clock.now_ms())


@router.get("/v1/packs", **told(gives="pack-list"))
def listed(who: Admitted, parts: GivenParts) -> dict[str, Any]:
    return packs.listed(parts.store, who.org)


@router.get("/v1/packs/{sha256}", **told("not_found", gives="bytes", gives_kind=_ZIP))
def get(who: Admitted, parts: GivenParts, sha256: Sha256) -> Response:
    size, content = packs.bytes_of(parts.store, who.org, sha256)
    return StreamingResponse(content, media_type=_ZIP, headers={"Content-Length": str(size)})
