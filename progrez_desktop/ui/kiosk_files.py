"""Where files go and come from at a kiosk: a removable drive that its operator allows, and no disk of this computer."""

from collections.abc import Callable
from pathlib import Path

from progrez_desktop.core.drives import Drive
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.stick_card import StickCard
from progrez_desktop.ui.window import Window


class StickFiles:
    """In the place of the system's dialogs, which show the whole disk (ui/files.py)."""

    def __init__(
        self,
        window: Window,
        context: Context,
        page: Callable[[], Page | None],
        find: Callable[[], list[Drive]],
        is_allowed: Callable[[], bool],
    ) -> None:
        """`page` is the one on screen, with which a question goes; `is_allowed` says what the operator decided."""
        self._window, self._context, self._page = window, context, page
        self._find, self._is_allowed = find, is_allowed

    def choose_file(self, title: str, name: str) -> Path | None:
        """Return where a file goes, on a drive that the person chose; as `ui.files.FileChooser`."""
        card = self._card(title)
        if not self._is_allowed():
            self._tell(card, "kiosk.stick.not_saved")
            return None
        while (drive := card.ask_drive()) is not None:
            try:
                place = drive.place_for(name)
            except OSError:
                card.tell_fault("kiosk.stick.failed")
            else:
                card.go()
                return place
        card.go()
        return None

    def open_file(self, title: str, ending: str) -> Path | None:
        """Return a file on a drive that the person chose; as `ui.files.FileOpener`."""
        card = self._card(title)
        if not self._is_allowed():
            self._tell(card, "kiosk.stick.not_read")
            return None
        chosen = card.ask_file(ending)
        card.go()
        return chosen

    def _card(self, title: str) -> StickCard:
        card = StickCard(self._window, self._context, self._page(), title, self._find)
        self._window.covered.connect(card.give_up)  # it would lie over whoever comes
        return card

    def _tell(self, card: StickCard, key: str) -> None:
        card.tell(key)
        card.go()
