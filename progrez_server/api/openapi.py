"""The OpenAPI document: routes as they are, forms out of resources/contracts, refusals by their codes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from progrez_server.api.described import PROBLEMS, REF
from progrez_server.api.rules import RULES
from progrez_server.contracts import schema
from progrez_server.problems import KIND, all_codes

_EVERYWHERE = ("bad_request", "plain_http", "not_ready")
_GATE = (
    *("not_signed_in", "device_unknown", "device_not_admitted", "device_dropped", "kind_of_device", "trial_elsewhere"),
    *("certificate_ended", "certificate_not_yet", "too_many_requests", "assertion_unreadable", "assertion_signature"),
    *("assertion_elsewhere", "assertion_expired", "assertion_not_yet", "assertion_too_long", "assertion_replayed"),
)
_STAFF = (
    *("staff_sign_in_needed", "scope_missing", "second_factor_missing", "organisation_differs", "provider_silent"),
    *("token_unreadable", "token_kind", "token_algorithm", "token_issuer", "token_key", "token_signature"),
    *("token_audience", "token_expired", "token_not_yet"),
)
_BODY = (
    *("kind_of_body", "body_broken", "body_too_large", "body_too_slow", "digest_missing", "digest_differs"),
    *("body_not_json", "contract_broken"),
)
_METHODS = {"get", "put", "post", "delete"}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the document of an application. It is made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, openapi_version="3.1.0", routes=app.routes)
    document.pop("components", None)  # of FastAPI's own refusals, which nobody gets
    for path, operations in document["paths"].items():
        for method in _METHODS & set(operations):
            _complete(operations[method], method.upper(), path)
    document["components"] = {
        "schemas": {name: _standing_here(name) for name in sorted(_contracts(document))},
        "securitySchemes": {
            "device": {
                "type": "apiKey",
                "in": "header",
                "name": "Progrez-Device",
                "description": "A JWT that the device signed for this request (device-assertion.schema.json).",
            },
            "staff": {"type": "http", "scheme": "bearer", "bearerFormat": "at+jwt (RFC 9068)"},
        },
    }
    return document


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    rule, codes = RULES.get((method, path)), [*_EVERYWHERE, *operation.pop(PROBLEMS, ())]
    if rule is not None:
        codes += [*_GATE, *(_STAFF if rule.scope else ())]
        ways = [{"device": []}, *([{"device": [], "staff": [rule.scope]}] if rule.scope else [])]
        operation["security"] = ways if "home" in rule.kinds or not rule.scope else ways[1:]
    if "requestBody" in operation:
        codes += _BODY
    responses = {status: told for status, told in operation["responses"].items() if status != "422"}
    operation["responses"] = {**responses, **_refusals(codes)}


def _refusals(codes: Iterable[str]) -> dict[str, Any]:
    by_status: dict[str, set[str]] = {}
    for code in codes:
        by_status.setdefault(str(all_codes()[code][0]), set()).add(code)
    return {status: _refusal(sorted(found)) for status, found in sorted(by_status.items())}


def _refusal(codes: list[str]) -> dict[str, Any]:
    content = {KIND: {"schema": {"$ref": f"{REF}problem"}}}
    return {"description": "Refused: " + ", ".join(codes), "content": content}


def _contracts(document: Mapping[str, Any]) -> set[str]:
    """Return the names of the contracts that a document refers to."""
    return {part.partition('"')[0] for part in json.dumps(document).split(f'"$ref": "{REF}')[1:]}


def _standing_here(contract: str) -> Any:
    """Return a contract whose own references still point into it where it stands in the document."""
    text = json.dumps({name: told for name, told in schema(contract).items() if name != "$schema"})
    return json.loads(text.replace('"#/$defs/', f'"{REF}{contract}/$defs/'))
