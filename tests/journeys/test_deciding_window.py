"""Promise: without a mouse, a role is agreed on before anybody is opened, and a person decides and explains it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.role import METHODS
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import decisions, letters, roles, shortlists
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.ui.decision_visit import DecisionVisit
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.registry_in import RegistryInPage
from progrez_desktop.ui.pages.role import AgreePage, ExpertPage, LockedRolePage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.pages.shortlist_new import ShortlistNewPage
from progrez_desktop.ui.pages.shortlists import ShortlistPage, ShortlistsPage
from progrez_desktop.ui.registry_desk import RegistryDesk
from progrez_desktop.ui.shortlist_visit import ShortlistVisit
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import PROCEDURE, locked_role, want
from tests.core.services.registry_house import PASSPHRASE, FakeServer, House, new_house, server_of
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_keyboard_only import MouseWatch, focused, press, tab_to, type_in
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = new_house(tmp_path / "registry")
    release(house, [content([score("empathy", exact), score("integrity", 5.0)]) for exact in (4.0, 8.0)])
    return house


@pytest.fixture
def office(house: House) -> Iterator[Office]:
    name_reader(house.deps, "Noor van der Berg")
    server: FakeServer = server_of(house)
    house.opened.close()
    yield Office(house, server)


def desk_of(window: Window) -> RegistryDesk:
    desk = window.findChild(RegistryDesk)
    assert desk is not None
    return desk


def reopened(office: Office) -> House:
    office.house.opened = registry.open_registry(office.house.parts, None, PASSPHRASE)
    return office.house


def tab_on(pick: QWidget) -> None:
    """As `tab_to`, for a choice: what it is called as Qt tells it is what is chosen."""
    for _ in range(200):
        if focused() is pick:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to “{pick.accessibleName()}”")


def open_first(window: Window) -> CandidatePage:
    page = on_screen(window, CandidatesPage)
    wait_until(lambda: page.model.rowCount() == 2, "two candidates", patience_s=20)
    page.go_on_at_row(0)
    click(page.look_button)
    return on_screen(window, CandidatePage)


def test_a_role_is_agreed_on_without_a_mouse_and_locked_before_anybody_is_opened(
    qapp: QApplication, office: Office
) -> None:
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    with window_over(qapp, office) as window:
        enter(window)
        tab_to(EN("candidates.go.roles"))
        press(Qt.Key.Key_Return)
        on_screen(window, RolesPage)
        type_in("Hydrologist")
        tab_to(EN("roles.begin"))
        press(Qt.Key.Key_Return)
        expert = on_screen(window, ExpertPage)
        assert list(expert.form.rows) == ["empathy", "integrity"]
        type_in("Noor")
        tab_on(expert.form.rows["empathy"].importance)
        for _ in range(3):
            press(Qt.Key.Key_Down)
        tab_to(EN("role.expert.keep"))
        press(Qt.Key.Key_Return)
        again = on_screen(window, ExpertPage, but=expert)
        assert EN.plural("role.experts_said", 1) in texts_of(again)
        tab_to(EN("role.compare"))
        press(Qt.Key.Key_Return)
        agree = on_screen(window, AgreePage)
        assert EN("role.one_expert") in texts_of(agree)
        tab_to(EN("role.agree.lock"))
        press(Qt.Key.Key_Return)
        assert EN("error.role_weights") in texts_of(agree)
        for method, steps in zip(METHODS, (8, 8, 4), strict=True):
            tab_on(agree.weights[method])
            for _ in range(steps):
                press(Qt.Key.Key_Down)
        tab_to(EN("role.agree.lock"))
        press(Qt.Key.Key_Return)
        locked = on_screen(window, LockedRolePage)
        assert EN("role.importance.3") in texts_of(locked)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0


def test_a_view_that_is_filled_in_is_not_lost_by_comparing_without_a_word(qapp: QApplication, office: Office) -> None:
    house = reopened(office)
    role = roles.draft(house.deps, "Hydrologist", PROCEDURE)
    wants = roles.blank(["empathy", "integrity"]) | {"empathy": want(3, 5)}
    roles.say(house.deps, role.id, "Noor", wants)
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window).go.emit("roles")
        on_screen(window, RolesPage).opened.emit(role.id)
        page = on_screen(window, ExpertPage)
        page.form.rows["integrity"].importance.choose("4")
        click(page.compare_button)
        assert EN("role.expert.not_kept") in texts_of(page)
        assert window.page is page
        click(page.compare_button)
        on_screen(window, AgreePage)


def test_weights_that_were_agreed_on_at_the_command_line_are_shown_as_they_are(
    qapp: QApplication, office: Office
) -> None:
    house = reopened(office)
    role = roles.draft(house.deps, "Hydrologist", PROCEDURE)
    wants = roles.blank(["empathy", "integrity"]) | {"empathy": want(3, 5)}
    roles.say(house.deps, role.id, "Noor", wants)
    roles.lay_side_by_side(house.deps, role.id)
    roles.agree(house.deps, role.id, wants, {"test": 0.33, "interview": 0.33, "work_sample": 0.34})
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window).go.emit("roles")
        on_screen(window, RolesPage).opened.emit(role.id)
        agree = on_screen(window, AgreePage)
        assert [agree.weights[method].chosen for method in METHODS] == ["33", "33", "34"]
        click(agree.lock_button)
        on_screen(window, LockedRolePage)
    (locked,) = roles.every(reopened(office).deps)
    assert [round(locked.weights[method], 2) for method in METHODS] == [0.33, 0.33, 0.34]


def test_nobody_is_opened_before_that_and_the_list_says_why(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = enter(window)
        wait_until(lambda: page.model.rowCount() == 2, "two candidates", patience_s=20)
        page.go_on_at_row(0)
        click(page.look_button)
        wait_until(lambda: EN("error.role_not_locked") in texts_of(page), "the page to say so", patience_s=20)
        assert window.page is page
    office.house.reopen()
    assert list(office.house.deps.store.database.rows("SELECT release_id FROM read")) == []
    office.house.opened.close()


def test_a_draft_that_was_deleted_is_brought_back(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        enter(window).go.emit("roles")
        page = on_screen(window, RolesPage)
        page.name.edit.setText("Hydrologist")
        click(page.begin_button)
        click(on_screen(window, ExpertPage).back_button)
        page = on_screen(window, RolesPage)
        click(next(iter(page.entries.values())).buttons["roles.drop"])
        page = on_screen(window, RolesPage, but=page)
        assert not page.entries
        click(page.undo_button)
        page = on_screen(window, RolesPage, but=page)
        assert len(page.entries) == 1


def test_a_person_decides_in_their_own_words_and_edits_the_letter(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    house = reopened(office)
    locked_role(house.deps, {"empathy": want(3, 5)})
    house.opened.close()
    paper = tmp_path / "letter.pdf"
    with window_over(qapp, office, lambda _title, _name: paper) as window:
        listed = enter(window)
        wait_until(lambda: listed.model.rowCount() == 2, "two candidates", patience_s=20)
        row = listed.model.row(0)
        assert row is not None
        DecisionVisit(desk_of(window)).begin(listed, row.release_id)
        wait_until(lambda: EN("error.report_not_opened") in texts_of(listed), "the page to say so", patience_s=20)
        one = open_first(window)
        DecisionVisit(desk_of(window)).begin(one, row.release_id)
        page = on_screen(window, DecisionPage)
        assert page.decision.text() == page.reason.text() == ""  # nothing is proposed
        click(page.keep_button)
        assert EN("error.decision_empty") in texts_of(page) and EN("error.decision_no_reason") in texts_of(page)
        page.decision.editor.setPlainText("We invite her")
        page.reason.editor.setPlainText("A score of 8")
        click(page.keep_button)
        wait_until(page.anyway.isVisible, "a warning", patience_s=20)
        page.reason.editor.setPlainText("She explained it well")
        click(page.keep_button)
        listing = on_screen(window, DecisionsPage)
        click(next(iter(listing.entries.values())).buttons["decisions.letter"])
        letter = on_screen(window, LetterPage)
        click(letter.save_button)
        wait_until(lambda: EN("error.letter_not_looked_at") in texts_of(letter), "the page to say so", patience_s=20)
        assert not paper.exists()
        letter.editor.appendPlainText("\nCall me.")
        click(letter.save_button)
        wait_until(lambda: paper.name in letter.note.text(), "the paper", patience_s=20)
        desk_of(window).go("lock")
        locked = on_screen(window, MessagePage)
        click(locked.buttons["again"])
        on_screen(window, RegistryInPage)  # the registry was closed before that
        assert "She explained it well" not in everything_in_memory()
    assert paper.read_bytes().startswith(b"%PDF")
    house = reopened(office)
    (found,) = decisions.every(house.deps)
    kept = letters.kept(house.deps, found.id)
    assert kept is not None and kept.text.endswith("Call me.") and found.handed_ms is not None
    house.opened.close()


@pytest.mark.parametrize("is_left_between", [False, True])
def test_whoever_a_cut_on_one_skill_left_is_no_shortlist_after_the_filter_is_taken_away(
    qapp: QApplication, office: Office, is_left_between: bool
) -> None:
    with window_over(qapp, office) as window:
        page = enter(window)
        wait_until(lambda: page.model.rowCount() == 2, "two candidates", patience_s=20)
        page.filters.ask(replace(page.query, likely=(("empathy", 6),)))
        wait_until(lambda: page.model.rowCount() == 1, "the one who is left", patience_s=20)
        page.table.choose_row(0)
        click(page.filters.chips[0])
        wait_until(lambda: page.model.rowCount() == 2, "both again", patience_s=20)
        if is_left_between:
            page.go.emit("roles")
            on_screen(window, RolesPage).go.emit("list")
            page = on_screen(window, CandidatesPage)
            wait_until(lambda: page.model.rowCount() == 2, "both again", patience_s=20)
        click(page.hand_on["shortlist"])
        new = on_screen(window, ShortlistNewPage)
        assert not new.make_button.isVisible()
        click(new.back_button)
        page = on_screen(window, CandidatesPage)
        wait_until(lambda: page.model.rowCount() == 2, "both again", patience_s=20)
        page.table.choose_row(0)
        page.table.choose_row(1)
        assert len(page.model.chosen) == 1  # the other of both, whom somebody chose
        click(page.hand_on["shortlist"])
        assert on_screen(window, ShortlistNewPage).make_button.isVisible()


def test_a_shortlist_is_made_of_whom_somebody_chose_and_each_change_can_be_undone(
    qapp: QApplication, office: Office
) -> None:
    with window_over(qapp, office) as window:
        listed = enter(window)
        wait_until(lambda: listed.model.rowCount() == 2, "two candidates", patience_s=20)
        rows = [row for row in (listed.model.row(0), listed.model.row(1)) if row is not None]
        ShortlistVisit(desk_of(window)).begin(listed, [row.release_id for row in rows], None)
        new = on_screen(window, ShortlistNewPage)
        new.name.edit.setText("June")
        click(new.make_button)
        page = on_screen(window, ShortlistPage)
        click(page.entries[rows[0].release_id].buttons["shortlist.take_off"])
        page = on_screen(window, ShortlistPage, but=page)
        assert set(page.entries) == {rows[1].release_id}
        click(page.undo_button)
        page = on_screen(window, ShortlistPage, but=page)
        assert len(page.entries) == 2
        click(page.back_button)
        lists = on_screen(window, ShortlistsPage)
        click(next(iter(lists.entries.values())).buttons["shortlists.drop"])
        lists = on_screen(window, ShortlistsPage, but=lists)
        assert not lists.entries
        click(lists.undo_button)
        lists = on_screen(window, ShortlistsPage, but=lists)
        assert len(lists.entries) == 1
    house = reopened(office)
    (one,) = shortlists.every(house.deps)
    assert (one.name, one.members, one.lost) == ("June", 2, 0)
    house.opened.close()
