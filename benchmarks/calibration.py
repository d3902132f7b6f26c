"""How long it takes to estimate ten items from 5,000 people, beside mirt and girth, in one run.

    python -m benchmarks.calibration

People are generated from the shipped bank's own parameters with a fixed seed. mirt is run at its tight setting (121
nodes, 1e-6) and with its acceleration as well; girth as it comes, which is the only way to its graded model. What each
reaches is told as the log-likelihood by our own integration: how near it came to the maximum. We use one thread, mirt
as many as it likes. Figures are medians of rounds that take turns.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from girth import grm_mml
from mirt import fit_mirt

from benchmarks.scoring import SKILL, generated, keyed, medians
from progrez_desktop.core.resources import resource_path
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.estimation import estimate, standard_errors
from progrez_desktop.scoring.grm import answer_table, log_marginal_likelihood

ROUNDS = 5
TIGHT: dict[str, Any] = {"n_quadpts": 121, "tol": 1e-6, "max_iter": 5000}
SHORT = 0.01
"""Units of log-likelihood that may be missing to the highest of all."""


def main() -> int:
    skill = Bank.from_bytes(resource_path("bank", "working-together.bank.json").read_bytes()).skills[SKILL]
    answers = generated(skill, seed=1)
    levels = keyed(skill, answers)
    asked = [AskedItem(item.id, item.categories, item.key) for item in skill.items]
    found: dict[str, Any] = {}

    def by_mirt(**more: Any) -> Any:
        return fit_mirt(levels, "GRM", n_categories=skill.items[0].categories, **TIGHT, **more)

    def ours_with_errors() -> None:
        standard_errors(asked, answers, estimate(asked, answers).items)

    def keep(name: str, job: Callable[[], Any]) -> Callable[[], object]:
        def kept() -> None:
            found[name] = job()

        return kept

    jobs = {
        "ours": keep("ours", lambda: estimate(asked, answers)),
        "mirt": keep("mirt", lambda: by_mirt(compute_standard_errors=False)),
        "mirt, squarem": keep("mirt, squarem", lambda: by_mirt(compute_standard_errors=False, accelerate="squarem")),
        "girth": keep("girth", lambda: grm_mml(levels.T + 1)),
        "ours, with errors": ours_with_errors,
        "mirt, with errors": lambda: by_mirt(),
    }
    seconds = medians(jobs, ROUNDS)
    reached = {name: _likelihood(asked, answers, *_parameters(result)) for name, result in found.items()}
    best = max(reached.values())
    print(f"{len(answers)} people, {len(asked)} items, {os.cpu_count()} cores, medians of {ROUNDS}")
    for name, taken in seconds.items():
        short = f", {best - reached[name]:8.4f} below the highest likelihood" if name in reached else ""
        print(f"{name:20}{taken:8.3f} s: {seconds['mirt'] / taken:5.2f} times as fast as mirt{short}")
    kept = seconds["ours"] <= seconds["mirt"] and best - reached["ours"] <= SHORT
    print(f"no slower than mirt at its tight setting, and at the maximum: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


def _parameters(result: Any) -> tuple[Any, Any]:
    if isinstance(result, dict):
        return result["Discrimination"], result["Difficulty"]
    if hasattr(result, "model"):
        return result.model.discrimination, result.model.thresholds
    return [item.a for item in result.items], [item.b for item in result.items]


def _likelihood(asked: list[AskedItem], answers: Any, slopes: Any, thresholds: Any) -> float:
    tables = [
        answer_table(float(a), np.asarray(b, dtype=float).tolist(), reverse=item.key < 0)
        for item, a, b in zip(asked, slopes, thresholds, strict=True)
    ]
    return log_marginal_likelihood(tables, answers)


if __name__ == "__main__":
    sys.exit(main())
