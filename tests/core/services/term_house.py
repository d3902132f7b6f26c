"""A computer with somebody on it, on which days go by and whose clock may be wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import accounts, opening, retention
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
BORIS = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
PASSWORD = "seven herons on a fence"
HOUR = 3_600_000
TEN_YEARS = 3653 * DAY_MS


class LivedIn:
    """An installation on which days go by; `on` opens its storage at a time, as starting the program does."""

    def __init__(self, root: Path, seed: int = 5) -> None:
        self.root, self.keyring, self.entropy, self.clock = root, FakeKeyring(), FakeEntropy(seed), FakeClock()

    @classmethod
    def with_anna(cls, root: Path) -> "LivedIn":
        computer = cls(root)
        with computer.on() as deps:
            accounts.sign_out(accounts.create(deps, ANNA, PASSWORD).session)
        return computer

    @contextmanager
    def on(self, at_ms: int | None = None, *, without_packs: bool = False) -> Iterator[Deps]:
        if at_ms is not None:
            self.clock.wall_ms = at_ms
        folder = DataFolder(self.root)
        parts = Parts(self.clock, self.entropy, folder, FAST_KDF, lambda _: self.keyring, without_packs=without_packs)
        opened = opening.open_storage(parts)
        try:
            yield opened.deps
        finally:
            opened.close()

    def live(self, days: int, first_ms: int | None = None) -> int:
        """Start the program once a day, as an office does; return how many safes were swept."""
        swept = 0
        start = self.clock.wall_ms if first_ms is None else first_ms
        for day in range(days + 1):
            with self.on(start + day * DAY_MS) as deps:
                before = len(deps.device.accounts())
                while retention.sweep_if_due(deps):
                    pass
                swept += before - len(deps.device.accounts())
        return swept


def can_sign_in(deps: Deps, person: PersonDetails = ANNA) -> bool:
    try:
        accounts.sign_out(accounts.sign_in(deps, person.email, PASSWORD))
    except LockedFault as fault:
        assert fault.code in ("term_over", "wrong_password")
        return False
    return True


def refusal(deps: Deps) -> str:
    with pytest.raises(LockedFault) as told:
        accounts.sign_in(deps, ANNA.email, PASSWORD)
    return told.value.code


def until(deps: Deps) -> int:
    [term] = deps.device.retention.terms()
    return term.until_ms
