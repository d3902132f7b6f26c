"""How many people are scored in a second, beside mirt, girth and catsim for the same people, in one run.

    python -m benchmarks.scoring

People are generated from the shipped bank's own parameters with a fixed seed. mirt takes 201 nodes, where it gives our
thetas to the sixth decimal; 81 are the fewest that stay within 0.001, so its rate there is told as well. One skill goes
from a matrix of whole numbers to theta and its standard error on both sides; ours with bands, stens and percentiles is
told beside it. girth and catsim score no graded items: beside them, ten items of two categories. girth takes our 161
nodes; catsim searches for the likeliest theta of one person at a time, and is asked for those who have one. `score`
goes from JSON text to JSON text; its peer does the same with json and mirt, without any check of what it reads. We use
one thread, mirt as many as it likes. Figures are medians of rounds that take turns.
"""

import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from catsim import ItemBank
from catsim.estimation import NumericalSearchEstimator
from girth import ability_eap
from mirt import GradedResponseModel, fscores

from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.services.score_file import score_lines
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.grm import Scale, answer_table, log_probabilities
from progrez_desktop.scoring.scorer import Scorer

SKILL = "communication"
"""Ten items of five categories."""

PEOPLE = 5_000
ROUNDS = 11
SINGLE_CALLS = 100
MIRT_NODES = 201
MIRT_FEWEST_NODES = 81
THETA_TOLERANCE = 1e-4
LEAST_RATE = 250_000
LEAST_TIMES_MIRT = 2.0
MOST_MS_ALONE = 0.1
TWO_CATEGORIES = [(0.8 + 0.1 * n, -1.5 + n / 3) for n in range(10)]
"""Slope and threshold of the ten items beside girth and catsim."""


def generated(skill: BankSkill, seed: int) -> Any:
    """Return raw categories as shown. Shape (people, items)."""
    random = np.random.default_rng(seed)
    theta = random.standard_normal(PEOPLE)
    columns = []
    for item in skill.items:
        chances = np.exp(log_probabilities(item.a, item.b, theta)).cumsum(axis=0)[:-1]
        level = (random.random(PEOPLE) > chances).sum(axis=0)
        columns.append(level + 1 if item.key > 0 else item.categories - level)
    return np.stack(columns, axis=1)


def their_model(skill: BankSkill) -> Any:
    model = GradedResponseModel(len(skill.items), skill.items[0].categories)
    model.set_parameters(
        discrimination=np.array([item.a for item in skill.items]), thresholds=np.array([item.b for item in skill.items])
    )
    model._is_fitted = True
    return model


def keyed(skill: BankSkill, answers: Any) -> Any:
    """Return the levels that mirt takes: from 0 up, reverse-keyed items turned."""
    keys = np.array([item.key for item in skill.items])
    return np.where(keys > 0, answers - 1, skill.items[0].categories - answers)


def peer_of_score(lines: bytes, skills: dict[str, BankSkill], models: dict[str, Any]) -> str:
    """The job of `score` as a script would do it: json, a matrix per skill, mirt, json."""
    people = [json.loads(line) for line in lines.splitlines()]
    found: list[dict[str, Any]] = [{} for _ in people]
    for name, skill in skills.items():
        ids = [item.id for item in skill.items]
        answers = np.array([[person["responses"][item] for item in ids] for person in people])
        scores = fscores(models[name], keyed(skill, answers), n_quadpts=MIRT_NODES)
        for out, theta, se in zip(
            found, scores.theta.ravel().tolist(), scores.standard_error.ravel().tolist(), strict=True
        ):
            out[name] = {"theta": round(theta, 6), "se": round(se, 6)}
    return "\n".join(json.dumps({"id": person["id"], "skills": out}) for person, out in zip(people, found, strict=True))


def two_category_jobs() -> tuple[dict[str, Callable[[], object]], float]:
    """Return the same people scored by us, girth and catsim, and how far girth's thetas are from ours at most."""
    random = np.random.default_rng(5)
    slopes, middles = (np.array(column) for column in zip(*TWO_CATEGORIES, strict=True))
    chances = 1.0 / (1.0 + np.exp(-slopes * (random.standard_normal((PEOPLE, 1)) - middles)))
    right = random.random((PEOPLE, 10)) < chances
    scale = Scale([answer_table(a, [b], reverse=False) for a, b in TWO_CATEGORIES])
    answers, for_girth = right.astype(np.intp) + 1, right.T.astype(int)
    options = {"quadrature_bounds": (-8, 8), "quadrature_n": 161}
    # catsim's items: slope, threshold, guessing, upper end.
    items = ItemBank(np.column_stack([slopes, middles, np.zeros(10), np.ones(10)]))
    mixed = [person.tolist() for person in right if 0 < person.sum() < 10][:SINGLE_CALLS]
    search, asked = NumericalSearchEstimator(), list(range(10))

    def by_girth() -> Any:
        return ability_eap(for_girth, middles, slopes, options)

    def by_catsim() -> None:
        for person in mixed:
            search.estimate(item_bank=items, administered_items=asked, response_vector=person, est_theta=0.0)

    jobs = {"two: ours": lambda: scale.estimates(answers), "two: girth": by_girth, "two: catsim": by_catsim}
    return jobs, float(np.abs(scale.estimates(answers)[0] - by_girth()).max())


