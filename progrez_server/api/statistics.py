"""POST /v1/statistics: anonymous counts of closed periods."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.bodies import document
from progrez_server.api.described import told
from progrez_server.services import statistics

router = APIRouter()


@router.post("/v1/statistics", **told("other_organisation", takes="statistics", status=204))
def take(who: Admitted, parts: GivenParts, body: Annotated[dict[str, Any], Depends(document("statistics"))]) -> None:
    with parts.store.writing() as connection:
        statistics.take(connection, who.org, body, parts.clock.now_ms())
