"""The way of a candidate through the pages: what follows what, and what is asked of the core in between."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core.errors import Fault
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.files import FileChooser
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.window import Window

# Above stands only what the welcome page needs: nothing else is loaded before it is painted (benchmarks/startup.py).
if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Article
    from progrez_desktop.core.documents.recovery_sheet import CodeOf
    from progrez_desktop.core.services.deps import Deps, Session
    from progrez_desktop.core.services.opening import Opened, Unlock
    from progrez_desktop.core.words import Words
    from progrez_desktop.ui.arrival import Arrival
    from progrez_desktop.ui.course import Course
    from progrez_desktop.ui.pages.manual import ManualPage
    from progrez_desktop.ui.sitting import Sitting

T = TypeVar("T")


@dataclass(frozen=True)
class Outside:
    """What the journey is handed by the composition root."""

    open_storage: "Callable[[Unlock | None], Opened]"
    """Opens the storage, with what an operator typed where the key store does not do. Runs on the store lane."""
    choose_file: FileChooser
    store_lane: Lane
    free_lane: Lane


class Journey(QObject):
    """Holds who is signed in. Pages come and go; all of a person's data goes with them."""

    storage_ready = Signal()
    signed_out = Signal()
    cv_saved = Signal()

    def __init__(self, window: Window, context: Context, outside: Outside) -> None:
        super().__init__(window)
        self.window, self.context, self.outside = window, context, outside
        self.opened: Opened | None = None
        self.session: Session | None = None
        self.sitting: Sitting | None = None
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

    @property
    def deps(self) -> "Deps":
        assert self.opened is not None
        return self.opened.deps

    # The storage

    def start(self) -> None:
        """Show the welcome page; the storage opens once it was painted."""
        self.show_welcome()
        # Whoever else waits for the paint has their turn before a thread of ours takes its share.
        self.window.first_painted.connect(lambda: QTimer.singleShot(0, self, self.open_storage))

    def open_storage(self, unlock: "Unlock | None" = None) -> None:
        self.outside.store_lane.run(
            job=lambda: self.outside.open_storage(unlock),
            on_success=self._storage_opened,
            on_failure=self._storage_closed,
            owner=self,
        )

    def _storage_opened(self, opened: "Opened") -> None:
        self.opened = opened
        if opened.machine_recovery_code:
            self._show_machine_code(opened.machine_recovery_code)
        elif isinstance(self.window.page, WelcomePage):
            self._welcome_is_ready(self.window.page)
        else:
            self.show_welcome()
        self.storage_ready.emit()

    def _show_machine_code(self, code: str) -> None:
        from progrez_desktop.ui.pages.recovery import RecoveryPage

        page = RecoveryPage(self.context, code, "machine")
        page.kept.connect(self.show_welcome)
        page.save_sheet.connect(lambda: self.save_sheet(page, code, "machine"))
        self.window.show_page(page)

    def _storage_closed(self, failure: Exception) -> None:
        from progrez_desktop.ui.pages.message import MessagePage
        from progrez_desktop.ui.pages.unlock import WAYS_IN

        if isinstance(failure, Fault) and failure.code in WAYS_IN:
            self._ask_operator(failure)
            return
        page = MessagePage(self.context, "trouble", ("close", "again"), failure=failure)
        actions = {"close": self.window.close, "again": self._try_again}
        page.chosen.connect(lambda what: actions[what]())
        self.window.show_page(page)

    def _try_again(self) -> None:
        self.show_welcome()
        self.open_storage(None)

    def _ask_operator(self, fault: Fault) -> None:
        """Ask for the passphrase of this computer, or for its recovery code where the key store lost its secret."""
        from progrez_desktop.ui.pages.unlock import UnlockPage

        page = UnlockPage(self.context, fault)
        page.typed.connect(self.open_storage)
        self.window.show_page(page)

    # Welcome

    def show_welcome(self) -> None:
        page = WelcomePage(self.context)
        page.begin.connect(lambda: self.arrival.begin())
        page.sign_in.connect(lambda: self.arrival.ask_sign_in())
        page.read_privacy.connect(lambda: self.show_privacy(self.show_welcome))
        page.read_about.connect(lambda: self.show_about(self.show_welcome))
        self.window.show_page(page)
        if self.opened is not None:
            self._welcome_is_ready(page)

    def _welcome_is_ready(self, page: WelcomePage) -> None:
        page.show_assessment(self.deps.assessment)
        page.storage_is_ready(True)

    def show_privacy(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.pages.privacy import PrivacyPage

        page = PrivacyPage(self.context)
        page.back.connect(back)
        self.window.show_page(page)

    def show_about(self, back: Callable[[], None]) -> None:
        from progrez_desktop.core.services import cards
        from progrez_desktop.ui.pages.about import AboutPage

        page = AboutPage(self.context)
        makers = {"statements": cards.statements_card, "texts": cards.texts_card}

        def fetch(card: str) -> None:
            words = self.context.words
            self.outside.free_lane.run(
                job=lambda: makers[card](words),
                on_success=lambda text: page.show_card(card, text),
                on_failure=page.show_fault,
                owner=page,
            )

        page.wanted.connect(fetch)
        page.read_manual.connect(lambda: self.show_manual(lambda: self.show_about(back)))
        page.back.connect(back)
        self.window.show_page(page)

    def show_manual(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.pages.manual import ManualPage

        page = ManualPage(self.context)

        def write() -> None:
            words = self.context.words
            self.outside.free_lane.run(
                job=lambda: _manual_of_today(words),
                on_success=page.show_article,
                on_failure=page.show_loss,
                owner=page,
            )

        page.wanted.connect(write)
        page.save.connect(lambda: self._save_manual(page))
        page.back.connect(back)
        self.window.show_page(page)

    def _save_manual(self, page: "ManualPage") -> None:
        from progrez_desktop.core.documents.article_pdf import render_article
        from progrez_desktop.core.services import papers

        words = self.context.words
        path = self.outside.choose_file(words("file.save_manual"), words("file.manual_name"))
        if path is None:
            return
        self.outside.free_lane.run(
            job=lambda: papers.save(path, render_article(_manual_of_today(words))),
            on_success=lambda _: page.show_saved(path.name),
            on_failure=page.show_fault,
            owner=page,
        )

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
            on_failure=lambda failure: page.show_sheet_fault(sentence_of(failure, self.context.words)),
            owner=page,
        )

    # Leaving

    def sign_out(self) -> None:
        """Lock the safe and show that it is locked."""
        from PySide6.QtGui import QClipboard, QGuiApplication

        from progrez_desktop.core.services import accounts
        from progrez_desktop.ui.pages.message import MessagePage

        session, self.session = self.session, None
        self.end_sitting()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            # Whatever is there: not every platform can say whether it was copied here.
            QGuiApplication.clipboard().clear(mode)
        page = MessagePage(self.context, "signed_out", ("back",))
        page.chosen.connect(lambda _: self.show_welcome())
        self.window.show_page(page)
        if session is not None:
            self.run(lambda: accounts.sign_out(session), lambda _: self.signed_out.emit())

    def end_sitting(self) -> None:
        """Let go of the sitting on screen, and with it of every answer that it holds."""
        if self.sitting is not None:
            self.sitting.deleteLater()
            self.sitting = None

    def close(self) -> None:
        """Keep what is on screen, lock the safe and release the storage."""
        from progrez_desktop.core.services import accounts

        if self.sitting is not None and self.session is not None:
            self.sitting.pause()
        session, self.session = self.session, None
        if session is not None:
            self.outside.store_lane.run(
                job=lambda: accounts.sign_out(session), on_success=_nothing, on_failure=_nothing, owner=self
            )
        self.outside.free_lane.close()
        self.outside.store_lane.close()
        if self.opened is not None:
            self.opened.close()

    # Shared

    def run(
        self,
        job: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a job on the store lane; what nobody handles is shown as trouble."""
        self.outside.store_lane.run(job, on_success, on_failure or self.trouble, owner=self)

    def trouble(self, failure: Exception) -> None:
        from progrez_desktop.ui.pages.message import MessagePage

        page = MessagePage(self.context, "fault", ("back",), failure=failure)
        page.chosen.connect(lambda _: self.sign_out() if self.session else self.show_welcome())
        self.window.show_page(page)

    def signed_in(self) -> "Session":
        assert self.session is not None
        return self.session


def _manual_of_today(words: "Words") -> "Article":
    from datetime import date

    from progrez_desktop.core.services.manual.assembly import technical_manual

    return technical_manual(words, date.today())


def _nothing(_: object) -> None:
    """Nobody is left to tell: the window is closing."""
