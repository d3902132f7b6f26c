"""What a route says of itself in the OpenAPI document: contracts by their names, refusals by their codes."""

from collections.abc import Mapping
from typing import Any

JSON = "application/json"
REF = "#/components/schemas/"
PROBLEMS = "x-problems"
_STATES = {"type": "string", "enum": ["live", "ready"]}
_NO_CONTRACT: dict[str, dict[str, Any]] = {
    "bytes": {"type": "string", "format": "binary"},
    "text": {"type": "string"},
    "health": {"type": "object", "properties": {"state": _STATES}, "required": ["state"]},
}


def told(
    *problems: str,
    takes: str | None = None,
    takes_kind: str = JSON,
    needs: Mapping[str, str] | None = None,
    gives: str | None = None,
    gives_kind: str = JSON,
    status: int = 200,
    also: int | None = None,
    what: str = "What was asked for",
) -> dict[str, Any]:
    """Return what a route's decorator is given.

    Args:
        problems: Codes beyond those of every request, of the gate and of a body.
        takes: Contract of the body, or one of `_NO_CONTRACT`.
        needs: Headers that have to be there, each with its pattern.
        gives: Contract of the reply; none where it has no body.
        also: A second status with the same body.
    """
    content = {} if gives is None else {"content": {gives_kind: {"schema": schema_of(gives)}}}
    replies = {one: {"description": what, **content} for one in (status, also) if one is not None}
    extra: dict[str, Any] = {PROBLEMS: list(problems)}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": {takes_kind: {"schema": schema_of(takes)}}}
    if needs is not None:
        extra["parameters"] = [_header(name, pattern) for name, pattern in needs.items()]
    return {"status_code": status, "response_model": None, "responses": replies, "openapi_extra": extra}


def _header(name: str, pattern: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": {"type": "string", "pattern": pattern}}


def schema_of(contract: str) -> dict[str, Any]:
    """Return how a contract is referred to, or what has none is described."""
    return _NO_CONTRACT.get(contract) or {"$ref": REF + contract}
