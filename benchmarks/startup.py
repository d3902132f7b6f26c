"""How soon the first page is painted and the storage ready, beside a bare PySide6 window.

    python -m benchmarks.startup

Each start is a fresh process, ours and the bare one in turns; times run from the moment at which it was asked for.
"""

import statistics
import tempfile

from benchmarks import children

ROUNDS = 15
PAINT_BUDGET, READY_BUDGET = 1.5, 2.5
"""Times what the bare window takes."""


def row(name: str, times: list[float], reference: list[float], budget: float | None = None) -> bool:
    ratio = statistics.median(times) / statistics.median(reference)
    kept = budget is None or ratio <= budget
    verdict = "" if budget is None else f"  budget {budget}: {'kept' if kept else 'BROKEN'}"
    print(f"{name:34}{statistics.median(times) * 1000:8.0f}{min(times) * 1000:8.0f}{ratio:8.2f}{verdict}")
    return kept


def main() -> int:
    bare, painted, ready, search = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        children.run("benchmarks.our_window", folder)  # installs, and warms the disk's cache
        for _ in range(ROUNDS):
            one = children.run("benchmarks.bare_window")
            bare.append(one["painted"] - one["spawned"])
            one = children.run("benchmarks.our_window", folder)
            painted.append(one["painted"] - one["spawned"])
            ready.append(one["ready"] - one["spawned"])
            search.append(one["search_s"])
    print(f"{'median of ' + str(ROUNDS) + ' fresh processes':34}{'ms':>8}{'least':>8}{'times':>8}")
    row("bare PySide6 window, painted", bare, bare)
    kept = row("our first page, painted", painted, bare, PAINT_BUDGET)
    kept = row("our storage, ready", ready, bare, READY_BUDGET) and kept
    row("  of which looking for a key store", search, bare)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
