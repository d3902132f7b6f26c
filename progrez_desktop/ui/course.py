"""The course of an assessment: choices, practice, the sitting, the profile and the CV."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

from progrez_desktop.core.attempt import minutes_left, to_go
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.services import consents, easing, procedures, reporting, results, sitting_events, sittings
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.procedures import Door
from progrez_desktop.core.services.profile_view import ProfileView, view_of
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.sitting_time import with_extra
from progrez_desktop.ui import closing
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.contest_visit import ContestVisit
from progrez_desktop.ui.cv_visit import CvVisit, DetailsVisit
from progrez_desktop.ui.own_texts import ReadingVisit, TextsForPage
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import Opened, ProfilePage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.start_code import StartCodePage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.paper_visit import Make, PaperVisit
from progrez_desktop.ui.result_visit import ResultVisit
from progrez_desktop.ui.sitting import Sitting

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class Course:
    """From being signed in to the saved CV."""

    def __init__(self, journey: "Journey") -> None:
        self._journey = journey

    # What the procedure asks first

    def knock(self) -> None:
        """Ask what the procedure asks before a sitting begins, and then what may be used later."""
        journey, page = self._journey, self._journey.window.page
        if page is not None:
            session = journey.signed_in()
            journey.run(page, lambda: procedures.door(journey.deps, session), self._at_door)

    def _at_door(self, door: Door) -> None:
        if door.closed_on is not None:
            self._tell_closed(door.closed_on)
        elif door.asks_code:
            self._ask_code()
        else:
            self.ask_consent()

    def _tell_closed(self, day: date) -> None:
        journey = self._journey
        page = MessagePage(
            journey.context,
            "closed",
            ("my_data", "leave"),
            sentence=lambda words: words("closed.text", day=words.day(day)),
        )
        back = partial(self._tell_closed, day)
        actions: dict[str, Callable[[], None]] = {
            "my_data": lambda: journey.show_my_data(back),
            "leave": journey.sign_out,
        }
        page.chosen.connect(lambda what: actions[what]())
        journey.window.show_page(page)

    def _ask_code(self) -> None:
        journey, session = self._journey, self._journey.signed_in()
        page = StartCodePage(journey.context, journey.deps.assessment)
        page.typed.connect(
            lambda code: journey.run(
                page,
                lambda: procedures.give_code(journey.deps, session, code),
                lambda _: self.ask_consent(),
                page.show_code_fault,
            )
        )
        page.back.connect(journey.sign_out)
        journey.window.show_page(page)

    # Choices, practice, sitting

    def ask_consent(self, ticked: Sequence[Purpose] = (), then: Callable[[], None] | None = None) -> None:
        """Ask what may be used later. `then` is what follows where it isn't the beginning of a sitting."""
        follows = then or self.practise
        organisation = self._journey.deps.assessment.organisation
        if organisation is None:
            follows()
            return
        until_ms = consents.until_ms(self._journey.deps, organisation)
        page = ConsentPage(self._journey.context, self._journey.deps.assessment, organisation, until_ms, ticked)

        def decided(purposes: list[Purpose]) -> None:
            session, language = self._journey.signed_in(), self._journey.context.language
            self._journey.run(
                page,
                lambda: consents.decide(self._journey.deps, session, organisation, purposes, language),
                lambda _: follows(),
            )

        page.decided.connect(decided)
        page.back.connect(self._journey.sign_out)
        page.read_privacy.connect(lambda: self._journey.show_privacy(partial(self.ask_consent, page.chosen(), then)))
        page.my_data.connect(lambda: self._journey.show_my_data(partial(self.ask_consent, page.chosen(), then)))
        page.ease.connect(lambda: self._journey.ease.show(partial(self.ask_consent, page.chosen(), then)))
        self._journey.window.show_page(page)

    def practise(self) -> None:
        assessment = self._journey.deps.assessment
        page = StatementPage(self._journey.context)
        page.be_practice()
        page.show_progress(None, first=True)
        page.show_statement(assessment.practice, assessment.formats[assessment.practice.format_id], None)
        page.chosen.connect(lambda _: self._explain(page))
        self._journey.window.show_page(page)

    def _explain(self, before: Page) -> None:
        """Say what comes and how long it takes, and ask who may read one's own words."""
        deps, session = self._journey.deps, self._journey.signed_in()

        def look() -> tuple[Route, int | None]:
            limit, extra = deps.assessment.procedure.time_limit_min, easing.here(deps, session).extra_time_percent
            return sittings.outlook(deps), with_extra(limit, extra) if limit is not None else None

        def explain(found: tuple[Route, int | None]) -> None:
            ahead, limit_min = found
            of, minutes = to_go(ahead, {}), minutes_left(ahead, {})
            page = StartPage(self._journey.context, form=ahead.form, of=of, minutes=minutes, limit_min=limit_min)
            page.start.connect(lambda by_computer: self._begin_attempt(page, by_computer))
            page.questions_in.connect(self._journey.ease.ask_in)
            page.ease.connect(lambda: self._journey.ease.show(self._explain_again))
            self._journey.window.show_page(page)

        self._journey.run(before, look, explain)

    def _explain_again(self) -> None:
        page = self._journey.window.page
        if page is not None:
            self._explain(page)

    def _begin_attempt(self, page: StartPage, computer_reading: bool) -> None:
        session = self._journey.signed_in()

        def begun(standing: Standing) -> None:
            language = self._journey.context.questions_in
            self.sit(standing)
            self._count(lambda counts: counts.count_begun(self._journey.deps, session, standing.attempt, language))

        self._journey.run(
            page, lambda: sittings.begin(self._journey.deps, session, computer_reading=computer_reading), begun
        )

    def sit(self, standing: Standing) -> None:
        session, attempt_id = self._journey.signed_in(), standing.attempt.id
        sitting = self._journey.sitting = Sitting(
            self._journey.context,
            self._journey.deps.assessment,
            standing,
            lambda answering: sittings.keep(self._journey.deps, session, attempt_id, answering),
            lambda: sittings.settle(session),
            lambda used_ms: sittings.spend(session, attempt_id, used_ms),
            self._journey.outside.store_lane,
            self._journey.deps.clock.monotonic_ms,
            self._journey,
        )
        sitting.page_wanted.connect(self._journey.window.show_page)
        sitting.paused.connect(lambda: self._paused(sitting))
        sitting.break_offered.connect(lambda: self._offer_break(sitting))
        sitting.time_over.connect(lambda: self._tell_time_over(sitting))
        sitting.finished.connect(lambda page: self._finish(page, standing.attempt))
        # Who answers by a switch or by voice presses through AT-SPI, where no key and no mouse stirs.
        sitting.answer_saved.connect(self._journey.idle.stir)
        self._journey.window.may_close = partial(closing.may_close, self._journey)
        sitting.start()
        self._journey.sitting_began.emit()

    def _paused(self, sitting: Sitting) -> None:
        page = MessagePage(self._journey.context, "pause", ("leave", "ease", "go_on"))
        actions = {
            "leave": self._journey.sign_out,
            "ease": lambda: self._journey.ease.show(lambda: self._paused(sitting)),
            "go_on": sitting.resume,
        }
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _offer_break(self, sitting: Sitting) -> None:
        page = MessagePage(self._journey.context, "break", ("take", "go_on"))
        actions = {"take": lambda: self._take_break(sitting), "go_on": sitting.resume}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _take_break(self, sitting: Sitting) -> None:
        journey, session = self._journey, self._journey.signed_in()
        journey.outside.store_lane.run(
            lambda: sitting_events.add(journey.deps, session, "break"), nothing, journey.trouble, owner=journey
        )
        self._paused(sitting)

    def _tell_time_over(self, sitting: Sitting) -> None:
        page = MessagePage(self._journey.context, "time.over", ("pause", "overview"))
        actions = {"pause": self._journey.sign_out, "overview": sitting.overlook}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    # Results

    def _finish(self, page: Page, attempt: Attempt) -> None:
        session = self._journey.signed_in()

        def finished(profile: Profile) -> None:
            self.show_profile(profile)
            self._count(lambda counts: counts.count_result(self._journey.deps, session, profile))

        self._journey.run(page, lambda: results.finish(self._journey.deps, session, attempt.id), finished)

    def _count(self, job: Callable[[ModuleType], object]) -> None:
        """Count without a name, where the person agreed to it; no page waits for it."""

        def counted() -> object:
            from progrez_desktop.core.services import anonymous  # with numpy, which a first page does without

            return job(anonymous)

        journey = self._journey
        journey.outside.store_lane.run(counted, lambda _: None, journey.trouble, owner=journey)

    def show_profile(self, profile: Profile, back_from: Opened | None = None, skill_id: str = "") -> None:
        """Show a profile; the page that it is asked from waits for it."""
        self._journey.end_sitting()
        session, page = self._journey.signed_in(), self._journey.window.page
        if page is not None:
            self._journey.run(
                page, lambda: self._viewed(session, profile), lambda view: self._show_view(view, back_from, skill_id)
            )

    def _viewed(self, session: Session, profile: Profile) -> ProfileView:
        deps = self._journey.deps
        return view_of(deps, session, results.with_readings(deps, session, profile))

    def _show_view(self, view: ProfileView, back_from: Opened | None, skill_id: str) -> None:
        profile = view.profile
        page = ProfilePage(self._journey.context, self._journey.deps.assessment, view)
        page.make_cv.connect(lambda: self._show_cv(profile))
        page.make_report.connect(lambda: self._show_report(view))
        page.edit_details.connect(lambda: self._show_details(profile))
        page.see_texts.connect(lambda skill: self._show_texts(profile, skill))
        page.have_say.connect(lambda skill: self._have_say(profile, skill))
        page.read_about.connect(lambda: self._journey.show_about(lambda: self.show_profile(profile, "about")))
        page.my_data.connect(lambda: self._journey.show_my_data(lambda: self.show_profile(profile, "my_data")))
        page.sign_out.connect(self._journey.sign_out)
        ResultVisit(self._journey, page, view).begin()
        self._journey.window.show_page(page)
        if skill_id:
            page.choose(skill_id)
        if back_from is not None:
            page.go_on_at(page.opener(back_from))
        # Readings that came just now join where they were measured; else they stand beside the score, as they do.
        joins = bool(self._journey.deps.assessment.validity)
        then = (lambda: self.show_profile(profile)) if joins else None
        TextsForPage(self._journey, page, profile.attempt_id, then).fetch()

    def _show_texts(self, profile: Profile, skill_id: str) -> None:
        back = partial(self.show_profile, profile, "texts", skill_id)
        ReadingVisit(self._journey, profile.attempt_id, skill_id, back).begin()

    def _have_say(self, profile: Profile, skill_id: str) -> None:
        back = partial(self.show_profile, profile, "say", skill_id)
        ContestVisit(self._journey, profile, skill_id, back).begin()

    def _show_cv(self, profile: Profile) -> None:
        CvVisit(self._journey, profile, lambda: self.show_profile(profile, "cv")).begin()

    def _show_report(self, view: ProfileView) -> None:
        journey, session = self._journey, self._journey.signed_in()
        page = ReportPage(journey.context)

        def make() -> Make:
            words = journey.context.words
            return lambda: reporting.report(journey.deps, session, view, words)

        visit = PaperVisit(journey, page, "report", make)
        page.wanted.connect(visit.render)
        page.back.connect(lambda: self.show_profile(view.profile, "report"))
        journey.window.show_page(page)

    def _show_details(self, profile: Profile) -> None:
        DetailsVisit(self._journey, "details.back_to_profile", lambda: self.show_profile(profile, "details")).begin()
