"""From the events of a sitting to what was given in it, with the time in front of each statement. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from progrez_desktop.core.attempt import Responses, is_answered
from progrez_desktop.core.model.assessment import Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import ResponseValue, SituationValue, StatementValue
from progrez_desktop.core.model.given import Given, GivenPrompt, GivenSituation, GivenStatement
from progrez_desktop.core.model.route import Route


@dataclass(frozen=True)
class TimedEvent:
    """One answer or skip, in the order in which they were given. `active_ms` is the time in front of open items until
    then, of the whole sitting; with texts it is in whole minutes."""

    item_id: str
    kind: str
    active_ms: int


def seconds_of(events: Sequence[TimedEvent]) -> dict[str, float]:
    """Return the seconds in front of each statement until it was first answered.

    What was looked at in between without an answer is in it, so that a time may be too long and never too short.
    """
    found: dict[str, float] = {}
    before = 0
    for event in events:
        if event.kind == "statement":
            found.setdefault(event.item_id, (event.active_ms - before) / 1000)
        before = event.active_ms
    return found


def given_in(route: Route, responses: Responses, seconds: Mapping[str, float]) -> Given:
    """Return what was given on a way.

    Args:
        seconds: By statement; none at all where time says nothing about this person.
    """
    items = route.items
    return Given(
        form=route.form,
        statements=tuple(
            GivenStatement(item.id, _category(_value(item.id, responses)), seconds.get(item.id))
            for item in items
            if isinstance(item, Statement)
        ),
        situations=tuple(_situation(item.id, responses) for item in items if isinstance(item, Situation)),
        prompts=tuple(GivenPrompt(item.id, is_answered(item, responses)) for item in items if isinstance(item, Prompt)),
    )


def _value(item_id: str, responses: Responses) -> ResponseValue | None:
    response = responses.get(item_id)
    return response.value if response else None


def _category(value: ResponseValue | None) -> int | None:
    return value.category if isinstance(value, StatementValue) else None


def _situation(item_id: str, responses: Responses) -> GivenSituation:
    value = _value(item_id, responses)
    best, worst = (value.best, value.worst) if isinstance(value, SituationValue) else (None, None)
    return GivenSituation(item_id, best, worst)
