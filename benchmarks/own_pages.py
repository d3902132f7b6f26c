"""How soon each page of a person who came often is there, in the real window over a safe on disk.

    python -m benchmarks.own_pages

Twenty sittings with their texts read and two hundred lines in the log. From the press to the page painted: the median
and the slowest of many changes. Beside it a window of bare Qt that changes between pages of fifty lines of text, and
the same pages of somebody who came once.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.ui.page import Page
    from progrez_desktop.ui.startup import Desk

PAGE_MS = 100
ROUNDS = 15
Step = tuple[str, "type[Page]", "Callable[[Any], object]"]
"""What the page is called, its kind, and what is pressed on the page before it."""


def changed_ms(desk: "Desk", press: Callable[[], object], kind: "type[Page]") -> float:
    """Press something; return milliseconds until another page of this kind is laid out and painted."""
    before, begun = desk.window.page, time.perf_counter()
    press()
    while desk.window.page is before or not isinstance(desk.window.page, kind) or _is_empty(desk.window.page):
        desk.app.processEvents()
    desk.app.processEvents()  # what the layout left for its next turn
    desk.window.repaint()
    return (time.perf_counter() - begun) * 1000


def _is_empty(page: "Page") -> bool:
    """Whether a page that fetches what it shows has nothing to read yet."""
    return getattr(page, "shown", "") is None


def round_trip() -> Iterator[Step]:
    """Every page that shows something of a person, beginning and ending at the profile."""
    from progrez_desktop.ui.pages.about import AboutPage
    from progrez_desktop.ui.pages.consent import ConsentPage
    from progrez_desktop.ui.pages.cv import CvPage
    from progrez_desktop.ui.pages.details import DetailsPage
    from progrez_desktop.ui.pages.erase import ErasePage
    from progrez_desktop.ui.pages.message import MessagePage
    from progrez_desktop.ui.pages.my_data import MyDataPage
    from progrez_desktop.ui.pages.privacy import PrivacyPage
    from progrez_desktop.ui.pages.profile import ProfilePage
    from progrez_desktop.ui.pages.reading import ReadingPage
    from progrez_desktop.ui.pages.report import ReportPage

    yield "about the scoring", AboutPage, lambda page: page.read_about.emit()
    yield "the profile", ProfilePage, lambda page: page.back.emit()
    yield "what the computer read", ReadingPage, lambda page: page.see_texts.emit("empathy")
    yield "the profile", ProfilePage, lambda page: page.back.emit()
    yield "the report", ReportPage, lambda page: page.make_report.emit()
    yield "the profile", ProfilePage, lambda page: page.back.emit()
    yield "the CV", CvPage, lambda page: page.make_cv.emit()
    yield "my details", DetailsPage, lambda page: page.edit_details.emit()
    yield "the CV", CvPage, lambda page: page.back.emit()
    yield "the profile", ProfilePage, lambda page: page.back.emit()
    yield "my data", MyDataPage, lambda page: page.my_data.emit()
    yield "what I allow", ConsentPage, lambda page: page.change.emit()
    yield "privacy", PrivacyPage, lambda page: page.read_privacy.emit()
    yield "what I allow", ConsentPage, lambda page: page.back.emit()
    yield "my data", MyDataPage, lambda page: page.back.emit()
    yield "deleting my account", ErasePage, lambda page: page.delete.emit()
    yield "am I sure", MessagePage, lambda page: page.go_on.emit()
    yield "my data", MyDataPage, lambda page: page.chosen.emit("no")
    yield "the profile", ProfilePage, lambda page: page.back.emit()


def times_of(root: Path, sittings: int, lines: int) -> dict[str, list[float]]:
    """Return milliseconds by page, of a person who came so often."""
    from benchmarks import full_safe
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.pages.profile import ProfilePage

    parts = full_safe.parts_over(root)
    full_safe.make_person(parts, sittings, lines)
    found: dict[str, list[float]] = {}
    with full_safe.desk_over(parts) as desk:
        wait_until(lambda: isinstance(desk.window.page, ProfilePage), "the profile")
        for number in range(ROUNDS + 1):
            for name, kind, press in round_trip():
                before: Any = desk.window.page
                if isinstance(before, ProfilePage):
                    wait_until(lambda page=before: page.is_settled, "the texts")  # type: ignore[misc]
                wait_until(lambda: is_quiet(desk), "the lanes")
                took = changed_ms(desk, lambda act=press, page=before: act(page), kind)  # type: ignore[misc]
                if number:  # the first time imports, fonts and style sheets come with it
                    found.setdefault(name, []).append(took)
    return found


def is_quiet(desk: "Desk") -> bool:
    outside = desk.journey.outside
    return not (outside.store_lane.busy or outside.free_lane.busy)


def bare_ms() -> list[float]:
    """The reference: as many changes of page in bare Qt, fifty labels each."""
    from PySide6.QtWidgets import QApplication, QLabel, QStackedLayout, QVBoxLayout, QWidget

    app = QApplication.instance() or QApplication(["bare"])
    window = QWidget()
    window.resize(1280, 800)
    stack, times = QStackedLayout(window), []
    window.show()
    for number in range(ROUNDS):
        begun = time.perf_counter()
        page = QWidget()
        column = QVBoxLayout(page)
        for line in range(50):
            column.addWidget(QLabel(f"A line of text on a page, number {line} of {number}"))
        stack.addWidget(page)
        stack.setCurrentWidget(page)
        app.processEvents()
        window.repaint()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from benchmarks.full_safe import LINES, SITTINGS

    with tempfile.TemporaryDirectory() as folder:
        often = times_of(Path(folder) / "often", SITTINGS, LINES)
        once = times_of(Path(folder) / "once", 1, 0)
    bare, kept = bare_ms(), True
    print(f"{'a page is there':32}{'median ms':>12}{'slowest ms':>12}{'came once':>12}")
    for name, times in often.items():
        middle = statistics.median(times)
        kept = kept and middle < PAGE_MS
        print(f"{'  ' + name:32}{middle:12.0f}{max(times):12.0f}{statistics.median(once[name]):12.0f}")
    print(f"{'fifty labels of bare Qt':32}{statistics.median(bare):12.0f}{max(bare):12.0f}")
    print(f"budget: {PAGE_MS} ms a page: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
