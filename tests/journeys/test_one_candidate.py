"""Promise: one candidate is looked at, named and handed out as a report by keyboard alone, and hears of each."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.recruiting.role_house import locked_role, read_without_a_role, want
from tests.core.services.registry_house import PASSPHRASE, House, new_house, server_of
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import MouseWatch, focused, press, tab_to
from tests.journeys.test_registry_window import Office, fetched, on_screen, window_over

EN = Words("en")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A registry with a locked role, somebody who reads, and three candidates to be fetched."""
    house = new_house(tmp_path / "registry")
    locked_role(house.deps, {"empathy": want(4, 6), "integrity": want(2, 5)})
    name_reader(house.deps, "Noor van der Berg")
    device = house.device()
    server = server_of(house, device)
    server.puts(*(house.sealed(device, days=20 + number) for number in range(3)))
    house.opened.close()
    yield Office(house, server)


def looked_at(window: Window) -> CandidatePage:
    page = fetched(window)
    page.go_on_at_row(0)
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    return on_screen(window, CandidatePage)


def actions(house: House) -> list[str]:
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    found = [event.action for event in house.deps.store.audit.events()]
    house.opened.close()
    return found


def test_a_candidate_is_named_and_handed_out_by_keyboard_alone(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    place, watch = tmp_path / "report.pdf", MouseWatch()
    with window_over(qapp, office, lambda _title, _name: place) as window:
        page = looked_at(window)
        qapp.installEventFilter(watch)
        said = texts_of(page)
        assert EN("one_candidate.fit.likely_meets") in said
        assert EN("interview.title") in said
        assert "Sanne" not in said
        tab_to(EN("one_candidate.show_name"))
        press(Qt.Key.Key_Return)
        assert "Sanne" not in texts_of(page)
        assert focused() is page.yes_button
        press(Qt.Key.Key_Return)
        wait_until(lambda: "Sanne de Vries" in page.name.text(), "the name", patience_s=20)
        tab_to(EN("one_candidate.report"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: place.exists() and not page.is_busy, "the report", patience_s=20)
        assert EN("one_candidate.report_saved", name=place.name) in texts_of(page)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0
    assert {"profile_read", "name_shown", "report_made"} <= set(actions(office.house))


def test_evidence_of_one_candidate_is_saved_by_keyboard_from_their_page(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    place = tmp_path / "evidence.zip"
    with window_over(qapp, office, lambda _title, _name: place) as window:
        page = looked_at(window)
        tab_to(EN("one_candidate.evidence"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: place.exists() and not page.is_busy, "the evidence", patience_s=60)
        code = page.view.row.code
    with ZipFile(place) as packed:
        assert json.loads(packed.read("manifest.json"))["about"] == code
    assert "evidence_packed" in actions(office.house)


def test_strengths_and_limitations_stand_in_the_order_of_the_assessment_and_not_from_best_to_worst(
    qapp: QApplication, tmp_path: Path
) -> None:
    house = new_house(tmp_path / "registry")
    read_without_a_role(house.deps)
    low, high = score("communication", 2.0), score("empathy", 9.0)
    device = house.device()
    server = server_of(house, device)
    for _ in range(3):
        server.puts(house.sealed(device, content=content([low, high]), purposes=("profile",)))
    house.opened.close()
    with window_over(qapp, Office(house, server)) as window:
        said = texts_of(looked_at(window))
    places = [
        said.index(
            EN(
                "one_candidate.level_of",
                skill=skill,
                level=level,
                rests=EN("one_candidate.rests_on", answered=9, of=10),
            )
        )
        for skill, level in (("Communication", "clear limitation"), ("Empathy", "clear strength"))
    ]
    assert places == sorted(places)


def test_who_stays_blind_is_told_nothing(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = looked_at(window)
        tab_to(EN("one_candidate.show_name"))
        press(Qt.Key.Key_Return)
        tab_to(EN("one_candidate.show_name.no"))
        press(Qt.Key.Key_Return)
        assert focused() is page.name_button
        assert page.asking.isHidden() and "Sanne" not in texts_of(page)
    assert "name_shown" not in actions(office.house)


def test_what_is_painted_is_said_with_its_numbers_and_stands_in_a_table(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = looked_at(window)
        names = candidate_bars(page)
        assert "Empathy: 5–7, score 6 of 10. asked 6–10. likely meets." in names
        tab_to(EN("one_candidate.as_table"))
        press(Qt.Key.Key_Return)
        assert page.fit_card.table is not None and page.fit_card.table.isVisible()
        assert page.fit_card.isHidden()
        assert EN("one_candidate.in_ten", n=8) in texts_of(page)
        wait_until(lambda: focused() is page.fit_card.back_switch, "the way back")
        press(Qt.Key.Key_Return)
        wait_until(lambda: focused() is page.fit_card.switch, "the bars again")
        assert page.fit_card.table_card.isHidden()


def candidate_bars(page: CandidatePage) -> list[str]:
    from progrez_desktop.ui.widgets.margin_bar import MarginBar

    return [bar.accessibleName() for bar in page.findChildren(MarginBar)]


def test_without_a_reader_there_is_no_report_and_the_page_says_what_to_do(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    house = office.house
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    with house.deps.store.transaction():
        house.deps.store.database.write("UPDATE registry SET reader = NULL")
    house.opened.close()
    place = tmp_path / "report.pdf"
    with window_over(qapp, office, lambda _title, _name: place) as window:
        page = looked_at(window)
        assert EN("error.reader_unnamed") in texts_of(page)
        tab_to(EN("one_candidate.report"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.note.isVisible(), "the page to say so", patience_s=20)
        assert not place.exists()


def test_a_decision_is_written_from_here(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        opened = looked_at(window)
        tab_to(EN("one_candidate.decide"))
        press(Qt.Key.Key_Return)
        assert EN("decision.title", code=opened.view.row.code) in texts_of(on_screen(window, DecisionPage))