def medians(jobs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Return seconds per job: the median of rounds in which each has its turn, after one that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in seconds.items()}


def json_lines(skills: dict[str, BankSkill], answers: dict[str, Any]) -> bytes:
    ids = [item.id for skill in skills.values() for item in skill.items]
    rows = np.concatenate([answers[name] for name in skills], axis=1).tolist()
    lines = (
        json.dumps({"id": f"p{n}", "responses": dict(zip(ids, row, strict=True))}) for n, row in enumerate(rows, 1)
    )
    return "\n".join(lines).encode()


def main() -> int:
    bank = Bank.from_bytes(resource_path("bank", "working-together.bank.json").read_bytes())
    scorer, skills = Scorer(bank), dict(bank.skills)
    answers = {name: generated(skill, seed) for seed, (name, skill) in enumerate(skills.items())}
    levels = {name: keyed(skill, answers[name]) for name, skill in skills.items()}
    models = {name: their_model(skill) for name, skill in skills.items()}
    lines = json_lines(skills, answers)
    scale = Scale([answer_table(item.a, item.b, reverse=item.key < 0) for item in skills[SKILL].items])

    def theirs(name: str, nodes: int = MIRT_NODES) -> Any:
        return fscores(models[name], levels[name], n_quadpts=nodes)

    def one_by_one() -> None:
        for _ in range(SINGLE_CALLS):
            scorer.score_skill(SKILL, answers[SKILL][:1])

    def score() -> None:
        written: list[str] = []
        score_lines(io.BytesIO(lines), scorer, written.append, lambda fault: sys.exit(fault.code), lambda _: None)

    jobs: dict[str, Callable[[], object]] = {
        "ours": lambda: scale.estimates(answers[SKILL]),
        "with bands": lambda: scorer.score_skill(SKILL, answers[SKILL]),
        "mirt": lambda: theirs(SKILL),
        "mirt, fewest nodes": lambda: theirs(SKILL, MIRT_FEWEST_NODES),
        "one by one": one_by_one,
        "score": score,
        "peer of score": lambda: peer_of_score(lines, skills, models),
        "mirt, all skills": lambda: [theirs(name) for name in skills],
    }
    two, girth_apart = two_category_jobs()
    seconds = medians(jobs | two)
    rate = {name: PEOPLE / taken for name, taken in seconds.items()}
    apart = max(
        float(np.abs(scorer.score_skill(name, answers[name]).theta - theirs(name).theta.ravel()).max())
        for name in skills
    )
    return told(seconds, rate, apart, girth_apart)


def told(seconds: dict[str, float], rate: dict[str, float], apart: float, girth_apart: float) -> int:
    """Print the table and the budgets, and return the exit status."""
    per_skill, whole = rate["ours"] / rate["mirt"], rate["score"] / rate["peer of score"]
    print(f"{PEOPLE} people, {os.cpu_count()} cores, medians of {ROUNDS}; mirt with {MIRT_NODES} nodes")
    print(f"10 items, theta and error        {rate['ours']:>9,.0f} people/s: {per_skill:.2f} times mirt")
    bands = rate["with bands"]
    print(
        f"10 items, bands, percentiles too {bands:>9,.0f} people/s: {bands / rate['mirt']:.2f} times mirt's two numbers"
    )
    print(f"10 items, mirt EAP               {rate['mirt']:>9,.0f} people/s")
    print(f"10 items, mirt EAP, {MIRT_FEWEST_NODES} nodes     {rate['mirt, fewest nodes']:>9,.0f} people/s")
    print(f"10 items, one person at a time   {seconds['one by one'] / SINGLE_CALLS * 1e3:>9.3f} ms")
    print(f"score, 111 items, JSON to JSON   {rate['score']:>9,.0f} people/s: {whole:.2f} times its peer")
    print(f"json + mirt, JSON to JSON        {rate['peer of score']:>9,.0f} people/s")
    print(f"mirt EAP alone, 111 items        {rate['mirt, all skills']:>9,.0f} people/s")
    print(f"largest distance in theta        {apart:>9.0e} (at most {THETA_TOLERANCE})")
    catsim = SINGLE_CALLS / seconds["two: catsim"]
    print(f"10 items of two categories       {rate['two: ours']:>9,.0f} people/s")
    print(f"the same, girth EAP, 161 nodes   {rate['two: girth']:>9,.0f} people/s; thetas within {girth_apart:.0e}")
    print(f"the same, catsim, one by one     {catsim:>9,.0f} people/s, the likeliest theta")
    alone = seconds["one by one"] / SINGLE_CALLS * 1e3
    budgets = {
        f"{LEAST_RATE:,} people/s with bands": rate["with bands"] >= LEAST_RATE,
        f"{LEAST_TIMES_MIRT} times mirt": per_skill >= LEAST_TIMES_MIRT,
        f"one person in {MOST_MS_ALONE} ms": alone < MOST_MS_ALONE,
        "score at its peer's rate": whole >= 1,
        f"thetas within {THETA_TOLERANCE}": apart <= THETA_TOLERANCE,
    }
    print("; ".join(f"{what}: {'kept' if kept else 'BROKEN'}" for what, kept in budgets.items()))
    return 0 if all(budgets.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
