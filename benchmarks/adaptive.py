"""How long the next adaptive item takes, beside the engines of the PyPI packages mirt and catsim, in one run.

    python -m benchmarks.adaptive

181 items of seven categories are made from those of the shipped bank, with a fixed seed. A person answers thirty of
them; each step takes in an answer, estimates theta and its error again, and chooses the next of all items left. mirt
does the same job with our nodes, where it has to choose the same items, and with the few nodes that it comes with.
catsim knows items of two categories only: it gets 181 of those, with the same slopes, and answers of right and wrong.
The form that ships is told as well: seven scales asked in turns, and the whole way of a sitting after a saved answer.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from io import StringIO
from typing import Any

import numpy as np
from mirt import CATEngine, GradedResponseModel

from progrez_desktop.core.model.assessment import Statement
from progrez_desktop.core.model.attempt import ResponseValue, StatementValue
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.guide import Guide
from progrez_desktop.scoring.adaptive import Block, Rules
from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.grm import NODES
from progrez_desktop.scoring.scales import with_longer

POOL, STEPS, ROUNDS = 181, 30, 15
BUDGET_MS = 0.5
NEVER = 1e-12
"""An error that is never reached: every engine goes on to the last step."""


def pool() -> list[BankItem]:
    """Return items like those of the bank's seven-point scales, each moved a little."""
    random = np.random.default_rng(20261123)
    scales = with_longer(shipped().bank()).skills.values()
    real = [item for scale in scales for item in scale.items if item.categories == 7]
    made = []
    for number in range(POOL):
        like, shift = real[number % len(real)], float(random.normal(0.0, 0.5))
        a, b = like.a * float(random.uniform(0.8, 1.2)), tuple(value + shift for value in like.b)
        made.append(replace(like, id=f"made/{number}", key=1, a=a, b=b))
    return made


def ours(items: list[BankItem], answers: list[int]) -> tuple[list[float], list[str]]:
    """Return the ms of each step, and the items asked."""
    block = Block({"one": items}, Rules(se=NEVER, least=1, among=1))
    return timed_sitting(lambda asked, given: block.next_item("seed", asked, given), answers)


def timed_sitting(
    choose: Callable[[list[str], dict[str, int]], str | None], answers: list[int]
) -> tuple[list[float], list[str]]:
    asked: list[str] = []
    given: dict[str, int] = {}
    times = []
    for answer in answers:
        begun = time.perf_counter()
        item = choose(asked, given)
        times.append((time.perf_counter() - begun) * 1000)
        if item is None:
            break
        asked.append(item)
        given[item] = answer
    return times, asked


def theirs(items: list[BankItem], answers: list[int], **nodes: Any) -> tuple[list[float], list[str]]:
    """The same by mirt's engine. Its first item is not timed: it has nothing to take in."""
    model = GradedResponseModel(len(items), 7)
    model.set_parameters(
        discrimination=np.array([item.a for item in items]), thresholds=np.array([item.b for item in items])
    )
    model._is_fitted = True
    engine = CATEngine(model, se_threshold=NEVER, max_items=len(answers), **nodes)
    times, asked = [], [engine.get_current_state().next_item]
    for answer in answers[:-1]:
        begun = time.perf_counter()
        state = engine.administer_item(answer - 1)
        times.append((time.perf_counter() - begun) * 1000)
        asked.append(state.next_item)
    return times, [items[int(place)].id for place in asked if place is not None]


def dichotomous(items: list[BankItem], answers: list[int]) -> list[float] | None:
    """The like by catsim, on as many items of two categories; None where it is not installed."""
    try:
        from catsim import ItemBank
        from catsim.estimation import NumericalSearchEstimator
        from catsim.selection import MaxInfoSelector
    except ImportError:
        return None
    bank = ItemBank(np.array([[item.a, item.b[2], 0.0, 1.0] for item in items]))
    estimator, selector = NumericalSearchEstimator(), MaxInfoSelector()
    times, asked, right, theta = [], list[int](), list[bool](), 0.0
    for answer in answers:
        begun = time.perf_counter()
        if asked:
            theta = estimator.estimate(item_bank=bank, administered_items=asked, response_vector=right, est_theta=theta)
        item = selector.select(item_bank=bank, administered_items=asked, est_theta=theta)
        times.append((time.perf_counter() - begun) * 1000)
        assert item is not None
        asked.append(int(item))
        right.append(answer > 4)
    return times


