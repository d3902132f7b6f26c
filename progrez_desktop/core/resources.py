"""Where the shipped files are: one function that serves a checkout, a wheel and a frozen build."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder below resources/.

    A wheel and a frozen build carry resources/ inside the package; a checkout has it beside the package.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    inside = Path(frozen) / "progrez_desktop" / "resources" if frozen else _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
