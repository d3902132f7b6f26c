"""How a person arrives: the age question, a new account with its recovery code, or coming back."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from progrez_desktop.core.attempt import minutes_left, to_go
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.identity.age import may_take_part
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import (
    accounts,
    consents,
    notices,
    packs,
    privacy,
    public_notices,
    results,
    sittings,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.public_notices import PublicNotice
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.sitting_time import allowed_ms, minutes
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.core.words import Words
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.moving_visit import BringInVisit
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.notices import NoticesPage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.provider_arrival import leave_to_nobody, link_if_possible, offer_on, show_new
from progrez_desktop.ui.withdraw_visit import WithdrawVisit

if TYPE_CHECKING:
    from progrez_desktop.core.model.moving import MovedAway
    from progrez_desktop.core.model.profile import Profile
    from progrez_desktop.core.services.provider_sign_in import Came
    from progrez_desktop.ui.journey import Journey

_News = tuple[tuple[privacy.Version, ...], tuple[Purpose, ...]]
"""What changed in the privacy statement, and the purposes that are asked anew for it."""

_PAUSE_AFTER_REFUSAL_MS = 120_000
"""No second try with another age in the same sitting: so long nobody begins at this computer."""


class _Found(NamedTuple):
    """The sitting that stands open, the latest result, whether another organisation than before asks, and where the
    sitting moved to, if it did."""

    standing: Standing | None
    profile: "Profile | None"
    is_another: bool
    moved: "MovedAway | None"


class _Told(NamedTuple):
    """What somebody goes on with, and what they are to be told first."""

    deps: Deps
    notices: tuple[PublicNotice, ...]


class Arrival:
    """From the welcome page to being signed in."""

    def __init__(self, journey: "Journey") -> None:
        self._journey = journey
        self._refused_ms: int | None = None

    # A new account

    def begin(self, came: "Came | None" = None) -> None:
        """Ask the age, and then for an account.

        Args:
            came: By which provider somebody came, whose account is begun with what it told.
        """
        now = self._journey.deps.clock.monotonic_ms()
        if self._refused_ms is not None and now - self._refused_ms < _PAUSE_AFTER_REFUSAL_MS:
            self._refuse()
            return
        page = AgePage(self._journey.context, self._journey.deps.assessment.organisation)
        page.answered.connect(lambda age: self._age_told(age, came))
        page.back.connect(self._journey.show_welcome)
        self._journey.window.show_page(page)

    def _age_told(self, age: int, came: "Came | None") -> None:
        organisation = self._journey.deps.assessment.organisation
        if may_take_part(age):
            self._ask_account(came)
        elif organisation is not None and organisation.sole_controller:
            self._tell_young(organisation, came)
        else:
            self._refused_ms = self._journey.deps.clock.monotonic_ms()
            self._refuse()

    def _tell_young(self, organisation: Organisation, came: "Came | None") -> None:
        """Say who answers for it that somebody under 16 takes part; nothing is stored yet."""
        name = organisation.name
        page = MessagePage(
            self._journey.context,
            "young",
            ("back", "go_on"),
            sentence=lambda words: words("young.text", organisation=name[words.language]),
        )
        go_on = partial(self._ask_account, came)
        actions: dict[str, Callable[[], None]] = {"back": self._journey.show_welcome, "go_on": go_on}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _refuse(self) -> None:
        page = MessagePage(self._journey.context, "refused", ("back",))
        page.chosen.connect(lambda _: self._journey.show_welcome())
        self._journey.window.show_page(page)

    def _ask_account(self, came: "Came | None" = None) -> None:
        page = AccountPage(self._journey.context, came)

        def made_for(details: PersonDetails, password: str) -> accounts.NewAccount:
            made = accounts.create(self._journey.deps, details, password)
            link_if_possible(self._journey.deps, made.session, came)
            return made

        def create(details: PersonDetails, password: str) -> None:
            self._journey.run(
                page,
                lambda: made_for(details, password),
                lambda made: self._account_made(made.session, made.recovery_code),
                lambda failure: self._account_refused(page, failure),
                too_late=lambda made: self._journey.lock_away(made.session),
            )

        page.filled_in.connect(create)
        page.back.connect(self._journey.show_welcome)
        self._journey.window.show_page(page)
        if came is None:
            offer_on(self._journey, page, lambda new: self._came_by(new, self._ask_account), self._ask_account)
        else:
            leave_to_nobody(self._journey, page)

    def _account_refused(self, page: AccountPage, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code == "account_exists":
            page.show_fault("account.not_possible")
        elif isinstance(failure, Fault):
            page.show_fault(failure.message_key, **failure.params)
        else:
            self._journey.trouble(failure)

    def _account_made(self, session: Session, code: str) -> None:
        self._journey.enter(session)
        self._show_code(code, "person", lambda _: self._journey.course.knock())

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

    # By a provider

    @cached_property
    def online_lane(self) -> Lane:
        """Waits for other computers, and nothing waits for it. Made when somebody first presses for a provider."""
        lane = Lane("online")
        self._journey.window.closing.connect(lane.close)
        return lane

    def _came_by(self, came: "Came", go_on: "Callable[[Came], None]") -> None:
        if came.has_account:
            self.ask_sign_in(came)
        else:
            show_new(self._journey, came, lambda: go_on(came))

    # Coming back

    def ask_sign_in(self, came: "Came | None" = None) -> None:
        page = SignInPage(self._journey.context, came)

        def came_back(back: accounts.Return) -> accounts.Return:
            link_if_possible(self._journey.deps, back.session, came)
            return back

        def recovered(session: Session) -> Session:
            link_if_possible(self._journey.deps, session, came)
            return session

        def with_password(email: str, password: str) -> None:
            self._journey.run(
                page,
                lambda: came_back(accounts.come_back(self._journey.deps, email, password)),
                lambda back: self._came_back(page, back.session, back.recovery_code),
                refused,
                too_late=lambda back: self._journey.lock_away(back.session),
            )

        def with_recovery(email: str, code: str, new_password: str) -> None:
            self._journey.run(
                page,
                lambda: recovered(accounts.sign_in_with_recovery(self._journey.deps, email, code, new_password)),
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
        page.with_code.connect(lambda: WithdrawVisit(self._journey, self.ask_sign_in).begin())
        page.with_file.connect(lambda: BringInVisit(self._journey, self.ask_sign_in, self.came_in).begin())
        page.back.connect(self._journey.show_welcome)
        page.staff.connect(self._ask_staff)
        self._journey.window.show_page(page)
        if came is None:
            offer_on(self._journey, page, lambda new: self._came_by(new, self.begin), self.ask_sign_in)
        else:
            leave_to_nobody(self._journey, page)

    def _ask_staff(self) -> None:
        from progrez_desktop.ui.staff_arrival import StaffArrival  # nobody but staff ever needs it

        StaffArrival(self._journey).begin()

    def came_in(self, page: Page, session: Session) -> None:
        """Go on with a safe that was brought here."""
        self._came_back(page, session, None)

    def _came_back(self, page: Page, session: Session, new_code: str | None) -> None:
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
        deps, session = self._journey.deps, self._journey.signed_in()

        def look() -> tuple[_Told, _News, _Found]:
            own = packs.deps_for(deps, session)
            news = privacy.news(session)
            standing, profile = sittings.standing(own, session), results.latest(own, session)
            is_another = consents.is_another(own, session)
            told = _Told(own, public_notices.unread(own, session))
            found = _Found(standing, profile, is_another, deps.device.moved.of_account(session.account_id))
            return told, (news, privacy.to_ask(own, session, news)), found

        self._journey.run(page, look, self._found)

    def _found(self, found: "tuple[_Told, _News, _Found]") -> None:
        told, news, where = found
        self._journey.go_on_with(told.deps)
        if told.notices:
            self._tell_notices(told.notices, lambda: self._tell_privacy(news, where))
        else:
            self._tell_privacy(news, where)

    def _tell_notices(self, notices: Sequence[PublicNotice], then: Callable[[], None]) -> None:
        """Show what organisations tell everybody, once to each."""
        page, deps, session = NoticesPage(self._journey.context, notices), self._journey.deps, self._journey.signed_in()
        page.read.connect(
            lambda: self._journey.run(page, lambda: public_notices.were_read(deps, session, notices), lambda _: then())
        )
        self._journey.window.show_page(page)

    def _tell_privacy(self, news: _News, found: _Found) -> None:
        """Tell once what changed in the privacy statement, and ask anew only where a purpose did."""
        (changes, asked), deps, session = news, self._journey.deps, self._journey.signed_in()
        if not changes:
            self._go_where(found)
            return
        key = "privacy_changed.asks" if asked else "privacy_changed.asks_nothing"

        def sentence(words: Words) -> str:
            return words(key, changes="\n".join(one.told[words.language] for one in reversed(changes)))

        page = MessagePage(self._journey.context, "privacy_changed", ("read", "go_on"), sentence=sentence)
        actions: dict[str, Callable[[], object]] = {
            "read": lambda: self._journey.show_privacy(lambda: self._tell_privacy(news, found)),
            "go_on": lambda: self._journey.run(
                page, lambda: privacy.was_told(deps, session), lambda _: self._ask_anew(asked, found)
            ),
        }
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _ask_anew(self, asked: tuple[Purpose, ...], found: _Found) -> None:
        from progrez_desktop.ui.rights import RightsVisit  # which few need on their way in

        if asked:
            RightsVisit(self._journey, lambda: self._go_where(found)).ask_anew(asked)
        else:
            self._go_where(found)

    def _go_where(self, found: _Found) -> None:
        """Tell first that the sitting moved, and ask what another organisation than before may use; as at the first,
        nothing is ticked."""
        if found.moved is not None:
            from progrez_desktop.ui.moved_sitting_visit import tell_moved  # which few are told

            tell_moved(self._journey, found.moved, lambda: self._go_where(found._replace(moved=None)))
            return
        if found.standing is None and found.profile is None:
            self._journey.course.knock()
        elif found.is_another:
            self._journey.course.ask_consent(then=lambda: self._go_on(found))
        else:
            self._go_on(found)

    def _go_on(self, found: _Found) -> None:
        standing, profile = found.standing, found.profile
        if standing is None and profile is not None:
            self._journey.course.show_profile(profile)
        elif standing is not None:
            name = self._journey.signed_in().details.first_name
            sentence = with_time(standing, where_it_stood(standing))
            actions: dict[str, Callable[[], object]] = {
                "my_data": lambda: self._journey.show_my_data(lambda: self._go_on(found)),
                "leave": self._journey.sign_out,
                "go_on": lambda: self._journey.course.sit(standing),
            }
            page = MessagePage(self._journey.context, "resume", tuple(actions), sentence=sentence, name=name)
            page.chosen.connect(lambda what: actions[what]())
            self._journey.window.show_page(page)


def in_lines(news: list[News], words: Words) -> str:
    """Say news one after the other."""
    return "\n\n".join(notices.sentence(one, words) for one in news)


def with_time(standing: Standing, where: Sentence) -> Sentence:
    """Say with it how much of a time limit is left, where there is one."""
    allowed = allowed_ms(standing.attempt)
    if allowed is None:
        return where
    left = minutes(allowed - standing.attempt.used_ms)
    return lambda words: f"{where(words)} {words.plural('time.resume', left)}" if left else words("time.over.lead")


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
