"""How sure a division is: others that are as good, and who stays with whom when people are drawn over their margins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from progrez_desktop.scoring.teams.dividing import Division, Teams, at_chance, by_swaps, division_of, shaken
from progrez_desktop.scoring.teams.drawing import AS_GOOD
from progrez_desktop.scoring.teams.people import Bools, People
from progrez_desktop.scoring.teams.proposing import MOST
from progrez_desktop.scoring.teams.rules import DRAWS, Rules
from progrez_desktop.scoring.teams.solving import Stop
from progrez_desktop.scoring.teams.wishes import Wishes

_STARTS = 60


@dataclass(frozen=True)
class DivisionDrawn:
    """What came of drawing.

    For each division: `stays` is in which part of the draws somebody, by place, is together with at least half of their
    team mates of that division; `holds` in which part it was as good as the best that swaps found.
    """

    draws: int
    stays: tuple[dict[int, float], ...]
    holds: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Divisions:
    """Divisions of those who are inside, by places among all people; `rules` by places among those inside."""

    people: People
    wishes: Wishes
    rules: Rules
    inside: Sequence[int]
    sizes: Sequence[int]

    def as_good(self, best: Teams, seed: int, stop: Stop) -> list[Teams]:
        """Return the best and others within 1 % of it, by swaps from near it and from anywhere."""
        chance, division = np.random.default_rng(seed), self._division(self.people.only(self.inside))
        mine = _ordered(self._here(best))
        found: dict[Teams, int] = {}
        for turn in range(_STARTS if len(self.sizes) > 1 else 0):
            if stop():
                break
            anew = self.rules.is_plain and bool(turn % 2)
            start = at_chance(division, chance) if anew else shaken(division, mine, chance)
            for teams in map(_ordered, (start, by_swaps(division, start, stop))):
                found[teams] = division.worth(division.values(teams))
        found.pop(mine, None)
        least = AS_GOOD * division.worth(division.values(mine))
        others = sorted((one for one in found if found[one] >= least), key=lambda one: (-found[one], one))
        return [best, *(self._out(one) for one in others[: MOST - 1])]

    def drawn(
        self, divisions: Sequence[Teams], seed: int, tell: Callable[[int], None], stop: Stop, draws: int = DRAWS
    ) -> DivisionDrawn:
        """Draw, let swaps find what is best then, and count who is still together. Fewer draws where it is stopped."""
        chance, few = np.random.default_rng(seed), self.people.only(self.inside)
        placed = [_ordered(self._here(one)) for one in divisions]
        beside, held, done = np.zeros((len(placed), len(self.inside))), np.zeros(len(placed)), 0
        while done < draws and not stop():
            division = self._division(few.drawn(chance))
            worths = np.array([division.worth(division.values(one)) for one in placed])
            best = by_swaps(division, placed[int(worths.argmax())], stop)
            if stop():  # halfway a draw nothing is known of what is best in it
                break
            beside += [together(one, best, len(self.inside)) for one in placed]
            held += worths >= AS_GOOD * division.worth(division.values(best))
            done += 1
            tell(done)
        parts = beside / max(1, done)
        stays = tuple(dict(zip(self.inside, map(float, row), strict=True)) for row in parts)
        return DivisionDrawn(done, stays, tuple(map(float, held / max(1, done))))

    def value(self, teams: Teams) -> int:
        """Return what a division is worth, where a whole value is a million."""
        division = self._division(self.people.only(self.inside))
        return division.worth(division.values(self._here(teams))) // (2 * len(self.sizes))

    def _division(self, people: People) -> Division:
        return division_of(people, self.wishes, self.rules, self.sizes)

    def _here(self, teams: Teams) -> Teams:
        place = {one: number for number, one in enumerate(self.inside)}
        return tuple(tuple(place[one] for one in team) for team in teams)

    def _out(self, teams: Teams) -> Teams:
        return tuple(tuple(self.inside[one] for one in team) for team in teams)


def _ordered(teams: Teams) -> Teams:
    """Return a division in one order: which team is called first tells nothing."""
    return tuple(sorted(tuple(sorted(team)) for team in teams))


def together(teams: Teams, others: Teams, people: int) -> Bools:
    """Return of whom at least half of the team mates in one division are so in another. Shape (people,)."""
    now, then = np.zeros(people, dtype=np.int64), np.zeros(people, dtype=np.int64)
    for told, division in ((now, teams), (then, others)):
        for number, team in enumerate(division):
            told[list(team)] = number
    mates = now[:, None] == now[None, :]
    kept = mates & (then[:, None] == then[None, :])
    enough: Bools = 2 * (kept.sum(axis=1) - 1) >= mates.sum(axis=1) - 1
    return enough
