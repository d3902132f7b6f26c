"""What lies over a page: the card of removable drives, and the warning that nobody stirs. The page below is empty."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.drives import Drive
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.idle_warning import IdleWarning
from progrez_desktop.ui.widgets.stick_card import StickCard

if TYPE_CHECKING:
    from tests.ui.gallery import Material

TITLE = "Curriculum vitae (PDF)"
"""A name that is one in both languages: a title is given with the question, and stays."""
_MINE = Drive(Path("/media/sanne"), "SANNE", 15_600_000_000, True)
_DRIVES = [
    _MINE,
    Drive(Path("/media/school"), "Vrijwilligersorganisatie De Buitenpoort, sleutelhanger 3", 64_000_000_000, True),
    Drive(Path("/media/cd"), "", 700_000_000, False),
]


class _OnDrive(Drive):
    def files(self, ending: str) -> list[Path]:
        names = ("resume", "Anna de Vries - Samen aan het werk - 23 november 2026", "a" * 70)
        return [self.path / f"{name}{ending}" for name in names]


_FULL = _OnDrive(_MINE.path, _MINE.name, _MINE.size_bytes, True)


class _Below(Page):
    """An empty page that gives the keyboard to what lies over it."""

    def __init__(self, context: Context, lay: "Callable[[Page], StickCard | IdleWarning]") -> None:
        super().__init__(context)
        self.card = lay(self)

    def entered(self) -> None:
        if isinstance(self.card, StickCard):
            self.card.lie_over()
            self.card._first().setFocus()
        else:
            self.card.show_seconds(60)


def _stick(context: Context, drives: list[Drive], *, fault: str = "", told: str = "", to_read: bool = False) -> Page:
    def lay(page: Page) -> StickCard:
        card = StickCard(page, context, None, TITLE, lambda: drives)
        if to_read:
            card._to_write, card._ending = False, ".progrez"
        card._look_again()
        if fault:
            card.tell_fault(fault)
        if told:
            card._text, card._cancel_key = lambda words: words(told), "kiosk.stick.good"
            card._say()
        return card

    return _Below(context, lay)


def _files(context: Context, drive: Drive) -> Page:
    page = _stick(context, [drive], to_read=True)
    assert isinstance(page, _Below) and isinstance(page.card, StickCard)
    page.card._chosen(drive)
    return page


def _idle(context: Context, about: str) -> Page:
    return _Below(context, lambda page: IdleWarning(page, context, about))


CARD_STATES: dict[str, "Callable[[Context, Material], Page]"] = {
    "kiosk-stick-none": lambda c, _: _stick(c, []),
    "kiosk-stick-drives": lambda c, _: _stick(c, _DRIVES),
    "kiosk-stick-failed": lambda c, _: _stick(c, _DRIVES, fault="kiosk.stick.failed"),
    "kiosk-stick-not-saved": lambda c, _: _stick(c, [], told="kiosk.stick.not_saved"),
    "kiosk-stick-files": lambda c, _: _files(c, _FULL),
    "kiosk-stick-no-file": lambda c, _: _files(c, Drive(Path("/nowhere"), "SANNE", 15_600_000_000, True)),
    "kiosk-idle": lambda c, _: _idle(c, "idle"),
    "kiosk-idle-rating": lambda c, _: _idle(c, "rating.idle"),
}
