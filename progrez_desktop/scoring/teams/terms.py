"""The value of a team in whole numbers: a sum over its members, its lowest, needs that are met, and its spread.

Every way to compose counts with the same whole numbers, so that they can be held against each other to the last one.
A whole value is a million; what rounding takes is below a thousandth of a percent a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from progrez_desktop.scoring.teams.people import HIGHEST, LOWEST, Bools, Ints, People
from progrez_desktop.scoring.teams.wishes import Wish, Wishes

WHOLE: Final = 1_000_000
_RANGE: Final = HIGHEST - LOWEST


@dataclass(frozen=True, eq=False)
class Met:
    """One need: who reaches it, how many have to, and what each of those is worth."""

    skill: str
    reached: Bools
    people: int
    not_all: bool
    each: int

    def worth(self, count: int, size: int) -> int:
        return 0 if self.not_all and count == size > 1 else self.each * min(count, self.people)


@dataclass(frozen=True, eq=False)
class Terms:
    """What each person brings to the value of a team of `size`.

    Args:
        gain: What is summed. Shape (n,).
        floor: What the lowest of the team counts. Shape (n,).
        needs: What has to be reached.
        styles: The scores whose distance from lowest to highest counts, with its sign. Shape (n,) each.
    """

    size: int
    gain: Ints
    floor: Ints
    needs: tuple[Met, ...]
    styles: tuple[tuple[int, Ints], ...]

    @property
    def is_plain(self) -> bool:
        """Whether it is a sum and one lowest, and nothing beside."""
        return not self.needs and not self.styles

    def value(self, team: Sequence[int]) -> int:
        """Return the value of one team, by places."""
        return sum(self.parts(team).values())

    def parts(self, team: Sequence[int]) -> dict[Wish, int]:
        """Return what each wish adds to the value of a team; every one of nobody is 0."""
        places = np.asarray(team, dtype=np.int64)
        if not len(places):
            return {"level": 0, "weak_link": 0, "coverage": 0, "mix": 0}
        mix = sum(sign * int(np.ptp(column[places])) for sign, column in self.styles)
        coverage = sum(need.worth(int(need.reached[places].sum()), len(places)) for need in self.needs)
        return {
            "level": int(self.gain[places].sum()),
            "weak_link": int(self.floor[places].min()),
            "coverage": coverage,
            "mix": mix,
        }

    def values(self, teams: Ints) -> Ints:
        """Return the values of many teams at once. Shape (teams, size) in, (teams,) out."""
        found = self.gain[teams].sum(axis=1) + self.floor[teams].min(axis=1)
        for need in self.needs:
            count = need.reached[teams].sum(axis=1)
            worth = need.each * np.minimum(count, need.people)
            found = found + (
                np.where(count == teams.shape[1], 0, worth) if need.not_all and teams.shape[1] > 1 else worth
            )
        for sign, column in self.styles:
            found = found + sign * np.ptp(column[teams], axis=1)
        return np.asarray(found, dtype=np.int64)


def terms_of(people: People, wishes: Wishes, size: int) -> Terms:
    """Return the value of teams of `size` as whole numbers.

    Raises:
        ScoringError: "unknown_skill".
    """
    taken = (people.taken - LOWEST) / _RANGE
    whole = {wish: WHOLE * wishes.weight(wish) / wishes.total for wish in ("level", "weak_link", "coverage", "mix")}
    level = taken[:, people.columns(wishes.level_of)] if whole["level"] else np.zeros((len(people), 1))
    weak = taken[:, people.columns(wishes.weak_link_of)] if whole["weak_link"] else np.zeros((len(people), 1))
    return Terms(
        size,
        _whole(whole["level"] * level.mean(axis=1) / size),
        _whole(whole["weak_link"] * weak.min(axis=1)),
        _needs(people, wishes, whole["coverage"]),
        _styles(people, wishes, whole["mix"]),
    )


def _needs(people: People, wishes: Wishes, whole: float) -> tuple[Met, ...]:
    if not whole:
        return ()
    found = []
    for need, column in zip(wishes.needs, people.columns([need.skill for need in wishes.needs]), strict=True):
        with np.errstate(invalid="ignore"):
            reached = people.stens[:, column] >= need.reach
        each = round(whole / len(wishes.needs) / need.people)
        found.append(Met(need.skill, reached, need.people, need.not_all, each))
    return tuple(found)


def _styles(people: People, wishes: Wishes, whole: float) -> tuple[tuple[int, Ints], ...]:
    if not whole:
        return ()
    signs = [1] * len(wishes.mix_of) + [-1] * len(wishes.alike_in)
    columns = people.columns(wishes.mix_of + wishes.alike_in)
    share = whole / len(columns) / _RANGE
    return tuple(
        (sign, _whole(share * (people.taken[:, column] - LOWEST))) for sign, column in zip(signs, columns, strict=True)
    )


def _whole(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Ints:
    return np.rint(values).astype(np.int64)
