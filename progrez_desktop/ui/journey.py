"""The way of a candidate through the pages: what follows what, and what is asked of the core in between."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core.errors import Fault
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.files import FileChooser, FileOpener, open_in_browser
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.window import Window

# Above stands only what the welcome page needs: nothing else is loaded before it is painted (benchmarks/startup.py).
if TYPE_CHECKING:
    from datetime import date

    from progrez_desktop.core.documents.recovery_sheet import CodeOf
    from progrez_desktop.core.services.deps import Deps, Session
    from progrez_desktop.core.services.opening import Opened, Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach
    from progrez_desktop.ui.arrival import Arrival
    from progrez_desktop.ui.course import Course
    from progrez_desktop.ui.ease_visit import EaseVisit
    from progrez_desktop.ui.idle import IdleGuard, IdleTimes
    from progrez_desktop.ui.kiosk import Kiosk
    from progrez_desktop.ui.provider_visit import Online
    from progrez_desktop.ui.reading_aloud import FindVoice
    from progrez_desktop.ui.sitting import Sitting

T = TypeVar("T")


@dataclass(frozen=True)
class Outside:
    """What the journey is handed by the composition root."""

    open_storage: "Callable[[Unlock | None], Opened]"
    """Opens the storage, with what an operator typed where the key store does not do. Runs on the store lane."""
    choose_file: FileChooser
    open_file: FileOpener
    store_lane: Lane
    free_lane: Lane
    idle_times: "IdleTimes | None" = None
    """When an open safe is locked that nobody sits in front of, where that is not as usual."""
    online: "Online | None" = None
    """How other computers and the browser of this one are reached, where that is not as usual."""
    reach: "Reach | None" = None
    """How an organisation's server is reached, where that is not as usual."""
    open_site: Callable[[str], bool] = open_in_browser
    """Shows another site in the browser of this computer; False where there is none."""
    kiosk: "Kiosk | None" = None
    """What holds this window where it is one; None at home."""
    find_voice: "FindVoice | None" = None
    """What reads aloud, where that is not the system's."""


