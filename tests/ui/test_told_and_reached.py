"""What is read aloud and where Tab goes follow what is shown; what is painted has words; focus chooses nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from progrez_desktop.ui import speakers
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.reading_order import out_of_order
from progrez_desktop.ui.widgets.basic import label
from progrez_desktop.ui.widgets.focus_ring import FocusRing
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.tabs import Tabs
from tests.ui import measure
from tests.ui.conftest import Show
from tests.ui.gallery import STATES

SAMPLE = (
    *(
        "03-age",
        "04-account-faults",
        "05-recovery",
        "07-consent-one",
        "08-start",
        "09-statement-5-long",
        "10-situation-half",
    ),
    *("11-open-answer-typed", "12-review-open", "13-profile", "13-reading", "14-cv", "14-details-opened", "17-my-data"),
    *("19-release", "21-rating-some", "30-candidates", "32-candidate", "34-role-expert", "35-team-proposed"),
    *("37-statistics", "41-today", "44-leaving", "46-organisations"),
    *(
        "08-ease",
        "08-ease-by-staff",
        "09-statement-no-voice",
        "09-statement-time",
        "12-time-over",
        "13-break",
        "15-pause",
    ),
    *("40-staff-in-kiosk", "40-invigilator-all", "40-moved-ask", "47-kiosk-check-reasons", "47-kiosk-check-revoked"),
    *("48-duties", "48-duty", "48-duty-new", "48-disclosing", "49-packs", "49-pack-many", "49-offers", "49b-computer"),
    *(
        "49b-settings",
        "49b-checks-wrong",
        "49c-log",
        "49d-roster",
        "49d-member-new",
        "49d-own-factor-new",
        "49e-counts",
    ),
)
"""One state of each kind of page, of candidates and of staff."""


def focus_chain(page: Page) -> list[QWidget]:
    """What Tab comes to, from the page on."""
    wanted, met = set(measure.controls(page)), []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        if widget in wanted:
            met.append(widget)
        widget = widget.nextInFocusChain()
    return met


@pytest.mark.parametrize("state", SAMPLE)
def test_reading_and_tab_follow_what_is_shown(show: Show, state: str) -> None:
    _, _, page = show(state)
    page.keep_in_order()
    assert [widget for widget in (page, *page.findChildren(QWidget)) if out_of_order(widget)] == []
    assert focus_chain(page) == measure.controls(page)
    names = [(spoken_role(one), spoken_name(one)) for one in measure.controls(page) if isinstance(one, QAbstractButton)]
    assert len(names) == len(set(names)), sorted(str(one) for one in names if names.count(one) > 1)


def spoken_role(widget: QWidget) -> QAccessible.Role:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.role()


def spoken_name(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    assert told is not None
    return told.text(QAccessible.Text.Name)


@pytest.mark.parametrize("state", SAMPLE)
def test_what_is_painted_is_said_in_words(show: Show, state: str) -> None:
    _, _, page = show(state)
    silent = [one for one in measure.visible_in(page) if speakers.is_picture(one) and not spoken_name(one)]
    assert [type(one).__name__ for one in silent] == []


@pytest.mark.parametrize(
    "state", ["07-consent-none", "08-start", "09-statement-5-short", "10-situation-none", "13-profile"]
)
def test_focus_alone_chooses_nothing(show: Show, qapp: QApplication, state: str) -> None:
    window, _, page = show(state)
    before = measure.given_by_hand(page)
    for _ in range(12):
        QTest.keyClick(qapp.focusWidget() or window, Qt.Key.Key_Tab)
    for _ in range(4):
        QTest.keyClick(qapp.focusWidget() or window, Qt.Key.Key_Down)
    assert measure.given_by_hand(page) == before
    assert window.page is page


def test_a_heading_a_choice_and_a_tab_are_told_as_such(show: Show) -> None:
    _, _, page = show("14-cv")
    role = QAccessible.Role
    told = [QAccessible.queryAccessibleInterface(one).role() for one in (page.title, page.findChild(Tabs).tabs[0])]
    assert told == [role.Heading, role.PageTab]
    _, _, page = show("09-statement-5-short")
    option = QAccessible.queryAccessibleInterface(measure.controls(page)[-3])
    assert option.role() == role.RadioButton
    assert "Press" in option.actionInterface().actionNames()


def test_a_heading_that_is_made_with_its_words_is_told_as_one(qapp: QApplication) -> None:
    QAccessible.setActive(True)
    try:
        made = label("h1", "Where does the file go?")
        assert spoken_role(made) == QAccessible.Role.Heading
    finally:
        QAccessible.setActive(False)


def test_what_helps_is_chosen_among_radio_buttons_that_say_of_what(show: Show) -> None:
    _, context, page = show("08-ease-time")
    for key, pills in (("ease.text", page.sizes), ("ease.breaks", page.breaks), ("ease.extra", page.extra)):
        assert {spoken_role(pill) for pill in pills.values()} == {QAccessible.Role.RadioButton}
        assert all(spoken_name(pill).startswith(f"{context.words(key)}: ") for pill in pills.values())
        assert not any("✓" in spoken_name(pill) for pill in pills.values())


def test_a_request_is_opened_by_its_number_and_a_cell_of_the_log_says_its_column(show: Show) -> None:
    _, _, duties = show("48-duties")
    assert all(number in spoken_name(button) for number, button in duties.open_buttons.items())
    _, context, log = show("49c-log")
    [table] = log.findChildren(PlainTable)
    columns = [context.words(f"log_page.column.{name}") for name in ("when", "what", "who")]
    assert all(
        spoken_name(cell) == f"{column}: {cell.text()}" for cell, column in zip(table.rows[0], columns, strict=True)
    )


def test_the_ring_around_what_has_the_keyboard_is_not_read(show: Show, qapp: QApplication) -> None:
    window, _, _ = show("08-ease")
    while (ring := window.findChild(FocusRing)) is None:
        QTest.qWait(5)
    assert not speakers.is_picture(ring)


@pytest.mark.parametrize("state", ["40-staff-in-kiosk", "48-duty-new", "49b-settings", "49c-log", "49d-member-new"])
def test_a_list_to_choose_from_says_what_it_is_about(show: Show, state: str) -> None:
    _, _, page = show(state)
    for pick in page.findChildren(QComboBox):
        told = QAccessible.queryAccessibleInterface(pick)
        assert pick.accessibleName() in (told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description))


@pytest.mark.parametrize(("state", "field"), [("06-sign-in-wrong", "password"), ("04-account-empty", "password")])
def test_a_password_can_be_pasted_and_looked_at(show: Show, state: str, field: str) -> None:
    _, _, page = show(state)
    edit: QLineEdit = getattr(page, field).edit
    edit.clear()
    QGuiApplication.clipboard().setText("seven herons on a fence")
    edit.paste()
    assert edit.text() == "seven herons on a fence"
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    getattr(page, field)._show.click()
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("state", ["41-today", "30-candidates"])
def test_to_lock_is_a_button_after_the_places_and_any_key_that_presses_one_presses_it(show: Show, state: str) -> None:
    _, _, page = show(state)
    *places, lock = page.bar.entries.values()
    assert lock is page.bar.entries["lock"] and lock.mapToGlobal(lock.rect().topLeft()).y() > places[-1].y()
    assert {spoken_role(one) for one in places} == {QAccessible.Role.PageTab}
    assert spoken_role(lock) == QAccessible.Role.Button
    asked: list[str] = []
    page.go.connect(asked.append)
    lock.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(lock, key)
    assert asked == ["lock", "lock"] and not lock.isChecked()


def test_the_sample_has_states_that_are_there() -> None:
    assert set(SAMPLE) <= set(STATES)


def test_nothing_moves_or_sounds_by_itself(repo: Path) -> None:
    """There is no animation to reduce, and no sound but what is read aloud where somebody asked for it."""
    moving = (
        "QPropertyAnimation",
        "QVariantAnimation",
        "QTimeLine",
        "QMovie",
        "QSoundEffect",
        "QMediaPlayer",
        "beep()",
    )
    found = {
        f"{path.name}: {name}"
        for path in (repo / "progrez_desktop").rglob("*.py")
        for name in moving
        if name in path.read_text("utf-8")
    }
    assert found == set()
