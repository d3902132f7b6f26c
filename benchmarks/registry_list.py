"""How soon a recruiter sees candidates: first rows, filter, search and scroll, in the real window over 100,000 of them.

    python -m benchmarks.registry_list

From the press or the last key to the rows painted: the median and the slowest. A search waits 80 ms after the last key
by itself, which is part of it. Scrolling: each frame of a walk down the list, line by line, then page by page, as the
window paints it; a row that is not there yet shows dots, and comes with a later frame. The rows are made as
`benchmarks.registry_columns` makes them.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progrez_desktop.ui.pages.candidates import CandidatesPage
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.window import Window
    from tests.core.services.registry_house import House

PROFILES, ROUNDS = 100_000, 15
FRAMES = 240
SEARCH_MS = 80
MOST_MS = 100
"""For rows that follow a press; a search may take as long after its pause."""
FIRST_MS, FRAME_MS, MOST_MIB = 150, 33, 476
"""The memory is 500 MB."""


@dataclass(frozen=True)
class Took:
    wall_ms: float
    busy_ms: float
    """Of all processors, of this process alone: what others leave of the computer changes it little."""


def wall_ms(times: Sequence[Took]) -> float:
    return statistics.median(one.wall_ms for one in times)


def busy_ms(times: Sequence[Took]) -> float:
    return statistics.median(one.busy_ms for one in times)


def filled(root: Path) -> "House":
    """Return a registry with so many profiles in it, closed again."""
    from benchmarks.registry_columns import fill
    from tests.core.services.registry_house import new_house

    house = new_house(root)
    house.opened.close()
    if os.fork() == 0:  # what filling takes is in the memory of another process
        house.reopen()
        fill(house, PROFILES)
        house.opened.close()
        os._exit(0)
    os.wait()
    return house


def window_over(house: "House") -> "tuple[Window, RegistryDesk]":
    from PySide6.QtWidgets import QApplication

    from progrez_desktop.core.online.relay import web_to
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services import registry
    from progrez_desktop.core.settings import Preferences
    from progrez_desktop.ui.context import Context
    from progrez_desktop.ui.pages.registry_in import Typed
    from progrez_desktop.ui.registry_desk import RegistryDesk, RegistryTools
    from progrez_desktop.ui.window import Window
    from tests.core.services.registry_house import PASSPHRASE

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    window = Window(context := Context(app, Preferences("en"), lambda _: None))
    tools = RegistryTools(
        open_registry=lambda unlock, _: registry.open_registry(house.parts, unlock, Typed(PASSPHRASE).passphrase),
        skills=shipped().assessment().skills,
        relay=lambda deps: (_ for _ in ()).throw(AssertionError(deps)),
        reach=web_to,
        choose_file=lambda _title, _name: None,
    )
    window.resize(1280, 800)
    window.show()
    desk = RegistryDesk(window, context, tools)
    desk.start()
    return window, desk


def painted(window: "Window", press: Callable[[], object], is_there: Callable[[], bool]) -> Took:
    """Press something, and wait until what follows is there and painted."""
    from PySide6.QtWidgets import QApplication

    begun, spent = time.perf_counter(), time.process_time()
    press()
    while not is_there():
        QApplication.processEvents()
        time.sleep(0.002)  # a thread that asks again and again takes Python from the one that reads
    QApplication.processEvents()  # what the layout left for its next turn
    window.repaint()
    return Took((time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000)


def list_of(window: "Window") -> "CandidatesPage":
    from progrez_desktop.ui.pages.candidates import CandidatesPage

    page = window.page
    assert isinstance(page, CandidatesPage)
    return page


def has_rows(window: "Window", desk: "RegistryDesk") -> bool:
    """Whether each row in view is there, of what is asked now, and nothing is asked any more."""
    from progrez_desktop.ui.pages.candidates import CandidatesPage

    page = window.page
    if not isinstance(page, CandidatesPage) or desk.lane.busy or page.is_asking:
        return False
    table = page.table
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    shown = range(max(first, 0), (last if last >= 0 else page.model.rowCount() - 1) + 1)
    return page.model.rowCount() > 0 and all(page.model.row(number) is not None for number in shown)


def measured(window: "Window", desk: "RegistryDesk") -> dict[str, list[Took]]:
    told = dict[str, list[Took]]()

    def took(name: str, press: Callable[..., object], *with_: object) -> None:
        told.setdefault(name, []).append(painted(window, partial(press, *with_), lambda: has_rows(window, desk)))

    took("opened, from the passphrase on", lambda: None)
    assert list_of(window).model.rowCount() == PROFILES
    while desk.errands.busy or desk.lane.busy:
        painted(window, lambda: None, lambda: True)
    for number in range(ROUNDS):
        one_round(window, number, took)
    return told


def one_round(window: "Window", number: int, took: Callable[..., None]) -> None:
    from PySide6.QtCore import Qt

    took("first rows of the page", list_of(window).go.emit, "list")
    page = list_of(window)
    code = str(page.model.headerData(number * 7, Qt.Orientation.Vertical))
    skill = page.model.skills[number % len(page.model.skills)].id
    took("filter by what is likely of a skill", page.filters._add_margin, "likely", skill, 6)
    took("filter taken off", page.filters.chips[0].click)
    took("search for a code", page.filters.search.setText, code)
    took("search for a word of the background", page.filters.search.setText, f"hydrologist p{number * 3}")
    took("search taken off", page.filters.search.setText, "")
    bar = page.table.verticalScrollBar()
    took("scrolled anywhere", bar.setValue, bar.maximum() * (number * 7 % ROUNDS + 1) // (ROUNDS + 1))
    took("scrolled by a page", bar.setValue, bar.value() + bar.pageStep())
    took("another order", page.order.choose, ("code", "newest")[number % 2])


def frames(window: "Window", width: int, height: int) -> list[Took]:
    """Return how long each frame of a walk down the list took, by the clock and of the window's own thread."""
    from PySide6.QtWidgets import QApplication

    window.resize(width, height)
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(0.01)
    table = list_of(window).table
    bar, times = table.verticalScrollBar(), list[Took]()
    bar.setValue(0)
    for number in range(FRAMES):
        begun, spent = time.perf_counter(), time.thread_time()
        bar.setValue(bar.value() + (3 if number % 2 else bar.pageStep()))
        QApplication.processEvents()
        times.append(Took((time.perf_counter() - begun) * 1000, (time.thread_time() - spent) * 1000))
        time.sleep(0.008)
    return times


