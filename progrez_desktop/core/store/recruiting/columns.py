"""The list of a registry by column, in memory: filters and orders of a hundred thousand without reading a row.

Rows that are shown come from the table each time, so that nothing here can show who is gone; and what changes in the
table is written down by triggers of this connection, in the very transaction, and read anew before the next answer.
No other process writes to the table: the folder's lock keeps it out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from threading import RLock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.core.candidate_code import as_printed
from progrez_desktop.core.model.registry import Order, Query
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.recruiting.column_reading import Held, Names, joined, read, without
from progrez_desktop.core.store.recruiting.folded_texts import FEW, FoldedTexts
from progrez_desktop.scoring.fit_columns import likely_at_least

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]

_WATCH = (
    "CREATE TEMP TABLE IF NOT EXISTS touched (number INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS opened (number INTEGER PRIMARY KEY)",
    *(
        f"CREATE TEMP TRIGGER IF NOT EXISTS release_{what} AFTER {what} ON main.release BEGIN "  # noqa: S608
        f"INSERT OR IGNORE INTO touched VALUES ({row}.number); END"
        for what, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ),
    "CREATE TEMP TRIGGER IF NOT EXISTS release_opened AFTER INSERT ON main.read WHEN NEW.event = 'opened' BEGIN "
    "INSERT OR IGNORE INTO opened SELECT number FROM release WHERE id = NEW.release_id; END",
)
PROFILE: Final = "profile"
"""Who allowed another purpose and not this one is nobody's candidate: their scores stand in no list."""
_MOST_APART = 4
"""Where more than one in so many changed, all of them are read anew."""


@dataclass(frozen=True)
class _Answer:
    """The last answer: a list is asked for page by page."""

    query: Query
    numbers: Numbers
    first_end_ms: int
    """Until then nobody in it is over."""


