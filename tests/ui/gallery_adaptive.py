"""The adaptive form in every state: before it, in the middle, at the overview, back again, and what it came to."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from progrez_desktop.core.attempt import leg_of, minutes_left, standings, to_go
from progrez_desktop.core.model.assessment import AdaptiveForm, Statement
from progrez_desktop.core.model.attempt import Response, ResponseValue, SkippedValue, StatementValue
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.guide import Guide
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.ui.arrival import where_it_stood
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.item import Progress
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from tests.fakes import MONDAY_MS
from tests.profiles import attempt_at, made_profile, viewed

if TYPE_CHECKING:
    from tests.ui.gallery import Material

SEED = "an invented sitting"
SKIPPED = (3, 30, 31, 40)
"""Positions of statements that were skipped."""


@cache
def guide() -> Guide:
    files = shipped()
    form = files.assessment().adaptive
    assert isinstance(form, AdaptiveForm)
    return Guide(form, files.bank())


@cache
def sitting(statements: int) -> tuple[Route, dict[str, Response]]:
    """The invented visitor's sitting after so many statements, or all of them."""
    assessment = shipped().assessment()
    assert assessment.adaptive is not None
    items = [item for section in assessment.adaptive.sections for item in section.items]
    answers = invented.answers(items, assessment, guide().scorer.bank, "en")
    history: list[tuple[str, ResponseValue]] = []
    route = guide().route(SEED, history)
    while len(history) < min(statements, len(route.items)) and isinstance(route.items[len(history)], Statement):
        item = route.items[len(history)]
        history.append((item.id, SkippedValue() if len(history) in SKIPPED else answers[item.id]))
        route = guide().route(SEED, history)
    given = dict(history) | {item.id: answers[item.id] for item in route.items if not isinstance(item, Statement)}
    return route, {item: Response(item, 1, "en", value, MONDAY_MS) for item, value in given.items()}


def adaptive_profile(given: "Material") -> Profile:
    route, responses = sitting(999)
    return made_profile(given.assessment, route, guide().scorer, responses)


def _start(context: Context, _: "Material") -> Page:
    route = guide().route(SEED, ())
    return StartPage(context, form="adaptive", of=to_go(route, {}), minutes=minutes_left(route, {}))


def _statement(context: Context, given: "Material", position: int, *, back: int = 0) -> Page:
    """The statement to answer now, or one before it, seen once more."""
    route, responses = sitting(position)
    shown = position - back
    item = route.items[shown]
    assert isinstance(item, Statement)
    leg, number = leg_of(route, shown)
    left, left_to_answer = minutes_left(route, responses), to_go(route, responses, "statements")
    page = StatementPage(context)
    page.show_progress(Progress(standings(route, responses), leg, number, left, left_to_answer), first=shown == 0)
    value = responses[item.id].value if item.id in responses else None
    category = value.category if isinstance(value, StatementValue) else None
    page.show_statement(item, given.assessment.formats[item.format_id], category)
    page.show_saved(back == 0)
    return page


def _review(context: Context, _: "Material") -> Page:
    return ReviewPage(context, *sitting(999))


def _resume(context: Context, _: "Material") -> Page:
    route, responses = sitting(33)
    sentence = where_it_stood(Standing(attempt_at(33), responses, route))
    return MessagePage(context, "resume", ("leave", "go_on"), sentence=sentence, name=invented.PERSON.first_name)


def _profile(context: Context, given: "Material", skill: str, *, shared: int = 0) -> Page:
    profile = adaptive_profile(given)
    lines = [replace(line, statements=replace(line.statements, shared=shared)) for line in profile.lines]
    page = ProfilePage(context, given.assessment, viewed(replace(profile, lines=tuple(lines))))
    page._rows[skill].click()
    return page


ADAPTIVE_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "08-start-adaptive": _start,
    "09-adaptive-first": lambda c, m: _statement(c, m, 0),
    "09-adaptive-middle": lambda c, m: _statement(c, m, 33),
    "09-adaptive-back": lambda c, m: _statement(c, m, 33, back=4),
    "12-review-adaptive": _review,
    "13-profile-adaptive": lambda c, m: _profile(c, m, "communication"),
    "13-profile-adaptive-shared": lambda c, m: _profile(c, m, "initiative", shared=5),
    "13-profile-adaptive-missed": lambda c, m: _profile(c, m, "creative_thinking"),
    "15-resume-adaptive": _resume,
}
