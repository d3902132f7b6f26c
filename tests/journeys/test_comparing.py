"""Promise: people stand side by side by their codes, each of them hears of it, and no difference is said by chance."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services import registry
from progrez_desktop.ui.compare_visit import CompareVisit
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.compare import ComparePage
from progrez_desktop.ui.registry_desk import RegistryDesk
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import House, new_house, server_of
from tests.fakes import there
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import press
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over


@pytest.fixture
def released(tmp_path: Path) -> Iterator[tuple[Office, list[str]]]:
    house = new_house(tmp_path / "registry")
    people = [content([score("empathy", exact), score("initiative", 5.5)]) for exact in (2.5, 8.5, 8.0)]
    found = [one.release_id for one in release(house, people)]
    read_without_a_role(house.deps)
    server = server_of(house, house.device())
    house.opened.close()
    yield Office(house, server), found


def desk_of(window: Window) -> RegistryDesk:
    return there(window.findChild(RegistryDesk))


def reads(house: House) -> int:
    house.reopen()
    ((count,),) = house.deps.store.database.rows("SELECT SUM(count) FROM read")
    house.opened.close()
    return int(str(count))


def test_they_stand_by_code_and_each_look_is_told(qapp: QApplication, released: tuple[Office, list[str]]) -> None:
    office, wanted = released
    with window_over(qapp, office) as window:
        CompareVisit(desk_of(window)).begin(enter(window), wanted)
        page = on_screen(window, ComparePage)
        told = texts_of(page)
        assert EN("compare.title", n=3) in told
        assert EN("compare.said.none") in told
        assert EN("compare.said.some") in told
        assert EN("compare.told") in told
        press(Qt.Key.Key_Return)  # back to the list
        on_screen(window, CandidatesPage)
    assert reads(office.house) == 3


def test_one_person_alone_is_refused_on_the_list_and_not_read(
    qapp: QApplication, released: tuple[Office, list[str]]
) -> None:
    office, wanted = released
    with window_over(qapp, office) as window:
        page = enter(window)
        CompareVisit(desk_of(window)).begin(page, wanted[:1])
        refusal = EN("error.compare_how_many", least=2, most=6, count=1)
        wait_until(lambda: refusal in texts_of(page), "the refusal", patience_s=20)
    house = office.house
    house.reopen()
    assert house.deps.store.database.rows("SELECT * FROM read") == []
    assert registry.standing(house.deps).profiles == 3
    house.opened.close()
