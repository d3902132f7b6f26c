"""What a route says of itself in the OpenAPI document: contracts by their names, refusals by their codes."""

from typing import Any

JSON = "application/json"
_REF = "#/components/schemas/"
PROBLEMS = "x-problems"


def told(
    *problems: str,
    takes: str | None = None,
    takes_kind: str = JSON,
    gives: str | None = None,
    gives_kind: str = JSON,
    status: int = 200,
    also: int | None = None,
    what: str = "What was asked for",
) -> dict[str, Any]:
    """Return what a route's decorator is given.

    Args:
        problems: Codes beyond those of every request, of the gate and of a body.
        takes: Contract of the body, or "bytes".
        gives: Contract of the reply; none where it has no body.
        also: A second status with the same body.
    """
    content = {} if gives is None else {"content": {gives_kind: {"schema": schema_of(gives)}}}
    replies = {one: {"description": what, **content} for one in (status, also) if one is not None}
    extra: dict[str, Any] = {PROBLEMS: list(problems)}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": {takes_kind: {"schema": schema_of(takes)}}}
    return {"status_code": status, "response_model": None, "responses": replies, "openapi_extra": extra}


def schema_of(contract: str) -> dict[str, Any]:
    """Return how a contract is referred to."""
    return {"type": "string", "format": "binary"} if contract == "bytes" else {"$ref": _REF + contract}
