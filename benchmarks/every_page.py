"""How soon every page is there, in every state that a candidate or staff may meet: the slowest of all.

    python -m benchmarks.every_page

From when a page begins to be built, with what it shows at hand, to it laid out and painted in the real window at 1280
x 800, in English at the usual size. Every state is visited once to load what is loaded once, and once to find the
slowest; of those, the least of some rounds, since other work on the machine only adds. A page that makes the rest of
itself part by part is there with its first parts; the longest that one of the others keeps the window from a key is
told beside it, of the same rounds. Left out is what is drawn beside the window: the CV and the report
(benchmarks.cv_page, benchmarks.own_pages), and the technical manual, which is a book with a budget of its own
(benchmarks.manual). What is fetched for a page is measured with it in benchmarks.own_pages and
benchmarks.registry_list. Beside it, the least of as many pages of fifty labels of bare Qt.
"""

import os
import sys
import time
from typing import Any

ROUNDS, SHOWN = 6, 12
BUDGET_MS = 100
TURNS = 12
"""Of the event loop, in which a page that comes part by part is whole."""
DRAWN = ("02-manual", "14-report", "14-cv")
Took = tuple[float, float, float]
"""Milliseconds on the clock; of them on the processor of the window's thread; and on it for the longest later part."""


class Begun:
    """When the page that is being made began."""

    def __init__(self) -> None:
        from progrez_desktop.ui.page import Page

        self._make: Any = Page.__init__
        self._at: tuple[float, ...] = ()

        def noting(page: Page, *arguments: Any, **named: Any) -> None:
            self._at = self._at or (time.perf_counter(), time.thread_time())
            self._make(page, *arguments, **named)

        Page.__init__ = noting  # type: ignore[method-assign,assignment]

    def again(self) -> None:
        self._at = ()

    def took(self) -> tuple[float, float]:
        clock, own = self._at
        return (time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import delete

    from benchmarks.own_pages import bare_ms
    from progrez_desktop.ui.window import Window
    from tests.ui.gallery import STATES, context_for, material

    app = QApplication(["every-page"])
    given, context = material(), context_for(app, "en", 100, dark=False)
    window = Window(context)
    window.resize(1280, 800)
    window.show()
    begun = Begun()

    def visit(name: str) -> Took:
        begun.again()
        window.show_page(STATES[name](context, given))
        app.processEvents()
        window.repaint()
        took = begun.took()
        longest = max(turn_ms() for _ in range(TURNS))
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else every page of before stays, and slows the next
        return *took, longest

    def turn_ms() -> float:
        began = time.thread_time()
        app.processEvents()
        return (time.thread_time() - began) * 1000

    names = [name for name in STATES if not name.startswith(DRAWN)]
    for name in names:
        visit(name)
    once = {name: visit(name) for name in names}
    slowest = sorted(names, key=lambda name: once[name][1], reverse=True)[:SHOWN]
    least = {name: tuple(map(min, *(visit(name) for _ in range(ROUNDS)))) for name in slowest}
    window.close()
    delete(window)
    print(f"{f'the slowest of {len(names)} states of pages':48}{'ms':>8}{'processor':>12}{'later part':>12}")
    for name in sorted(slowest, key=lambda name: least[name][1], reverse=True):
        print(f"{'  ' + name:48}{least[name][0]:8.0f}{least[name][1]:12.0f}{least[name][2]:12.0f}")
    bare = bare_ms()
    print(f"{'fifty labels of bare Qt':48}{min(bare):8.0f}")
    kept = max(max(own, later) for _, own, later in least.values()) < BUDGET_MS
    print(f"budget: {BUDGET_MS} ms a page, of the processor: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
