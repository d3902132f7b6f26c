"""How long a person who came often waits for their safe to open, and for the file with everything that is held.

    python -m benchmarks.own_data

Twenty sittings with their texts read, two hundred lines in the log, the password at the cost that this machine would
choose at its first start. Beside opening: Argon2id alone at that cost. Beside the file: packing the same bytes alone.
"""

import io
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

UNLOCK_MS, COPY_MS = 800, 10_000
ROUNDS = 9


def in_turns(*jobs: Callable[[], object]) -> list[list[float]]:
    """Return milliseconds of each job, one after the other in every round: what else is at work meets both alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(ROUNDS):
        for taken, job in zip(times, jobs, strict=True):
            begun = time.perf_counter()
            job()
            taken.append((time.perf_counter() - begun) * 1000)
    return times


def row(name: str, times: list[float], budget_ms: float | None = None) -> bool:
    middle = statistics.median(times)
    kept = budget_ms is None or middle <= budget_ms
    verdict = "" if budget_ms is None else f"   budget {budget_ms:.0f} ms: {'kept' if kept else 'BROKEN'}"
    print(f"{name:48}{middle:10.0f}{max(times):12.0f}{verdict}")
    return kept


def repacked(packed: bytes) -> None:
    """The reference: the same files through zipfile and nothing else."""
    with zipfile.ZipFile(io.BytesIO(packed)) as known, zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in known.namelist():
            new.writestr(name, known.read(name))


def main() -> int:
    from benchmarks import full_safe
    from progrez_desktop.core.keys.kdf import calibrate
    from progrez_desktop.core.keys.primitives import stretch
    from progrez_desktop.core.model.keys import Kdf
    from progrez_desktop.core.services import accounts, own_copy
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.core.words import Words

    with tempfile.TemporaryDirectory() as folder:
        parts = full_safe.parts_over(Path(folder) / "data")
        cost = calibrate(parts.clock)
        parts = replace(parts, cost=cost)
        full_safe.make_person(parts)
        target, words = Path(folder) / "all.zip", Words("en")
        with full_safe.storage(parts) as opened:

            def unlock() -> None:
                accounts.sign_out(accounts.come_back(opened.deps, invented.PERSON.email, invented.PASSWORD).session)

            password, kdf = invented.PASSWORD.encode(), Kdf(cost, bytes(16))
            bare, unlocked = in_turns(lambda: stretch(password, kdf), unlock)
            session = accounts.sign_in(opened.deps, invented.PERSON.email, invented.PASSWORD)
            own_copy.save(opened.deps, session, target, words)
            packed = target.read_bytes()
            copied, alone = in_turns(
                lambda: own_copy.save(opened.deps, session, target, words), lambda: repacked(packed)
            )
            accounts.sign_out(session)
    print(f"{'':48}{'median ms':>10}{'slowest ms':>12}")
    name = f"Argon2id alone, {cost.memory_kib // 1024} MiB, {cost.time_cost} passes, {cost.parallelism} lanes"
    row(name, bare)
    kept = row("safe unlocked, from the password to the session", unlocked, UNLOCK_MS)
    row("packing the same bytes alone", alone)
    kept = row(f"save all my data, {len(packed) / 1000:.0f} kB", copied, COPY_MS) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
