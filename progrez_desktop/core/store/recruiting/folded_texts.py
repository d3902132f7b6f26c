"""Texts of many people in one piece, so that a word is found in all of them at once."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.core.store.database import Database

Numbers = NDArray[Any]

_END = b"\n"
"""Stands in no folded text: white space in those is a single blank."""
FEW = 500


@dataclass(frozen=True)
class FoldedTexts:
    number: Numbers
    """Of whom each text is, rising."""
    begins: Numbers
    blob: bytes

    @classmethod
    def read(cls, database: Database, table: Literal["person", "background"]) -> "FoldedTexts":
        found = database.rows(
            f"SELECT r.number, t.folded FROM {table} t JOIN release r ON r.id = t.release_id ORDER BY r.number"  # noqa: S608
        )
        return cls.of([(number, text) for number, text in found])

    @classmethod
    def of(cls, texts: list[tuple[int, str]]) -> "FoldedTexts":
        """Join texts; their numbers rise."""
        parts = [text.encode("utf-8", "replace").replace(_END, b" ") + _END for _, text in texts]
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        numbers = np.fromiter((number for number, _ in texts), np.int64, len(parts))
        return cls(numbers, np.cumsum(lengths) - lengths, b"".join(parts))

    def few_holding(self, word: str) -> Numbers | None:
        """Return the numbers of whose text a word stands in; None where they are many, which costs little to find."""
        wanted = _bytes(word)
        places: list[int] = []
        at = self.blob.find(wanted)
        while at >= 0:
            places.append(at)
            if len(places) > FEW:
                return None
            at = self.blob.find(wanted, self.blob.find(_END, at) + 1)
        return self._at(places)

    def holding(self, word: str) -> Numbers:
        """Return the numbers of whose text a word stands in: one pass that leaves the rest of each text out."""
        each = re.compile(re.escape(_bytes(word)) + rb"[^\n]*")
        return self._at([found.start() for found in each.finditer(self.blob)])

    def holding_of(self, word: str, numbers: Numbers) -> Numbers:
        """Return those of a few numbers in whose text a word stands."""
        wanted = _bytes(word)
        places = np.nonzero(np.isin(self.number, numbers))[0].tolist()
        ends = np.append(self.begins, len(self.blob))
        return self.number[[n for n in places if self.blob.find(wanted, ends[n], ends[n + 1]) >= 0]]

    def _at(self, places: list[int]) -> Numbers:
        return self.number[np.unique(np.searchsorted(self.begins, places, "right") - 1)]

    def ranks(self, numbers: Numbers) -> Numbers:
        """Return the place of each number in the order of texts; who has none comes last."""
        texts = self.blob.split(_END)[: len(self.number)]
        order = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
        rank = np.empty(len(texts), np.int64)
        rank[order] = np.arange(len(texts))
        found = np.searchsorted(self.number, numbers)
        known = np.isin(numbers, self.number)
        return np.where(known, np.append(rank, 0)[np.where(known, found, len(rank))], len(rank))

    def without(self, gone: Numbers) -> "FoldedTexts":
        """Return the texts of everybody else."""
        goes = np.isin(self.number, gone)
        if not goes.any():
            return self
        lengths = np.diff(self.begins, append=len(self.blob))
        pieces, at = [], 0
        for begin, length in zip(self.begins[goes].tolist(), lengths[goes].tolist(), strict=True):
            pieces.append(self.blob[at:begin])
            at = begin + length
        stays = lengths[~goes]
        return FoldedTexts(self.number[~goes], np.cumsum(stays) - stays, b"".join([*pieces, self.blob[at:]]))

    def each(self) -> list[tuple[int, str]]:
        texts = self.blob.split(_END)[: len(self.number)]
        return list(zip(self.number.tolist(), (text.decode() for text in texts), strict=True))


def _bytes(word: str) -> bytes:
    return word.casefold().encode("utf-8", "replace")
