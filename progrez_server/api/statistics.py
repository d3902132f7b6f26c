"""/v1/statistics: anonymous counts of closed periods, taken of devices and handed on to workstations."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.bodies import document
from progrez_server.api.described import told
from progrez_server.api.names import Sha256
from progrez_server.services import statistics

router = APIRouter()
_FIRST = "0" * 64


@router.post("/v1/statistics", **told("other_organisation", takes="statistics", status=204))
def take(who: Admitted, parts: GivenParts, body: Annotated[dict[str, Any], Depends(document("statistics"))]) -> None:
    with parts.store.writing() as connection:
        statistics.take(connection, who.org, body, parts.clock.now_ms())


@router.get("/v1/statistics", **told(gives="statistics-list"))
def listed(
    who: Admitted,
    parts: GivenParts,
    after: Annotated[str, Query(pattern="^[0-9a-f]{64}$")] = _FIRST,
) -> dict[str, Any]:
    with parts.store.reading() as connection:
        return statistics.listed(connection, who.org, after)


@router.get("/v1/statistics/{sha256}", **told("not_found", gives="statistics"))
def one(who: Admitted, parts: GivenParts, sha256: Sha256) -> Response:
    with parts.store.reading() as connection:
        return JSONResponse(statistics.one(connection, who.org, sha256))
