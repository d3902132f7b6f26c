"""What a registry's list costs as it grows from a thousand candidates to a million, without a window.

    python -m benchmarks.registry_columns [1000 10000 100000 1000000]

Each size is a registry on disk in a process of its own, with twelve scored skills a row and the background of every
third. The rows are written straight into the table: how they come there, `benchmarks.registry` measures. Opening
includes the check of every page. Beside the filter stands the reference: the same question as one SQL statement would
ask it, taking the packed scores of each row apart in Python.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progrez_desktop.core.model.registry import Query
    from tests.core.services.registry_house import House

SIZES = (1_000, 10_000, 100_000, 1_000_000)
OURS = 100_000
ROUNDS = 7
MOST_MS, MOST_MIB = 100, 476
"""The memory is 500 MB."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_WORDS = ("hydrologist", "dike", "inspection", "nurse", "teacher", "delft", "utrecht", "analyst", "planner", "driver")


def fill(house: "House", count: int) -> None:
    """Write so many made-up candidates, the same each time."""
    from progrez_desktop.core.model.registry import Margin
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.store.packed_scores import packed
    from progrez_desktop.core.store.registry_rows import _PUT
    from tests.fakes import MONDAY_MS

    chance = random.Random(7)  # noqa: S311 - made-up people
    skills = [one.id for one in shipped().assessment().skills]
    rows, database = house.deps.store.profiles, house.deps.store.database
    with database.transaction():
        numbers = rows._numbers(skills)
    for begin in range(0, count, 20_000):
        with database.transaction():
            for number in range(begin, min(count, begin + 20_000)):
                exact = {skill: min(10.0, max(1.0, chance.gauss(5.5, 2))) for skill in skills}
                scores = {
                    skill: Margin(int(one + 0.5), max(1, int(one - 0.5)), min(10, int(one + 1.5)), one, 0.8)
                    for skill, one in exact.items()
                }
                text = "".join(_SIGNS[chance.randrange(32)] for _ in range(5))
                release_id, at_ms = f"{number:032x}", MONDAY_MS - number * 1000
                told = (release_id, "list", 1, release_id, f"{text[:3]}-{text[3:]}", "working-together", at_ms)
                times = (at_ms, at_ms, MONDAY_MS + (10 + number % 170) * 86_400_000, "profile background")
                rest = ("scores provenance", 0, "as_usual" if number % 9 else "with_care", packed(scores, numbers))
                database.write(_PUT, (*told, *times, *rest, "0" * 64, bytes(32), "1" * 32))
                if number % 3 == 0:
                    folded = " ".join(chance.choices(_WORDS, k=30)) + f" p{number}"
                    database.write("INSERT INTO background VALUES (?, ?)", (release_id, folded))


def took_ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def times(ask: Callable[["Query"], object], queries: "Sequence[Query]") -> list[float]:
    return [took_ms(partial(ask, query)) for query in queries]


def resident_mib() -> float:
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def measure(house: "House", count: int) -> None:
    from progrez_desktop.core.model.registry import Query
    from progrez_desktop.core.services import registry

    deps = house.deps

    def ask(query: Query) -> tuple[object, object]:
        return registry.count(deps, query), registry.rows(deps, query)

    counted, first = took_ms(lambda: registry.count(deps, Query())), took_ms(lambda: registry.rows(deps, Query()))
    load = took_ms(lambda: registry.load_columns(deps))
    loaded = resident_mib()
    skills = deps.store.profiles.skills()
    likely = [Query(likely=((one, 6), (two, 4)), quality="as_usual") for one, two in pairwise(skills[: ROUNDS + 1])]
    words = [Query(text=f"{word} p{3 * number}") for number, word in enumerate(_WORDS[:ROUNDS])]
    filters, searches = times(ask, likely), times(ask, words)
    pages = times(ask, [Query(offset=count * number // ROUNDS) for number in range(ROUNDS)])
    code = registry.rows(deps, Query(limit=1))[0].code
    codes = statistics.median(times(ask, [Query(text=code, ends_within_days=n) for n in range(200, 207)]))
    ordered = took_ms(lambda: ask(Query(order="code")))
    everybody = took_ms(lambda: ask(Query(text="dike")))
    deps.store.database.write("DELETE FROM release WHERE id = ?", (f"{count // 2:032x}",))
    after = took_ms(lambda: ask(likely[0]))
    bare = took_ms(lambda: bare_filter(house, skills[0])) if count <= OURS else float("nan")
    middle = statistics.median
    print(f"{count:,}: first rows {first:.0f} ms, counted in {counted:.0f}; columns loaded in {load:.0f} ms")
    print(f"  two skills, quality: {middle(filters):.0f} ms, slowest {max(filters):.0f}; a skill in SQL: {bare:.0f}")
    print(f"  two words: {middle(searches):.0f} ms, slowest {max(searches):.0f}; one that most have: {everybody:.0f}")
    print(f"  a code: {codes:.0f} ms; a page anywhere: {middle(pages):.0f}; another order at first: {ordered:.0f}")
    print(f"  filter after somebody went: {after:.0f} ms")
    print(f"  memory: {loaded:.0f} MiB with the columns, {resident_mib():.0f} at the end", flush=True)
    house.opened.close()
    slow = max(middle(filters), middle(searches), codes) > MOST_MS or resident_mib() > MOST_MIB
    if count == OURS:
        print("kept" if not slow else "BROKEN", flush=True)
        sys.exit(slow)


def bare_filter(house: "House", skill: str) -> int:
    from progrez_desktop.core.store.packed_scores import unpacked

    rows = house.deps.store.database.rows("SELECT scores FROM release WHERE place = 'list' AND until_ms > 0")
    names = house.deps.store.profiles._skills()
    return sum(bool((one := unpacked(scores, names)[skill]) and one.high >= 6) for (scores,) in rows)


def main(sizes: Sequence[int]) -> int:
    status = 0
    for count in sizes:
        status |= subprocess.run([sys.executable, "-m", "benchmarks.registry_columns", "--one", str(count)]).returncode
    return status


def one(count: int) -> None:
    """Fill in one process and measure in another, so that what filling took is in no memory."""
    from tests.core.services.registry_house import new_house

    with tempfile.TemporaryDirectory(prefix="registry-columns-") as folder:
        house = new_house(Path(folder))
        house.opened.close()
        if os.fork() == 0:
            house.reopen()
            fill(house, count)
            house.opened.close()
            os._exit(0)
        os.wait()
        house.reopen()
        measure(house, count)


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(int(sys.argv[-1]))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or SIZES))
