"""Reads JSON lines from outside: bounded memory, strict decoding, each bad line a fault with its number."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, BinaryIO

from progrez_desktop.core.words import Words

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class JsonLine:
    """One line that could be read. `number` starts at 1, as an editor counts; `value` is what JSON made of it."""

    number: int
    value: Any


@dataclass(frozen=True)
class LineFault:
    """One line that could not be used, by code: `error.<code>` is its sentence. A value, because reading goes on."""

    number: int
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def sentence(self, name: str, words: Words) -> str:
        """Return "file:line: what is wrong and what to do", as compilers write it, in the language of `words`."""
        return f"{name}:{self.number}: {words(f'error.{self.code}', **self.params)}"


class _RefusedError(ValueError):
    """A line that JSON as such would let through."""


def read_json_lines(source: BinaryIO, max_bytes: int = 1 << 20) -> Iterator[JsonLine | LineFault]:
    """Give every line of `source`, in order, as a value or as a fault. Blank lines are passed over.

    Refused as faults: a line over `max_bytes` (its rest is skipped, never held), text that is not UTF-8, what is not
    JSON, a key that is given twice, NaN and infinite numbers, NUL and lone surrogates in any text, and a source
    without a single line.
    """
    number = 0
    any_line = False
    while line := source.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_rest(source, max_bytes)
            any_line = True
            yield LineFault(number, "line_too_long", {"limit_kib": max_bytes >> 10})
            continue
        if number == 1:
            line = line.removeprefix(_BOM)  # Windows editors write it; it carries nothing
        if line.isspace() or not line:
            continue
        any_line = True
        yield _decoded(number, line)
    if not any_line:
        yield LineFault(1, "file_empty")


def shown(text: str, limit: int = 60) -> str:
    """Return text from a file as it may stand in a message: printable ASCII, shortened, no terminal codes."""
    printable = text[:limit].encode("unicode_escape").decode("ascii")
    return printable if len(text) <= limit else printable + "..."


def _skip_rest(source: BinaryIO, chunk: int) -> None:
    while (rest := source.readline(chunk)) and not rest.endswith(b"\n"):
        pass


def _decoded(number: int, line: bytes) -> JsonLine | LineFault:
    try:
        value = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError:
        return LineFault(number, "line_not_utf8")
    except _RefusedError as refused:
        place = _place_of_no_number(line) if str(refused) == "line_not_finite" else None
        return LineFault(number, str(refused)) if place is None else LineFault(number, _AT, {"place": shown(place)})
    except (ValueError, RecursionError):
        return LineFault(number, "line_not_json")
    # Only an escape can bring in what raw UTF-8 and raw JSON already refuse.
    if b"\\u" in line and _has_bad_text(value):
        return LineFault(number, "line_bad_text")
    return JsonLine(number, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _RefusedError("line_key_twice")
    return result


def _no_constant(_: str) -> float:
    raise _RefusedError("line_not_finite")


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _RefusedError("line_not_finite")
    return number


_AT = "line_not_finite_at"
_NO_NUMBER = object()


def _place_of_no_number(line: bytes) -> str | None:
    """Return the key of the first value that is no finite number; looked for only where there is one."""
    places: list[str] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        places.extend(name for name, value in pairs if value is _NO_NUMBER)
        return dict(pairs)

    def number(text: str) -> object:
        return _NO_NUMBER if not isfinite(float(text)) else None

    decoder = json.JSONDecoder(object_pairs_hook=noted, parse_constant=number, parse_float=number)
    with suppress(ValueError, RecursionError):  # of another fault of the line, further on
        decoder.decode(line.decode("utf-8"))
    return places[0] if places else None


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_finite)


def _has_bad_text(value: Any) -> bool:
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            if "\0" in part or any("\ud800" <= character <= "\udfff" for character in part):
                return True
        elif isinstance(part, dict):
            todo.extend(part.keys())
            todo.extend(part.values())
        elif isinstance(part, list):
            todo.extend(part)
    return False
