"""Damaged and rolled-back safes: each is found, or costs nothing; none is silent, and nobody else is harmed."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.attempt import Response, TextValue
from tests.chaos.kiosk.parts import Limit
from tests.core.store.builders import ATTEMPT, Device, Person, answer

PAGE = 4096
FOUND = ("safe_damaged", "safe_rolled_back", "foreign_database", "newer_schema", "wrong_key")
"""Codes of faults that say at sign-in that something is wrong with this file."""


@dataclass(frozen=True)
class Files:
    """One person's safe over time, what SQLite would play back into it, and the safe of somebody else."""

    older: bytes
    newer: bytes
    journal: bytes
    other: bytes


@dataclass
class Damages:
    """What became of so many changes, by kind: found, harmless or silent."""

    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    others_harmed: int = 0

    @property
    def count(self) -> int:
        return sum(self.ends.values())

    def of(self, end: str) -> int:
        return sum(count for (_, how), count in self.ends.items() if how == end)

    def line(self) -> str:
        kinds = ", ".join(f"{sum(self.ends[kind, how] for how in ENDS):,} {kind}" for kind in CHANGES)
        return (
            f"{self.count:,} safes spoilt ({kinds}): {self.of('found'):,} found, {self.of('harmless'):,} harmless, "
            f"{self.of('silent')} silent; {self.others_harmed} harmed somebody else"
        )


ENDS = ("found", "harmless", "silent")
Spoilt = tuple[bytes, bytes]
"""The file and its journal; an empty journal is none."""
Change = Callable[[random.Random, Files], Spoilt]


def flipped(chance: random.Random, files: Files) -> Spoilt:
    content = bytearray(files.newer)
    for _ in range(chance.choice((1, 1, 1, 5, 100))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content), b""


def cut(chance: random.Random, files: Files) -> Spoilt:
    size = len(files.newer)
    return files.newer[: chance.choice([chance.randrange(size), PAGE * chance.randrange(size // PAGE), 20])], b""


def swapped(chance: random.Random, files: Files) -> Spoilt:
    content = bytearray(files.newer)
    a, b = (PAGE * place for place in chance.sample(range(len(content) // PAGE), 2))
    content[a : a + PAGE], content[b : b + PAGE] = content[b : b + PAGE], content[a : a + PAGE]
    return bytes(content), b""


def appended(chance: random.Random, files: Files) -> Spoilt:
    size = chance.choice((1, 4, 100, PAGE, 3 * PAGE))
    return files.newer + chance.choice((chance.randbytes(size), bytes(size), files.newer[-size:])), b""


def emptied(chance: random.Random, files: Files) -> Spoilt:
    """A page, or half a sector run of it, that the disk gives back as zeros."""
    content, size = bytearray(files.newer), chance.choice((512, PAGE, 3 * PAGE))
    at = 512 * chance.randrange(len(content) // 512)
    content[at : at + size] = bytes(len(content[at : at + size]))
    return bytes(content), b""


def older_pages(chance: random.Random, files: Files) -> Spoilt:
    """Pages that were right once, among those that differ now: their own checksums fit."""
    content = bytearray(files.newer)
    differ = [at for at in range(0, len(files.older), PAGE) if files.older[at : at + PAGE] != content[at : at + PAGE]]
    for at in chance.sample(differ, chance.randint(1, len(differ) - 1)):
        content[at : at + PAGE] = files.older[at : at + PAGE]
    return bytes(content), b""


def older_file(_chance: random.Random, files: Files) -> Spoilt:
    return files.older, b""


def mixed_journal(chance: random.Random, files: Files) -> Spoilt:
    """A journal of another time beside the file: whole, cut, or with a flipped bit."""
    journal = bytearray(files.journal)
    match chance.randrange(3):
        case 1:
            journal = journal[: chance.randrange(1, len(journal))]
        case 2:
            journal[chance.randrange(len(journal))] ^= 1 << chance.randrange(8)
    return chance.choice((files.newer, files.newer, files.older)), bytes(journal)


def somebody_elses(_chance: random.Random, files: Files) -> Spoilt:
    return files.other, b""


CHANGES: dict[str, Change] = {
    "with flipped bits": flipped,
    "cut": cut,
    "with pages swapped": swapped,
    "with something appended": appended,
    "with zeros": emptied,
    "with older pages": older_pages,
    "put back whole": older_file,
    "with a journal of another time": mixed_journal,
    "of somebody else": somebody_elses,
}


def spoilt(place: Path, limit: Limit, seed: str) -> Damages:
    """Spoil a safe so often, each kind in turns, and look what its owner and somebody else are told."""
    house, chance, found = _House(place), random.Random(seed), Damages()
    for number, kind in enumerate(_in_turns(limit)):
        house.put(*CHANGES[kind](chance, house.files))
        found.ends[kind, house.end()] += 1
        if number % 10 == 0:
            found.others_harmed += house.opened(house.ben) != house.of_ben
    house.put(house.files.newer, b"")
    assert house.opened(house.sanne) == house.newest, "the safe itself was whole"
    return found


def _in_turns(limit: Limit) -> Iterator[str]:
    kinds = list(CHANGES)
    for number in range(limit.count):
        if limit.is_over:
            return
        yield kinds[number % len(kinds)]


class _House:
    """Somebody with sixty answers and sixty more since, and somebody else on the same device."""

    def __init__(self, place: Path) -> None:
        self.device = Device.installed(place / "data")
        self.sanne, self.ben = self.device.person("Sanne"), self.device.person("Ben")
        path = self.device.safe_path(self.sanne)
        self.of_ben = self._answers(self.ben, 1)
        self._answers(self.sanne, 1)
        older, journal = path.read_bytes(), self._earlier_journal()
        self.newest = self._answers(self.sanne, 2)
        self.files = Files(older, path.read_bytes(), journal, self.device.safe_path(self.ben).read_bytes())

    def _answers(self, person: Person, step: int) -> dict[str, Response]:
        safe = self.device.opened(person)
        if not safe.attempts():
            safe.create_attempt(ATTEMPT)
        for number in range(60):
            answer(safe, f"item{number}", TextValue(f"word {step} " * 100) if number % 10 == 0 else number % 5 + step)
        safe.keep_chain_head()
        found = dict(safe.responses(ATTEMPT.id))
        safe.close()
        return found

    def _earlier_journal(self) -> bytes:
        path = self.device.safe_path(self.sanne)
        safe = self.device.opened(self.sanne)
        safe._database.rows("PRAGMA cache_size = 2")  # so that the transaction reaches the disk before it ends
        with pytest.raises(KeyboardInterrupt), safe._database.transaction():
            safe._database.write("UPDATE response_event SET language = 'xx'")
            earlier = path.with_name(path.name + "-journal").read_bytes()
            raise KeyboardInterrupt
        safe.close()
        return earlier

    def put(self, file: bytes, journal: bytes) -> None:
        path = self.device.safe_path(self.sanne)
        path.write_bytes(file)
        beside = path.with_name(path.name + "-journal")
        beside.unlink(missing_ok=True)
        if journal:
            beside.write_bytes(journal)

    def end(self) -> str:
        told = self.opened(self.sanne)
        if isinstance(told, str):
            return "found" if told in FOUND else "silent"
        return "harmless" if told == self.newest else "silent"

    def opened(self, person: Person) -> str | dict[str, Response]:
        """Return the answers, or with which code it ends to open them."""
        try:
            safe = self.device.opened(person)
        except DataFault as fault:
            return fault.code
        found = dict(safe.responses(ATTEMPT.id))
        safe.close()
        return found
