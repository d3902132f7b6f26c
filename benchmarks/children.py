"""Runs one module in a fresh process without a display, and returns what it prints about itself."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 120


def run(module: str, *arguments: str, patience_s: float = _PATIENCE_S) -> dict[str, Any]:
    """Return the JSON object that `module` prints on its last line, with "spawned": the time at which it was asked for.

    Raises:
        subprocess.CalledProcessError, subprocess.TimeoutExpired: It failed, and said why on stderr.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program finds its modules compiled
    command = [sys.executable, "-m", module, *arguments]
    spawned = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=patience_s, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"spawned": spawned, **found}
