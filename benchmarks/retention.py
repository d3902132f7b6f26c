"""How long the sweep takes over 5,000 safes of which nearly all are over, and that it opens none.

    python -m benchmarks.retention

The safes are copies of one whose key nobody has any more, so that nothing could open them. The reference, in the same
run and on the same disk: as many of the same files removed, each with one bare commit.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.children import ROOT
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.retention import Agreement, Term
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import erasing, opening, retention
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.database import Database, DatabaseKind
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.migrations import Migration
from progrez_desktop.core.store.safe_store import create_safe
from progrez_desktop.core.system import SystemClock, SystemEntropy

SAFES = 5_000
KEPT_EVERY = 100
"""One in so many is not over yet."""
BUDGET_S = 60
_CHEAP = KdfCost(memory_kib=64, time_cost=1, parallelism=1)
_ROWS = DatabaseKind("device", 7, (Migration("rows", ("CREATE TABLE t (n INTEGER) STRICT",)),))


def fill(deps: Deps, safes: int) -> Path:
    """Enter accounts with their terms; return the one file that all of their safes are copies of."""
    now, first = deps.clock.now_ms(), None
    for number in range(safes):
        made = person_key.make(deps.new_id(), "ten signs or more", deps.machine.pepper, _CHEAP, deps.entropy)
        pair = new_key_pair(deps.entropy)
        account = Account(
            made.key.account_id, deps.entropy.bytes(32), "active", now, deps.new_id(), pair.public, chain_head=None
        )
        path = deps.folder.safe_file(account.safe_file)
        if first is None:
            details = PersonDetails("Sanne", "de Vries", "s@example.org")
            create_safe(deps.folder, account, made.key.safe_keys(), details, pair.private)
            first = path
        else:
            shutil.copyfile(first, path)
        deps.device.create_account(account, made.wraps)
        if number % KEPT_EVERY:
            deps.device.retention.put(Term(account.id, now - 40 * DAY_MS, "usual", None, now - 12 * DAY_MS))
    assert first is not None
    deps.device.retention.keep_look(Agreement(now, 7 * DAY_MS), now)
    return first


def reference(folder: Path, safe: Path, files: int) -> float:
    """Return the seconds that as many bare removals and commits take."""
    key = bytes(32)
    copies = [folder / f"{number}.safe" for number in range(files)]
    for copy in copies:
        shutil.copyfile(safe, copy)
    database = Database.create(folder / "bare.db", key, _ROWS, lambda _: None)
    start = time.perf_counter()
    for number, copy in enumerate(copies):
        database.write("INSERT INTO t VALUES (?)", (number,))
        copy.unlink()
    took = time.perf_counter() - start
    database.close()
    return took


@contextmanager
def storage(root: Path) -> Iterator[Deps]:
    parts = Parts(SystemClock(), SystemEntropy(), DataFolder(root), _CHEAP, _no_store, in_memory=True)
    opened = opening.open_storage(parts)
    try:
        yield opened.deps
    finally:
        opened.close()


def _no_store(_: str | None) -> SecretStore:
    raise AssertionError("the machine key is in memory")


def main() -> int:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="retention-", dir=build) as place, storage(Path(place) / "data") as deps:
        safe = fill(deps, SAFES)
        bare = Path(place) / "bare"
        bare.mkdir()
        over = SAFES - SAFES // KEPT_EVERY
        beside = reference(bare, safe, over)
        opened: list[Path] = []
        Database.open = classmethod(lambda _, path, *__: opened.append(path))  # type: ignore[assignment]
        start = time.perf_counter()
        swept = retention.sweep(deps)
        took = time.perf_counter() - start
        left = len(list(deps.folder.safes.glob("*.safe")))
        start = time.perf_counter()
        erasing.apply(deps.folder, deps.device, deps.machine)
        looked = time.perf_counter() - start
    kept = took < BUDGET_S and not opened and (swept.destroyed, left) == (over, SAFES - over)
    print(f"sweep over {SAFES:,} safes, {swept.destroyed:,} of them over: {took:.2f} s, {len(opened)} opened")
    print(f"reference, {over:,} bare commits and removals: {beside:.2f} s; {took / beside:.2f} times")
    print(f"a start with all of them in the list of the erased looks at it for {1000 * looked:.0f} ms")
    print(f"under {BUDGET_S} s without opening any: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
