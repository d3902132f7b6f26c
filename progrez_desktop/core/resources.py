"""Where the shipped files are: one function that serves a checkout, a wheel and a frozen build."""

import json
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import EnvironmentFault

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder below resources/.

    A wheel and a frozen build carry resources/ inside the package; a checkout has it beside the package.
    """
    return _root().joinpath(*parts)


@cache
def _root() -> Path:
    # Looked for once: fifty files of words are read at each start.
    frozen = getattr(sys, "_MEIPASS", None)
    inside = Path(frozen) / "progrez_desktop" / "resources" if frozen else _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def resource_text(*parts: str) -> str:
    """Return a shipped text that the program can't do without.

    Raises:
        EnvironmentFault: "resource_missing"; "resource_changed" where it is no text any more.
    """
    try:
        return resource_path(*parts).read_text("utf-8")
    except OSError as error:
        raise EnvironmentFault("resource_missing", name="/".join(parts)) from error
    except ValueError as error:
        raise EnvironmentFault("resource_changed", name="/".join(parts)) from error


def resource_json(*parts: str) -> Any:
    """Return what a shipped JSON file holds; for its faults see `resource_text`."""
    try:
        return json.loads(resource_text(*parts))
    except ValueError as error:
        raise EnvironmentFault("resource_changed", name="/".join(parts)) from error


def font_path(face: str) -> Path:
    """Return the TTF file of one face ("Regular", "Semibold", "Bold", "It") of Source Sans Pro."""
    # find_spec instead of an import: the package's own __init__ pulls in pkg_resources, a tenth of a second.
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise EnvironmentFault("fonts_missing")
    return Path(spec.origin).parent / "files" / f"SourceSansPro-{face}.ttf"
