"""Promise: the list is filtered by what may be said, names nobody unasked, and hands out nothing without a purpose."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.exporting import ExportingPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.registry_desk import RegistryDesk
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.window import Window
from tests.core.services.registry_house import PASSPHRASE
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import focused, press, type_in
from tests.journeys.test_registry_window import Office, enter, fetched, office, on_screen, window_over

__all__ = ["office"]

EN = Words("en")


def pick(menu: QMenu, *texts: str) -> None:
    """Choose an entry of a menu, by the words on the way to it."""
    menu.aboutToShow.emit()
    for text in texts[:-1]:
        (menu,) = [action.menu() for action in menu.actions() if action.text() == text]  # type: ignore[misc, assignment]
    (action,) = [action for action in menu.actions() if action.text() == texts[-1]]
    assert action.isEnabled()
    action.trigger()


def answered(window: Window) -> None:
    desk = window.findChild(RegistryDesk)
    assert desk is not None
    wait_until(lambda: not desk.lane.busy, "the answer", patience_s=20)


def menu_of(button: Button) -> QMenu:
    menu = button.menu()
    assert isinstance(menu, QMenu)
    return menu


EMPATHY = shipped().assessment().skills[[one.id for one in shipped().assessment().skills].index("empathy")]


def test_a_filter_asks_for_what_is_likely_or_what_the_margin_reaches(qapp: QApplication, office: Office) -> None:
    short = EMPATHY.short_name["en"]
    with window_over(qapp, office) as window:
        page = fetched(window)
        add = menu_of(page.filters.add_button)
        pick(add, EN("filter.add.may_be_at"), short, "7")
        assert page.query.reaches == (("empathy", 7),)
        answered(window)
        assert page.model.rowCount() == 3
        assert [chip.text() for chip in page.filters.chips] == [f"{EN('filter.may_be', skill=short, sten=7)}  ×"]
        page.go_on_at_row(0)
        click(page.look_button)
        click(on_screen(window, CandidatePage).back_button)
        page = on_screen(window, CandidatesPage)
        assert page.query.reaches == (("empathy", 7),)
        pick(menu_of(page.filters.add_button), EN("filter.add.likely_at"), short, "7")
        wait_until(page.empty.isVisible, "nobody", patience_s=20)
        assert EN("candidates.empty.filtered.title") in texts_of(page)
        click(page.filters.chips[0])
        wait_until(lambda: page.model.rowCount() == 3, "those whose margin reaches it", patience_s=20)
        pick(menu_of(page.filters.add_button), EN("filter.add.is_read"), EN("filter.unread"))
        wait_until(lambda: page.model.rowCount() == 2, "those that nobody read", patience_s=20)


def test_a_filter_is_saved_used_renamed_removed_and_put_back(qapp: QApplication, office: Office) -> None:
    short = EMPATHY.short_name["en"]
    with window_over(qapp, office) as window:
        page = fetched(window)
        saved = menu_of(page.filters.saved_button)
        pick(menu_of(page.filters.add_button), EN("filter.add.likely_at"), short, "5")
        answered(window)
        pick(saved, EN("filter.save"))
        wait_until(lambda: focused() is page.asked_name.field.edit, "to be asked for a name")
        type_in("Hydrologist")
        press(Qt.Key.Key_Return)
        wait_until(lambda: EN("filter.saved", name="Hydrologist") in texts_of(page), "to be told", patience_s=20)
        answered(window)
        click(page.filters.chips[0])
        assert page.filters.chips == []
        pick(saved, "Hydrologist")
        assert page.query.likely == (("empathy", 5),)
        pick(saved, EN("filter.remove"), "Hydrologist")
        wait_until(lambda: EN("filter.removed", name="Hydrologist") in texts_of(page), "to be told", patience_s=20)
        click(page.undo.undo_button)
        wait_until(lambda: EN("filter.put_back", name="Hydrologist") in texts_of(page), "it to be back", patience_s=20)
        answered(window)
        pick(saved, EN("filter.rename"), "Hydrologist")
        page.asked_name.field.edit.setText(" ")
        click(page.asked_name.keep_button)
        wait_until(lambda: EN("error.filter_unnamed") in texts_of(page), "to be told what is wrong", patience_s=20)
        page.asked_name.field.edit.setText("Dikes")
        click(page.asked_name.keep_button)
        wait_until(lambda: EN("filter.renamed", name="Dikes") in texts_of(page), "its new name", patience_s=20)


def test_names_show_on_request_alone_and_whoever_is_shown_is_told(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        assert "Sanne" not in str(page.model.headerData(0, Qt.Orientation.Vertical))
        click(page.names_button)
        assert EN("candidates.names.text") in texts_of(page)
        click(page.names_card.agree_button)
        wait_until(lambda: page.model.has_names, "names", patience_s=20)
        assert "Sanne de Vries" in str(page.model.headerData(0, Qt.Orientation.Vertical))
        click(page.names_button)
        wait_until(lambda: not page.model.has_names, "codes again", patience_s=20)
        click(page.fetch_button)
        wait_until(lambda: len(office.server.mail()) == 3, "all of them to be told", patience_s=20)
        wait_until(lambda: not page.is_busy, "the fetch to end", patience_s=20)


def test_columns_that_were_chosen_stay_so_in_this_registry(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        pick(menu_of(page.columns_button), EMPATHY.name["en"])
        answered(window)
        page.go.emit("list")
        page = on_screen(window, CandidatesPage, but=page)
        answered(window)
        assert page.table.isColumnHidden(page.model.columns.index("empathy"))
        assert not page.table.isColumnHidden(page.model.columns.index("until"))


def test_whoever_is_selected_is_handed_on_and_no_other(qapp: QApplication, office: Office) -> None:
    handed: list[list[str]] = []
    with window_over(qapp, office) as window:
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        desk.hand_on["compare"] = lambda page, ids, _: handed.append(list(ids))
        page = fetched(window)
        assert not page.hand_on["compare"].isEnabled() and page.hand_on["team"].isEnabled()
        page.go_on_at_row(0)
        press(Qt.Key.Key_Space)
        assert not page.hand_on["compare"].isEnabled()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Down)
        QTest.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
        assert EN.plural("candidates.selected", 3) in texts_of(page)
        press(Qt.Key.Key_Space)
        assert EN.plural("candidates.selected", 2) in texts_of(page)
        rows = [page.model.row(number) for number in range(2)]
        click(page.hand_on["compare"])
    assert handed == [[row.release_id for row in rows if row is not None]]


def test_what_ends_soon_is_found(qapp: QApplication, office: Office) -> None:
    house, server = office.house, office.server
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    device = house.device()
    server.devices.append(device.certificate)
    server.puts(house.sealed(device, days=200))
    house.opened.close()
    with window_over(qapp, office) as window:
        page = enter(window)
        click(page.fetch_button)
        wait_until(lambda: page.model.rowCount() == 4, "four candidates", patience_s=20)
        pick(menu_of(page.filters.add_button), EN("filter.add.ends"), EN.plural("filter.ends", 30))
        wait_until(lambda: page.model.rowCount() == 3, "those that end soon", patience_s=20)
        rows = [row for number in range(3) if (row := page.model.row(number)) is not None]
        assert sorted((row.until_ms - house.clock.now_ms()) // DAY_MS for row in rows) == [20, 21, 22]


@pytest.mark.parametrize("name", ["selected.csv", "selected.xlsx"])
def test_what_is_selected_is_exported_with_a_purpose_and_no_other(
    qapp: QApplication, tmp_path: Path, office: Office, name: str
) -> None:
    place = tmp_path / name
    house = office.house
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    name_reader(house.deps, "J. Bakker")
    house.opened.close()
    with window_over(qapp, office, lambda _title, _name: place) as window:
        page = fetched(window)
        codes = [str(page.model.headerData(row, Qt.Orientation.Vertical)) for row in range(3)]
        page.table.choose_row(1)
        click(page.export_button)
        asking = on_screen(window, ExportingPage)
        click(asking.save_button)
        assert EN("error.export_without_purpose") in texts_of(asking) and not place.exists()
        for what, typed in (("purpose", "Interviews"), ("recipient", "Hiring committee")):
            asking.fields[what].edit.setText(typed)
        click(asking.save_button)
        wait_until(lambda: place.name in asking.note.text(), "the file to be told of", patience_s=20)
        click(asking.back_button)
        page = on_screen(window, CandidatesPage)
        assert EN.plural("candidates.selected", 1) in texts_of(page)
    if name.endswith("xlsx"):
        assert place.read_bytes().startswith(b"PK")
        return
    lines = place.read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert codes[1] in lines[1]
    assert "Sanne" not in lines[1]


def test_after_locking_nobody_is_selected_any_more_nor_searched_for(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        code = str(page.model.headerData(1, Qt.Orientation.Vertical))
        page.table.choose_row(1)
        page.filters.search.setText(code)
        wait_until(lambda: page.model.rowCount() == 1, "the one who is searched for", patience_s=20)
        page.go.emit("list")
        page = on_screen(window, CandidatesPage, but=page)
        assert (page.query.text, len(page.model.chosen)) == (code, 1)
        page.go.emit("lock")
        click(on_screen(window, MessagePage).buttons["again"])
        page = enter(window)
        wait_until(lambda: page.model.rowCount() == 3, "all of them", patience_s=20)
        assert (page.query.text, len(page.model.chosen)) == ("", 0)


@pytest.mark.parametrize("by_the_bar", [False, True])
def test_a_name_that_was_searched_for_is_not_asked_of_a_list_without_names(
    qapp: QApplication, office: Office, by_the_bar: bool
) -> None:
    with window_over(qapp, office) as window:
        page = fetched(window)
        click(page.names_button)
        click(page.names_card.agree_button)
        wait_until(lambda: page.model.has_names, "names", patience_s=20)
        page.filters.search.setText("sanne")
        wait_until(lambda: page.query.text == "sanne", "the search", patience_s=20)
        answered(window)
        if by_the_bar:
            page.go.emit("roles")
            on_screen(window, RolesPage).go.emit("list")
        else:
            page.go_on_at_row(0)
            click(page.look_button)
            click(on_screen(window, CandidatePage).back_button)
        page = on_screen(window, CandidatesPage)
        wait_until(lambda: page.model.rowCount() == 3, "all of them, by code", patience_s=20)
        assert (page.query.text, page.query.with_names) == ("", False)


def test_where_nobody_who_was_selected_is_here_any_more_no_file_is_said_to_be_saved(
    qapp: QApplication, tmp_path: Path, office: Office
) -> None:
    place = tmp_path / "nobody.csv"
    house = office.house
    house.opened = registry.open_registry(house.parts, None, PASSPHRASE)
    name_reader(house.deps, "J. Bakker")
    house.opened.close()
    with window_over(qapp, office, lambda _title, _name: place) as window:
        page = fetched(window)
        page.table.choose_row(1)
        click(page.export_button)
        asking = on_screen(window, ExportingPage)
        house.clock.wall_ms += 60 * 86_400_000
        for what in ("purpose", "recipient"):
            asking.fields[what].edit.setText("Committee")
        click(asking.save_button)
        wait_until(lambda: EN("candidates.exported_none") in texts_of(asking), "to be told", patience_s=20)
        assert not place.exists()
