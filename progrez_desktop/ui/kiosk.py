"""What makes a window a kiosk: it holds the screens, obeys the operator's outlets, keeps awake and never ends."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core.errors import Fault, LockedFault
from progrez_desktop.ui.kiosk_hold import KioskHold

if TYPE_CHECKING:
    from pathlib import Path

    from progrez_desktop.core.awake import Awake
    from progrez_desktop.core.drives import Drive
    from progrez_desktop.core.model.kiosk import KioskRules
    from progrez_desktop.ui.context import Context
    from progrez_desktop.ui.journey import Journey
    from progrez_desktop.ui.kiosk_door import KioskDoor
    from progrez_desktop.ui.kiosk_files import StickFiles
    from progrez_desktop.ui.pauses import Pauses
    from progrez_desktop.ui.system_signals import SystemSignals
    from progrez_desktop.ui.window import Window

_AGAIN_MS = 5000
"""How often it is tried again by itself, where the storage does not open."""


class Kiosk(QObject):
    """Made with its window, before the journey; `attend` begins with the journey, and `leave` ends it."""

    arranged = Signal()
    """The screens changed, and what covers them."""

    def __init__(
        self,
        window: "Window",
        context: "Context",
        find: "Callable[[], list[Drive]]",
        slept: Callable[[], int | None] | None = None,
    ) -> None:
        """Hold a window.

        Args:
            find: The removable drives that are plugged in now.
            slept: How long this computer slept since its start, where that is not asked of the system.
        """
        super().__init__(window)
        self._slept = slept
        self._rules: KioskRules | None = None
        self.hold = KioskHold(window, self.arranged.emit)
        self._window, self._context = window, context
        self._find = find
        self._awake: Awake | None = None
        self.signals: SystemSignals | None = None
        self.pauses: Pauses | None = None
        self._again: QTimer | None = None

    def attend(self, journey: "Journey") -> None:
        """Cover the screens once the page was painted, and follow what happens in the window."""
        self._journey = journey
        self._window.first_painted.connect(self.hold.watch)
        journey.storage_ready.connect(self._storage_is_ready)

    @cached_property
    def door(self) -> "KioskDoor":
        """Made once the storage is open: the first paint does not wait for it."""
        from progrez_desktop.ui.kiosk_door import KioskDoor

        return KioskDoor(self._journey)

    def leave(self) -> None:
        """Staff end the kiosk: what is open is kept and locked as whenever the window closes."""
        self.hold.let_go()
        self._window.close_now()

    # What may leave

    @property
    def rules(self) -> "KioskRules":
        """What the operator decided; the narrowest until the storage is open, where that is kept."""
        from progrez_desktop.core.model.kiosk import KioskRules

        return self._rules or KioskRules()

    @cached_property
    def files(self) -> "StickFiles":
        """Where a person's files go and come from."""
        return self._files(lambda: self.rules.may_save)

    @cached_property
    def staff_files(self) -> "StickFiles":
        """Where those of staff do: a removable drive too, whatever is decided for others."""
        return self._files(lambda: True)

    def _files(self, is_allowed: Callable[[], bool]) -> "StickFiles":
        from progrez_desktop.ui.kiosk_files import StickFiles

        window = self._window
        return StickFiles(window, self._context, lambda: window.covering or window.page, self._find, is_allowed)

    def choose_file(self, title: str, name: str) -> "Path | None":
        """As `ui.files.FileChooser`."""
        return self.files.choose_file(title, name)

    def open_file(self, title: str, ending: str) -> "Path | None":
        """As `ui.files.FileOpener`."""
        return self.files.open_file(title, ending)

    @staticmethod
    def open_site(_site: str) -> bool:
        """There is no browser at a kiosk, whatever this computer has."""
        return False

    @property
    def print_pdf(self) -> Callable[[bytes], None] | None:
        """Prints a paper; None where the operator lets nothing be printed."""
        if not self.rules.may_print:
            return None
        from progrez_desktop.ui.printing import print_pdf

        return print_pdf

    def read_rules(self) -> None:
        """Read what the operator decided; staff may have decided otherwise a moment ago."""
        from progrez_desktop.core.services import device_settings

        journey = self._journey
        deps = journey.deps

        def read(rules: "KioskRules") -> None:
            self._rules = rules
            self.tell_outlets()

        journey.outside.store_lane.run(lambda: device_settings.kiosk_rules(deps), read, journey.trouble, owner=self)

    def tell_outlets(self) -> None:
        """Say on the first page what can be taken along, where that is known."""
        from progrez_desktop.ui.pages.welcome import WelcomePage

        page = self._window.page
        if self._rules is not None and isinstance(page, WelcomePage):
            page.tell_outlets(f"kiosk.outlets.{'_'.join(self.rules.outlets) or 'none'}")

    # The storage

    def _storage_is_ready(self) -> None:
        self._stop_trying()
        self.read_rules()
        QTimer.singleShot(0, self, self._listen)

    def tell_closed(self, journey: "Journey", failure: Exception) -> None:
        """Say why the storage does not open, and try again by itself: whoever frees it need not come here."""
        from progrez_desktop.ui.pages.message import MessagePage

        if isinstance(failure, LockedFault) and failure.code == "second_instance":
            page = MessagePage(self._context, "kiosk.held", ("again",), pid=failure.params["pid"])
        else:
            page = MessagePage(self._context, "kiosk.closed", ("again",), failure=failure)
        page.chosen.connect(lambda _: self._try_again(journey, failure))
        self._window.show_page(page)
        if self._again is None:
            self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.stop()
        self._again.disconnect(self)
        self._again.timeout.connect(lambda: self._try_again(journey, failure))
        self._again.start()

    def _try_again(self, journey: "Journey", before: Exception) -> None:
        """Ask without taking the page away: where nothing changed, nothing is to be seen."""
        page = self._window.page
        if page is None or page.is_busy:
            return

        def still_closed(failure: Exception) -> None:
            if _differs(before, failure):
                self._stop_trying()
                journey.storage_closed(failure)

        journey.run(page, lambda: journey.outside.open_storage(None), journey.storage_opened_late, still_closed)

    def _stop_trying(self) -> None:
        if self._again is not None:
            self._again.stop()
            self._again.deleteLater()
            self._again = None

    # Awake, and what happens all the same

    def _listen(self) -> None:
        """After the first page is ready: D-Bus and the rest are loaded for nobody who waits."""
        from progrez_desktop.core.awake import Awake, asleep_ms
        from progrez_desktop.ui.invigilator_visit import watch_corner
        from progrez_desktop.ui.pauses import Pauses
        from progrez_desktop.ui.system_signals import SystemSignals

        if self.pauses is not None:
            return
        watch_corner(self._journey)
        self._awake, self.signals = Awake(), SystemSignals(self)
        self.pauses = Pauses(self._journey, self.signals, self._slept or asleep_ms)
        self.signals.listen()
        self._journey.sitting_began.connect(lambda: self._keep_awake(held=True))
        self._journey.sitting_ended.connect(lambda: self._keep_awake(held=False))
        self._window.closing.connect(self._awake.let_go)

    def _keep_awake(self, *, held: bool) -> None:
        awake, why = self._awake, self._context.words("kiosk.awake")
        if awake is not None:
            job = (lambda: awake.hold(why)) if held else (lambda: awake.let_go())
            self._journey.outside.free_lane.run(job, lambda _: None, self._journey.trouble, owner=self)


def _differs(before: Exception, now: Exception) -> bool:
    if isinstance(before, Fault) and isinstance(now, Fault):
        return (before.code, before.params) != (now.code, now.params)
    return type(before) is not type(now)
