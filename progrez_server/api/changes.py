"""GET /v1/changes: what workstations fetch."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.described import told
from progrez_server.api.names import Since
from progrez_server.services import changes

router = APIRouter()


@router.get("/v1/changes", **told(gives="changes"))
def since(
    parts: GivenParts,
    who: Admitted,
    since: Since = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    return JSONResponse(changes.since(parts, who.org, since, limit))
