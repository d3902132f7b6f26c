"""What a profile says beside its scores: how it was answered, until when it holds, since last time, among one's age."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.attempt import fixed_route, minutes_left, standings
from progrez_desktop.core.model.assessment import Statement, Validity
from progrez_desktop.core.model.counting import Question
from progrez_desktop.core.model.profile import Disagreement, Family, Profile, QualityLine, SourcesLine, Verdict
from progrez_desktop.core.services.comparing import Change, Earlier
from progrez_desktop.core.services.own_age import AmongOwnAge, ByAge, NoComparison
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.item import Progress
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.statement import StatementPage
from tests.fakes import MONDAY_MS
from tests.profiles import viewed
from tests.ui.gallery_rights import SAID

if TYPE_CHECKING:
    from tests.ui.gallery import Material

EARLIER_MS = MONDAY_MS - 600 * 86_400_000
CHANGES: dict[str, Change] = {
    "communication": "no_reliable_change",
    "empathy": "more",
    "collaboration": "less",
    "leadership": "other_scale",
    "resilience": "not_scored",
}


def judged(profile: Profile, verdict: Verdict, *families: Family) -> Profile:
    return replace(profile, quality=QualityLine(verdict, families, "ab" * 32))


def contradicted(profile: Profile, skill_id: str) -> Profile:
    """The profile with situations that point another way than the statements of one skill."""

    def turned(line):
        if line.skill_id != skill_id:
            return line
        sources = replace(line.sources, disagreements=(Disagreement("statements", "situations"),))
        situations = replace(line.situations, answered=2, of=2, agreement="differs", nearness=-1.0)
        return replace(line, sources=sources, situations=situations)

    return replace(profile, lines=tuple(turned(line) for line in profile.lines))


def among(profile: Profile) -> ByAge:
    """The first skills with a place, one without people of that age, and the others without ages."""
    found: dict[str, AmongOwnAge | NoComparison] = {}
    for number, line in enumerate(profile.lines):
        found[line.skill_id] = AmongOwnAge(41, 63) if number < 2 else NoComparison("too_few_people")
    return found


def _page(context: Context, given: "Material", view: ProfileView, skill: str = "empathy") -> ProfilePage:
    page = ProfilePage(context, given.assessment, view)
    page._rows[skill].click()
    return page


def _measured(context: Context, given: "Material") -> ProfilePage:
    """As a pack would have it in which both sources were measured: there is none today."""
    study = Validity(240, 2, 0.81, 0.6, 1.9, 0.8, "2027-03-01", "Invented study of nobody", "ab" * 32)
    weighed = SourcesLine({"statements": 0.71, "situations": 0.12, "own_words": 0.17}, (), ())
    lines = (replace(line, sources=weighed) if line.skill_id == "empathy" else line for line in given.profile.lines)
    assessment = replace(given.assessment, validity={"empathy": study}, situations_validity={"empathy": study})
    page = ProfilePage(context, assessment, viewed(replace(given.profile, lines=tuple(lines))))
    page._rows["empathy"].click()
    return page


def _asked(context: Context, given: "Material", *, fault: bool = False) -> Page:
    page = _page(context, given, viewed(given.profile))
    page.notes.ask_age.click()
    if fault:
        page.notes.form.show_button.click()
    return page


def _facts(context: Context, given: "Material", question: Question, answer: str = "") -> ProfilePage:
    page = _page(context, given, viewed(given.profile))
    page.notes.offer_facts(question)
    page.notes.ask_facts.click()
    if answer:
        page.notes.facts.answers[answer].click()
    return page


def _facts_offered(context: Context, given: "Material", *, counted: bool = False) -> Page:
    page = _page(context, given, viewed(given.profile))
    page.notes.offer_facts(None if counted else "gender")
    if counted:
        page.notes.show_counted(True)
    return page


def _instructed(context: Context, given: "Material") -> Page:
    """The statement that names its answer, as it comes in the fixed form."""
    items = given.assessment.items
    position = next(n for n, item in enumerate(items) if isinstance(item, Statement) and item.instructed is not None)
    route, responses = fixed_route(given.assessment), given.responses()
    page = StatementPage(context)
    page.show_progress(Progress(standings(route, {}), 2, 20, minutes_left(route, responses)), first=False)
    item = items[position]
    assert isinstance(item, Statement)
    page.show_statement(item, given.assessment.formats[item.format_id], None)
    return page


PROFILE_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "09-statement-instructed": _instructed,
    "13-profile-with-care": lambda c, m: _page(
        c, m, viewed(judged(m.profile, "with_care", "pace", "agreement", "instruction"))
    ),
    "13-profile-few-answers": lambda c, m: _page(c, m, viewed(judged(m.profile, "too_few_answers"))),
    "13-profile-of-before": lambda c, m: _page(c, m, viewed(replace(m.profile, quality=None))),
    "13-profile-expired": lambda c, m: _page(c, m, viewed(m.profile, expired=True)),
    "13-profile-since-more": lambda c, m: _page(c, m, viewed(m.profile, Earlier(EARLIER_MS, CHANGES))),
    "13-profile-since-none": lambda c, m: _page(c, m, viewed(m.profile, Earlier(EARLIER_MS, CHANGES)), "communication"),
    "13-profile-since-other": lambda c, m: _page(c, m, viewed(m.profile, Earlier(EARLIER_MS, CHANGES)), "leadership"),
    "13-profile-disagree": lambda c, m: _page(c, m, viewed(contradicted(m.profile, "empathy"))),
    "13-profile-contested": lambda c, m: _page(c, m, replace(viewed(m.profile), said=SAID), "leadership"),
    "13-profile-measured": _measured,
    "13-profile-age-asked": _asked,
    "13-profile-age-fault": lambda c, m: _asked(c, m, fault=True),
    "13-profile-by-age": lambda c, m: _page(c, m, viewed(m.profile, by_age=among(m.profile))),
    "13-profile-facts-offered": _facts_offered,
    "13-profile-facts-gender": lambda c, m: _facts(c, m, "gender"),
    "13-profile-facts-other": lambda c, m: _facts(c, m, "gender", "other"),
    "13-profile-facts-age": lambda c, m: _facts(c, m, "age", "25-39"),
    "13-profile-facts-counted": lambda c, m: _facts_offered(c, m, counted=True),
    "13-profile-by-age-none": lambda c, m: _page(c, m, viewed(m.profile, by_age=among(m.profile)), "integrity"),
}
