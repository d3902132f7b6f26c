"""A registry's window that locks itself and is opened again, and what is there then."""

from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt

from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.registry_in import RegistryInPage
from progrez_desktop.ui.window import Window
from tests.core.services.registry_house import PASSPHRASE
from tests.journeys.driving import texts_of
from tests.journeys.test_deciding_window import desk_of
from tests.journeys.test_keyboard_only import press, type_in
from tests.journeys.test_registry_window import EN, Office, on_screen

P = TypeVar("P", bound=Page)


def locked_by_itself(window: Window, office: Office) -> MessagePage:
    office.house.clock.advance(180_000)
    page = on_screen(window, MessagePage)
    desk, closed = desk_of(window), list[None]()
    after = partial(desk.lane.run, lambda: None, closed.append, desk.trouble, owner=desk)  # it is closed after errands
    desk.errands.run(lambda: None, lambda _: after(), desk.trouble, owner=desk)
    wait_until(lambda: bool(closed), "the registry to be closed", patience_s=20)
    return page


def unlocked(locked: MessagePage, window: Window) -> None:
    click(locked.buttons["again"])
    on_screen(window, RegistryInPage)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)


def taken_up(window: Window, kind: type[P], but: Page | None = None) -> P:
    """Return the page on which somebody goes on, once it shows what was typed."""
    page = on_screen(window, kind, but=but)
    wait_until(lambda: EN("unkept.taken_up") in texts_of(page), "what was typed", patience_s=20)
    return page


def nothing_is_taken_up(window: Window) -> None:
    on_screen(window, CandidatesPage)
    settled(window)
    assert isinstance(window.page, CandidatesPage)


def settled(window: Window) -> None:
    lane = desk_of(window).lane
    wait_until(lambda: not lane.busy, "everything to be read", patience_s=20)
