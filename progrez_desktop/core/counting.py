"""Rules of counting without names: what is counted, with how much noise, and how much of it in a year. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from progrez_desktop.core.model.counting import GROUPS, Kind, KindName, Period, Question, Recipient

_BOTH: tuple[Recipient, ...] = ("organisation", "publisher")
_OF_SITTING = (("form", "language"), ("form",), ("language",), ())
"""From fine to coarse: where nearly everybody is in one cell, the others would be told by its line, and the coarser sum
is what can be shown."""

KINDS = (
    Kind("begun", "anonymous_statistics", 1, 8.0, _BOTH, _OF_SITTING),
    Kind("finished", "anonymous_statistics", 1, 8.0, _BOTH, _OF_SITTING),
    Kind("skipped", "anonymous_statistics", 1, 8.0, _BOTH, (("section",),)),
    Kind("quality", "anonymous_statistics", 1, 8.0, _BOTH, (("form", "verdict"), ("verdict",))),
    Kind("norms", "anonymous_statistics", 12, 4.0, _BOTH, (("theta",), ())),
    Kind("situations", "anonymous_statistics", 1, 2.0, ("publisher",), (("choice", "level"),)),
    Kind("impact", "anonymous_statistics", 1, 4.0, ("organisation",), (("group", "place"), ("group",))),
    Kind("dif", "anonymous_statistics", 10, 8.0, _BOTH, (("group", "category"), ("group", "place"))),
    Kind("training", "training_data", 10, 20.0, ("publisher",), (("category", "place"),)),
)
"""Everything that is counted. Nothing of accommodations, texts, readings, times or names is among it.

For how many people it takes until a figure means something, see `NEEDED`.
"""


@dataclass(frozen=True)
class Needed:
    """So many people of one period, in each group where there are groups, make a figure be told in spite of the noise:
    half of the time, and nine times of ten. Simulated (tests/core/test_people_needed.py), and rounded."""

    half: int
    mostly: int


MOSTLY = 0.9
NEEDED = {
    "norms": Needed(390, 560),
    "impact_mildest": Needed(120, 150),
    "impact_hardest": Needed(300, 400),
    "dif": Needed(590, 660),
}
"""`impact_mildest` is the cut that lets three of five pass, `impact_hardest` the one that lets one of five pass."""

DAY_MS = 86_400_000
PERIOD_DAYS = 183
YEAR_DAYS = 365
YEARLY_BUDGET = 12.0
"""Two periods a year, whatever a person does, and whatever an operator closes early."""

_SAME = 1e-9


def kind_of(name: KindName) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def spent(periods: Iterable[Period], now_ms: int) -> float:
    """Return what the periods that were opened in the year up to now took of the budget."""
    return sum(period.epsilon for period in periods if period.opened_ms > now_ms - YEAR_DAYS * DAY_MS)


def may_open_ms(periods: Sequence[Period], epsilon: float, now_ms: int) -> int:
    """Return from when a period may be opened that takes `epsilon`: now, or once enough of the year's is free again."""
    opened = sorted(period.opened_ms for period in periods)
    for moment in (now_ms, *(at + YEAR_DAYS * DAY_MS for at in opened)):
        if moment >= now_ms and spent(periods, moment) + epsilon <= YEARLY_BUDGET + _SAME:
            return moment
    raise ValueError("a period that takes more than a year has can't be opened at all")


def looked_at(number: int, skills: Sequence[str]) -> tuple[str, Question]:
    """Return what the period of this number looks at where nobody chose: skill after skill, question after question."""
    questions: tuple[Question, ...] = tuple(GROUPS)
    return skills[number % len(skills)], questions[number // len(skills) % len(questions)]
