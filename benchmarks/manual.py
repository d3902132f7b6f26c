"""How long the technical manual takes, PDF and HTML, in a process of its own, beside plain reportlab setting its text.

    python -m benchmarks.manual

Medians of five runs: by the clock, and of the processor alone, which does not wait for other work on the machine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUDGET_S = 3.0
RUNS = 5

_PLAIN = "import sys; from benchmarks.manual import plain; plain(sys.argv[1])"


def plain(file: str) -> None:
    """Set the lines of a text file with plain reportlab: one font, no layout, no tables, no plots."""
    from benchmarks.cv import reference

    reference(Path(file).read_text("utf-8").splitlines())


def measured(command: list[str]) -> tuple[float, float]:
    """Return the medians of seconds by the clock and of the processor that a command takes."""
    clock, processor = [], []
    for _ in range(RUNS):
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, check=True)
        after = os.times()
        clock.append(time.perf_counter() - start)
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        processor.append(spent)
    return statistics.median(clock), statistics.median(processor)


def main() -> int:
    from benchmarks.cv import text_lines

    with tempfile.TemporaryDirectory() as folder:
        pdf, page, text = (Path(folder) / name for name in ("manual.pdf", "manual.html", "manual.txt"))
        program = [sys.executable, "-m", "progrez_desktop", "manual", "--out", str(pdf), "--html", str(page)]
        clock, processor = measured(program)
        text.write_text("\n".join(text_lines(pdf.read_bytes())), "utf-8")
        plain_clock, plain_processor = measured([sys.executable, "-c", _PLAIN, str(text)])
        sizes = f"{pdf.stat().st_size / 1000:.0f} kB as PDF, {page.stat().st_size / 1000:.0f} kB as HTML"
    print(f"{'':32}{'clock s':>10}{'processor s':>14}")
    print(f"{'manual, PDF and HTML':32}{clock:10.2f}{processor:14.2f}")
    print(f"{'  plain reportlab, same text':32}{plain_clock:10.2f}{plain_processor:14.2f}")
    print(sizes)
    kept = processor < BUDGET_S
    print(f"budget: {BUDGET_S:.0f} s of one processor: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
