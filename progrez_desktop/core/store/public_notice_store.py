"""What organisations tell everybody who signs in on this device, as they signed it."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from progrez_desktop.core.store.database import Database


class PublicNotices:
    """Rows of `public_notice` in an open device database, and how far the device has heard."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, body: Mapping[str, Any]) -> bool:
        """Keep a notice whose signature was checked, once; return whether it is new."""
        values = (body["notice_id"], body["organisation_id"], json.dumps(body, ensure_ascii=False))
        new = self._database.write(
            "INSERT OR IGNORE INTO public_notice (id, organisation_id, body, from_ms, until_ms) VALUES (?, ?, ?, ?, ?)",
            (*values, body["from_ms"], body["until_ms"]),
        )
        if new:
            self._settle(body["organisation_id"])
        return bool(new)

    def _settle(self, organisation_id: str) -> None:
        """Mark what another notice of the same organisation takes back, whichever of the two came first."""
        self._database.write(
            "UPDATE public_notice SET revoked = 1 WHERE organisation_id = ?1 AND id IN (SELECT "
            "json_extract(body, '$.revokes') FROM public_notice WHERE organisation_id = ?1)",
            (organisation_id,),
        )

    def shown(self, organisations: Collection[str], now_ms: int) -> list[dict[str, Any]]:
        """Return the bodies of what is told now, the newest first."""
        found = self._database.rows(
            "SELECT n.body, n.organisation_id FROM public_notice n WHERE n.revoked = 0 AND n.from_ms <= ? "
            "AND n.until_ms > ? ORDER BY n.from_ms DESC, n.id",
            (now_ms, now_ms),
        )
        return [json.loads(body) for body, whose in found if whose in organisations]

    def all(self) -> list[tuple[dict[str, Any], bool]]:
        """Return every notice with whether it was taken back, the newest first."""
        found = self._database.rows("SELECT body, revoked FROM public_notice ORDER BY from_ms DESC, id")
        return [(json.loads(body), bool(revoked)) for body, revoked in found]

    def forget_ended(self, before_ms: int) -> None:
        self._database.write("DELETE FROM public_notice WHERE until_ms < ?", (before_ms,))

    def heard(self, organisation_id: str) -> int:
        found = self._database.row("SELECT notice_seq FROM enrolment WHERE organisation_id = ?", (organisation_id,))
        return int(found[0]) if found else 0

    def hear(self, organisation_id: str, seq: int) -> None:
        self._database.write("UPDATE enrolment SET notice_seq = ? WHERE organisation_id = ?", (seq, organisation_id))
