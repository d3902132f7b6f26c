"""What the ratings of an office tell: how far raters agree, and how far the computer follows them.

Only what was rated before the computer's level was seen counts here.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING

from progrez_desktop.core.services.rating_office import OfficeDeps, computer_levels

if TYPE_CHECKING:
    from progrez_desktop.scoring.agreement import Floats, Measured, Shortfall

Answer = tuple[str, int]
"""Release id and place: one open answer."""


@dataclass(frozen=True)
class AnswerRatings:
    """One answer: every rater's first levels, and the computer's."""

    answer: Answer
    by_rater: Mapping[str, Mapping[str, int]]
    computer: Mapping[str, int | None]


@dataclass(frozen=True)
class Agreement:
    """Figures about one skill, or about all of them together (skill is empty).

    `pair` names the two raters; empty for the computer against the median of the raters, which has no ICC.
    """

    skill: str
    pair: tuple[str, ...]
    kappa: "Measured"
    icc_single: "Measured | None"
    icc_mean: "Measured | None"
    r: "Measured"


@dataclass(frozen=True)
class Place:
    """What a skill's readings lack before they may join its score; nothing where they have earned it."""

    skill: str
    lacks: "tuple[Shortfall, ...]"


@dataclass(frozen=True)
class Agreements:
    raters: tuple[Agreement, ...]
    computer: tuple[Agreement, ...]
    places: tuple[Place, ...]


def ratings_by_answer(deps: OfficeDeps) -> tuple[AnswerRatings, ...]:
    """Return the answers that were rated, the first rated first."""
    by_answer: dict[Answer, dict[str, Mapping[str, int]]] = defaultdict(dict)
    computer: dict[Answer, Mapping[str, int | None]] = {}
    names = {rater.id: rater.name for rater in deps.store.raters()}
    for rating in deps.store.first_ratings():
        answer = (rating.release_id, rating.place)
        by_answer[answer][names[rating.rater_id]] = {skill: given.level for skill, given in rating.skills.items()}
        if answer not in computer:
            computer[answer] = computer_levels(deps, rating.id).levels
    return tuple(AnswerRatings(answer, given, computer[answer]) for answer, given in by_answer.items())


def agreements(rated: Sequence[AnswerRatings], skills: Sequence[str]) -> Agreements:
    """Return what agreement can be measured in ratings. `skills` in the order in which they are told."""
    raters = sorted({name for one in rated for name in one.by_rater})
    asked = ("", *skills)
    pairs = tuple(_of_pair(rated, skill, pair, skills) for pair in combinations(raters, 2) for skill in asked)
    computer = tuple(_of_computer(rated, skill, skills) for skill in asked) if rated else ()
    return Agreements(pairs, computer, tuple(_place(rated, skill) for skill in skills))


def _of_pair(rated: Sequence[AnswerRatings], skill: str, pair: tuple[str, ...], skills: Sequence[str]) -> Agreement:
    from progrez_desktop.scoring import agreement

    rows, people = _rows(rated, (skill,) if skill else skills, lambda one, name: _both(one, name, pair))
    kappa, single, mean, r = (
        agreement.measured(statistic, rows, people)
        for statistic in (agreement.quadratic_kappa, agreement.icc_single, agreement.icc_mean, agreement.correlation)
    )
    return Agreement(skill, pair, kappa, single, mean, r)


def _of_computer(rated: Sequence[AnswerRatings], skill: str, skills: Sequence[str]) -> Agreement:
    from progrez_desktop.scoring import agreement

    rows, people = _rows(rated, (skill,) if skill else skills, _computer_and_median)
    kappa, r = (agreement.measured(one, rows, people) for one in (agreement.quadratic_kappa, agreement.correlation))
    return Agreement(skill, (), kappa, None, None, r)


def _place(rated: Sequence[AnswerRatings], skill: str) -> Place:
    from progrez_desktop.scoring import agreement

    raters = sorted({name for one in rated for name in one.by_rater})
    pairs = [(_of_pair(rated, skill, pair, ()), pair) for pair in combinations(raters, 2)]
    most = max(pairs, key=lambda found: found[0].kappa.n, default=None)
    if most is None or most[0].icc_single is None:
        icc: Measured = agreement.NoFigure("one_rater", len(rated))
        people = 0
    else:
        icc = most[0].icc_single
        people = len({one.answer[0] for one in rated if _both(one, skill, most[1])})
    return Place(skill, agreement.shortfalls(people, icc, _of_computer(rated, skill, ()).r))


def _rows(
    rated: Sequence[AnswerRatings], skills: Sequence[str], columns: Callable[[AnswerRatings, str], list[float]]
) -> "tuple[Floats, list[str]]":
    """Return one row for each answer and skill that has all columns, and who wrote it."""
    import numpy as np

    found = [(row, one.answer[0]) for one in rated for skill in skills if (row := columns(one, skill))]
    return np.array([row for row, _ in found], float).reshape(len(found), 2), [person for _, person in found]


def _both(one: AnswerRatings, skill: str, pair: tuple[str, ...]) -> list[float]:
    given = [one.by_rater[name][skill] for name in pair if name in one.by_rater and skill in one.by_rater[name]]
    return [float(level) for level in given] if len(given) == len(pair) else []


def _computer_and_median(one: AnswerRatings, skill: str) -> list[float]:
    computer = one.computer.get(skill)
    given = [levels[skill] for levels in one.by_rater.values() if skill in levels]
    return [] if computer is None or not given else [float(computer), float(median(given))]
