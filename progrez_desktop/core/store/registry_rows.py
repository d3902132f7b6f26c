"""What was released to this organisation: narrow rows for the list, documents apart, and what stays erased."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.registry import Margin, Order, Query, ReadEvent, Refused, Row
from progrez_desktop.core.store import packed_scores
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.database import Row as DatabaseRow

_ROW = (
    "r.id, r.code, r.version, r.assessment, r.purposes, r.fields, r.finished_ms, r.released_ms, r.received_ms, "
    "r.until_ms, r.contested, r.scores"
)
_BY: Mapping[Order, str] = {
    "newest": "r.released_ms DESC, r.id DESC",
    "oldest": "r.released_ms, r.id",
    "code": "r.code, r.id",
    "ends_first": "r.until_ms, r.id",
}


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

    # Listing

    def rows(self, query: Query, now_ms: int) -> tuple[Row, ...]:
        where, values = _where(query, now_ms)
        name = "coalesce(p.name, '')" if query.with_names else "''"
        select = f"SELECT {_ROW}, {name} FROM release r {_people(query)} WHERE"  # noqa: S608
        order = f"ORDER BY {_BY[query.order]}"
        if not query.reaches:
            found = self._database.rows(
                f"{select} {where} {order} LIMIT ? OFFSET ?", (*values, query.limit, query.offset)
            )
            return tuple(map(_row, found))
        scored = self._database.rows(
            f"SELECT r.id, r.scores FROM release r {_people(query)} WHERE {where} {order}",  # noqa: S608
            values,
        )
        reached = [release_id for release_id, scores in scored if packed_scores.reaches(scores, query.reaches)]
        last = None if query.limit < 0 else query.offset + query.limit
        wanted = json.dumps(reached[query.offset : last])
        found = self._database.rows(f"{select} r.id IN (SELECT value FROM json_each(?)) {order}", (wanted,))  # noqa: S608
        return tuple(map(_row, found))

    def count(self, query: Query, now_ms: int) -> int:
        where, values = _where(query, now_ms)
        source = f"FROM release r {_people(query)} WHERE {where}"
        if query.reaches:
            found = self._database.rows(f"SELECT r.scores {source}", values)
            return sum(packed_scores.reaches(scores, query.reaches) for (scores,) in found)
        return int(self._database.rows(f"SELECT count(*) {source}", values)[0][0])

    def row(self, release_id: str, now_ms: int) -> Row | None:
        """Return one row with its name, unless it is over."""
        found = self._database.row(
            f"SELECT {_ROW}, coalesce(p.name, '') FROM release r LEFT JOIN person p ON p.release_id = r.id "  # noqa: S608
            "WHERE r.id = ? AND r.until_ms > ?",
            (release_id, now_ms),
        )
        return _row(found) if found else None

    def with_code(self, code: str, now_ms: int) -> list[str]:
        """Return the releases of a code, the newest first."""
        found = self._database.rows(
            "SELECT id FROM release WHERE code = ? AND until_ms > ? ORDER BY released_ms DESC, id", (code, now_ms)
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
        """Return how many rows there are to be seen, and how many are over."""
        everything = int(self._database.rows("SELECT count(*) FROM release")[0][0])
        over = int(self._database.rows("SELECT count(*) FROM release WHERE until_ms <= ?", (now_ms,))[0][0])
        return everything - over, over

    # Coming and going

    def held(self, release_id: str) -> Held | None:
        found = self._database.row(
            "SELECT version, envelope_sha256, erase_hash FROM release WHERE id = ?", (release_id,)
        )
        return Held(*found) if found else None

    def put(self, new: NewProfile, at_ms: int) -> None:
        """Keep a profile in the place of its earlier version; its reads stay."""
        code, scores = self._code(new), packed_scores.packed(new.scores)
        self._database.write(
            "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET version = excluded.version, subject_id = excluded.subject_id, "
            "code = excluded.code, assessment = excluded.assessment, finished_ms = excluded.finished_ms, "
            "released_ms = excluded.released_ms, received_ms = excluded.received_ms, until_ms = excluded.until_ms, "
            "purposes = excluded.purposes, fields = excluded.fields, contested = excluded.contested, "
            "scores = excluded.scores, erase_hash = excluded.erase_hash, "
            "envelope_sha256 = excluded.envelope_sha256, device_id = excluded.device_id",
            (
                *(new.release_id, new.version, new.subject_id, code, new.assessment, new.finished_ms),
                *(new.released_ms, at_ms, new.until_ms, " ".join(new.purposes), " ".join(new.fields)),
                *(int(new.is_contested), scores, new.erase_hash, new.envelope_sha256, new.device_id),
            ),
        )
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
            "INSERT INTO read (release_id, day, event, count, last_ms) VALUES (?, ?, ?, 1, ?) "
            "ON CONFLICT (release_id, day, event) DO UPDATE SET count = count + 1, last_ms = excluded.last_ms",
            (release_id, day, event, at_ms),
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


def _people(query: Query) -> str:
    return "LEFT JOIN person p ON p.release_id = r.id" if query.with_names else ""


def _where(query: Query, now_ms: int) -> tuple[str, tuple[str | int, ...]]:
    parts: list[str] = ["r.until_ms > ?"]
    values: list[str | int] = [now_ms]
    if query.assessment is not None:
        parts.append("r.assessment = ?")
        values.append(query.assessment)
    if query.purpose is not None:
        parts.append("instr(' ' || r.purposes || ' ', ?) > 0")
        values.append(f" {query.purpose} ")
    if query.ends_before_ms is not None:
        parts.append("r.until_ms < ?")
        values.append(query.ends_before_ms)
    if query.only:
        parts.append("r.id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(query.only))
    text = query.text.strip()
    if text:
        code = text.upper().replace(" ", "")
        found = "substr(r.code, 1, ?) = ?"
        values += [len(code), code]
        if query.with_names:
            found = f"({found} OR instr(coalesce(p.folded, ''), ?) > 0)"
            values.append(text.casefold())
        parts.append(found)
    return " AND ".join(parts), tuple(values)


def _row(found: DatabaseRow) -> Row:
    release_id, code, version, assessment, purposes, fields, finished, released, received, until, contested, *rest = (
        found
    )
    scores, name = rest
    return Row(
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
        scores=packed_scores.unpacked(scores),
        name=name,
    )