def quietly(job: Callable[[], list[float] | None]) -> list[float] | None:
    """Its search prints empty lines."""
    with redirect_stdout(StringIO()):
        return job()


def of_the_form() -> tuple[Guide, dict[str, int]]:
    """Return what leads the form that ships, and one person's answers to all of it, instructed statements followed."""
    form = shipped().assessment().adaptive
    assert form is not None
    guide = Guide(form, shipped().bank())
    keys = {item.id: item.key for scale in guide.scorer.bank.skills.values() for item in scale.items}
    shown = [item for section in form.sections for item in section.items if isinstance(item, Statement)]
    instructed = {item.id: item.instructed for item in shown if item.instructed is not None}
    return guide, {item: 5 if key > 0 else 3 for item, key in keys.items()} | instructed


def in_turns(guide: Guide, level: dict[str, int], seed: str) -> list[float]:
    """The section of seven scales, as the sitting asks it."""
    form = shipped().assessment().adaptive
    assert form is not None
    scales = {name: some.items for name, some in guide.scorer.bank.skills.items() if some.items[0].format_id == "ambi"}
    block = Block(scales, Rules(form.se, form.least, form.among))
    times, asked, given = [], list[str](), dict[str, int]()
    while True:
        begun = time.perf_counter()
        item = block.next_item(seed, asked, given)
        times.append((time.perf_counter() - begun) * 1000)
        if item is None:
            return times
        asked.append(item)
        given[item] = level[item]


def whole_ways(guide: Guide, level: dict[str, int], seed: str) -> Iterator[float]:
    """Every way of a sitting: all sections, with what is left of each."""
    history: list[tuple[str, ResponseValue]] = []
    while True:
        begun = time.perf_counter()
        route = guide.route(seed, history)
        yield (time.perf_counter() - begun) * 1000
        if len(history) == len(route.items) or not isinstance(item := route.items[len(history)], Statement):
            return
        history.append((item.id, StatementValue(min(level[item.id], 4))))


def row(name: str, times: list[float], budget: float = 0.0) -> bool:
    p99 = statistics.quantiles(times, n=100)[98]
    kept = not budget or statistics.median(times) < budget
    verdict = f"   budget {budget} ms: {'kept' if kept else 'BROKEN'}" if budget else ""
    print(f"{name:52}{len(times):6}{statistics.median(times):9.3f}{p99:9.3f}{verdict}")
    return kept


def main() -> int:
    items, random = pool(), np.random.default_rng(1)
    found: dict[str, list[float]] = {}
    guide, level = of_the_form()
    for turn in range(ROUNDS + 1):
        answers = random.integers(2, 7, size=STEPS).tolist()
        mine, asked = ours(items, answers)
        same, also_asked = theirs(items, answers, n_quadpts=NODES.size, theta_bounds=(-8.0, 8.0))
        if asked != also_asked:
            print(f"mirt asked other items: {asked} {also_asked}")
            return 1
        turns = {
            "ours": mine,
            "mirt": same,
            "mirt, 21 nodes": theirs(items, answers)[0],
            "catsim": quietly(partial(dichotomous, items, answers)) or [],
            "in turns": in_turns(guide, level, str(turn)),
            "whole way": list(whole_ways(guide, level, str(turn))),
        }
        if turn:  # the first round warms everything up
            for name, times in turns.items():
                found.setdefault(name, []).extend(times)
    print(f"{'ms a step':52}{'n':>6}{'median':>9}{'p99':>9}")
    kept = row("next of 181 items, answer taken in", found["ours"], BUDGET_MS)
    row("mirt, the same job and the same items", found["mirt"])
    row("mirt with the 21 nodes that it comes with", found["mirt, 21 nodes"])
    if found["catsim"]:
        row("catsim, 181 items of two categories (it has no other)", found["catsim"])
    else:
        print("catsim is not installed here: not measured")
    kept = row("the form: next of 76 items of 7 scales, in turns", found["in turns"], BUDGET_MS) and kept
    row("the form: whole way after a saved answer", found["whole way"])
    ratio = statistics.median(found["mirt"]) / statistics.median(found["ours"])
    print(f"mirt takes {ratio:.0f} times as long for the same items")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
