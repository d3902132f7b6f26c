"""GET /health: whether the process lives, and whether it can do its work."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError

from progrez_server.api.asking import GivenParts
from progrez_server.problems import Problem
from progrez_server.store.organisations import is_ready

router = APIRouter()


@router.get("/health/live")
def live() -> dict[str, Any]:
    return {"state": "live"}


@router.get("/health")
def ready(parts: GivenParts) -> dict[str, Any]:
    try:
        with parts.store.reading() as connection:
            found = is_ready(connection)
    except SQLAlchemyError:
        raise Problem("not_ready", retry_after_s=5) from None
    if not found:
        raise Problem("not_ready", retry_after_s=5)
    return {"state": "ready"}
