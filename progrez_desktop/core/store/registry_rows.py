"""What was released to this organisation: narrow rows for the list, documents apart, and what stays erased."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.model.registry import Margin, Order, Query, ReadEvent, Refused, Row
from progrez_desktop.core.store import packed_scores
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.database import Row as DatabaseRow

if TYPE_CHECKING:
    from progrez_desktop.core.store.recruiting.columns import Columns

_ROW = (
    "r.number, r.id, r.code, r.version, r.assessment, r.purposes, r.fields, r.finished_ms, r.released_ms, "
    "r.received_ms, r.until_ms, r.contested, r.quality, r.scores"
)
_BY: Mapping[Order, str] = {
    "newest": "r.released_ms DESC, r.number DESC",
    "oldest": "r.released_ms, r.number",
    "code": "r.code, r.number",
    "ends_first": "r.until_ms, r.number",
}
"""The same orders as those of the columns: the first page may come from here, and the next from there."""
_ASSESSMENTS = (
    "WITH RECURSIVE known (name) AS (SELECT min(assessment) FROM release "
    "UNION ALL SELECT (SELECT min(assessment) FROM release WHERE assessment > name) FROM known WHERE name IS NOT NULL) "
    "SELECT name FROM known WHERE name IS NOT NULL"
)
"""From one name to the next in the index: DISTINCT would read all rows."""
_ANYBODY: dict[str, Any] = {"only": (), "purpose": Query().purpose}
_PEOPLE = "LEFT JOIN person p ON p.release_id = r.id"
_COLUMNS = (
    *("id", "place", "version", "subject_id", "code", "assessment", "finished_ms", "released_ms", "received_ms"),
    *("until_ms", "purposes", "fields", "contested", "quality", "scores", "erase_hash", "envelope_sha256", "device_id"),
)
_PUT = (
    f"INSERT INTO release ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)


@dataclass(frozen=True)
class NewProfile:
    """One profile that was opened and believed."""

    release_id: str
    version: int
    subject_id: str
    codes: tuple[str, ...]
    """What the person may be called here, the one that is wanted first."""
    assessment: str
    finished_ms: int | None
    released_ms: int
    until_ms: int
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    is_contested: bool
    scores: Mapping[str, Margin | None]
    erase_hash: str
    envelope_sha256: bytes
    device_id: str
    content: bytes
    receipt: bytes
    reply_key: bytes | None
    name: str = ""
    email: str = ""
    quality: str | None = None
    background: str = ""
    """Words of work and education to search in, folded; only where they were released."""


@dataclass(frozen=True)
class Document:
    """What hangs on a row."""

    content: bytes
    receipt: bytes
    reply_key: bytes | None
    device_id: str


@dataclass(frozen=True)
class Held:
    """What a row is, without what it says."""

    version: int
    envelope_sha256: bytes
    erase_hash: str


@dataclass(frozen=True)
class Untold:
    """Reads of one day that their person has not heard of."""

    release_id: str
    day: int
    event: ReadEvent
    count: int
    last_ms: int
    reply_key: bytes | None
    device_id: str


class RegistryRows:
    """Rows of `release` and what hangs on them. Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._met: list[int] = []
        """Damaged rows that the last page ran into, by number."""

    # Listing

    @cached_property
    def columns(self) -> "Columns":
        """The list by column: loaded where something is asked that no index answers, or ahead of that."""
        from progrez_desktop.core.store.recruiting.columns import Columns

        return Columns(self._database)

    def rows(self, query: Query, now_ms: int) -> tuple[Row, ...]:
        """Return one page of the list; a row that says nothing that can be is left out (`damaged`)."""
        asked = replace(query, **_ANYBODY) if query.only else query
        if not self._has_columns and _is_plain(asked):
            clause, values = _by_index(query, now_ms)
            limited = f"{clause} ORDER BY {_BY[query.order]} LIMIT ? OFFSET ?"
            return self._read(limited, (*values, query.limit, query.offset), query.with_names)
        numbers = self.columns.numbers(query, now_ms)
        found = self._read(
            "WHERE r.number IN (SELECT value FROM json_each(?)) AND r.until_ms > ?",
            (json.dumps(numbers), now_ms),
            query.with_names,
        )
        by_number = {row.number: row for row in found}
        return tuple(by_number[number] for number in numbers if number in by_number)

    def count(self, query: Query, now_ms: int) -> int:
        if _is_plain(query) and not self._has_columns:
            counted = self._database.rows(
                "SELECT count(*) FROM release WHERE place = 'list' AND until_ms > ?", (now_ms,)
            )
            return int(counted[0][0])
        return self.columns.count(query, now_ms)

    @property
    def _has_columns(self) -> bool:
        return "columns" in vars(self) and self.columns.is_loaded

    def _read(self, clause: str, values: tuple[str | int, ...], with_names: bool) -> tuple[Row, ...]:
        name, people = ("coalesce(p.name, '')", _PEOPLE) if with_names else ("''", "")
        found = self._database.rows(f"SELECT {_ROW}, {name} FROM release r {people} {clause}", values)  # noqa: S608
        skills = self._skills()
        rows = [_row(one, skills) for one in found]
        self._met = [one[0] for one, row in zip(found, rows, strict=True) if row is None]
        return tuple(row for row in rows if row is not None)

    def _skills(self) -> dict[int, str]:
        return packed_scores.skills_by_number(self._database)

    def set_aside(self, release_ids: Iterable[str], code: str, at_ms: int) -> None:
        """Take out of every list what is damaged, and put it where it is told with its reason."""
        for release_id in release_ids:
            self._database.write("UPDATE release SET place = 'aside' WHERE id = ?", (release_id,))
            self._database.write(
                "INSERT OR REPLACE INTO refused (release_id, version, seq, code, at_ms) "
                "SELECT id, version, 0, ?, ? FROM release WHERE id = ?",
                (code, at_ms, release_id),
            )

    def damaged(self) -> list[str]:
        """Return releases whose rows say nothing that can be: of the last page, and of all once columns are loaded."""
        numbers = json.dumps([*self._met, *(self.columns.damaged() if self._has_columns else ())])
        found = self._database.rows(
            "SELECT id FROM release WHERE place <> 'aside' AND number IN (SELECT value FROM json_each(?))", (numbers,)
        )
        return [row[0] for row in found]

    def row(self, release_id: str, now_ms: int) -> Row | None:
        """Return one row with its name, unless it is over or set aside."""
        found = self._read("WHERE r.id = ? AND r.until_ms > ? AND r.place <> 'aside'", (release_id, now_ms), True)
        return found[0] if found else None

    def with_code(self, code: str, now_ms: int) -> list[str]:
        """Return the releases of a code, the newest first."""
        found = self._database.rows(
            "SELECT id FROM release WHERE code = ? AND until_ms > ? AND place <> 'aside' ORDER BY released_ms DESC, id",
            (code, now_ms),
        )
        return [row[0] for row in found]

    def document(self, release_id: str) -> Document:
        content, receipt, reply_key, device_id = self._database.rows(
            "SELECT d.content, d.receipt, d.reply_key, r.device_id FROM document d JOIN release r "
            "ON r.id = d.release_id WHERE r.id = ?",
            (release_id,),
        )[0]
        return Document(zlib.decompress(content), receipt, reply_key, device_id)

    def totals(self, now_ms: int) -> tuple[int, int]:
        """Return how many candidates there are to be seen, and how many releases are over."""
        seen = self._database.rows("SELECT count(*) FROM release WHERE place = 'list' AND until_ms > ?", (now_ms,))
        over = self._database.rows("SELECT count(*) FROM release WHERE until_ms <= ?", (now_ms,))
        return int(seen[0][0]), int(over[0][0])

    def assessments(self) -> tuple[str, ...]:
        """Return the procedures that anybody here went through."""
        found = self._database.rows(_ASSESSMENTS)
        return tuple(row[0] for row in found)

    def skills(self) -> tuple[str, ...]:
        """Return the skills that anybody here was asked about."""
        return tuple(self._skills().values())

    # Coming and going

    def held(self, release_id: str) -> Held | None:
        found = self._database.row(
            "SELECT version, envelope_sha256, erase_hash FROM release WHERE id = ?", (release_id,)
        )
        return Held(*found) if found else None

    def put(self, new: NewProfile, at_ms: int) -> None:
        """Keep a profile in the place of its earlier version; its reads stay."""
        values = self._values(new, at_ms)
        self._database.write(_PUT, values)
        self._database.write(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
            (new.release_id, zlib.compress(new.content, 1), new.receipt, new.reply_key),
        )
        if new.name or new.email:
            self._database.write(
                "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?)",
                (new.release_id, new.name, new.name.casefold(), new.email),
            )
        else:  # an earlier version may have had them
            self._database.write("DELETE FROM person WHERE release_id = ?", (new.release_id,))

        if new.background:
            self._database.write("INSERT OR REPLACE INTO background VALUES (?, ?)", (new.release_id, new.background))
        else:
            self._database.write("DELETE FROM background WHERE release_id = ?", (new.release_id,))

    def _values(self, new: NewProfile, at_ms: int) -> tuple[str | int | bytes | None, ...]:
        place = "list" if "profile" in new.purposes else "beside"
        scores = packed_scores.packed(new.scores, self._numbers(new.scores))
        return (
            *(new.release_id, place, new.version, new.subject_id, self._code(new), new.assessment, new.finished_ms),
            *(new.released_ms, at_ms, new.until_ms, " ".join(new.purposes), " ".join(new.fields)),
            *(int(new.is_contested), new.quality, scores, new.erase_hash, new.envelope_sha256, new.device_id),
        )

    def _numbers(self, skills: Iterable[str]) -> dict[str, int]:
        """Return the number of each skill, and number those that are new here."""
        for skill in skills:
            self._database.write("INSERT OR IGNORE INTO skill (id) VALUES (?)", (skill,))
        return {skill: number for number, skill in self._skills().items()}

    def _code(self, new: NewProfile) -> str:
        """Return what a person is called here; two people whose ids begin alike are not called the same."""
        for code in new.codes:
            other = self._database.row(
                "SELECT 1 FROM release WHERE code = ? AND subject_id <> ?", (code, new.subject_id)
            )
            if other is None:
                return code
        return new.subject_id

    def is_erased(self, release_id: str, erase_hash: str) -> bool:
        return bool(
            self._database.row(
                "SELECT 1 FROM tombstone WHERE release_id = ? AND erase_hash = ?", (release_id, erase_hash)
            )
        )

    def erase(self, release_id: str, erase_hash: str, at_ms: int) -> tuple[bool, bool]:
        """Note for ever that a release was erased, and erase it if it is here and the hash is its own.

        Returns:
            Whether that is news, and whether it was here.
        """
        news = self._database.write("INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?)", (release_id, erase_hash, at_ms))
        gone = self._database.write("DELETE FROM release WHERE id = ? AND erase_hash = ?", (release_id, erase_hash))
        self._database.write("DELETE FROM refused WHERE release_id = ?", (release_id,))
        return bool(news), bool(gone)

    def ended_before(self, moment_ms: int, most: int) -> list[str]:
        """Return releases that ended before a moment, what ended first first."""
        found = self._database.rows(
            "SELECT id FROM release WHERE until_ms <= ? ORDER BY until_ms, id LIMIT ?", (moment_ms, most)
        )
        return [row[0] for row in found]

    def forget(self, release_ids: Iterable[str]) -> None:
        """Destroy rows whose time is over; the version that ended does not come back, as its time is over there too."""
        for release_id in release_ids:
            self._database.write("DELETE FROM release WHERE id = ?", (release_id,))

    # What was not believed

    def refuse(self, refused: Refused) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO refused (release_id, version, seq, code, at_ms) VALUES (?, ?, ?, ?, ?)",
            (refused.release_id, refused.version, refused.seq, refused.code, refused.at_ms),
        )

    def believe(self, release_id: str, version: int) -> None:
        """Strike what is believed by now from the list of what was not."""
        self._database.write("DELETE FROM refused WHERE release_id = ? AND version <= ?", (release_id, version))

    def refused(self) -> tuple[Refused, ...]:
        found = self._database.rows("SELECT seq, release_id, version, code, at_ms FROM refused ORDER BY at_ms, seq")
        return tuple(Refused(*row) for row in found)

    # Who read it

    def was_read(self, release_id: str, event: ReadEvent, day: int, at_ms: int) -> None:
        self._database.write(
            "INSERT INTO read (release_id, day, event, count, first_ms, last_ms) VALUES (?, ?, ?, 1, ?, ?) "
            "ON CONFLICT (release_id, day, event) DO UPDATE SET count = count + 1, last_ms = excluded.last_ms",
            (release_id, day, event, at_ms, at_ms),
        )

    def untold(self, today: int, release_id: str | None = None) -> list[Untold]:
        """Return reads that are to be told: of a day of which none was told, or that is over.

        Args:
            release_id: Of this one alone, and all of them: it is about to go.
        """
        found = self._database.rows(
            "SELECT d.release_id, d.day, d.event, d.count - d.told, d.last_ms, c.reply_key, r.device_id FROM read d "
            "JOIN document c ON c.release_id = d.release_id JOIN release r ON r.id = d.release_id "
            "WHERE d.count > d.told AND (d.told = 0 OR d.day < ? OR d.release_id = ?) "
            "AND (? IS NULL OR d.release_id = ?) ORDER BY d.last_ms",
            (today, release_id, release_id, release_id),
        )
        return [Untold(*row) for row in found]

    def were_told(self, one: Untold) -> None:
        self._database.write(
            "UPDATE read SET told = told + ? WHERE release_id = ? AND day = ? AND event = ?",
            (one.count, one.release_id, one.day, one.event),
        )


