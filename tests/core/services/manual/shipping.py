"""What ships with one figure changed, pinned anew, so that the manual takes it for what ships."""

import json
from collections.abc import Sequence
from typing import Any

from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.resources import resource_path
from tests.core.packs.sources import Held


def held_files() -> dict[str, bytes]:
    """Every shipped file, those that are large and that no manual reads left out."""
    files = {name: resource_path(*name.split("/")) for name in PINS if not name.endswith((".onnx", ".table"))}
    folder = resource_path("assessments", "working-together")
    files |= {f"assessments/working-together/{path.name}": path for path in folder.glob("*.json")}
    return {name: path.read_bytes() for name, path in files.items()}


def shipped_with(name: str, place: Sequence[str | int], value: Any) -> Shipped:
    """Return what ships, with another value at a place of one JSON file."""
    files = held_files()
    document = json.loads(files[name])
    inner = document
    for step in place[:-1]:
        inner = inner[step]
    assert inner[place[-1]] != value
    inner[place[-1]] = value
    files[name] = json.dumps(document).encode()
    return Shipped(Held(files), {**PINS, name: sha256_of(files[name])})
