"""GET /health: whether the process lives, and whether it can do its work."""

from typing import Any

from fastapi import APIRouter

from progrez_server.api.asking import GivenParts
from progrez_server.api.described import told
from progrez_server.problems import Problem
from progrez_server.store.organisations import is_ready

router = APIRouter()


@router.get("/health/live", **told(gives="health"))
def live() -> dict[str, Any]:
    return {"state": "live"}


@router.get("/health", **told(gives="health"))
def ready(parts: GivenParts) -> dict[str, Any]:
    with parts.store.reading() as connection:
        found = is_ready(connection)
    if not found:
        raise Problem("not_ready", retry_after_s=5)
    return {"state": "ready"}
