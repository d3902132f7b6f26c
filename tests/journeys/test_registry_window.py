"""Promise: a recruiter fetches, filters and looks by keyboard alone; who is looked at is told, and nobody is ranked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.online.relay import web_to
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.opening import Unlock
from progrez_desktop.core.services.registry import OpenedRegistry
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.refused import RefusedPage
from progrez_desktop.ui.pages.registry_in import RegistryInPage, Typed
from progrez_desktop.ui.pages.staff_sign_in import StaffSignInPage
from progrez_desktop.ui.registry_desk import RegistryDesk, RegistryTools
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import PASSPHRASE, FakeServer, House, new_house, parts_of, server_of
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_keyboard_only import MouseWatch, focused, press, tab_to, type_in

EN = Words("en")
PLACES_ASKED = [key.rpartition(".")[2] for key in (*PLACES.above, *PLACES.below)]
P = TypeVar("P", bound=Page)


class Relay:
    """What asks the fake server, as a window wants it."""

    def __init__(self, server: FakeServer) -> None:
        self.server = server
        self.organisation_id = server.organisation_id

    def __enter__(self) -> "Relay":
        return self

    def __exit__(self, *_: object) -> None: ...

    def stop(self) -> None: ...

    def ask(self, *asked: Any, **how: Any) -> Any:
        return self.server.ask(*asked, **how)


@dataclass
class Office:
    """A registry that is not running, and the server that it will ask."""

    house: House
    server: FakeServer
    relay: type[Relay] = Relay

    def open(self, unlock: Unlock | None, typed: Typed) -> OpenedRegistry:
        return registry.open_registry(self.house.parts, unlock, typed.passphrase)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    house = new_house(tmp_path / "registry")
    device = house.device()
    server = server_of(house, device)
    server.puts(*(house.sealed(device, days=20 + number) for number in range(3)))
    read_without_a_role(house.deps)
    house.opened.close()
    yield Office(house, server)


def on_screen(window: Window, kind: type[P], but: Page | None = None) -> P:
    wait_until(lambda: isinstance(window.page, kind) and window.page is not but, f"a {kind.__name__}", patience_s=20)
    page = window.page
    assert isinstance(page, kind)
    return page


@contextmanager
def window_over(
    qapp: QApplication,
    office: Office,
    choose_file: Callable[[str, str], Path | None] = lambda _title, _name: None,
    idle: IdleTimes | None = None,
) -> Iterator[Window]:
    context = Context(qapp, Preferences("en"), lambda _: None)
    window = Window(context)
    tools = RegistryTools(
        open_registry=office.open,
        skills=shipped().assessment().skills,
        relay=lambda _: office.relay(office.server),  # type: ignore[arg-type, return-value]
        reach=web_to,
        choose_file=choose_file,
    )
    RegistryDesk(window, context, tools, idle).start()
    window.show()
    window.activateWindow()
    yield window
    window.close()
    delete(window)
    delete(context)


def enter(window: Window) -> CandidatesPage:
    on_screen(window, RegistryInPage)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    return on_screen(window, CandidatesPage)


def fetched(window: Window) -> CandidatesPage:
    page = enter(window)
    click(page.fetch_button)
    wait_until(lambda: page.model.rowCount() == 3, "three candidates", patience_s=20)
    return page


def test_a_recruiter_fetches_filters_and_looks_with_the_keyboard_alone(qapp: QApplication, office: Office) -> None:
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    with window_over(qapp, office) as window:
        page = enter(window)
        wait_until(page.empty.isVisible, "the empty list", patience_s=20)
        tab_to(EN("candidates.fetch"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.model.rowCount() == 3, "three candidates", patience_s=20)
        assert EN.plural("candidates.fetched.new", 3) in texts_of(page)
        codes = [str(page.model.headerData(row, Qt.Orientation.Vertical)) for row in range(3)]
        tab_to(EN("filter.search"))
        type_in(codes[1].lower())
        wait_until(lambda: page.model.rowCount() == 1, "the one that was searched", patience_s=20)
        tab_to(EN("candidates.table"))
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        one = on_screen(window, CandidatePage)
        said = texts_of(one)
        assert EN("candidate.title", code=codes[1]) in said
        assert EN("one_candidate.band", low=5, high=7, sten=6) in said
        assert EN("one_candidate.no_score") in said
        assert EN("candidate.is_told") in said
        press(Qt.Key.Key_Return)  # back, where the list was left
        page = on_screen(window, CandidatesPage)
        wait_until(lambda: page.model.rowCount() == 1, "the same search", patience_s=20)
        assert focused() is page.table
        tab_to(EN("candidates.fetch"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: len(office.server.mail()) == 1, "the read to be told", patience_s=20)
        wait_until(lambda: not page.is_busy, "the fetch to end", patience_s=20)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0


def test_the_list_names_nobody_and_has_no_order_by_a_score(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        assert "Sanne" not in texts_of(page)
        assert [page.order.itemText(n) for n in range(page.order.count())] == [
            EN(f"candidates.order.{name}") for name in ("newest", "oldest", "code", "ends_first", "name")
        ]
        assert not page.table.horizontalHeader().sectionsClickable()


def test_what_was_withdrawn_is_gone_at_the_next_fetch(qapp: QApplication, office: Office) -> None:
    house, server = office.house, office.server
    with window_over(qapp, office) as window:
        page = fetched(window)
        change = server.changes.pop()
        server.seq += 1
        erase_hash = json.loads(change["header"])["erase_hash"]
        told = {"release_id": change["release_id"], "erase_hash": erase_hash, "at_ms": house.clock.now_ms()}
        server.changes.append({"seq": server.seq, "kind": "erase", **told})
        click(page.fetch_button)
        wait_until(lambda: page.model.rowCount() == 2, "two candidates", patience_s=20)
        assert EN.plural("candidates.fetched.erased", 1) in texts_of(page)


def test_without_a_network_the_list_stays_and_the_page_says_so(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        office.server.offline_after = 0
        click(page.fetch_button)
        wait_until(lambda: "127.0.0.1" in page.note.text(), "the page to say so", patience_s=20)
        assert page.note.text() == EN.of_fault(EnvironmentFault("online_offline", host="127.0.0.1"))
        assert page.model.rowCount() == 3


def test_a_registry_that_nobody_sits_in_front_of_locks_itself(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        page = fetched(window)
        code = str(page.model.headerData(0, Qt.Orientation.Vertical))
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        office.house.clock.advance(180_000)
        locked = on_screen(window, MessagePage)
        assert desk.opened is None
        assert code not in texts_of(locked)
        click(locked.buttons["again"])
        on_screen(window, RegistryInPage)


def test_a_folder_without_a_registry_says_what_to_do(qapp: QApplication, tmp_path: Path, office: Office) -> None:
    parts = parts_of(tmp_path / "nothing", office.house.clock)

    def open_nothing(unlock: Unlock | None, typed: Typed) -> OpenedRegistry:
        return registry.open_registry(parts, unlock, typed.passphrase)

    office.open = open_nothing  # type: ignore[method-assign]
    with window_over(qapp, office) as window:
        page = on_screen(window, MessagePage)
        assert "progrez registry init" in texts_of(page)


def test_a_fetch_that_needs_somebody_of_staff_asks_who_is_there(qapp: QApplication, office: Office) -> None:
    class NobodyRelay(Relay):
        def ask(self, *asked: Any, **how: Any) -> Any:
            raise LockedFault("staff_sign_in_needed")

    office.relay = NobodyRelay
    with window_over(qapp, office) as window:
        page = enter(window)
        click(page.fetch_button)
        asking = on_screen(window, StaffSignInPage)
        assert "Example Water Board" in texts_of(asking)
        click(asking.cancel_button)
        on_screen(window, CandidatesPage)


def test_what_was_not_believed_is_told_with_its_reason(qapp: QApplication, office: Office) -> None:
    house, server = office.house, office.server
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    stranger = house.device(key=bytes([9]) * 32)
    server.devices.append(stranger.certificate)
    server.puts(house.sealed(stranger))
    house.opened.close()
    with window_over(qapp, office) as window:
        page = fetched(window)
        assert EN.plural("candidates.fetched.refused", 1) in texts_of(page)
        page.go.emit("refused")
        refused = on_screen(window, RefusedPage)
        assert EN.plural("candidates.refused.count", 1) in texts_of(refused)
        assert any(EN(key) in texts_of(refused) for key in EN.keys_of("registry.refused."))


def counted_jobs(desk: RegistryDesk) -> list[Callable[[], object]]:
    """Return where every job of the store lane is written down from now on; none is done."""
    asked: list[Callable[[], object]] = []
    desk.lane.run = lambda job, *_, **__: asked.append(job)  # type: ignore[method-assign]
    return asked


def test_a_list_that_is_painted_while_its_window_closes_asks_for_nothing(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        page.model.begin(5000, ())
        asked = counted_jobs(desk)
        page.model.row(900)
        assert len(asked) == 1  # so it is noticed here
        window.close()
        page.model.row(1400)
        page.wanted.emit(7)
        assert len(asked) == 1


@pytest.mark.parametrize("asked", PLACES_ASKED)
def test_what_was_asked_last_shows_nothing_once_the_window_is_locked(
    qapp: QApplication, office: Office, asked: str
) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        codes = [str(page.model.headerData(row, Qt.Orientation.Vertical)) for row in range(3)]
        page.go.emit(asked)
        desk.lane._pool.submit(lambda: None).result()  # its answer is on its way
        desk.go("lock")
        QTest.qWait(200)
        assert isinstance(window.page, MessagePage)
        everything = everything_in_memory()
        assert not any(code in everything for code in codes) and "Waterschap" not in everything
