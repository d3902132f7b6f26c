"""The way of a candidate through the pages: what follows what, and what is asked of the core in between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.identity.age import LEAST_AGE
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.opening import Opened, Unlock
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.files import FileChooser
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.unlock import WAYS_IN, UnlockPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.documents.recovery_sheet import CodeOf
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.core.services.sittings import Standing
    from progrez_desktop.ui.pages.cv import CvPage
    from progrez_desktop.ui.sitting import Sitting

T = TypeVar("T")
_PAUSE_AFTER_REFUSAL_MS = 120_000
"""No second try with another age in the same sitting: so long nobody begins at this computer."""


@dataclass(frozen=True)
class Outside:
    """What the journey is handed by the composition root."""

    open_storage: Callable[[Unlock | None], Opened]
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
        self._refused_ms: int | None = None
        window.closing.connect(self.close)

    @property
    def deps(self) -> Deps:
        assert self.opened is not None
        return self.opened.deps

    # The storage

    def start(self) -> None:
        """Show the welcome page; the storage opens once it was painted."""
        self.show_welcome()
        self.window.first_painted.connect(lambda: self.open_storage(None))

    def open_storage(self, unlock: Unlock | None) -> None:
        self.outside.store_lane.run(
            job=lambda: self.outside.open_storage(unlock),
            on_success=self._storage_opened,
            on_failure=self._storage_closed,
            owner=self,
        )

    def _storage_opened(self, opened: Opened) -> None:
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
        page.save_sheet.connect(lambda: self._save_sheet(page, code, "machine"))
        self.window.show_page(page)

    def _storage_closed(self, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in WAYS_IN:
            self._ask_operator(failure)
            return
        page = MessagePage(self.context, "trouble", ("close", "again"), detail=sentence_of(failure, self.context.words))
        actions = {"close": self.window.close, "again": self._try_again}
        page.chosen.connect(lambda what: actions[what]())
        self.window.show_page(page)

    def _try_again(self) -> None:
        self.show_welcome()
        self.open_storage(None)

    def _ask_operator(self, fault: Fault) -> None:
        """Ask for the passphrase of this computer, or for its recovery code where the key store lost its secret."""
        page = UnlockPage(self.context, fault)
        page.typed.connect(self.open_storage)
        self.window.show_page(page)

    # Welcome

    def show_welcome(self) -> None:
        page = WelcomePage(self.context)
        page.begin.connect(self._begin)
        page.sign_in.connect(self._ask_sign_in)
        page.read_privacy.connect(lambda: self._show_privacy(self.show_welcome))
        self.window.show_page(page)
        if self.opened is not None:
            self._welcome_is_ready(page)

    def _welcome_is_ready(self, page: WelcomePage) -> None:
        page.show_assessment(self.deps.assessment)
        page.storage_is_ready(True)

    def _show_privacy(self, back: Callable[[], None]) -> None:
        from progrez_desktop.ui.pages.privacy import PrivacyPage

        page = PrivacyPage(self.context)
        page.back.connect(back)
        self.window.show_page(page)

    # A new account

    def _begin(self) -> None:
        from progrez_desktop.ui.pages.age import AgePage

        now = self.deps.clock.monotonic_ms()
        if self._refused_ms is not None and now - self._refused_ms < _PAUSE_AFTER_REFUSAL_MS:
            self._refuse()
            return
        page = AgePage(self.context)
        page.answered.connect(self._age_told)
        page.back.connect(self.show_welcome)
        self.window.show_page(page)

    def _age_told(self, age: int) -> None:
        if age >= LEAST_AGE:
            self._ask_account()
        else:
            self._refused_ms = self.deps.clock.monotonic_ms()
            self._refuse()

    def _refuse(self) -> None:
        page = MessagePage(self.context, "refused", ("back",))
        page.chosen.connect(lambda _: self.show_welcome())
        self.window.show_page(page)

    def _ask_account(self) -> None:
        from progrez_desktop.core.services import accounts
        from progrez_desktop.ui.pages.account import AccountPage

        page = AccountPage(self.context)

        def create(details: PersonDetails, password: str) -> None:
            page.be_busy(True)
            self.run(
                lambda: accounts.create(self.deps, details, password),
                lambda made: self._account_made(made.session, made.recovery_code),
                lambda failure: self._account_refused(page, failure),
            )

        page.filled_in.connect(create)
        page.back.connect(self.show_welcome)
        self.window.show_page(page)

    def _account_refused(self, page: Page, failure: Exception) -> None:
        from progrez_desktop.ui.pages.account import AccountPage

        assert isinstance(page, AccountPage)
        if isinstance(failure, Fault) and failure.code == "account_exists":
            page.show_fault("account.not_possible")
        elif isinstance(failure, Fault):
            page.show_fault(failure.message_key, **failure.params)
        else:
            self.trouble(failure)

    def _account_made(self, session: Session, code: str) -> None:
        from progrez_desktop.ui.pages.recovery import RecoveryPage

        self.session = session
        page = RecoveryPage(self.context, code, "person")
        page.kept.connect(self._ask_consent)
        page.save_sheet.connect(lambda: self._save_sheet(page, code, "person"))
        self.window.show_page(page)

    def _save_sheet(self, page: Page, code: str, about: "CodeOf") -> None:
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

    # Coming back

    def _ask_sign_in(self) -> None:
        from progrez_desktop.core.services import accounts
        from progrez_desktop.ui.pages.sign_in import SignInPage

        page = SignInPage(self.context)

        def attempt(job: Callable[[], Session]) -> None:
            page.be_busy(True)
            self.run(job, self.came_back, lambda failure: refused(failure))

        def refused(failure: Exception) -> None:
            if isinstance(failure, Fault):
                page.show_fault(failure.message_key, **failure.params)
            else:
                self.trouble(failure)

        page.with_password.connect(
            lambda email, password: attempt(lambda: accounts.sign_in(self.deps, email, password))
        )
        page.with_recovery.connect(
            lambda email, code, new: attempt(lambda: accounts.sign_in_with_recovery(self.deps, email, code, new))
        )
        page.back.connect(self.show_welcome)
        self.window.show_page(page)

    def came_back(self, session: Session) -> None:
        """Show where the person was: in the middle of a sitting, at the profile, or before the start."""
        from progrez_desktop.core.services import results, sittings

        self.session = session
        self.run(lambda: (sittings.standing(self.deps, session), results.latest(self.deps, session)), self._go_where)

    def _go_where(self, found: tuple["Standing | None", "Profile | None"]) -> None:
        from progrez_desktop.core.attempt import minutes_left

        standing, profile = found
        if standing is None and profile is not None:
            self.show_profile(profile)
        elif standing is None:
            self._ask_consent()
        else:
            total = len(self.deps.assessment.items)
            page = MessagePage(
                self.context,
                "resume",
                ("leave", "go_on"),
                name=self._signed_in().details.first_name,
                number=min(standing.attempt.position + 1, total),
                of=total,
                minutes=minutes_left(self.deps.assessment, standing.responses),
            )
            page.chosen.connect(lambda what: self._sit(standing) if what == "go_on" else self.sign_out())
            self.window.show_page(page)

    # Choices, practice, sitting

    def _ask_consent(self) -> None:
        from progrez_desktop.core.services import consents
        from progrez_desktop.ui.pages.consent import ConsentPage

        organisation = self.deps.assessment.organisation
        if organisation is None:
            self._practise()
            return
        until_ms = consents.until_ms(self.deps, organisation)
        page = ConsentPage(self.context, self.deps.assessment, organisation, until_ms)

        def decided(purposes: list[Purpose]) -> None:
            session, language = self._signed_in(), self.context.language
            self.run(
                lambda: consents.decide(self.deps, session, organisation, purposes, language),
                lambda _: self._practise(),
            )

        page.decided.connect(decided)
        page.back.connect(self.sign_out)
        page.read_privacy.connect(lambda: self._show_privacy(self._ask_consent))
        self.window.show_page(page)

    def _practise(self) -> None:
        from progrez_desktop.core.attempt import minutes_left
        from progrez_desktop.ui.pages.statement import StatementPage

        assessment = self.deps.assessment
        page = StatementPage(self.context)
        page.be_practice()
        page.show_progress(None, first=True)
        page.show_statement(assessment.practice, assessment.formats[assessment.practice.format_id], None)
        page.chosen.connect(lambda _: explain())
        self.window.show_page(page)

        def explain() -> None:
            done = MessagePage(
                self.context,
                "practice.done",
                ("start",),
                of=len(assessment.items),
                minutes=minutes_left(assessment, {}),
            )
            done.chosen.connect(lambda _: self._begin_attempt())
            self.window.show_page(done)

    def _begin_attempt(self) -> None:
        from progrez_desktop.core.services import sittings

        session = self._signed_in()
        self.run(lambda: sittings.begin(self.deps, session), self._sit)

    def _sit(self, standing: "Standing") -> None:
        from progrez_desktop.core.services import sittings
        from progrez_desktop.ui.sitting import Sitting

        session, attempt_id = self._signed_in(), standing.attempt.id
        sitting = self.sitting = Sitting(
            self.context,
            self.deps.assessment,
            standing.attempt,
            dict(standing.responses),
            lambda answering: sittings.keep(self.deps, session, attempt_id, answering),
            self.outside.store_lane,
            self.deps.clock.monotonic_ms,
            self,
        )
        sitting.page_wanted.connect(self.window.show_page)
        sitting.paused.connect(lambda: self._paused(sitting))
        sitting.finished.connect(lambda: self._finish(standing.attempt))
        sitting.start()

    def _paused(self, sitting: "Sitting") -> None:
        page = MessagePage(self.context, "pause", ("leave", "go_on"))
        actions = {"leave": self.sign_out, "go_on": sitting.resume}
        page.chosen.connect(lambda what: actions[what]())
        self.window.show_page(page)

    # Results

    def _finish(self, attempt: Attempt) -> None:
        from progrez_desktop.core.services import results

        session = self._signed_in()
        self.run(lambda: results.finish(self.deps, session, attempt.id), self.show_profile)

    def show_profile(self, profile: "Profile") -> None:
        from progrez_desktop.core.services import results
        from progrez_desktop.ui.pages.profile import ProfilePage

        session = self._signed_in()
        page = ProfilePage(self.context, self.deps.assessment, profile)
        page.make_cv.connect(lambda: self._show_cv(profile))
        page.sign_out.connect(self.sign_out)
        self.window.show_page(page)
        self.outside.store_lane.run(
            job=lambda: results.read_texts(self.deps, session, profile),
            on_success=page.tone.show_tones,
            on_failure=page.tone.show_failure,
            owner=page,
        )

    def _show_cv(self, profile: "Profile") -> None:
        from progrez_desktop.core.profile import scored_lines
        from progrez_desktop.core.services import papers
        from progrez_desktop.ui.pages.cv import CvPage

        session, words = self._signed_in(), self.context.words
        scored = [line.skill_id for line, _ in scored_lines(profile)]
        skills = [skill for skill in self.deps.assessment.skills if skill.id in scored]
        page = CvPage(self.context, skills, papers.proposed_skills(profile))

        def render(chosen: list[str]) -> None:
            self.outside.free_lane.run(
                job=lambda: papers.cv(self.deps, session, profile, chosen, self.context.words),
                on_success=page.show_preview,
                on_failure=lambda failure: page.show_fault(sentence_of(failure, self.context.words)),
                owner=page,
            )

        def save() -> None:
            name = words("cv_page.file_name", name=session.details.full_name)
            path = self.outside.choose_file(words("file.save_cv"), name)
            if path is None:
                return
            self.outside.free_lane.run(
                job=lambda: papers.save(
                    path, papers.cv(self.deps, session, profile, page.chosen(), self.context.words)
                ),
                on_success=lambda _: self._cv_saved(page, path.name),
                on_failure=lambda failure: page.show_fault(sentence_of(failure, self.context.words)),
                owner=page,
            )

        page.changed.connect(render)
        page.save.connect(save)
        page.back.connect(lambda: self.show_profile(profile))
        self.window.show_page(page)

    def _cv_saved(self, page: "CvPage", name: str) -> None:
        page.show_saved(name)
        self.cv_saved.emit()

    # Leaving

    def sign_out(self) -> None:
        """Lock the safe and show that it is locked."""
        from progrez_desktop.core.services import accounts

        session, self.session = self.session, None
        page = MessagePage(self.context, "signed_out", ("back",))
        page.chosen.connect(lambda _: self.show_welcome())
        self.window.show_page(page)
        if session is not None:
            self.run(lambda: accounts.sign_out(session), lambda _: self.signed_out.emit())

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
        page = MessagePage(self.context, "fault", ("back",), detail=sentence_of(failure, self.context.words))
        page.chosen.connect(lambda _: self.sign_out() if self.session else self.show_welcome())
        self.window.show_page(page)

    def _signed_in(self) -> Session:
        assert self.session is not None
        return self.session


def _nothing(_: object) -> None:
    """Nobody is left to tell: the window is closing."""
