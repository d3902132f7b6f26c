"""How often the processor is woken while nobody sits at a kiosk, and what eight hours of that come to.

    python -m benchmarks.idle
    python -m benchmarks.idle --hours 8    stands that long, and counts all of it: nothing is extrapolated

Every thread's own waits that ended (voluntary context switches, as the kernel counts them) while the window stands at
a page, beside a bare PySide6 window with nothing in it. What happens once an hour is counted by itself, around the look
that comes soon after the start, and added eight times.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.children import ROOT

BUDGET_A_SECOND = 2.0
SECONDS = 120
HOURS = 8
_AROUND_THE_LOOK = (4.0, 8.0)
"""Seconds after the storage is ready between which the hourly look has its first turn (ui/upkeep.py: 5)."""
PAGES = ("welcome", "sign-in")


def stand(page: str) -> None:
    """In a process of its own: stand at a page until killed; a line tells when."""
    if page == "bare":
        _stand_bare()
        return
    from benchmarks import full_safe
    from progrez_desktop.core.services import opening
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.pages.sign_in import SignInPage
    from progrez_desktop.ui.startup import open_desk

    with TemporaryDirectory() as folder:
        parts = full_safe.parts_over(Path(folder))
        with full_safe.storage(parts):
            pass
        desk = open_desk(lambda _: opening.open_storage(parts, full_safe.operator()), None, "en")
        desk.window.show()
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        if page == "sign-in":
            wait_until(desk.window.page.begin_button.isEnabled, "the welcome page")  # type: ignore[union-attr]
            desk.window.page.sign_in.emit()  # type: ignore[union-attr]
            wait_until(lambda: isinstance(desk.window.page, SignInPage), "the page")
            desk.window.activateWindow()
        print("stands", flush=True)
        desk.app.exec()


def _stand_bare() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app, window = QApplication(["bare"]), QWidget()
    window.resize(1280, 800)
    window.show()
    print("stands", flush=True)
    app.exec()


def waits(pid: int) -> int:
    """Return how often the threads of a process went to wait by themselves; each was woken that often."""
    lines = (line for task in Path(f"/proc/{pid}/task").iterdir() for line in (task / "status").read_text().split("\n"))
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))


def counted(page: str, seconds: float) -> tuple[float, float]:
    """Return wake-ups a second at a page, and how many more come with the look of each hour."""
    command = [sys.executable, "-m", "benchmarks.idle", page]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            time.sleep(_AROUND_THE_LOOK[0])
            before, since = waits(process.pid), time.monotonic()
            time.sleep(_AROUND_THE_LOOK[1] - _AROUND_THE_LOOK[0])
            around, took = waits(process.pid) - before, time.monotonic() - since
            before, since = waits(process.pid), time.monotonic()
            time.sleep(seconds)
            rate = (waits(process.pid) - before) / (time.monotonic() - since)
        finally:
            process.kill()
    return rate, max(0.0, around - rate * took)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", nargs="?", choices=("bare", *PAGES), help="stand at it until killed")
    parser.add_argument("--hours", type=float, help="stand at the welcome page for so long and count all of it")
    asked = parser.parse_args()
    if asked.page:
        stand(asked.page)
        return 0
    return stood(asked.hours) if asked.hours else estimated()


def stood(hours: float) -> int:
    """Count everything from four seconds after the storage is ready: the looks of each hour are among it."""
    rate, first = counted(PAGES[0], hours * 3600)
    average = rate + first / (hours * 3600)
    print(f"stood {hours:.2f} hours at {PAGES[0]}: {average * hours * 3600:,.0f} wake-ups, {average:.3f} a second")
    return verdict(average <= BUDGET_A_SECOND)


def estimated() -> int:
    """From two minutes at each page."""
    bare, _ = counted("bare", SECONDS / 3)
    print(f"{'nobody there, a second':36}{'wake-ups':>10}{'each hour':>11}{'in 8 hours':>12}")
    print(f"{'bare PySide6 window':36}{bare:10.2f}")
    kept = True
    for page in PAGES:
        rate, hourly = counted(page, SECONDS)
        whole = HOURS * (3600 * rate + hourly)
        average = whole / (HOURS * 3600)
        kept = kept and average <= BUDGET_A_SECOND
        print(f"{f'our window at {page}':36}{rate:10.2f}{hourly:11.0f}{whole:12,.0f}  ({average:.2f} a second)")
    return verdict(kept)


def verdict(kept: bool) -> int:
    print(f"budget: {BUDGET_A_SECOND:.0f} a second over {HOURS} hours: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
