"""Whether memory grows while fifty people come after each other in one run of the window.

    python -m benchmarks.many_sittings

Each makes an account, answers everything, has their texts read, looks at profile, report and CV, saves both and signs
out, as `progrez demo` plays it. Memory is what the process has resident when nobody is signed in any more; the first
five load what is loaded once. Beside it a bare PySide6 window that shows and drops as many pages of fifty labels.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import children

SITTINGS, LOADING = 50, 5
BUDGET_PERCENT = 5


def resident_mb() -> float:
    """Return what this process has in memory now, in MB (10^6 bytes), after the garbage is gone."""
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) * 1024 / 1e6


def sit(count: int) -> list[float]:
    """Return the memory after each of so many people."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from benchmarks import full_safe
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.core.services import opening
    from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
    from progrez_desktop.ui.pages.message import MessagePage
    from progrez_desktop.ui.startup import open_desk

    with TemporaryDirectory() as folder:
        parts, found = full_safe.parts_over(Path(folder) / "data"), []
        with full_safe.storage(parts):
            pass
        desk = open_desk(
            lambda _: opening.open_storage(parts, full_safe.operator()),
            None,
            "en",
            choose_file=lambda _title, name: Path(folder) / name,
        )
        desk.window.show()
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        answers = invented.answers_of_form(desk.journey.deps.shipped, "fixed", "en")
        for number in range(count):
            person = replace(invented.PERSON, email=f"person{number}@example.org")
            visitor = Visitor(person, invented.PASSWORD, invented.AGE, answers)
            Demonstration(desk, visitor, lambda _name, _widget: None).perform()
            page = desk.window.page
            assert isinstance(page, MessagePage)
            press(page.buttons["back"])
            wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe to be closed")
            found.append(resident_mb())
            print(f"{number + 1:3} {found[-1]:8.1f}", file=sys.stderr, flush=True)
        desk.close()
    return found


def change_pages(count: int) -> list[float]:
    """The reference: as many pages of bare Qt, shown and dropped."""
    from PySide6.QtWidgets import QApplication, QLabel, QStackedLayout, QVBoxLayout, QWidget

    app, window, found = QApplication(["bare"]), QWidget(), []
    window.resize(1280, 800)
    stack = QStackedLayout(window)
    window.show()
    for number in range(count):
        page = QWidget()
        column = QVBoxLayout(page)
        for line in range(50):
            column.addWidget(QLabel(f"A line of text on a page, number {line} of {number}"))
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        app.processEvents()
        stack.removeWidget(page)
        page.deleteLater()
        found.append(resident_mb())
    return found


def growth_percent(found: list[float]) -> float:
    """From when everything was loaded to the end."""
    return 100 * (found[-1] / found[LOADING - 1] - 1)


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps({"mb": {"ours": sit, "bare": change_pages}[sys.argv[1]](SITTINGS)}))
        return 0
    print(f"{f'memory over {SITTINGS} sittings, MB':36}{f'after {LOADING}':>10}{f'after {SITTINGS}':>10}{'growth':>9}")
    found: dict[str, list[float]] = {}
    for kind, name in (("bare", "bare PySide6 window"), ("ours", "our window")):
        mb = found[kind] = children.run("benchmarks.many_sittings", kind, patience_s=3600)["mb"]
        print(f"{name:36}{mb[LOADING - 1]:10.1f}{mb[-1]:10.1f}{growth_percent(mb):8.1f} %")
    kept = growth_percent(found["ours"]) <= BUDGET_PERCENT
    print(f"budget: no growth over {BUDGET_PERCENT} %: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
