"""GET /v1/receipts/{release_id}: signed evidence that a release was erased."""

from typing import Any

from fastapi import APIRouter

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.described import told
from progrez_server.api.names import Id
from progrez_server.problems import Problem
from progrez_server.store import releases

router = APIRouter()


@router.get("/v1/receipts/{release_id}", **told("not_found", gives="erasure-receipts"))
def of_erasure(
    parts: GivenParts,
    who: Admitted,
    release_id: Id,
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
