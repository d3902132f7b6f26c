"""Reads one JSON file from outside: strict decoding, then its contract; every fault names the place in the file.

What is written to be signed or hashed has one spelling, which is here too.
"""

import json
import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.resources import resource_path

MAX_BYTES = 4 << 20
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


def read_json_document(data: bytes, contract: str) -> Any:
    """Return what the JSON in `data` says, once it keeps resources/contracts/<contract>.schema.json.

    Raises:
        DataFault: `json_empty`, `json_too_large`, `json_not_utf8`, `json_not_json` (line, column), `json_key_twice`,
            `json_not_finite`; with `place`, a JSON pointer: `json_bad_text` (a NUL or half a character),
            `json_field_missing`, `json_field_unknown`, `json_wrong_type`, `json_wrong_value`.
    """
    value = read_json(data)
    keep_contract(value, contract)
    return value


def read_json(data: bytes, most: int = MAX_BYTES) -> Any:
    """Return what the JSON in `data` says, whatever that is.

    Args:
        most: How many bytes it may have; more than usual only where they were counted before.

    Raises:
        DataFault: As `read_json_document`, but for what a contract says.
    """
    value = _decoded(data, most)
    if b"\\u" not in data:  # without an escape neither can be in it, and to look at each text takes most of the time
        return value
    for place, text in _texts(value):
        if _NOT_TEXT.search(text):
            raise DataFault("json_bad_text", place=place or "/")
    return value


def keep_contract(value: Any, contract: str, at: str = "") -> None:
    """Let a decoded value pass that keeps a contract.

    Args:
        at: Where it stands in its document, as a JSON pointer.

    Raises:
        DataFault: As `read_json_document`, for what the contract says.
    """
    for fault in faults_of(value, contract, at):
        raise fault


def faults_of(value: Any, contract: str, at: str = "") -> Iterator[DataFault]:
    """Give everything in which a decoded value does not keep a contract, as `keep_contract` would raise it."""
    try:
        for broken in _validator(contract).iter_errors(value):
            yield _contract_fault(broken, at)
    except ValueError:  # nested deeper than any contract of ours goes
        yield DataFault("json_wrong_type", place=at or "/")


def canonical(document: object) -> str:
    """Return JSON with one spelling only: sorted names, no spaces, characters as themselves."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _decoded(data: bytes, most: int) -> Any:
    if len(data) > most:
        raise DataFault("json_too_large", limit_mib=most >> 20)
    try:
        text = data.decode("utf-8-sig")  # Windows editors write a byte order mark; it carries nothing
    except UnicodeDecodeError as wrong:
        raise DataFault("json_not_utf8", byte=wrong.start + 1) from None
    if not text.strip():
        raise DataFault("json_empty")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as wrong:
        raise DataFault("json_not_json", line=wrong.lineno, column=wrong.colno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a thousand brackets
        raise DataFault("json_not_json", line=1, column=1) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise DataFault("json_key_twice")
    return result


def _no_number(_: str) -> float:
    raise DataFault("json_not_finite")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text)


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in the value with its place; a key's place is that of its object, because the key is what is bad."""
    todo = [("", value)]
    while todo:
        place, part = todo.pop()
        if isinstance(part, str):
            yield place, part
        elif isinstance(part, list):
            todo.extend((f"{place}/{number}", item) for number, item in enumerate(part))
        elif isinstance(part, dict):
            todo.extend((place, key) for key in part)
            # A key that is not a plain name has no business on a terminal.
            todo.extend((f"{place}/{key if key.isidentifier() else '?'}", item) for key, item in part.items())


@cache
def _validator(contract: str) -> Any:
    import jsonschema_rs

    schema = json.loads(resource_path("contracts", f"{contract}.schema.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(schema)


def _contract_fault(broken: Any, at: str) -> DataFault:
    place = at + "/" + "/".join(str(part) for part in broken.instance_path)
    rule = broken.kind.name
    if rule == "required":
        return DataFault("json_field_missing", place=place, field=broken.kind.property)
    if rule == "additionalProperties":
        return DataFault("json_field_unknown", place=place)
    if rule == "type":
        return DataFault("json_wrong_type", place=place)
    return DataFault("json_wrong_value", place=place, rule=rule)
