"""What composing teams costs: exact picks beside CP-SAT, draws over margins, divisions with their proof, and growth.

    python -m benchmarks.teams

People are made up: twelve independent scores each. A division of 40 is held against as much of plain swaps as they make
in 5 s, each from chance until none is better, and against CP-SAT over who is in which team in the same 10 s.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from progrez_desktop.scoring.teams import modelling, splitting
from progrez_desktop.scoring.teams.dividing import Division, Teams, at_chance, by_swaps, division_of
from progrez_desktop.scoring.teams.drawing import drawn
from progrez_desktop.scoring.teams.people import People
from progrez_desktop.scoring.teams.picking import pick
from progrez_desktop.scoring.teams.rules import DRAWS, Rules
from progrez_desktop.scoring.teams.solving import new_model, solved
from progrez_desktop.scoring.teams.sweep import sweep
from progrez_desktop.scoring.teams.terms import terms_of
from progrez_desktop.scoring.teams.wishes import Wishes

SKILLS = (
    *("communication", "empathy", "collaboration", "leadership", "self_management", "resilience", "composure"),
    *("adaptability", "creative_thinking", "analytical", "initiative", "integrity"),
)
PLAIN, COVERED, WHOLE = Wishes(coverage=0, mix=0), Wishes(mix=0), Wishes()
POOL, TEAM, SEEDS, ROUNDS = 5_000, 5, (1, 2, 3, 4, 5), 5
MOST_PICK_S, MOST_DRAWS_S, MOST_TWENTY_S, MOST_FORTY_S, SWAPS_S = 0.1, 10.0, 1.0, 10.0, 5.0
_CP_SAT_S = 30.0


@dataclass
class Bars:
    """What was asked for, and whether it was had."""

    broken: list[str] = field(default_factory=list)

    def hold(self, is_held: bool, name: str) -> None:
        if not is_held:
            self.broken.append(name)


def never() -> bool:
    return False


def people_of(n: int, seed: int = 1) -> People:
    chance = np.random.default_rng(seed)
    stens = np.clip(5.5 + 2 * chance.standard_normal((n, len(SKILLS))), 1, 10)
    return People(SKILLS, stens, np.full(stens.shape, 0.8), {})


def fastest(work: Callable[[], object]) -> float:
    """Return the fastest of some times in seconds, and warm up with the others."""
    return min(seconds(work) for _ in range(ROUNDS))


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def picks(bars: Bars) -> None:
    people = people_of(POOL)
    terms = terms_of(people, PLAIN, TEAM)
    swept = sweep(terms)
    took_s = fastest(lambda: sweep(terms_of(people, PLAIN, TEAM)))
    model = new_model()
    who = {one: model.new_bool_var("") for one in range(POOL)}
    model.add(sum(who.values()) == TEAM)
    begun = time.perf_counter()
    model.maximize(modelling.valued(model, terms, who))
    answer = solved(model, list(who.values()), (), _CP_SAT_S, 1, never)
    beside_s = time.perf_counter() - begun
    assert swept is not None
    told = "found nothing" if answer is None else f"{answer.value:,}, {'proven' if answer.is_proven else 'not proven'}"
    print(f"best {TEAM} of {POOL:,}, swept: {1000 * took_s:.1f} ms, {swept.value:,}; CP-SAT: {beside_s:.1f} s, {told}")
    bars.hold(took_s < MOST_PICK_S, "best of 5,000")
    bars.hold(answer is not None and answer.value <= swept.value, "CP-SAT found a better one")


def draws(bars: Bars) -> None:
    for wishes, name in ((PLAIN, "exact"), (WHOLE, "with all wishes, by swaps")):
        people, rules = people_of(POOL), Rules(TEAM)
        swept = sweep(terms_of(people, PLAIN, TEAM))
        assert swept is not None
        took_s = seconds(lambda: drawn(people, wishes, rules, [swept.team], 1, lambda _: None, never))  # noqa: B023
        print(f"{DRAWS} draws over the margins of {POOL:,}, {name}: {took_s:.2f} s", flush=True)
        bars.hold(took_s < MOST_DRAWS_S, f"draws {name}")


def wished() -> None:
    for n, wishes, name in ((46, WHOLE, "all wishes"), (POOL, COVERED, "coverage"), (POOL, WHOLE, "all wishes")):
        terms = terms_of(people_of(n), wishes, TEAM)
        begun = time.perf_counter()
        found = pick(terms, Rules(TEAM), MOST_FORTY_S, 1, never)
        assert found is not None
        took_s = time.perf_counter() - begun
        print(f"best {TEAM} of {n:,} with {name}: {took_s:.2f} s, gap {100 * found.gap:.1f} %", flush=True)


def twenty(bars: Bars) -> None:
    for teams in (2, 4, 5):
        sizes, times, busy = (20 // teams,) * teams, [], []
        for seed in SEEDS:
            begun, spent = time.perf_counter(), time.process_time()
            found = splitting.split(people_of(20, seed), WHOLE, Rules(sizes[0]), range(20), sizes, 10.0, 1, never)
            times.append(time.perf_counter() - begun)
            busy.append(time.process_time() - spent)
            assert found is not None
            bars.hold(found.bound == found.value, f"20 over {teams}, people {seed}: not proven")
        told = ", ".join(f"{one:.2f}" for one in times)
        print(f"20 over {teams}, proven: {told} s; of processors {max(busy):.2f} s at most", flush=True)
        bars.hold(max(times) < MOST_TWENTY_S, f"20 over {teams}")


def forty(bars: Bars) -> None:
    sizes = (5,) * 8
    for seed in SEEDS:
        people = people_of(40, seed)
        begun = time.perf_counter()
        found = splitting.split(people, WHOLE, Rules(5), range(40), sizes, MOST_FORTY_S, 1, never)
        took_s = time.perf_counter() - begun
        assert found is not None
        division = division_of(people, WHOLE, Rules(5), sizes)
        swapped, modelled = by_plain_swaps(division), by_cp_sat(division)
        print(
            f"40 over 8, people {seed}: {found.value:,}, bound {found.bound:,} in {took_s:.1f} s; "
            f"plain swaps {swapped:,}; CP-SAT alone {modelled[0]:,}, bound {modelled[1]:,}",
            flush=True,
        )
        bars.hold(took_s < MOST_FORTY_S + 0.5, f"40, people {seed}: time")
        bars.hold(found.value >= swapped, f"40, people {seed}: swaps are better")


def by_plain_swaps(division: Division) -> int:
    chance, begun = np.random.default_rng(1), time.perf_counter()
    best = 0
    while time.perf_counter() - begun < SWAPS_S:
        best = max(best, worth(division, by_swaps(division, at_chance(division, chance), never)))
    return best


def by_cp_sat(division: Division) -> tuple[int, int]:
    start = by_swaps(division, at_chance(division, np.random.default_rng(1)), never)
    teams, bound = splitting.modelled(division, start, MOST_FORTY_S, 1, never)
    return worth(division, teams), bound // (2 * len(division.sizes))


def worth(division: Division, teams: Teams) -> int:
    return division.worth(division.values(teams)) // (2 * len(division.sizes))


def growth(bars: Bars) -> None:
    for n in (1_000, 10_000, 100_000, 1_000_000):
        people = people_of(n)
        terms_s = seconds(lambda: terms_of(people, PLAIN, TEAM))  # noqa: B023
        terms = terms_of(people, PLAIN, TEAM)
        swept_s = min(seconds(lambda: sweep(terms)) for _ in range(3))  # noqa: B023
        covered = terms_of(people, COVERED, TEAM)
        begun = time.perf_counter()
        found = pick(covered, Rules(TEAM), MOST_FORTY_S, 1, never)
        covered_s = time.perf_counter() - begun
        assert found is not None
        print(
            f"{n:,}: terms {1000 * terms_s:.1f} ms, sweep {1000 * swept_s:.1f} ms; with coverage {covered_s:.2f} s, "
            f"{'proven' if found.is_proven else f'gap {100 * found.gap:.1f} %'}",
            flush=True,
        )
        bars.hold(found.is_proven, f"coverage of {n:,}")


def main() -> int:
    bars = Bars()
    picks(bars)
    draws(bars)
    wished()
    twenty(bars)
    forty(bars)
    growth(bars)
    print("kept" if not bars.broken else f"BROKEN: {', '.join(bars.broken)}")
    return 1 if bars.broken else 0


if __name__ == "__main__":
    sys.exit(main())
