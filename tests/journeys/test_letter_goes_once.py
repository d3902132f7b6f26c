"""Promise: a letter on a decision goes as a message once, and again only where somebody says so."""

from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.window import Window
from tests.core.services.registry_house import House
from tests.journeys.driving import texts_of
from tests.journeys.test_deciding_window import desk_of, house, office, reopened
from tests.journeys.test_registry_window import EN, Office, enter, window_over
from tests.journeys.test_typed_and_locked import letter_page, lettered

__all__ = ["house", "office"]


def messages_that_wait(house: House) -> int:
    return len(house.deps.store.post.unposted(100))


def test_a_letter_goes_once_however_often_it_is_pressed_and_again_only_where_somebody_says_so(
    qapp: QApplication, office: Office
) -> None:
    lettered(reopened(office))
    before = messages_that_wait(office.house)
    office.house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page = letter_page(window)
        assert not page.again.isVisible()
        page.send_button.click()
        page.send_button.click()
        wait_until(lambda: EN("letter.page.sent") in texts_of(page), "it to be sent", patience_s=20)
        assert page.state.text() == EN("letter.page.sent_on", at=EN.date(office.house.clock.now_ms()))
        page.send_button.click()
        wait_until(page.again.isVisible, "the page to ask", patience_s=20)
        assert messages_that_wait_in(window) == before + 1
        click(page.back_button)
        page = letter_page(window)
        assert page.state.isVisible()  # also who comes later is told
        page.send_button.click()
        wait_until(page.again.isVisible, "the page to ask", patience_s=20)
        click(page.again)
        click(page.send_button)
        wait_until(lambda: EN("letter.page.sent") in texts_of(page), "it to be sent again", patience_s=20)
        assert not page.again.isVisible() and not page.again.isChecked()
        assert messages_that_wait_in(window) == before + 2


def messages_that_wait_in(window: Window) -> int:
    """Counted on the lane that the registry is read on."""
    desk, found = desk_of(window), list[int]()
    deps = desk.deps
    desk.lane.run(lambda: len(deps.store.post.unposted(100)), found.append, desk.trouble, owner=desk)
    wait_until(lambda: bool(found), "the messages to be counted", patience_s=20)
    return found[0]