def _is_plain(query: Query) -> bool:
    """Return whether an index has the answer, so that the first rows need no columns."""
    plain = Query(order=query.order, with_names=query.with_names, offset=query.offset, limit=query.limit)
    return query.order in _BY and replace(query, skills_called=()) == plain


def _by_index(query: Query, now_ms: int) -> tuple[str, tuple[str | int, ...]]:
    """Return what narrows a plain query, or one of releases that were chosen one by one."""
    if not query.only:
        # The plus keeps the end out of the choice of an index: by it, all rows would be put in order first.
        return "WHERE r.place = 'list' AND +r.until_ms > ?", (now_ms,)
    chosen = "WHERE r.place <> 'aside' AND r.id IN (SELECT value FROM json_each(?)) AND r.until_ms > ?"
    values: tuple[str | int, ...] = (json.dumps(query.only), now_ms)
    if query.purpose is None:
        return chosen, values
    return f"{chosen} AND r.place = 'list' AND instr(' ' || r.purposes || ' ', ?) > 0", (*values, f" {query.purpose} ")


def _row(found: DatabaseRow, skills: Mapping[int, str]) -> Row | None:
    number, release_id, code, version, assessment, purposes, fields, finished, released, received, until, *rest = found
    contested, quality, scores, name = rest
    try:
        unpacked = packed_scores.unpacked(scores, skills)
    except (ValueError, TypeError):
        return None
    return Row(
        number=number,
        release_id=release_id,
        code=code,
        version=version,
        assessment=assessment,
        purposes=tuple(purposes.split(" ")) if purposes else (),
        fields=tuple(fields.split(" ")) if fields else (),
        finished_ms=finished,
        released_ms=released,
        received_ms=received,
        until_ms=until,
        is_contested=bool(contested),
        quality=quality,
        scores=unpacked,
        name=name,
    )
