"""How long the technical manual takes: as PDF and HTML, beside plain reportlab setting its text, and on screen.

    python -m benchmarks.manual

Medians of five runs: by the clock, and of the processor alone, which does not wait for other work on the machine.
On screen it is opened in the real window, in each language at both ends of the text size: from the button pressed to
the text there, and how long the window heard nothing meanwhile.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.ui.startup import Desk

BUDGET_S, ON_SCREEN_BUDGET_S = 3.0, 1.0
RUNS = 5
WAYS = tuple((language, percent) for language in ("en", "nl") for percent in (100, 200))

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


def opened_once(desk: "Desk") -> tuple[float, float]:
    """Open the manual from "About the scoring"; return seconds until its text is there, and the longest in silence."""
    from PySide6.QtCore import QTimer

    from progrez_desktop.ui.demonstration import press, wait_until
    from progrez_desktop.ui.pages.about import AboutPage
    from progrez_desktop.ui.pages.manual import ManualPage

    def page(kind: type[Any]) -> Any:
        wait_until(lambda: isinstance(desk.window.page, kind), kind.__name__)
        return desk.window.page

    heard, pulse = [time.perf_counter()], QTimer()
    pulse.timeout.connect(lambda: heard.append(time.perf_counter()))
    pulse.start(1)
    begun = time.perf_counter()
    press(page(AboutPage).manual_button)
    manual = page(ManualPage)
    wait_until(manual.save_button.isEnabled, "the manual")
    taken = time.perf_counter() - begun
    pulse.stop()
    press(manual.back_button)
    return taken, max(later - earlier for earlier, later in pairwise(heard))


def on_screen() -> dict[tuple[str, int], tuple[float, float]]:
    """Return the medians of both, by language and text size in percent."""
    from progrez_desktop.app import system_parts
    from progrez_desktop.core.services import opening
    from progrez_desktop.ui.startup import open_desk

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        parts = replace(system_parts(Path(folder)), in_memory=True)
        desk = open_desk(lambda unlock: opening.open_storage(parts, unlock), None, "en")
        desk.window.show()
        for language, percent in WAYS:
            desk.journey.context.set_language(language)
            desk.journey.context.set_text_percent(percent)
            desk.journey.show_about(lambda: None)
            times = [opened_once(desk) for _ in range(RUNS)]
            found[language, percent] = (statistics.median(t for t, _ in times), statistics.median(s for _, s in times))
        desk.close()
    return found


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
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
    print(f"{'on screen':32}{'text there s':>14}{'silent s':>10}")
    shown = on_screen()
    for (language, percent), (taken, silent) in shown.items():
        print(f"{f'  {language}, {percent} %':32}{taken:14.2f}{silent:10.2f}")
    is_soon = all(taken < ON_SCREEN_BUDGET_S for taken, _ in shown.values())
    print(f"budget: {ON_SCREEN_BUDGET_S:.0f} s by the clock: {'kept' if is_soon else 'BROKEN'}")
    return 0 if kept and is_soon else 1


if __name__ == "__main__":
    raise SystemExit(main())
