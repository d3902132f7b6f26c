"""The one door to CP-SAT: it does the same each time, may be stopped, and says how far from proven it ended."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Stop = Callable[[], bool]
WORKERS = 1
"""One: of two teams that are as good, two workers on a clock find now this one and now that."""

_EACH_S = 0.05


@dataclass(frozen=True)
class Solved:
    """How a model ended."""

    held: tuple[bool, ...]
    """Of each variable that was asked about."""
    value: int
    bound: int
    """What nothing can be above."""
    is_proven: bool


def new_model() -> "cp_model.CpModel":
    from ortools.sat.python import cp_model

    return cp_model.CpModel()


def solved(
    model: "cp_model.CpModel", asked: Sequence[Any], hint: Sequence[bool], limit_s: float, seed: int, stop: Stop
) -> Solved | None:
    """Solve a model that maximises; None where nothing meets it, or nothing was found in time.

    Args:
        asked: The variables whose values are wanted.
        hint: Their values in a good answer, to begin with; none: nothing is known.
        limit_s: On the clock; what is proven before that is the same on every computer.
    """
    from ortools.sat.python import cp_model

    for variable, holds in zip(asked, hint, strict=False):
        model.add_hint(variable, holds)
    solver = _solver(limit_s, seed)
    with _watched(solver, stop):
        status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    held = tuple(bool(solver.value(variable)) for variable in asked)
    value, bound = round(solver.objective_value), round(solver.best_objective_bound)
    return Solved(held, value, bound, status == cp_model.OPTIMAL)


def is_possible(model: "cp_model.CpModel", limit_s: float) -> bool | None:
    """Return whether anything meets a model; None where there was no time to know."""
    from ortools.sat.python import cp_model

    solver = _solver(limit_s, 1)
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True
    return False if status == cp_model.INFEASIBLE else None


def _solver(limit_s: float, seed: int) -> "cp_model.CpSolver":
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(limit_s, 0.01)
    return solver


@contextmanager
def _watched(solver: "cp_model.CpSolver", stop: Stop) -> Iterator[None]:
    """Ask again and again whether to stop: the solver itself asks only when it has found something."""
    is_over = Event()

    def watch() -> None:
        while not is_over.wait(_EACH_S):
            if stop():
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
