"""What may no longer leave of releases, outside the device database: an older one put back sends none of it.

Random ids, versions and days and nothing else, under a key of the machine; in the data folder and beside it, as the
list of erased accounts (store.erased_list). Contract: ended-releases.schema.json.
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.files import make_private_folder, write_private
from progrez_desktop.core.store.chain import Chain
from progrez_desktop.core.store.forms import canonical

CONTRACT = "progrez.ended-releases/1"


@dataclass(frozen=True, order=True)
class Bound:
    """Of a release, no version before this one may leave, and none at all once it ended."""

    release_id: str
    version: int
    ended: bool
    until_ms: int
    """When its term is over; then nothing of it leaves anyway, and the bound is forgotten."""

    def forbids(self, version: int) -> bool:
        return self.ended or version < self.version


class EndedList:
    """The same list in each of some places; what any of them knows, counts."""

    def __init__(self, places: Sequence[Path], key: bytes) -> None:
        self._places, self._chain = tuple(places), Chain(key, b"ended")

    def bounds(self) -> dict[str, Bound]:
        """Return what is known of each release: the strictest of all places."""
        found: dict[str, Bound] = {}
        for place in self._places:
            for one in self._read(place):
                known = found.get(one.release_id)
                found[one.release_id] = one if known is None else _stricter(known, one)
        return found

    def keep(self, new: Iterable[Bound], now_ms: int) -> None:
        """Add bounds; nothing is written where all of it was known.

        Raises:
            EnvironmentFault: It could not be written into the data folder.
        """
        known = self.bounds()
        joined = dict(known)
        for one in new:
            before = joined.get(one.release_id)
            joined[one.release_id] = one if before is None else _stricter(before, one)
        if joined == known:
            return
        content = self._written([one for one in joined.values() if one.until_ms > now_ms])
        inside, *beside = self._places
        make_private_folder(inside.parent)
        write_private(inside, content)
        for place in beside:  # where nobody may write beside the data folder, the one inside has to do
            with suppress(EnvironmentFault):
                make_private_folder(place.parent)
                write_private(place, content)

    def _written(self, bounds: Iterable[Bound]) -> bytes:
        rows = [asdict(one) for one in sorted(bounds)]
        code = self._chain.mac(b"ended", canonical(rows)).hex()
        return (canonical({"contract": CONTRACT, "releases": rows, "code": code}) + "\n").encode()

    def _read(self, place: Path) -> list[Bound]:
        """A list that can't be read, or that somebody changed, stops nobody."""
        try:
            told = json.loads(place.read_bytes())
            if not hmac.compare_digest(told["code"], self._chain.mac(b"ended", canonical(told["releases"])).hex()):
                return []
            return [Bound(**row) for row in told["releases"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []


def _stricter(one: Bound, other: Bound) -> Bound:
    return Bound(
        one.release_id,
        max(one.version, other.version),
        one.ended or other.ended,
        max(one.until_ms, other.until_ms),
    )
