"""A window of its own over a locked room: opens it, asks for what it needs, locks it again where nobody is in front."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.ports import Clock
from progrez_desktop.core.settings import Preferences
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.clipboard import forget_copied
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.garbage import Collector, leave_to_python, leave_to_us
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.unlock import WAYS_IN, UnlockPage
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Unlock

T = TypeVar("T")


class _Timed(Protocol):
    @property
    def clock(self) -> Clock: ...


class Room(Protocol):
    """What is opened with a key, and closed with it."""

    @property
    def deps(self) -> _Timed: ...

    def close(self) -> None: ...


R = TypeVar("R", bound=Room)


class OwnDesk(QObject, Generic[R]):
    """Holds the opened room. What asks another computer runs on `errands`, so that nothing here waits for it.

    Whoever extends it says in `begin` what comes first once the room is open, and what its words are.
    """

    idle_key: str
    """How the words begin of the warning that it will be locked."""
    locked_key: str
    """And of the page that says that it is."""

    def __init__(
        self,
        window: Window,
        context: Context,
        open_room: "Callable[[Unlock | None], R]",
        idle: IdleTimes | None = None,
    ) -> None:
        super().__init__(window)
        self._idle_times = idle or IdleTimes()
        self._idle: IdleGuard | None = None
        self.window, self.context = window, context
        self._open_room = open_room
        self._unlock: Unlock | None = None
        self.lane, self.errands = Lane("store"), Lane("errands")
        self.opened: R | None = None
        window.closing.connect(self.close)

    def begin(self) -> None:
        """Show the first page: the room is open."""
        raise NotImplementedError

    def start(self) -> None:
        self._unlock = None
        self._after_errands(lambda: self.lane.run(self.open_again, self.opened_now, self.closed, owner=self))

    def open_again(self) -> R:
        """Open the room with what an operator typed for its key; on the store lane."""
        return self._open_room(self._unlock)

    def close(self) -> None:
        if self.window.page is not None:
            self.window.page.left()
        self.leave()
        self._watch_no_more()
        self.errands.close()
        self.lane.close()
        if self.opened is not None:
            self.opened.close()

    def leave(self) -> None:
        """End what is under way, before the room is closed. Desks that have something under way extend this."""

    # Opening and locking

    def opened_now(self, opened: R) -> None:
        self._unlock, self.opened = None, opened
        self._idle = IdleGuard(self.window, self.context, opened.deps.clock, self._idle_times, self.idle_key)
        self._idle.ended.connect(self.lock)
        self._idle.start()
        self.begin()

    def lock(self) -> None:
        """Nobody is here any more: what was on screen goes, and the room is closed with its key."""
        self.leave()
        self._watch_no_more()
        forget_copied()
        opened, self.opened = self.opened, None
        page = MessagePage(self.context, self.locked_key, ("again",))
        page.chosen.connect(lambda _: self.start())
        self.show(page)
        if opened is not None:
            close = opened.close
            self._after_errands(lambda: self.lane.run(close, nothing, self.trouble, owner=self))

    def _after_errands(self, then: Callable[[], None]) -> None:
        """What is under way for another computer keeps what it has first, which is soon: it was stopped."""
        self.errands.run(lambda: None, lambda _: then(), self.trouble, owner=self)

    def stir(self) -> None:
        """Something that somebody asked for is under way: it is not locked meanwhile."""
        if self._idle is not None:
            self._idle.stir()

    def _watch_no_more(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
            self._idle = None

    def closed(self, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in WAYS_IN:
            self._ask_operator(failure)
            return
        page = MessagePage(self.context, "trouble", ("close", "again"), failure=failure)
        actions = {"close": self.window.close, "again": self.start}
        page.chosen.connect(lambda what: actions[what]())
        self.show(page)

    def _ask_operator(self, fault: Fault) -> None:
        page = UnlockPage(self.context, fault)

        def open_with(unlock: "Unlock") -> None:
            self._unlock = unlock
            page.wait_for(self.lane, self.open_again, self.opened_now, self.closed)

        page.typed.connect(open_with)
        self.show(page)

    # Shared

    def show(self, page: Page) -> None:
        self.window.show_page(page)

    def trouble(self, failure: Exception) -> None:
        page = MessagePage(self.context, "fault", ("back",), failure=failure)
        page.chosen.connect(lambda _: self.start() if self.opened is None else self.begin())
        self.show(page)

    def run(
        self, page: Page, job: Callable[[], T], on_success: Callable[[T], None], on_failure: Callable[[Exception], None]
    ) -> None:
        """Run on the store lane what a page waits for."""
        page.wait_for(self.lane, job, on_success, on_failure)

    def look(self, job: Callable[[], T], show: Callable[[T], None]) -> None:
        """Run on the store lane what is shown on a page of its own, and not where it was locked meanwhile."""

        def found(result: T) -> None:
            if self.opened is not None:
                show(result)

        self.lane.run(job, found, self.trouble, owner=self)


def run_own_window(begin: Callable[[Window, Context], OwnDesk[R]], language: str | None) -> int:
    """Show a desk in a window of its own until it is closed; return the exit status."""
    leave_to_us()
    app = QApplication(["progrez"])
    app.setApplicationName("Progrez")
    app.setDesktopFileName("progrez")  # by which Wayland finds icon and menu entry
    fallback = "nl" if QLocale.system().language() == QLocale.Language.Dutch else "en"
    context = Context(app, Preferences(language or fallback), lambda _: None)
    window = Window(context)
    Collector(window)
    begin(window, context).start()
    window.show_whole()
    status = int(app.exec())
    delete(window)
    leave_to_python()
    return status
