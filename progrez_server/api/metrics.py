"""GET /metrics: counts and durations for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import Response

from progrez_server.api.asking import GivenParts
from progrez_server.api.described import told
from progrez_server.meters import KIND

router = APIRouter()


@router.get("/metrics", **told(gives="text", gives_kind="text/plain", what="Prometheus, text"))
def metrics(parts: GivenParts) -> Response:
    return Response(parts.meters.told(), headers={"Content-Type": KIND})
