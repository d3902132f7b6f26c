"""The linear program that gives people prices: how much of each team is taken, each person once."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.teams.people import Ints

_SCALE = 1_000_000.0
"""Values of a million are too large beside ones for the arithmetic of a linear program."""


class Program:
    """A program that teams join; it holds no more than those that did."""

    def __init__(self, people: int, sizes: Sequence[int]) -> None:
        from ortools.linear_solver import pywraplp

        # CLP, since GLOP gives up on some of these: a person's two rows are close to the same.
        self._solver: Any = pywraplp.Solver.CreateSolver("CLP")
        infinity = self._solver.infinity()
        weakest = self._solver.NumVar(0.0, infinity, "")
        self._objective = self._solver.Objective()
        self._objective.SetMaximization()
        self._objective.SetCoefficient(weakest, float(len(sizes)))
        self._each = [self._solver.Constraint(1.0, 1.0) for _ in range(people)]
        self._above = [self._solver.Constraint(-infinity, 0.0) for _ in range(people)]
        self._sizes = {size: self._solver.Constraint(*[float(sizes.count(size))] * 2) for size in sorted(set(sizes))}
        for one in self._above:
            one.SetCoefficient(weakest, 1.0)

    def join(self, teams: Ints, values: Ints, size: int) -> None:
        """Let teams of one size join. Shapes (teams, size) and (teams,)."""
        for team, value in zip(teams.tolist(), (values / _SCALE).tolist(), strict=True):
            taken = self._solver.NumVar(0.0, 1.0, "")
            self._objective.SetCoefficient(taken, value)
            self._sizes[size].SetCoefficient(taken, 1.0)
            for one in team:
                self._each[one].SetCoefficient(taken, 1.0)
                self._above[one].SetCoefficient(taken, -value)

    def prices(self, limit_s: float) -> tuple[Floats, Floats, dict[int, float]]:
        """Return what each person costs, what weighs that their team may be the weakest, and what a size costs.

        Args:
            limit_s: Where that is too short, prices are no good ones; a bound from them holds all the same.
        """
        self._solver.SetTimeLimit(max(1, round(1000 * limit_s)))
        self._solver.Solve()
        people = np.nan_to_num([one.dual_value() for one in self._each]) * _SCALE
        weights = np.maximum(0.0, np.nan_to_num([one.dual_value() for one in self._above]))
        # The weights have to add up to what the weakest counts, or the bound would not be one.
        total = weights.sum()
        count = float(sum(one.lb() for one in self._sizes.values()))
        weights = weights * (count / total) if total > 0 else np.full(len(weights), count / len(weights))
        return people, weights, {size: one.dual_value() * _SCALE for size, one in self._sizes.items()}
