"""GET /metrics: counts and durations for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import Response

from progrez_server.api.asking import GivenParts
from progrez_server.meters import KIND

router = APIRouter()


@router.get("/metrics")
def metrics(parts: GivenParts) -> Response:
    return Response(parts.meters.told(), headers={"Content-Type": KIND})
