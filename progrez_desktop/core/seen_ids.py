"""Which ids were there before, in a stream too long to keep them: 12 to 24 bytes an id, however long it is."""

from array import array
from hashlib import blake2b

_FIRST_SLOTS = 1 << 12


class SeenIds:
    """Eight bytes of each id's hash in one table. Two ids meet by chance once in 37 million runs of a million.

    A table of numbers and not a set of them: Python's own would take 90 bytes an id, most of them for its objects.
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SLOTS))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def has(self, name: str) -> bool:
        mark = _mark(name)
        return self._slots[self._place(mark)] == mark

    def add(self, name: str) -> None:
        """Keep an id; one that is there already stays there once."""
        mark = _mark(name)
        place = self._place(mark)
        if self._slots[place] == mark:
            return
        self._slots[place] = mark
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()

    def _place(self, mark: int) -> int:
        """Return the slot of a mark, or the free one that it would go to."""
        slots, last = self._slots, len(self._slots) - 1
        place = mark & last
        while slots[place] not in (0, mark):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        before = self._slots
        self._slots = array("Q", bytes(16 * len(before)))
        for mark in before:
            if mark:
                self._slots[self._place(mark)] = mark


def _mark(name: str) -> int:
    # 0 stands for a free slot, so the one id in 2^64 that would be it becomes its neighbour.
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little") or 1