class Journey(QObject):
    """Holds who is signed in. Pages come and go; all of a person's data goes with them."""

    storage_ready = Signal()
    signed_out = Signal()
    sitting_began = Signal()
    sitting_ended = Signal()
    locking = Signal(str)
    """Why the safe is locked, before anything of it is let go: "idle", or "slept" at a kiosk."""
    paper_saved = Signal(str)
    """Which of the papers: "cv" or "report"."""

    def __init__(self, window: Window, context: Context, outside: Outside) -> None:
        super().__init__(window)
        self.window, self.context, self.outside = window, context, outside
        self.opened: Opened | None = None
        self.session: Session | None = None
        self._deps: Deps | None = None
        self.sitting: Sitting | None = None
        self.locked_account: str | None = None
        """Whose safe locked itself here, until they sign in again or somebody else begins."""
        window.closing.connect(self.close)

    @cached_property
    def arrival(self) -> "Arrival":
        """Made when somebody begins, and with it loaded: the first paint does not wait for it."""
        from progrez_desktop.ui.arrival import Arrival

        return Arrival(self)

    @cached_property
    def course(self) -> "Course":
        from progrez_desktop.ui.course import Course

        return Course(self)

    @cached_property
    def ease(self) -> "EaseVisit":
        from progrez_desktop.ui.ease_visit import EaseVisit

        return EaseVisit(self)

    @cached_property
    def idle(self) -> "IdleGuard":
        """Made when the first safe opens."""
        from progrez_desktop.ui.idle import IdleGuard, IdleTimes

        guard = IdleGuard(self.window, self.context, self.deps.clock, self.outside.idle_times or IdleTimes())
        guard.ended.connect(self.lock)
        return guard

    @property
    def deps(self) -> "Deps":
        """What use cases are handed: of whoever is signed in, where they go on with another pack than runs now."""
        assert self.opened is not None
        return self._deps or self.opened.deps

    def go_on_with(self, deps: "Deps") -> None:
        self._deps = deps

    # The storage

    def start(self) -> None:
        """Show the welcome page; the storage opens once it was painted."""
        self.show_welcome()
        # Whoever else waits for the paint has their turn before a thread of ours takes its share.
        self.window.first_painted.connect(lambda: QTimer.singleShot(0, self, self.open_storage))

    def open_storage(self) -> None:
        self.outside.store_lane.run(
            job=lambda: self.outside.open_storage(None),
            on_success=self._storage_opened,
            on_failure=self.storage_closed,
            owner=self,
        )

    def _storage_opened(self, opened: "Opened") -> None:
        self.opened = opened
        if opened.machine_recovery_code:
            self._show_machine_code(opened.machine_recovery_code)
        elif isinstance(self.window.page, WelcomePage):
            self._welcome_is_ready(self.window.page)
        # Or somebody reads about privacy meanwhile, and finds the welcome page ready on the way back.
        self.storage_ready.emit()

    def storage_opened_late(self, opened: "Opened") -> None:
        self.show_welcome()
        self._storage_opened(opened)

    def _show_machine_code(self, code: str) -> None:
        from progrez_desktop.ui.pages.recovery import RecoveryPage

        page = RecoveryPage(self.context, code, "machine")
        page.kept.connect(self.show_welcome)
        page.save_sheet.connect(lambda: self.save_sheet(page, code, "machine"))
        self.window.show_page(page)

    def storage_closed(self, failure: Exception) -> None:
        from progrez_desktop.ui.pages.message import MessagePage
        from progrez_desktop.ui.pages.unlock import WAYS_IN

        if isinstance(failure, Fault) and failure.code in WAYS_IN:
            self._ask_operator(failure)
            return
        if self.outside.kiosk is not None:
            self.outside.kiosk.tell_closed(self, failure)
            return
        page = MessagePage(self.context, "trouble", ("close", "again"), failure=failure)
        actions = {"close": self.window.close, "again": self._try_again}
        page.chosen.connect(lambda what: actions[what]())
        self.window.show_page(page)

    def _try_again(self) -> None:
        self.show_welcome()
        self.open_storage()

    def _ask_operator(self, fault: Fault) -> None:
        """Ask for the passphrase of this computer, or for its recovery code where the key store lost its secret."""
        from progrez_desktop.ui.pages.unlock import UnlockPage

        page = UnlockPage(self.context, fault)

        def open_with(unlock: "Unlock") -> None:
            self.run(page, lambda: self.outside.open_storage(unlock), self.storage_opened_late, self.storage_closed)

        page.typed.connect(open_with)
        self.window.show_page(page)

    # Welcome

    def show_welcome(self) -> None:
        """Show the first page, where nobody is signed in: neither is who went back, nor whom staff led away."""
        if self.session is not None:
            self._forget_shown()
            self._close_session()
        self.locked_account = None
        page = WelcomePage(self.context)
        page.begin.connect(lambda: self.arrival.begin())
        page.sign_in.connect(lambda: self.arrival.ask_sign_in())
        page.read_privacy.connect(lambda: self.show_privacy(self.show_welcome))
        page.read_about.connect(lambda: self.show_about(self.show_welcome))
        self.window.show_page(page)
        if self.opened is not None:
            self._welcome_is_ready(page)

    def _welcome_is_ready(self, page: WelcomePage) -> None:
        """At a kiosk nobody begins before its self-test was looked at."""
        if self.outside.kiosk is not None:
            self.outside.kiosk.door.look(page)
        else:
            self.welcome_may_begin(page)

    def welcome_may_begin(self, page: WelcomePage) -> None:
        page.storage_is_ready(True)
        # What there is to say of the assessment is loaded with it; nobody waits for that before they can begin.
        QTimer.singleShot(0, page, lambda: self._tell_assessment(page))

    def _tell_assessment(self, page: WelcomePage) -> None:
        deps = self.deps
        page.show_assessment(deps.assessment, _closed_on(deps))

        def minutes() -> int:
            from progrez_desktop.core.attempt import minutes_left
            from progrez_desktop.core.services import sittings

            return minutes_left(sittings.outlook(deps), {})

        def failed(failure: Exception) -> None:
            # What is wrong with a file is told where a sitting would begin; here the minutes stay away.
            if not isinstance(failure, Fault):
                self.trouble(failure)

        self.outside.store_lane.run(minutes, page.show_minutes, failed, owner=page)

    def show_privacy(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.pages.privacy import PrivacyPage

        page = PrivacyPage(self.context)
        page.back.connect(back)
        page.link.wanted.connect(lambda site: page.link.show_opened(self.outside.open_site(site)))
        self.window.show_page(page)

    def show_about(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.about_visit import AboutVisit

        AboutVisit(self, back).begin()

    def save_sheet(self, page: Page, code: str, about: "CodeOf") -> None:
        from progrez_desktop.core.services import papers
        from progrez_desktop.ui.pages.recovery import RecoveryPage

        assert isinstance(page, RecoveryPage)
        words = self.context.words
        path = self.outside.choose_file(words("file.save_sheet"), words("file.sheet_name"))
        if path is None:
            return
        self.outside.free_lane.run(
            job=lambda: papers.save(path, papers.recovery_sheet(self.deps, code, about, words)),
            on_success=lambda _: page.show_sheet_saved(path.name),
            on_failure=page.show_sheet_fault,
            owner=page,
        )

    # Who is signed in

    def enter(self, session: "Session") -> None:
        """Take over an opened safe. One that is still open is closed first: there are never two."""
        if self.session is not None:
            self.lock_away(self.session)
        self.session, self.locked_account = session, None
        self.ease.come(session)
        self.idle.start()

    def lock_away(self, session: "Session") -> None:
        """Close a safe that nobody sits in front of."""
        from progrez_desktop.core.services import accounts

        lane = self.outside.store_lane
        lane.run(lambda: accounts.sign_out(session), lambda _: self.signed_out.emit(), self.trouble, owner=self)

    def signed_in(self) -> "Session":
        assert self.session is not None
        return self.session

    def sign_out(self) -> None:
        """Lock the safe and show that it is locked."""
        from progrez_desktop.ui.pages.message import MessagePage

        page = MessagePage(self.context, "signed_out", ("back",))
        page.chosen.connect(lambda _: self.show_welcome())
        self._leave(page)

    def lock(self, why: str = "idle") -> None:
        """Nobody is here any more: as signing out, and what was on screen is kept."""
        from progrez_desktop.ui.pages.message import MessagePage

        self.locking.emit(why)
        self.locked_account = self.session.account_id if self.session is not None else None
        if self.sitting is not None:
            self.sitting.put_away()
        sentence = None if why == "idle" else lambda words: words(f"kiosk.locked.{why}")
        page = MessagePage(self.context, "locked", ("back", "sign_in"), sentence=sentence)
        actions = {"back": self.show_welcome, "sign_in": self.arrival.ask_sign_in}
        page.chosen.connect(lambda what: actions[what]())
        self._leave(page)

    def leave_erased(self, page: Page) -> None:
        """Show that somebody's account is gone. Their safe is closed already, and so is the session."""
        self.session = self._deps = None
        self.ease.go()
        self.idle.stop()
        self._leave(page)

    def show_my_data(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.rights import RightsVisit

        RightsVisit(self, back).begin()

    def _leave(self, page: Page) -> None:
        """Show a page that knows nothing of the person, and let go of everything that does."""
        self._forget_shown()
        self.window.show_page(page)
        self._close_session()

    def _forget_shown(self) -> None:
        from progrez_desktop.core.documents.remembered import forget_drawn
        from progrez_desktop.ui.clipboard import forget_copied
        from progrez_desktop.ui.files import close_dialogs

        close_dialogs()
        forget_copied()
        for lane in (self.outside.store_lane, self.outside.free_lane):  # behind whatever is still being drawn there
            lane.run(forget_drawn, nothing, self.trouble, owner=self)

    def _close_session(self) -> None:
        session, self.session, self._deps = self.session, None, None
        self.idle.stop()
        self.end_sitting()
        if session is not None:
            self.ease.go()
            self.lock_away(session)

    def end_sitting(self) -> None:
        """Let go of the sitting on screen, and with it of every answer that it holds."""
        if self.sitting is not None:
            self.sitting.deleteLater()
            self.sitting = None
            self.sitting_ended.emit()

    def close(self) -> None:
        """Keep what is on screen, lock the safe and release the storage."""
        from progrez_desktop.core.services import accounts

        if self.sitting is not None and self.session is not None:
            self.sitting.put_away()
        if self.window.page is not None:
            self.window.page.left()  # which keeps what was typed a moment ago
        session, self.session = self.session, None
        if session is not None:
            self.idle.stop()
            self.outside.store_lane.run(
                job=lambda: accounts.sign_out(session), on_success=nothing, on_failure=nothing, owner=self
            )
        if "ease" in self.__dict__:
            self.ease.close()
        self.outside.free_lane.close()
        self.outside.store_lane.close()
        if self.opened is not None:
            self.opened.close()

    # Shared

    def run(
        self,
        page: Page,
        job: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None] | None = None,
        too_late: Callable[[T], None] | None = None,
    ) -> None:
        """Run on the store lane what a page waits for; what nobody handles is shown as trouble."""
        page.wait_for(self.outside.store_lane, job, on_success, on_failure or self.trouble, too_late)

    def trouble(self, failure: Exception) -> None:
        from progrez_desktop.ui.pages.message import MessagePage

        if self.sitting is not None:
            self.sitting.put_away()
        page = MessagePage(self.context, "fault", ("back",), failure=failure)
        page.chosen.connect(lambda _: self.sign_out() if self.session else self.show_welcome())
        self.window.show_page(page)


def _closed_on(deps: "Deps") -> "date | None":
    if deps.assessment.procedure.closes is None:
        return None
    from progrez_desktop.core.services import procedures

    return procedures.closed_on(deps)
