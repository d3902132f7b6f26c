"""GET /v1/receipts/{release_id}: signed evidence that a release was erased."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.problems import Problem
from progrez_server.store import releases

router = APIRouter()


@router.get("/v1/receipts/{release_id}")
def of_erasure(
    parts: GivenParts,
    who: Admitted,
    release_id: Annotated[str, Path(pattern="^[0-9a-f]{32}$")],
) -> dict[str, Any]:
    with parts.store.reading() as connection:
        found = releases.receipts(connection, who.org, release_id)
    if not found:
        raise Problem("not_found")
    return {
        "contract": "progrez.erasure-receipts/1",
        "organisation_id": who.org,
        "release_id": release_id,
        "receipts": [{"erase_hash": erase_hash, "receipt": receipt} for erase_hash, receipt in found],
    }
