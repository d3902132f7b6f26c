"""Where a sitting stands: what is answered, what comes next, how long it may still take. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.assessment import Assessment, Item, Prompt, Section, Situation
from progrez_desktop.core.model.attempt import Response, ResponseValue, SituationValue, StatementValue, TextValue

Responses = Mapping[str, Response]
"""The latest response by item id."""

_STATEMENT_S, _SITUATION_S, _PROMPT_S = 6, 50, 240


@dataclass(frozen=True)
class SectionStanding:
    """`visited` counts items that were answered or skipped, `answered` those with a whole answer."""

    section: Section
    first: int
    """Index of the section's first item among all items."""
    answered: int
    visited: int

    @property
    def of(self) -> int:
        return len(self.section.items)


def is_answer(value: ResponseValue) -> bool:
    """Whether a value is a whole answer: skipped, half chosen and empty ones are not."""
    if isinstance(value, StatementValue):
        return True
    if isinstance(value, SituationValue):
        return value.best is not None and value.worst is not None
    return isinstance(value, TextValue) and bool(value.text.strip())


def is_answered(item: Item, responses: Responses) -> bool:
    response = responses.get(item.id)
    return response is not None and is_answer(response.value)


def answered_count(assessment: Assessment, responses: Responses) -> int:
    return sum(is_answered(item, responses) for item in assessment.items)


def first_open(assessment: Assessment, responses: Responses) -> int | None:
    """Return the index of the first item without a whole answer, or None when all are answered."""
    return next((i for i, item in enumerate(assessment.items) if not is_answered(item, responses)), None)


def standings(assessment: Assessment, responses: Responses) -> tuple[SectionStanding, ...]:
    """Return for each section how far it is, in the order shown."""
    rows = []
    first = 0
    for section in assessment.sections:
        answered = sum(is_answered(item, responses) for item in section.items)
        visited = sum(item.id in responses for item in section.items)
        rows.append(SectionStanding(section, first, answered, visited))
        first += len(section.items)
    return tuple(rows)


def section_of(assessment: Assessment, position: int) -> tuple[int, int]:
    """Return (index of the section, index within it) for a position among all items."""
    for number, section in enumerate(assessment.sections):
        if position < len(section.items):
            return number, position
        position -= len(section.items)
    raise IndexError("position beyond the last item")


def nominal_seconds(item: Item) -> int:
    """Return how long an item usually takes, in seconds; reading time for a situation and writing time included."""
    if isinstance(item, Prompt):
        return _PROMPT_S
    return _SITUATION_S if isinstance(item, Situation) else _STATEMENT_S


def minutes_left(assessment: Assessment, responses: Responses) -> int:
    """Return the whole minutes that the items not yet visited usually take; 1 while anything is left."""
    seconds = sum(nominal_seconds(item) for item in assessment.items if item.id not in responses)
    return max(1, round(seconds / 60)) if seconds else 0
