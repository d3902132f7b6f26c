"""Runs the program as a person at a terminal does."""

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.core.services.opening import Parts


def program(*arguments: str, given: str = "", stdin: IO[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `progrez` in a process of its own, with a text or a file as standard input and English as its language."""
    return subprocess.run(
        [sys.executable, "-m", "progrez_desktop", *arguments],
        **({"input": given} if stdin is None else {"stdin": stdin}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def _no_parts(_: Path) -> Parts:
    raise AssertionError("no rating office belongs to this test")


NO_OFFICE = RatingTools(_no_parts, lambda _: 9)
"""For tests that never rate."""
