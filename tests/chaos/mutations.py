"""Spoils bytes and documents by a seed: what a broken or hostile peer may send."""

import copy
import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from typing import Any

_STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**40, 0.5, -0.0, 1e308),
    *("", " ", "\0", "'; DROP TABLE release; --", "../../../../etc/passwd", "\ud800", "\u202e\u0000", "é" * 5000),
    *("a" * 32, "A" * 32, "f" * 64, "http://127.0.0.1:1/", "%00%0d%0aSet-Cookie: a=b", "${jndi:ldap://x}", "NaN"),
    *([], {}, [[]], [None] * 1000, {"a": {"b": {"c": []}}}, {"": ""}, {"__proto__": 1}),
)
_RAW = (b"", b"\0", b"{", b"[" * 100_000, b'{"a":' * 5_000, b"NaN", b"Infinity", b'"\\ud800"', b"\xff\xfe\x00", b"{}{}")


def spoilt(chance: random.Random, document: Any) -> bytes:
    """Return JSON that may be something else by now, as bytes that may be none at all."""
    way = chance.choice((_value, _value, _value, _without, _more, _twice, _bytes, _bytes, _raw))
    return way(chance, document)


def spoilt_bytes(chance: random.Random, data: bytes) -> bytes:
    """Return bytes of which some are others, are gone, or are there twice."""
    changed, way = bytearray(data), chance.randrange(5)
    at = chance.randrange(len(changed) + 1)
    if way == 0:
        for _ in range(chance.randint(1, 8)):
            if changed:
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del changed[at:]
    elif way == 2:
        changed[at:at] = chance.randbytes(chance.randint(1, 64))
    elif way == 3:
        changed[at:at] = changed[at : at + chance.randint(1, 200)]
    else:
        del changed[at : at + chance.randint(1, 64)]
    return bytes(changed)


def packed(chance: random.Random, body: bytes) -> tuple[bytes, str | None]:
    """Return a body with what is said of its coding; both may be a lie, or a bomb."""
    return chance.choice(
        (
            lambda: (body, None),
            lambda: (body, None),
            lambda: (gzip.compress(body, 1), "gzip"),
            lambda: (spoilt_bytes(chance, gzip.compress(body, 1)), "gzip"),
            lambda: (body, "gzip"),
            lambda: (zlib.compress(body), "deflate"),
            lambda: (body, chance.choice(("br", "identity, gzip", "gzip, gzip", "\xff", "x" * 300))),
            lambda: (bomb(16), "gzip"),
        )
    )()


def bomb(mib: int) -> bytes:
    """Return gzip that is a thousand times longer once it is open."""
    return gzip.compress(bytes(mib << 20), 9)


def _places(document: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    parts = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for name, part in parts:
        yield from _places(part, (*way, name))


def _at(document: Any, way: tuple[Any, ...]) -> Any:
    for name in way:
        document = document[name]
    return document


def _changed(chance: random.Random, document: Any, change: Callable[[Any, Any], None]) -> bytes:
    """Change something inside a copy: `change` gets what holds it, and its name there."""
    document = copy.deepcopy(document)
    places = [way for way in _places(document) if way]
    if not places:
        return _raw(chance, document)
    way = chance.choice(places)
    change(_at(document, way[:-1]), way[-1])
    return _json(document)


def _value(chance: random.Random, document: Any) -> bytes:
    def change(holder: Any, name: Any) -> None:
        before = holder[name]
        if isinstance(before, str) and before and chance.random() < 0.5:
            text = list(before)
            text[chance.randrange(len(text))] = chance.choice("0aZ-_ \0é\u202e=")
            holder[name] = "".join(text)
        elif isinstance(before, int) and chance.random() < 0.5:
            holder[name] = before + chance.choice((-1, 1, 2**31, 2**53))
        else:
            holder[name] = copy.deepcopy(chance.choice(_STRANGE))

    return _changed(chance, document, change)


def _without(chance: random.Random, document: Any) -> bytes:
    return _changed(chance, document, lambda holder, name: holder.__delitem__(name))


def _more(chance: random.Random, document: Any) -> bytes:
    def change(holder: Any, name: Any) -> None:
        strange = copy.deepcopy(chance.choice(_STRANGE))
        if isinstance(holder, dict):
            holder[chance.choice(("extra", "", "__class__", str(name) + " "))] = strange
        else:
            holder.extend([strange] * chance.choice((1, 300)))

    return _changed(chance, document, change)


def _twice(_: random.Random, document: Any) -> bytes:
    """The same name twice, of which readers choose another one each."""
    if not isinstance(document, dict) or not document:
        return _json([document, document])
    name = next(iter(document))
    return _json(document)[:-1] + b"," + _json(name) + b":" + _json("other") + b"}"


def _bytes(chance: random.Random, document: Any) -> bytes:
    return spoilt_bytes(chance, _json(document))


def _raw(chance: random.Random, _: Any) -> bytes:
    return chance.choice(_RAW)


def _json(document: Any) -> bytes:
    return json.dumps(document).encode()
