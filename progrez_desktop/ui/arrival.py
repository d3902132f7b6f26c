"""How a person arrives: the age question, a new account with its recovery code, or coming back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.attempt import minutes_left, to_go
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.identity.age import may_take_part
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, notices, results, sittings
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.sign_in import SignInPage

if TYPE_CHECKING:
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.ui.journey import Journey

_PAUSE_AFTER_REFUSAL_MS = 120_000
"""No second try with another age in the same sitting: so long nobody begins at this computer."""


class Arrival:
    """From the welcome page to being signed in."""

    def __init__(self, journey: "Journey") -> None:
        self._journey = journey
        self._refused_ms: int | None = None

    # A new account

    def begin(self) -> None:
        now = self._journey.deps.clock.monotonic_ms()
        if self._refused_ms is not None and now - self._refused_ms < _PAUSE_AFTER_REFUSAL_MS:
            self._refuse()
            return
        page = AgePage(self._journey.context)
        page.answered.connect(self._age_told)
        page.back.connect(self._journey.show_welcome)
        self._journey.window.show_page(page)

    def _age_told(self, age: int) -> None:
        if may_take_part(age):
            self._ask_account()
        else:
            self._refused_ms = self._journey.deps.clock.monotonic_ms()
            self._refuse()

    def _refuse(self) -> None:
        page = MessagePage(self._journey.context, "refused", ("back",))
        page.chosen.connect(lambda _: self._journey.show_welcome())
        self._journey.window.show_page(page)

    def _ask_account(self) -> None:
        page = AccountPage(self._journey.context)

        def create(details: PersonDetails, password: str) -> None:
            self._journey.run(
                page,
                lambda: accounts.create(self._journey.deps, details, password),
                lambda made: self._account_made(made.session, made.recovery_code),
                lambda failure: self._account_refused(page, failure),
                too_late=lambda made: self._journey.lock_away(made.session),
            )

        page.filled_in.connect(create)
        page.back.connect(self._journey.show_welcome)
        self._journey.window.show_page(page)

    def _account_refused(self, page: AccountPage, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code == "account_exists":
            page.show_fault("account.not_possible")
        elif isinstance(failure, Fault):
            page.show_fault(failure.message_key, **failure.params)
        else:
            self._journey.trouble(failure)

    def _account_made(self, session: Session, code: str) -> None:
        self._journey.enter(session)
        self._show_code(code, "person", lambda _: self._journey.course.ask_consent())

    def _show_code(self, code: str, about: str, then: Callable[[Page], None]) -> None:
        """Show a recovery code until the person has shown to keep it."""
        page, session = RecoveryPage(self._journey.context, code, about), self._journey.signed_in()
        page.kept.connect(
            lambda: self._journey.run(
                page, lambda: accounts.keeps_recovery_code(self._journey.deps, session), lambda _: then(page)
            )
        )
        page.save_sheet.connect(lambda: self._journey.save_sheet(page, code, "person"))
        self._journey.window.show_page(page)

    # Coming back

    def ask_sign_in(self) -> None:
        page = SignInPage(self._journey.context)

        def with_password(email: str, password: str) -> None:
            self._journey.run(
                page,
                lambda: accounts.come_back(self._journey.deps, email, password),
                lambda back: self._came_back(page, back.session, back.recovery_code),
                refused,
                too_late=lambda back: self._journey.lock_away(back.session),
            )

        def with_recovery(email: str, code: str, new_password: str) -> None:
            self._journey.run(
                page,
                lambda: accounts.sign_in_with_recovery(self._journey.deps, email, code, new_password),
                lambda session: self._came_back(page, session, None),
                refused,
                too_late=self._journey.lock_away,
            )

        def refused(failure: Exception) -> None:
            if isinstance(failure, Fault):
                page.show_fault(failure.message_key, **failure.params)
            else:
                self._journey.trouble(failure)

        page.with_password.connect(with_password)
        page.with_recovery.connect(with_recovery)
        page.back.connect(self._journey.show_welcome)
        self._journey.window.show_page(page)

    def _came_back(self, page: SignInPage, session: Session, new_code: str | None) -> None:
        self._journey.enter(session)
        if new_code is None:
            self._tell_news(page)
        else:
            self._show_code(new_code, "again", self._tell_news)

    def _tell_news(self, page: Page) -> None:
        """Show what staff did while the safe was locked, where there is something; then go on."""
        session = self._journey.signed_in()

        def show(news: list[News]) -> None:
            if not news:
                self._look_up(page)
                return
            told = MessagePage(self._journey.context, "news", ("go_on",), sentence=partial(in_lines, news))
            told.chosen.connect(lambda _: self._were_told(told, news))
            self._journey.window.show_page(told)

        self._journey.run(page, lambda: notices.news(session), show)

    def _were_told(self, page: Page, news: list[News]) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(page, lambda: notices.were_told(deps, session, news), lambda _: self._look_up(page))

    def _look_up(self, page: Page) -> None:
        """Show where the person was: in the middle of a sitting, at the profile, or before the start."""
        session = self._journey.signed_in()
        self._journey.run(
            page,
            lambda: (sittings.standing(self._journey.deps, session), results.latest(self._journey.deps, session)),
            self._go_where,
        )

    def _go_where(self, found: tuple[sittings.Standing | None, "Profile | None"]) -> None:
        standing, profile = found
        if standing is None and profile is not None:
            self._journey.course.show_profile(profile)
        elif standing is None:
            self._journey.course.ask_consent()
        else:
            name = self._journey.signed_in().details.first_name
            sentence = where_it_stood(standing)
            actions: dict[str, Callable[[], object]] = {
                "my_data": lambda: self._journey.show_my_data(lambda: self._go_where(found)),
                "leave": self._journey.sign_out,
                "go_on": lambda: self._journey.course.sit(standing),
            }
            page = MessagePage(self._journey.context, "resume", tuple(actions), sentence=sentence, name=name)
            page.chosen.connect(lambda what: actions[what]())
            self._journey.window.show_page(page)


def in_lines(news: list[News], words: Words) -> str:
    """Say news one after the other."""
    return "\n\n".join(notices.sentence(one, words) for one in news)


def where_it_stood(standing: Standing) -> Sentence:
    """Say at which question a sitting stands and how long the rest takes, or that every question was seen."""
    route = standing.route
    number, of, left = standing.attempt.position + 1, len(route.items), to_go(route, standing.responses)
    minutes = minutes_left(route, standing.responses)
    if not minutes or (route.form == "fixed" and number > of):
        return lambda words: words("resume.seen", of=of)
    if route.form == "adaptive":
        return lambda words: words.plural("resume.adaptive", minutes, number=min(number, of), to_go=left)
    return lambda words: words.plural("resume.text", minutes, number=number, of=of)
