"""The peak memory of `progrez score` while people stream through it, a hundred thousand and then a million.

    python -m benchmarks.streaming

Each person is a line of 111 answers, made by another process as it is read. What grows with the people is the table of
ids, which refuses a second line of the same id.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from benchmarks.children import ROOT

PEOPLE = (100_000, 1_000_000)
BYTES_AN_ID = 32
"""Allowed for each person more; a whole line is 3,400 bytes."""


@contextmanager
def made(people: int) -> Iterator[IO[bytes]]:
    command = [sys.executable, "-m", "benchmarks.made_lines", str(people)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        yield maker.stdout


def scored(people: int) -> dict[str, Any]:
    """Return what the scoring process told of itself, with the seconds that it took."""
    start = time.perf_counter()
    with made(people) as lines:
        command = [sys.executable, "-m", "benchmarks.scored_lines"]
        done = subprocess.run(
            command, cwd=ROOT, stdin=lines, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
        )
    found: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    return {"seconds": time.perf_counter() - start, **found}


def main() -> int:
    peaks = []
    for people in PEOPLE:
        found = scored(people)
        peaks.append(found["peak_mb"])
        print(f"{people:>9,} people: peak {found['peak_mb']:5.0f} MB, {people / found['seconds']:7,.0f} people/s")
    more = (peaks[1] - peaks[0]) * 1e6 / (PEOPLE[1] - PEOPLE[0])
    print(
        f"each person more took {more:.0f} bytes (at most {BYTES_AN_ID}): {'kept' if more <= BYTES_AN_ID else 'BROKEN'}"
    )
    return 0 if more <= BYTES_AN_ID else 1


if __name__ == "__main__":
    raise SystemExit(main())
