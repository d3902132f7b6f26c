"""How soon a recruiter sees candidates: first rows, filter, search and scroll, in the real window over 10,000 of them.

    python -m benchmarks.registry_list

The profiles are really sealed, fetched from a server in memory and kept in a registry on disk, each with all skills.
From the press or the last key to the rows painted: the median and the slowest. A search waits 80 ms after the last
key by itself, which is part of it.
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
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.ui.pages.candidates import CandidatesPage
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.window import Window
    from tests.core.services.registry_house import House

PROFILES, ROUNDS = 10_000, 15
SEARCH_MS = 80
MOST_MS = 100
"""For rows that follow a press; a search may take as long after its pause."""


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
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services import registry
    from tests.core.services.registry_house import CONTENT, new_house, server_of

    house = new_house(root)
    device = house.device()
    server = server_of(house, device)
    skills = [one.id for one in shipped().assessment().skills]
    kept: dict[str, Any] = dict(CONTENT)
    like = kept["scores"][0]
    for number in range(PROFILES):
        stens = {skill: 2 + (number * 7 + place * 3) % 8 for place, skill in enumerate(skills)}
        scores = [like | {"skill": one, "sten": sten, "low": sten - 1, "high": sten + 1} for one, sten in stens.items()]
        content = {name: kept[name] for name in ("contract", "assessment", "provenance")} | {"scores": scores}
        sealed = house.sealed(device, purposes=("profile",), days=10 + number % 170, content=content)
        server.seq += 1
        server.changes.append(sealed.change(server.seq))
    fetched = registry.fetch(house.deps, server)
    assert fetched.new == PROFILES, fetched
    house.opened.close()
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
    if not isinstance(page, CandidatesPage) or desk.lane.busy or page._typed.isActive():
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
    for number in range(ROUNDS):
        one_round(window, number, took)
    return told


def one_round(window: "Window", number: int, took: Callable[..., None]) -> None:
    from PySide6.QtCore import Qt

    took("first rows of the page", list_of(window).go.emit, "list")
    page = list_of(window)
    code = str(page.model.headerData(number * 7, Qt.Orientation.Vertical))
    took("filter by a skill", page.skill.choose, page.model.skills[number % len(page.model.skills)].id)
    took("filter taken off", page.skill.choose, "")
    took("search for a code", page.search.setText, code)
    took("search taken off", page.search.setText, "")
    bar = page.table.verticalScrollBar()
    took("scrolled anywhere", bar.setValue, bar.maximum() * number * 7 % ROUNDS // ROUNDS)
    took("scrolled by a page", bar.setValue, bar.value() + bar.pageStep())
    took("another order", page.order.choose, ("code", "newest")[number % 2])


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="registry-list-") as folder:
        begun = time.perf_counter()
        house = filled(Path(folder))
        print(f"{PROFILES:,} profiles sealed and fetched in {time.perf_counter() - begun:.1f} s", flush=True)
        window, desk = window_over(house)
        told = measured(window, desk)
        window.close()
    for name, times in told.items():
        slowest = max(one.wall_ms for one in times)
        print(f"{name}: {wall_ms(times):.0f} ms, slowest {slowest:.0f}; {busy_ms(times):.0f} ms of processors")
    slow = [name for name, times in told.items() if len(times) > 1 and wall_ms(times) > MOST_MS + SEARCH_MS]
    print("kept" if not slow else f"BROKEN: {', '.join(slow)}", flush=True)
    os._exit(1 if slow else 0)


if __name__ == "__main__":
    sys.exit(main())
