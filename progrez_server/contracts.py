"""Whether a document keeps its contract: the JSON Schemas that desktop and server share."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

_PACKAGE = Path(__file__).resolve().parent


def folder() -> Path:
    """Return the folder of contracts: a wheel carries it inside this package, a checkout has it beside."""
    root = _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent
    return root / "resources" / "contracts"


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a contract by its name, such as "release-header"."""
    found: dict[str, Any] = json.loads((folder() / f"{name}.schema.json").read_text("utf-8"))
    return found


@cache
def _validator(name: str) -> Any:
    return jsonschema_rs.validator_for(schema(name))


def keeps(name: str, document: object) -> bool:
    """Return whether a document keeps the contract of this name."""
    try:
        return bool(_validator(name).is_valid(document))
    except ValueError:  # nested deeper than any contract goes, or half a character
        return False