class Columns:
    """Answers with numbers of rows (`release.number`). Any thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = RLock()
        self._held: Held | None = None
        self._people: FoldedTexts | None = None
        self._orders: dict[Order, Numbers] = {}
        self._answer: _Answer | None = None

    @property
    def is_loaded(self) -> bool:
        return self._held is not None

    def load(self, is_stopped: Callable[[], bool] = lambda: False) -> None:
        """Read what is not here yet, some thousands of rows at a time, so that others may read between."""
        with self._lock:
            self._settled(is_stopped)

    def numbers(self, query: Query, now_ms: int) -> list[int]:
        """Return the rows of one page of a query, in its order."""
        found = self._found(query, now_ms)
        last = None if query.limit < 0 else query.offset + query.limit
        numbers: list[int] = found[query.offset : last].tolist()
        return numbers

    def count(self, query: Query, now_ms: int) -> int:
        return len(self._found(query, now_ms))

    def damaged(self) -> list[int]:
        """Return the rows that say nothing that can be."""
        with self._lock:
            return [] if self._held is None else self._held.damaged.tolist()

    # What is here

    def _settled(self, is_stopped: Callable[[], bool] = lambda: False) -> Held:
        """Return the columns as the table is now."""
        if self._held is None:
            for statement in _WATCH:
                self._database.write(statement)
        touched, opened = self._taken("touched"), self._taken("opened")
        before, self._held = self._held, None  # until all of it was read
        held = before
        if held is None or len(touched) * _MOST_APART > len(held.number):
            held = self._anew(read(self._database, is_stopped=is_stopped))
        elif len(touched):
            held = self._anew(joined(without(held, touched), read(self._database, touched.tolist())))
        if len(opened):
            held.is_read[np.isin(held.number, opened)] = True
            self._answer = None
        if (held is before and not len(opened)) or not self._database.is_in_transaction:
            self._held = held  # else it may yet be rolled back, and what was written down with it
        return held

    def _anew(self, held: Held) -> Held:
        self._people, self._answer = None, None
        self._orders.clear()
        return held

    def _taken(self, table: str) -> Numbers:
        """Return what was written down, and strike it; a transaction that is rolled back brings it back itself."""
        taken = self._database.rows(f"DELETE FROM temp.{table} RETURNING number")  # noqa: S608
        return np.array([number for (number,) in taken], np.int64)

    # Answers

    def _found(self, query: Query, now_ms: int) -> Numbers:
        asked = replace(query, offset=0, limit=0)
        with self._lock:
            held, known = self._settled(), self._answer
            if known is not None and known.query == asked and now_ms < known.first_end_ms:
                return known.numbers
            mask = self._mask(held, query, now_ms)
            order = self._order(held, query.order)
            chosen = order[mask[order]]
            ends = held.until_ms[chosen]
            first = int(ends.min()) if len(ends) else now_ms + DAY_MS
            self._answer = _Answer(asked, held.number[chosen], first)
            return self._answer.numbers

    def _order(self, held: Held, order: Order) -> Numbers:
        if order not in self._orders:
            by = {
                "newest": (held.number, held.released_ms),
                "oldest": (held.number, held.released_ms),
                "code": (held.number, held.code),
                "ends_first": (held.number, held.until_ms),
                "name": (held.number, held.code, self._named().ranks(held.number) if order == "name" else held.number),
            }
            found = np.lexsort(by[order])
            self._orders[order] = found[::-1] if order == "newest" else found
        return self._orders[order]

    def _named(self) -> FoldedTexts:
        if self._people is None:
            self._people = FoldedTexts.read(self._database, "person")
        return self._people

    def _mask(self, held: Held, query: Query, now_ms: int) -> Mask:
        mask: Mask = held.until_ms > now_ms
        for asked, narrowed in (
            (query.assessment, partial(_is, held.assessment)),
            (query.quality, partial(_is, held.quality)),
            (query.purpose, partial(_allows, held)),
        ):
            if asked is not None:
                mask &= narrowed(asked)
        if query.purpose is not None:
            mask &= _allows(held, PROFILE)
        if query.ends_within_days is not None:
            mask &= held.until_ms < now_ms + query.ends_within_days * DAY_MS
        if query.is_read is not None:
            mask &= held.is_read == query.is_read
        if query.only:
            mask &= np.isin(held.number, self._numbers_of(query.only))
        for skill, sten in query.reaches:
            mask &= _reaches(held, skill, sten)
        for skill, sten in query.likely:
            mask &= _is_likely(held, skill, sten)
        return mask & self._says(held, query) if query.text.strip() else mask

    def _numbers_of(self, release_ids: Iterable[str]) -> list[int]:
        import json

        statement = "SELECT number FROM release WHERE id IN (SELECT value FROM json_each(?))"
        return [number for (number,) in self._database.rows(statement, (json.dumps(list(release_ids)),))]

    def _says(self, held: Held, query: Query) -> Mask:
        """Return who fits what was typed: the beginning of a code as a whole, or every word of it somewhere."""
        called, words = dict(query.skills_called), query.text.casefold().split()
        whole = _begins(held.code, as_printed(query.text))
        each = np.ones(len(held.number), np.bool_)
        texts = [held.background, *([self._named()] if query.with_names else [])]
        few = {word: [one.few_holding(word) for one in texts] for word in words}
        often = {word for word, found in few.items() if any(one is None for one in found)}
        # Rare words first: of whoever is left, the others are looked for.
        for word in sorted(few, key=often.__contains__):
            fits = _begins(held.code, as_printed(word))
            for skill in called.get(word, ()):
                fits |= _reaches(held, skill, 1)
            for one, found in zip(texts, few[word], strict=True):
                fits |= np.isin(held.number, _holding(one, word, held.number[each]) if found is None else found)
            each &= fits
        return whole | each


def _holding(texts: FoldedTexts, word: str, numbers: Numbers) -> Numbers:
    return texts.holding_of(word, numbers) if len(numbers) <= FEW else texts.holding(word)


def _is(names: Names, asked: str) -> Mask:
    if asked not in names.of:
        return np.zeros(len(names.place), np.bool_)
    found: Mask = names.place == names.of.index(asked)
    return found


def _allows(held: Held, purpose: str) -> Mask:
    """Return who allowed a purpose: rows name all of theirs together, and few such names are different."""
    fits = np.array([purpose in name.split(" ") for name in held.purposes.of] or [False])
    found: Mask = fits[held.purposes.place]
    return found


def _begins(codes: Numbers, text: str) -> Mask:
    try:
        wanted = text.encode("ascii")
    except UnicodeEncodeError:
        return np.zeros(len(codes), np.bool_)
    if not wanted or len(wanted) > codes.dtype.itemsize:
        return np.zeros(len(codes), np.bool_)
    signs = codes.view(np.uint8).reshape(len(codes), -1)[:, : len(wanted)]
    found: Mask = (signs == np.frombuffer(wanted, np.uint8)).all(axis=1)
    return found


def _reaches(held: Held, skill: str, sten: int) -> Mask:
    if skill not in held.skills:
        return np.zeros(len(held.number), np.bool_)
    found: Mask = held.skills[skill]["high"] >= max(sten, 1)
    return found


def _is_likely(held: Held, skill: str, sten: int) -> Mask:
    if skill not in held.skills:
        return np.zeros(len(held.number), np.bool_)
    one = held.skills[skill]
    scored: Mask = one["high"] > 0
    error = np.where(scored, one["error"], 1) / 1000
    return scored & likely_at_least(one["exact"] / 1000, error, sten)
