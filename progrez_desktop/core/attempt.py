"""Where a sitting stands: what is answered, what comes next, how long it may still take. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.assessment import Assessment, Item, SectionKind
from progrez_desktop.core.model.attempt import Response, ResponseValue, SituationValue, StatementValue, TextValue
from progrez_desktop.core.model.route import Leg, Route

Responses = Mapping[str, Response]
"""The latest response by item id."""

_SECONDS: Mapping[SectionKind, int] = {"statements": 6, "situations": 50, "prompts": 240}
"""How long an item usually takes; reading time for a situation and writing time included."""


@dataclass(frozen=True)
class LegStanding:
    """`visited` counts items that were answered or skipped, `answered` those with a whole answer."""

    leg: Leg
    first: int
    """Index of the leg's first item among all items."""
    answered: int
    visited: int

    @property
    def of(self) -> int:
        """How many items the leg has so far."""
        return len(self.leg.items)

    @property
    def share(self) -> float:
        """How far the leg is, of what it is expected to be. 1 only where nothing follows."""
        expected = self.of + self.leg.to_come
        return self.visited / expected if expected else 0.0


def fixed_route(assessment: Assessment) -> Route:
    """Return the way through the fixed form: everything, in the order of the pack."""
    return Route("fixed", tuple(Leg(section, section.items) for section in assessment.sections))


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


def first_open(route: Route, responses: Responses) -> int | None:
    """Return the index of the first item without a whole answer, or None when all are answered."""
    return next((i for i, item in enumerate(route.items) if not is_answered(item, responses)), None)


def standings(route: Route, responses: Responses) -> tuple[LegStanding, ...]:
    """Return for each leg how far it is, in the order shown."""
    rows = []
    first = 0
    for leg in route.legs:
        answered = sum(is_answered(item, responses) for item in leg.items)
        visited = sum(item.id in responses for item in leg.items)
        rows.append(LegStanding(leg, first, answered, visited))
        first += len(leg.items)
    return tuple(rows)


def leg_of(route: Route, position: int) -> tuple[int, int]:
    """Return (index of the leg, index within it) for a position among all items."""
    for number, leg in enumerate(route.legs):
        if position < len(leg.items):
            return number, position
        position -= len(leg.items)
    raise IndexError("position beyond the last item")


def to_go(route: Route, responses: Responses, kind: SectionKind | None = None) -> int:
    """Return about how many items were not visited yet, the one on screen among them; of one kind, or of all."""
    return sum(_not_visited(leg, responses) for leg in route.legs if kind in (None, leg.section.kind))


def minutes_left(route: Route, responses: Responses) -> int:
    """Return the whole minutes that the items not yet visited usually take; 1 while anything is left."""
    seconds = sum(_SECONDS[leg.section.kind] * _not_visited(leg, responses) for leg in route.legs)
    return max(1, round(seconds / 60)) if seconds else 0


def _not_visited(leg: Leg, responses: Responses) -> int:
    return leg.to_come + sum(item.id not in responses for item in leg.items)
