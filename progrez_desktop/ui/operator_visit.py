"""An operator at a device: today, what waits, sending it, organisations. In a window of its own, or in the kiosk's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.files import read_small
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.outgoing import Leaving, Post, Sent
from progrez_desktop.core.services import enrolling, sending, today
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.today import Today
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.files import FileChooser, FileOpener
from progrez_desktop.ui.pages.operator_invitation import InvitationPage
from progrez_desktop.ui.pages.operator_leaving import LeavingPage
from progrez_desktop.ui.pages.operator_organisations import OrganisationsPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.posts_words import may_be_carried, may_be_sent, sent_sentence, stayed_of
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.staff_sign_in_visit import SigningIn, StaffSignInVisit

if TYPE_CHECKING:
    from progrez_desktop.core.model.organisation import Pinned
    from progrez_desktop.core.services.enrolling import Offered
    from progrez_desktop.core.services.staff_sign_in import Reach

_ABOVE = ("today", "send", "organisations")
IN_WINDOW = Places("operator", _ABOVE, ("lock",))
IN_KIOSK = Places("operator", _ABOVE, ("leave",))


@dataclass(frozen=True)
class Tools:
    """What an operator's pages reach beyond the window."""

    store_lane: Lane
    errands: Lane
    """For what asks another computer: nothing else waits for it."""
    choose_file: FileChooser
    open_file: FileOpener
    reach: "Reach"
    open_address: Callable[[str], bool]


class OperatorVisit(QObject):
    """From a passphrase that was right until `leave`."""

    def __init__(
        self,
        owner: QObject,
        context: Context,
        deps: Deps,
        places: Places,
        tools: Tools,
        show: Callable[[StaffPage], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(owner)
        self._context, self._deps, self._places, self._tools = context, deps, places, tools
        self._show, self._leave = show, leave
        self._progress: Progressing | None = None

    def begin(self) -> None:
        self.go("today")

    def go(self, place: str) -> None:
        """Show another place; what is under way is stopped."""
        self.stop()
        if place in ("lock", "leave"):
            self._leave()
            return
        {"today": self._today, "send": self._send, "organisations": self._organisations}[place]()

    def stop(self) -> None:
        """Let what is under way end after what it does now."""
        if self._progress is not None:
            self._progress.stop()

    def _put(self, page: StaffPage) -> None:
        page.go.connect(self.go)
        self._show(page)

    # Today