def most_ms(name: str) -> int:
    if name.startswith("first rows"):
        return FIRST_MS
    return MOST_MS + SEARCH_MS if name.startswith("search") else MOST_MS


def main() -> int:
    from benchmarks.registry_columns import resident_mib

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="registry-list-") as folder:
        house = filled(Path(folder))
        window, desk = window_over(house)
        told = measured(window, desk)
        slow_frames = 0
        for width, height in ((1280, 800), (3840, 2160)):
            times = frames(window, width, height)
            slow_frames += sum(one.wall_ms > FRAME_MS for one in times)
            print(
                f"{FRAMES} frames of a scroll at {width} x {height}: {wall_ms(times):.1f} ms, slowest "
                f"{max(one.wall_ms for one in times):.1f}, {sum(one.wall_ms > FRAME_MS for one in times)} over "
                f"{FRAME_MS}; of the thread {busy_ms(times):.1f} ms, slowest {max(one.busy_ms for one in times):.1f}"
            )
        memory = resident_mib()
        window.close()
    for name, times_of in told.items():
        slowest = max(one.wall_ms for one in times_of)
        print(f"{name}: {wall_ms(times_of):.0f} ms, slowest {slowest:.0f}; {busy_ms(times_of):.0f} ms of processors")
    print(f"memory of window and registry with {PROFILES:,} candidates: {memory:.0f} MiB")
    slow = [name for name, times_of in told.items() if len(times_of) > 1 and wall_ms(times_of) > most_ms(name)]
    slow += ["frames"] if slow_frames else []
    slow += ["memory"] if memory > MOST_MIB else []
    print("kept" if not slow else f"BROKEN: {', '.join(slow)}", flush=True)
    os._exit(1 if slow else 0)


if __name__ == "__main__":
    sys.exit(main())
