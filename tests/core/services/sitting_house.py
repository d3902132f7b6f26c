"""A device on which somebody sits, answering as they like, at the pace that they like."""

from collections.abc import Callable, Mapping

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.assessment import Statement
from progrez_desktop.core.model.attempt import Response, ResponseValue, SkippedValue, StatementValue
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import demonstration, easing, results, sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.sittings import Answering
from tests.profiles import made_profile

Pace = Callable[[int], int]
"""Milliseconds in front of the item at a position."""


def ordinary(position: int) -> int:
    return 2_500 + 700 * (position % 3)


def hurried(_: int) -> int:
    return 1_200


def sit(
    deps: Deps,
    session: Session,
    answers: Mapping[str, ResponseValue],
    pace: Pace = ordinary,
    *,
    has: Accommodations = NONE,
) -> Profile:
    """Begin a sitting, answer item by item as the window would, and finish it."""
    easing.choose(deps, session, has)
    standing = sittings.begin(deps, session)
    route, position, active_ms = standing.route, 0, 0
    while position < len(route.items):
        item = route.items[position]
        active_ms += pace(position)
        asked = Answering(item.id, answers.get(item.id, SkippedValue()), "en", position + 1, active_ms)
        route = sittings.keep(deps, session, standing.attempt.id, asked).route
        position += 1
    return results.finish(deps, session, standing.attempt.id)


def played(deps: Deps, answers: Mapping[str, ResponseValue], pace: Pace = ordinary) -> Profile:
    """Return what such a sitting comes to, without a safe: the same, and sooner."""
    form = sittings.form_now(deps)
    history: list[tuple[str, ResponseValue]] = []
    seconds: dict[str, float] = {}
    route = fixed_route(deps.assessment) if form == "fixed" else deps.guide.route("seed", ())
    while len(history) < len(route.items):
        item = route.items[len(history)].id
        seconds[item] = pace(len(history)) / 1000
        history.append((item, answers.get(item, SkippedValue())))
        route = route if form == "fixed" else deps.guide.route("seed", history)
    responses = {item: Response(item, 1, "en", value, 0) for item, value in history}
    return made_profile(deps.assessment, route, deps.scorer_of(form), responses, seconds=seconds)


def attentive(deps: Deps) -> dict[str, ResponseValue]:
    """Return the answers of the invented visitor to the form that is chosen now."""
    return demonstration.answers_of_form(deps.shipped, sittings.form_now(deps), "en")


def with_statements(
    deps: Deps, answers: Mapping[str, ResponseValue], change: Callable[[Statement, int], int]
) -> dict[str, ResponseValue]:
    """Return answers in which the category of every statement was changed, given the statement and its categories."""
    formats, adaptive = deps.assessment.formats, deps.assessment.adaptive
    sections = (*deps.assessment.sections, *(adaptive.sections if adaptive else ()))
    items = {item.id: item for section in sections for item in section.items if isinstance(item, Statement)}
    changed = {
        name: StatementValue(change(items[name], formats[items[name].format_id].categories))
        for name, value in answers.items()
        if isinstance(value, StatementValue)
    }
    return {**answers, **changed}


def missing_the_named_answer(deps: Deps, answers: Mapping[str, ResponseValue]) -> dict[str, ResponseValue]:
    def change(statement: Statement, categories: int) -> int:
        value = answers[statement.id]
        assert isinstance(value, StatementValue)
        return categories if statement.instructed is not None else value.category

    return with_statements(deps, answers, change)


def in_one_line(deps: Deps, answers: Mapping[str, ResponseValue]) -> dict[str, ResponseValue]:
    return with_statements(deps, answers, lambda _, categories: categories)
