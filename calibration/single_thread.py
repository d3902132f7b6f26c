"""Starts a script again with one thread and one kind of sums.

With several threads sums come in another order on every run, and OpenBLAS has kernels of their own for each processor.
"""

import os
import sys

SAME_SUMS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "OPENBLAS_CORETYPE": "Haswell",
}
"""Environment of a run that gives the same bytes on every processor with AVX2."""


def in_one_thread(module: str) -> None:
    """Go on only with one thread; else become `python -m module` with the same arguments and one thread."""
    if not SAME_SUMS.items() <= os.environ.items():
        command = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, **SAME_SUMS})  # noqa: S606 (this program, our own arguments)
