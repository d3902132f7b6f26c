"""What devices send and what a server knows of it, as records. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Word = Literal["put", "erase"]


@dataclass(frozen=True)
class Put:
    """A release that keeps its contract, is signed by its device, and has the consent that it needs."""

    release_id: str
    version: int
    device_id: str
    header: str
    envelope: bytes = field(repr=False)
    receipt: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    erase_hash: str
    envelope_sha256: str
    until_ms: int


@dataclass(frozen=True)
class Erase:
    release_id: str
    version: int
    erase_hash: str
    """SHA-256 of the secret that came along."""


@dataclass(frozen=True)
class Refused:
    """An item that is not even looked up."""

    word: Word
    release_id: str
    version: int
    status: int
    problem: str


Item = Put | Erase | Refused


@dataclass(frozen=True)
class Known:
    """Where one stored release stands."""

    version: int
    envelope_sha256: str
    erase_hash: str


@dataclass(frozen=True)
class Standing:
    """Of the releases that a batch names: which are stored, and which were erased, with the receipt of it."""

    stored: Mapping[str, Known]
    erased: Mapping[tuple[str, str], str]
    """By release and erase hash."""


@dataclass(frozen=True)
class Outcome:
    """What became of one item."""

    word: Word
    release_id: str
    version: int
    status: int
    problem: str | None = None
    envelope_sha256: str | None = None
    receipt: str | None = None
    """Of an erasure that was carried out before."""


@dataclass(frozen=True)
class Decided:
    """What is to be written, and what is to be told: one outcome an item, in their order."""

    outcomes: Sequence[Outcome]
    erasures: Sequence[Erase]
    puts: Sequence[Put]


def decide(items: Sequence[Item], standing: Standing) -> Decided:
    """Return what becomes of a batch: erasures before puts, an erasure over every put, a version never over a newer."""
    stored, erased = dict(standing.stored), dict(standing.erased)
    outcomes: dict[int, Outcome] = {}
    erasures: dict[tuple[str, str], Erase] = {}
    puts: dict[str, Put] = {}
    for number, item in enumerate(items):
        if isinstance(item, Refused):
            outcomes[number] = Outcome(item.word, item.release_id, item.version, item.status, item.problem)
        elif isinstance(item, Erase):
            outcomes[number] = outcome = _erase(item, stored, erased)
            if outcome.status == 201:
                erasures[item.release_id, item.erase_hash] = item
                erased[item.release_id, item.erase_hash] = ""
                stored.pop(item.release_id, None)
    for number, item in enumerate(items):
        if isinstance(item, Put):
            outcomes[number] = outcome = _put(item, stored, erased)
            if outcome.status == 201:
                puts[item.release_id] = item
                stored[item.release_id] = Known(item.version, item.envelope_sha256, item.erase_hash)
    ordered = [outcomes[number] for number in range(len(items))]
    return Decided(ordered, list(erasures.values()), list(puts.values()))


def _erase(item: Erase, stored: Mapping[str, Known], erased: Mapping[tuple[str, str], str]) -> Outcome:
    there = item.release_id, item.version
    if (item.release_id, item.erase_hash) in erased:
        return Outcome("erase", *there, 200, receipt=erased[item.release_id, item.erase_hash] or None)
    known = stored.get(item.release_id)
    if known is not None and known.erase_hash != item.erase_hash:
        return Outcome("erase", *there, 403, "erase_secret_wrong")
    return Outcome("erase", *there, 201)


def _put(item: Put, stored: Mapping[str, Known], erased: Mapping[tuple[str, str], str]) -> Outcome:
    def told(status: int, problem: str | None = None) -> Outcome:
        return Outcome("put", item.release_id, item.version, status, problem, item.envelope_sha256)

    if (item.release_id, item.erase_hash) in erased:
        return told(410, "erased")
    known = stored.get(item.release_id)
    if known is None:
        return told(201)
    if known.erase_hash != item.erase_hash:
        return told(422, "erase_hash_differs")
    if known.version > item.version:
        return told(412, "newer_version")
    if known.version < item.version:
        return told(201)
    return told(200) if known.envelope_sha256 == item.envelope_sha256 else told(412, "version_differs")
