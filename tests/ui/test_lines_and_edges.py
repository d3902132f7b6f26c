"""What belongs in one line stands in it: the edges of a page, a title and what is below it, fields side by side."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.words import Words, capital
from progrez_desktop.ui.pages.operator_duty_new import DutyNewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from tests.ui.conftest import Show
from tests.ui.measure import texts


def _contrast(page: QWidget) -> Button:
    settings = page.findChildren(DisplaySettings)[0]
    return next(one for one in settings.findChildren(Button) if one.property("kind") == "contrast")


def _corner(widget: QWidget, page: QWidget) -> QPoint:
    return widget.mapTo(page, QPoint(0, 0))


def _right(button: Button, page: QWidget) -> int:
    return button.mapTo(page, button.drawn().bottomRight()).x()


def test_the_settings_end_where_the_page_ends_and_start_is_as_wide_as_its_word(show: Show) -> None:
    _, _, page = show("08-start-computer")
    assert isinstance(page, StartPage)
    assert _right(_contrast(page), page) == _right(page.start_button, page)
    assert page.start_button.width() < page.width() / 4


def test_the_settings_of_staff_stay_in_their_place_however_much_a_page_says_of_itself(show: Show) -> None:
    places = {_corner(_contrast(page), page).y() for _, _, page in map(show, ("41-today", "42-send", "48-duties"))}
    assert len(places) == 1


def test_a_narrow_part_begins_where_the_title_begins(show: Show) -> None:
    _, _, page = show("18-erase")
    frame = page.save_button.parentWidget()
    assert _corner(frame, page).x() == _corner(page.title, page).x()


def test_a_fault_below_one_field_leaves_the_other_in_line(show: Show) -> None:
    _, _, page = show("48-duty-new-wrong")
    assert isinstance(page, DutyNewPage)
    assert page.email.edit.accessibleDescription()
    assert _corner(page.email.edit, page).y() == _corner(page.name.edit, page).y()


def test_what_is_said_of_a_profile_has_the_width_of_the_page(show: Show) -> None:
    _, _, page = show("13-profile-gap", "nl")
    assert page.lead.width() > page.width() / 2
    assert page.lead.height() < 2 * page.lead.fontMetrics().height()


def test_texts_that_are_being_opened_say_so(show: Show) -> None:
    _, _, page = show("13-reading-loading", "nl")
    assert Words("nl")("reading.opening") in texts(page)


def test_a_sentence_that_begins_with_one_in_dutch_has_its_accent_once() -> None:
    assert capital("één scherm") == "Eén scherm"
    assert capital("twee schermen") == "Twee schermen"
