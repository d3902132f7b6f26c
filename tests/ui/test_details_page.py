"""What a person types about themselves is theirs to order, switch and undo, and is called saved only when it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.details import LISTS, NEVER_RELEASED, Entry, MyDetails
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.pages.details import DetailsPage
from tests.fakes import there
from tests.own_details import FILLED
from tests.ui.conftest import Show, settle


@pytest.fixture
def page(show: Show) -> DetailsPage:
    _, _, page = show("14-details")
    assert isinstance(page, DetailsPage)
    for part in page.lists.values():
        part.open()
    return page


@pytest.fixture
def saved(page: DetailsPage) -> list[MyDetails]:
    """What the page hands over to be saved."""
    handed: list[MyDetails] = []
    page.changed.connect(handed.append)
    return handed


def type_in(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def titles(page: DetailsPage, name: str = "education") -> list[str]:
    return [form.entry().title for form in page.lists[name].forms]


def test_what_is_shown_is_what_is_kept(page: DetailsPage) -> None:
    assert page.details == FILLED
    for name in LISTS:
        assert page.lists[name].entries() == FILLED.entries(name)
    for part, switch in page.switches.items():
        assert switch.isChecked() == (part not in NEVER_RELEASED)
        assert switch.text() == ("✓ On my CV" if switch.isChecked() else "Not on my CV")


def test_a_list_is_folded_until_it_is_opened_and_says_how_many_it_has(show: Show) -> None:
    _, _, page = show("14-details")
    education = page.lists["education"]
    assert (education.forms, education.count.text()) == ([], "2 entries")
    assert education.entries() == FILLED.entries("education")
    education.fold_button.click()
    assert [form.entry() for form in education.forms] == list(FILLED.entries("education"))
    type_in(education.forms[1].first_field(), "Changed")
    education.fold_button.click()
    assert education.forms == []
    assert education.entries()[1].title == page.details.entries("education")[1].title == "Changed"
    education.add_button.click()
    assert (len(education.forms), education.count.text()) == (3, "3 entries")


def test_saved_is_said_only_of_what_was_saved(page: DetailsPage, saved: list[MyDetails], qtbot) -> None:
    assert page.step.text() == "✓ Saved"
    type_in(page.facts["gender"].edit, "man")
    assert page.step.text() == "Not saved yet"
    qtbot.waitUntil(lambda: len(saved) == 1)
    assert saved[0].fact("gender") == "man"
    type_in(page.facts["gender"].edit, "neither")
    page.show_saved(saved[0])
    assert page.step.text() == "Not saved yet"
    qtbot.waitUntil(lambda: len(saved) == 2)
    page.show_saved(saved[1])
    assert page.step.text() == "✓ Saved"


def test_what_could_not_be_saved_says_why_and_is_tried_again(page: DetailsPage, saved: list[MyDetails], qtbot) -> None:
    page.switches["work"].click()
    page.save_now()
    page.show_fault(EnvironmentFault("disk_full", folder="/x"))
    assert "full" in page.note.text()
    assert page.step.text() == "Not saved yet"
    page.save_now()
    assert saved == [FILLED.with_switch("work", False)] * 2
    page.show_saved(saved[-1])
    assert page.note.isHidden()


def test_leaving_hands_over_what_was_typed_a_moment_ago(page: DetailsPage, saved: list[MyDetails]) -> None:
    type_in(page.lists["work"].forms[0].first_field(), "Hydrologist")
    page.left()
    assert saved[-1].entries("work")[0].title == "Hydrologist"


def test_an_entry_moves_with_alt_and_an_arrow_and_keeps_the_keyboard(page: DetailsPage, qapp: QApplication) -> None:
    first, second = titles(page)
    field = page.lists["education"].forms[0].fields["organisation"].edit
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == [second, first]
    assert QApplication.focusWidget() is page.lists["education"].forms[1].fields["organisation"].edit
    QTest.keyClick(there(QApplication.focusWidget()), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == [second, first]
    QTest.keyClick(there(QApplication.focusWidget()), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == [first, second]
    assert page.details == FILLED


def test_an_entry_alone_has_no_ways_to_move_and_what_takes_it_out_stands_in_their_place(page: DetailsPage) -> None:
    (form,) = page.lists["work"].forms
    assert form.up.isHidden()
    assert form.down.isHidden()
    assert form.handle.isHidden()
    assert form.remove.x() == form.text.x()
    (first, _) = page.lists["education"].forms
    assert not first.up.isHidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_of_an_entry_are_heard_with_its_place(show: Show, language: str) -> None:
    words = Words(language)
    _, _, page = show("14-details-opened", language)
    education = page.lists["education"]
    education.forms[0].down.click()
    for place, form in enumerate(education.forms, 1):
        assert form.accessibleName() == f"{words('details.education')} {place}"
        assert form.remove.accessibleName() == f"{words('details.education')} {place}: {words('details.remove')}"


def test_an_entry_moves_with_its_buttons(page: DetailsPage) -> None:
    first, second = titles(page)
    top, bottom = page.lists["education"].forms
    assert (top.up.isEnabled(), top.down.isEnabled(), bottom.down.isEnabled()) == (False, True, False)
    top.down.click()
    assert titles(page) == [second, first]
    bottom.up.click()
    assert titles(page) == [first, second]


def test_an_entry_is_dragged_to_where_it_is_dropped(page: DetailsPage, qapp: QApplication) -> None:
    page.lists["education"].add_button.click()
    type_in(page.lists["education"].forms[2].first_field(), "Third")
    settle(qapp)
    first, second, third = titles(page)
    forms = page.lists["education"].forms
    handle = forms[2].handle
    target = forms[0].mapToGlobal(QPoint(20, 2))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    QTest.mouseMove(handle, handle.mapFromGlobal(target))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=handle.mapFromGlobal(target))
    assert titles(page) == [third, first, second]
    assert all(form.property("entry") == "true" for form in forms)


def test_an_entry_is_added_empty_with_the_keyboard_in_it_and_taken_out(page: DetailsPage) -> None:
    jobs = page.lists["work"]
    jobs.add_button.click()
    assert QApplication.focusWidget() is jobs.forms[1].first_field()
    assert page.details.entries("work") == (*FILLED.entries("work"), Entry())
    jobs.forms[0].remove.click()
    assert page.details.entries("work") == (Entry(),)
    assert QApplication.focusWidget() is jobs.forms[0].first_field()
    jobs.forms[0].remove.click()
    assert page.details.entries("work") == ()
    assert QApplication.focusWidget() is jobs.add_button
    assert all(form.entry() == Entry() for form in jobs._forms)  # nothing of it stays behind in a hidden field


def test_every_step_can_be_undone_back_to_the_beginning(page: DetailsPage, saved: list[MyDetails]) -> None:
    steps: list[Callable[[], object]] = [
        lambda: page.lists["education"].forms[0].down.click(),
        lambda: page.lists["work"].forms[0].remove.click(),
        lambda: page.switches["address"].click(),
        lambda: page.lists["languages"].add_button.click(),
        lambda: type_in(page.lists["languages"].forms[2].first_field(), "Frisian"),
        lambda: type_in(page.facts["drivers_licence"].edit, "C"),
        lambda: page.take(page.details.with_fact("address", "elsewhere")),
    ]
    seen = [page.details]
    for step in steps:
        step()
        seen.append(page.details)
    for before in reversed(seen[:-1]):
        assert page.undo_button.isEnabled()
        page.undo()
        assert page.details == before
        for name in LISTS:
            assert page.lists[name].entries() == before.entries(name)
    assert page.details == FILLED
    assert not page.undo_button.isEnabled()


def test_what_is_typed_in_one_field_is_one_step(page: DetailsPage) -> None:
    type_in(page.facts["address"].edit, "a long address")
    assert page.facts["address"].text() == "a long address"
    page.undo_button.click()
    assert page.facts["address"].text() == FILLED.fact("address")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_never_released_is_marked_so_above_its_fields(show: Show, language: str) -> None:
    _, context, page = show("14-details-empty", language)
    words = context.words
    card = page.facts["address"].parentWidget().parentWidget()
    told = [label.text() for label in card.findChildren(type(page.title))]
    assert words("details.private.text") in told
    for name in NEVER_RELEASED:
        assert card.isAncestorOf(page.facts[name])
        assert not page.switches[name].isChecked()
    assert not card.isAncestorOf(page.facts["drivers_licence"])


def test_the_page_asks_for_no_photo(page: DetailsPage) -> None:
    said = " ".join(label.text().lower() for label in page.findChildren(type(page.title)))
    assert "photo" not in said
    assert "picture" not in said
