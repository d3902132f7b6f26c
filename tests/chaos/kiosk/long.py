"""The long form of the chaos at the kiosk: `make chaos-kiosk` (`make chaos` has it too), or one part of it.

    python -m tests.chaos.kiosk.long                        every part in full
    python -m tests.chaos.kiosk.long kills --count 300      one part, shorter
    python -m tests.chaos.kiosk.long --keep                 and what came of it goes into benchmarks/README.md

Each part is bounded in count and time, and ends in one sentence with its figures and in how many came out wrong. What
`--keep` keeps is in benchmarks/kiosk_chaos.json; a test holds the table of the README against it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.chaos.kiosk import canaries, clocks, damage, kills, plugs, power, trouble, visits
from tests.chaos.kiosk.nursery import nursery
from tests.chaos.kiosk.parts import Came, Limit, bound, slowest

REPO = Path(__file__).resolve().parents[3]
RESULTS, README = REPO / "benchmarks" / "kiosk_chaos.json", REPO / "benchmarks" / "README.md"
HEAD = "| part | done of asked | what came of it | wrong | when, and how long it took |"


def kill(place: Path, limit: Limit) -> Came:
    """2 of 3 while answering, 1 of 3 while coming and going."""
    answering = Limit(limit.count - limit.count // 3, limit.minutes * 2 / 3)
    answered = kills.killed(place, answering, "long")
    with nursery(visits.CHILD) as born:
        visited = visits.killed(born, Limit(limit.count // 3, limit.minutes / 3), "long")
    count = answered.kills + visited.kills
    told = (
        f"{answered.line()}; {visited.line()}. At 95 % fewer than {bound(count)} of kills cost something. "
        f"Open again and signed in: {slowest([*answered.reopened_s, *visited.reopened_s])}"
    )
    return Came(limit.count, count, told, (*["an answer"] * answered.lost, *visited.wrong))


def cut_power(place: Path, limit: Limit) -> Came:
    found = power.cut(power.recordings(place, "7"), limit, "long")
    return Came(limit.count, found.cuts, found.line(), tuple(found.wrong))


def refuse(place: Path, limit: Limit) -> Came:
    with nursery(trouble.CHILD) as born:
        found = trouble.refused(born, place, limit, "long")
    return Came(limit.count, found.points, found.line(), tuple(found.wrong))


def plant(place: Path, limit: Limit) -> Came:
    found = canaries.side_by_side(place, limit)
    return Came(limit.count, found.sittings, found.line(), tuple(found.wrong))


def spoil(place: Path, limit: Limit) -> Came:
    found = damage.spoilt(place, limit, "long")
    silent = [f"{kind} taken as it is" for (kind, how), count in found.ends.items() if how == "silent" and count]
    return Came(limit.count, found.count, found.line(), (*silent, *["somebody else was harmed"] * found.others_harmed))


def move_clocks(place: Path, limit: Limit) -> Came:
    found = clocks.moved(place, limit, "long")
    return Came(limit.count, found.sittings, found.line(), tuple(found.wrong))


def change_monitors(place: Path, limit: Limit) -> Came:
    found = plugs.changed(place, limit, "long")
    return Came(limit.count, found.count, found.line(), tuple(found.wrong))


PARTS: dict[str, tuple[int, float, Callable[[Path, Limit], Came]]] = {
    "kills": (3_000, 60, kill),
    "power-cuts": (500, 15, cut_power),
    "refusals": (200, 20, refuse),
    "canaries": (500, 60, plant),
    "spoilt-safes": (1_000, 10, spoil),
    "clocks": (200, 20, move_clocks),
    "monitors": (500, 15, change_monitors),
}
"""By name: how many, in how many minutes at most, and what does it."""


def run(name: str, count: int | None, minutes: float | None) -> dict[str, Any]:
    usual, longest, part = PARTS[name]
    begun = time.monotonic()
    with TemporaryDirectory(prefix=f"chaos-{name}-") as place:
        came = part(Path(place), Limit(count or usual, minutes or longest))
    took = round(time.monotonic() - begun)
    print(f"{name}: {came.count:,} of {came.asked:,} in {took} s. {came.told}", flush=True)
    for one in came.wrong[:50]:
        print(f"WRONG: {one}", flush=True)
    return {**came.as_json(), "took_s": took, "on": date.today().isoformat()}


def keep(found: dict[str, dict[str, Any]]) -> None:
    """Keep what came of these parts, and write the table of all parts into the README."""
    RESULTS.write_text(json.dumps(kept() | found, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    text = README.read_text("utf-8")
    begin = text.index(HEAD)
    end = text.index("\n\n", begin)
    README.write_text(text[:begin] + table(kept()) + text[end:], "utf-8")


def kept() -> dict[str, dict[str, Any]]:
    return dict(json.loads(RESULTS.read_text("utf-8"))) if RESULTS.exists() else {}


def table(found: dict[str, dict[str, Any]]) -> str:
    """Return the rows of benchmarks/README.md."""
    lines = [HEAD, "| --- | --- | --- | --- | --- |"]
    for name, one in sorted(found.items()):
        done, when = f"{one['count']:,} of {one['asked']:,}", f"{one['on']}, {one['took_s']:,} s"
        lines.append(f"| {name} | {done} | {one['told']} | {len(one['wrong'])} | {when} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], default=[], help="which; all without one")
    parser.add_argument("--count", type=int, help="how many of each part")
    parser.add_argument("--minutes", type=float, help="for each part, at most")
    parser.add_argument("--keep", action="store_true", help="put the figures into benchmarks/README.md")
    asked = parser.parse_args()
    found = {name: run(name, asked.count, asked.minutes) for name in asked.part or PARTS}
    if asked.keep:
        keep(found)
    wrong = sum(len(one["wrong"]) for one in found.values())
    print(f"\n{'chaos at the kiosk':16}{'done':>8}{'asked':>8}{'wrong':>8}{'seconds':>9}")
    for name, one in found.items():
        print(f"{name:16}{one['count']:8,}{one['asked']:8,}{len(one['wrong']):8}{one['took_s']:9,}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
