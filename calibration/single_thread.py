"""Starts a script again with one thread: with several, sums come in another order on every run."""

import os
import sys

LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def in_one_thread(module: str) -> None:
    """Go on only with one thread; else become `python -m module` with the same arguments and one thread."""
    wanted = dict.fromkeys(LIMITS, "1")
    if not wanted.items() <= os.environ.items():
        command = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **wanted})  # noqa: S606 (this program, our own arguments)
