"""Which accounts were erased on this device, outside its database: an older database put back does not revive them.

Random ids and times and nothing else, chained under a key of the machine. It is written in two places, in the data
folder and beside it, because a backup is mostly put back as a whole folder. Contract: erased-accounts.schema.json.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.files import disk_faults, make_private_folder, write_private
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.store.chain import CHAIN_START, Chain

CONTRACT = "progrez.erased-accounts/1"
Why = Literal["", "term", "duty", "under_age"]
"""Empty: its owner wanted it."""


@dataclass(frozen=True)
class Erased:
    """What stays of an account that was erased: that it was."""

    account_id: str
    safe_file: str
    at_ms: int
    why: Why = ""

    @property
    def by_term(self) -> bool:
        """Its term was over: what had been released before lives on to its own end."""
        return self.why == "term"


@dataclass(frozen=True)
class FoundList:
    """The entries that can be relied on, and whether all of them can."""

    entries: tuple[Erased, ...]
    is_whole: bool


class ErasedList:
    """The same list in each of some places; what any of them knows, counts."""

    def __init__(self, places: Sequence[Path], key: bytes) -> None:
        self._places, self._chain = tuple(places), Chain(key, b"erased")

    def add(self, *new: Erased) -> None:
        """Write entries; when this returns, the accounts stay erased.

        Raises:
            EnvironmentFault: It could be written in none of the places that a backup of the folder may bring back.
        """
        entries = self.entries()
        known = {one.account_id for one in entries}
        entries = (*entries, *(entry for entry in new if entry.account_id not in known))
        content = self._written(entries)
        inside, *beside = self._places
        make_private_folder(inside.parent)
        write_private(inside, content)
        for place in beside:  # where nobody may write beside the data folder, the one inside has to do
            with suppress(EnvironmentFault):
                make_private_folder(place.parent)
                write_private(place, content)

    def entries(self) -> tuple[Erased, ...]:
        """Return who was erased, by whatever place knows it, in the order of time."""
        known = {one.account_id: one for place in self._differing() for one in self._read(place).entries}
        return tuple(sorted(known.values(), key=lambda one: (one.at_ms, one.account_id)))

    def _differing(self) -> Iterator[Path]:
        """Give the places, but for one that holds the very bytes of another: that says nothing new."""
        seen = set[bytes]()
        for place in self._places:
            with suppress(OSError):
                content = place.read_bytes()
                if content in seen:
                    continue
                seen.add(content)
            yield place

    def found(self) -> dict[Path, FoundList]:
        """Return what each place holds that has a list."""
        return {place: self._read(place) for place in self._places if place.exists()}

    def _written(self, entries: Sequence[Erased]) -> bytes:
        rows: list[dict[str, Any]] = []
        last = CHAIN_START
        for entry in entries:
            row = {"seq": last.seq + 1, "account_id": entry.account_id, "safe_file": entry.safe_file}
            row |= {"at_ms": entry.at_ms, **({"why": entry.why} if entry.why else {})}
            head = self._chain.head(last.head, list(row.values()))
            rows.append(row | {"previous": last.head.hex(), "head": head.hex()})
            last = ChainHead(last.seq + 1, head)
        return (json.dumps({"contract": CONTRACT, "erased": rows}, indent=1) + "\n").encode()

    def _read(self, place: Path) -> FoundList:
        """A list that can't be read, or that somebody changed, stops nobody: it counts as far as its chain holds."""
        if not place.exists():
            return FoundList((), True)
        entries: list[Erased] = []
        try:
            with disk_faults(place.parent):
                rows = json.loads(place.read_bytes())["erased"]
            last = CHAIN_START
            for row in rows:
                why = (row["why"],) if "why" in row else ()
                told = (row["seq"], row["account_id"], row["safe_file"], row["at_ms"], *why)
                head = bytes.fromhex(row["head"])
                if not self._chain.follows(last, told, bytes.fromhex(row["previous"]), head):
                    return FoundList(tuple(entries), False)
                entries.append(Erased(row["account_id"], row["safe_file"], row["at_ms"], row.get("why", "")))
                last = ChainHead(last.seq + 1, head)
        except (EnvironmentFault, ValueError, KeyError, TypeError, AttributeError):
            return FoundList(tuple(entries), False)
        return FoundList(tuple(entries), True)
