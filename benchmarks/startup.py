"""How soon the first page is painted and the storage ready, beside a bare PySide6 window.

    python -m benchmarks.startup

Each start is a fresh process, ours and the bare one in turns; times run from the moment at which it was asked for.
The processor's time is told beside the clock's: on a machine that others use too, it is the steadier of the two.
"""

import statistics
import tempfile
from typing import Any

from benchmarks import children

ROUNDS = 15
PAINT_BUDGET, READY_BUDGET = 1.5, 2.5
"""Times what the bare window takes."""


def since_spawned(run: dict[str, Any], what: str) -> tuple[float, float]:
    """Return seconds by the clock and seconds of the processor until `what`."""
    return run[what] - run["spawned"], run[f"{what}_cpu_s"]


def row(name: str, times: list[tuple[float, float]], bare: list[tuple[float, float]], budget: float = 0) -> bool:
    clock, cpu = (statistics.median(one) for one in zip(*times, strict=True))
    bare_clock, bare_cpu = (statistics.median(one) for one in zip(*bare, strict=True))
    kept: bool = clock <= budget * bare_clock
    verdict = f"   budget {budget}: {'kept' if kept else 'BROKEN'}" if budget else ""
    shown = f"{clock * 1000:8.0f}{clock / bare_clock:8.2f}{cpu * 1000:8.0f}{cpu / bare_cpu:8.2f}"
    print(f"{name:34}{shown}{verdict}")
    return kept


def main() -> int:
    bare, painted, ready, search, with_pack = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        for one in (folder, other):
            children.run("benchmarks.our_window", one)  # installs, and warms the disk's cache
        children.run("benchmarks.running_pack", other)
        for _ in range(ROUNDS):
            bare.append(since_spawned(children.run("benchmarks.bare_window"), "painted"))
            ours = children.run("benchmarks.our_window", folder)
            painted.append(since_spawned(ours, "painted"))
            ready.append(since_spawned(ours, "ready"))
            search.append((ours["search_s"], ours["search_cpu_s"]))
            with_pack.append(since_spawned(children.run("benchmarks.our_window", other), "ready"))
    print(f"{'median of ' + str(ROUNDS) + ' fresh processes':34}{'ms':>8}{'times':>8}{'cpu ms':>8}{'times':>8}")
    row("bare PySide6 window, painted", bare, bare)
    kept = row("our first page, painted", painted, bare, PAINT_BUDGET)
    kept = row("our storage, ready", ready, bare, READY_BUDGET) and kept
    kept = row("our storage, ready, with a pack", with_pack, bare, READY_BUDGET) and kept
    row("  of which looking for a key store", search, bare)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
