"""What is counted of nobody: deeds at this desk by month, and the anonymous statistics that devices made.

Triggers do the counting, so that nothing that is done to a release can forget it, and nothing has to be asked later of
rows that went with their person.
"""

# ruff: noqa: S608 - every part of these statements stands in this file.

from collections.abc import Iterable

from progrez_desktop.core.store.database import Database

_COUNTED = "ON CONFLICT (month, kind) DO UPDATE SET count = count + excluded.count"
_NOW = "(SELECT time_high_water_ms FROM registry)"


def _month(at_ms: str) -> str:
    return f"strftime('%Y-%m', {at_ms} / 1000, 'unixepoch')"


def _tallied(name: str, when: str, month: str, kinds: str) -> str:
    """Return a trigger that adds one to the month's count of each of these kinds."""
    return (
        f"CREATE TRIGGER tally_{name} {when} BEGIN "
        f"INSERT INTO tally (month, kind, count) SELECT {month}, kind, count(*) FROM ({kinds}) WHERE kind IS NOT NULL "
        f"GROUP BY kind {_COUNTED}; END"
    )


_AT = "10 * (place.number - 1)"
_NUMBER = "printf('%02X%02X', named.number & 255, named.number >> 8)"
_SCORES = (
    f"skill AS place JOIN skill AS named ON hex(substr(NEW.scores, {_AT} + 1, 2)) = {_NUMBER} "
    f"WHERE {_AT} < length(NEW.scores)"
)
"""Each skill of packed scores (store.packed_scores) once: skills are numbered from 1 without a gap, so that their table
counts the places as well."""
_OF_RELEASE = (
    "SELECT 'received' AS kind UNION ALL SELECT iif(NEW.contested, 'contested', NULL) "
    "UNION ALL SELECT 'quality/' || NEW.quality "
    f"UNION ALL SELECT iif(substr(NEW.scores, {_AT} + 3, 1) = x'00', 'unscored/', 'scored/') || named.id FROM {_SCORES}"
)
_READ_BEFORE = (
    "EXISTS (SELECT 1 FROM read WHERE release_id = NEW.release_id AND event = NEW.event AND day <> NEW.day "
    f"AND {_month('day * 86400000')} = {_month('NEW.day * 86400000')})"
)
"""One person counts once a month, however often they are looked at."""
_ERASED = "EXISTS (SELECT 1 FROM tombstone WHERE release_id = OLD.id AND erase_hash = OLD.erase_hash)"
_GOES = f"SELECT iif({_ERASED}, 'withdrawn', 'expired') AS kind"
_FIRST_LOOK = (
    "iif(NEW.event = 'opened' AND NOT EXISTS (SELECT 1 FROM read WHERE release_id = NEW.release_id "
    "AND event = NEW.event AND day <> NEW.day), 'opened/first', NULL)"
)
_FIRST_DECISION = (
    "iif(EXISTS (SELECT 1 FROM decision WHERE release_id = NEW.release_id AND id <> NEW.id), NULL, 'decided/first')"
)
_SHEET = "EXISTS (SELECT 1 FROM combination WHERE release_id = NEW.release_id AND role_id = NEW.role_id{more})"
_STOOD = _SHEET.format(more=" AND json_extract(document, '$.override') IS NOT NULL")
_IS_NEW = f"iif({_SHEET.format(more='')}, NULL, 'combined')"
_IS_OVER = f"iif(json_extract(NEW.document, '$.override') IS NULL OR {_STOOD}, NULL, 'overridden')"

TRIGGERS = (
    _tallied("received", "AFTER INSERT ON release", _month("NEW.received_ms"), _OF_RELEASE),
    _tallied("gone", "BEFORE DELETE ON release", _month(_NOW), _GOES),
    _tallied(
        "read",
        "AFTER INSERT ON read",
        _month("NEW.day * 86400000"),
        f"SELECT iif({_READ_BEFORE}, NULL, NEW.event) AS kind UNION ALL SELECT {_FIRST_LOOK}",
    ),
    # What was decided is in a person's own words: that somebody decided is all that is counted.
    _tallied(
        "decided",
        "AFTER INSERT ON decision",
        _month("NEW.at_ms"),
        f"SELECT 'decided' AS kind UNION ALL SELECT {_FIRST_DECISION}",
    ),
    _tallied(
        "explained",
        "AFTER UPDATE OF handed_ms ON decision WHEN OLD.handed_ms IS NULL AND NEW.handed_ms IS NOT NULL",
        _month("NEW.handed_ms"),
        "SELECT 'letter' AS kind",
    ),
    _tallied("reported", "AFTER INSERT ON report", _month("NEW.at_ms"), "SELECT 'report/' || NEW.kind AS kind"),
    # Before, since a row that takes the place of another is an insert as well.
    _tallied(
        "combined",
        "BEFORE INSERT ON combination",
        _month("NEW.at_ms"),
        f"SELECT {_IS_NEW} AS kind UNION ALL SELECT {_IS_OVER}",
    ),
)


class Counted:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Deeds at this desk

    def tally(self, before_month: str) -> dict[str, dict[str, int]]:
        """Return by kind how many there were in each month before one."""
        found: dict[str, dict[str, int]] = {}
        for kind, month, count in self._database.rows(
            "SELECT kind, month, count FROM tally WHERE month < ? ORDER BY month, kind", (before_month,)
        ):
            found.setdefault(kind, {})[month] = count
        return found

    # Statistics of devices

    def has(self, sha256s: Iterable[str]) -> set[str]:
        """Return which of these documents are here."""
        return {sha256 for sha256 in sha256s if self._database.row("SELECT 1 FROM pooled WHERE sha256 = ?", (sha256,))}

    def take(self, sha256: str, document: str, at_ms: int) -> bool:
        """Keep a document; return whether it is news."""
        return bool(self._database.write("INSERT OR IGNORE INTO pooled VALUES (?, ?, ?)", (sha256, document, at_ms)))

    def documents(self) -> list[str]:
        """Return all documents, each of one period, in an order that tells nothing."""
        return [text for (text,) in self._database.rows("SELECT document FROM pooled ORDER BY sha256")]
