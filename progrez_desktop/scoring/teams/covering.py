"""The best way to take teams so that everybody is in one: a search that gives up a branch once its price is too high.

Each team costs what it is worth less than its people's prices. What all that are taken may cost together is known
from the best division that there is; so the search, cheapest first, is short where prices are good.
"""

from dataclasses import dataclass

import numpy as np

from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.teams.people import Ints
from progrez_desktop.scoring.teams.solving import Stop

MOST_PEOPLE = 63
"""Who is in a team is one whole number of 64 bits."""
_PARTS = (0.2, 0.35, 0.5, 0.7, 1.0)


@dataclass
class Cover:
    """A search. `best` holds the teams that were taken, by their number, and `worth` what they are worth together."""

    masks: Ints
    costs: Floats
    values: Ints
    people: int
    count: int
    worth: int
    most: float
    """What teams may cost together to be worth more than nothing: the bound."""
    stop: Stop
    best: tuple[int, ...] | None = None
    is_complete: bool = True
    part: float = 1.0

    def search(self) -> None:
        """Look for teams that are worth more than `worth`; `is_complete` unless it was stopped.

        First among those that cost little together: what is found there makes the whole search shorter.
        """
        for self.part in _PARTS:
            self._step(np.flatnonzero(self.costs <= self._budget()), 0, (), 0.0)

    def _budget(self) -> float:
        return self.part * (self.most - self.worth)

    def _step(self, fitting: Ints, inside: int, taken: tuple[int, ...], cost: float) -> None:
        if self.stop():
            self.is_complete = False
            return
        everybody = inside == (1 << self.people) - 1
        if everybody or len(taken) == self.count:
            # Teams of two sizes: of the smaller ones alone more would be needed, of the larger ones fewer.
            if everybody and len(taken) == self.count:
                self._take(taken)
            return
        holds = self._holding_the_rarest(fitting, inside)
        for one in holds[np.argsort(self.costs[holds], kind="stable")].tolist():
            spent = cost + float(self.costs[one])
            if spent > self._budget() or not self.is_complete:
                break
            left = fitting[(self.masks[fitting] & self.masks[one]) == 0]
            left = left[self.costs[left] <= self._budget() - spent]
            self._step(left, inside | int(self.masks[one]), (*taken, one), spent)

    def _holding_the_rarest(self, fitting: Ints, inside: int) -> Ints:
        """Return the teams that hold whoever is in the fewest that still fit."""
        masks = self.masks[fitting]
        outside = [one for one in range(self.people) if not inside >> one & 1]
        counts = [int(np.count_nonzero(masks & (1 << one))) for one in outside]
        rarest = outside[int(np.argmin(counts))]
        return np.asarray(fitting[(masks & (1 << rarest)) != 0])

    def _take(self, taken: tuple[int, ...]) -> None:
        values = self.values[list(taken)]
        worth = int(self.count * values.min() + values.sum())
        if worth > self.worth:
            self.worth, self.best = worth, taken


def masks_of(teams: Ints) -> Ints:
    """Return each team as one whole number. Shape (teams, size) in, (teams,) out."""
    return np.asarray(np.bitwise_or.reduce(np.left_shift(np.int64(1), teams), axis=1))
