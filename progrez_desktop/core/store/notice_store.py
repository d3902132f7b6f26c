"""The part of a person's safe that holds what its owner still has to be told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from progrez_desktop.core.store.database import Database

NoticeKind = Literal["recovery_code"]
"""recovery_code: whoever owns the safe has not shown yet that they keep its recovery code."""
_NEWS, _PUBLIC = "news", "public"


@dataclass(frozen=True)
class News:
    """Something that happened while the safe was locked. `body` is what was sealed for its owner."""

    id: str
    body: Mapping[str, Any]


class Notices:
    """Rows of `notice`, in the safe that they are part of. Of what is no news, at most one of each kind waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, kind: NoticeKind, at_ms: int) -> None:
        """Have something told."""
        self._database.write(
            "INSERT OR REPLACE INTO notice (id, kind, body, received_ms, read_ms) VALUES (?, ?, '{}', ?, NULL)",
            (kind, kind, at_ms),
        )

    def is_waiting(self, kind: NoticeKind) -> bool:
        return self._database.row("SELECT 1 FROM notice WHERE id = ? AND read_ms IS NULL", (kind,)) is not None

    def was_told(self, notice_id: str, at_ms: int) -> None:
        """Note that the owner knows; what was told before stays as it was."""
        self._database.write("UPDATE notice SET read_ms = ? WHERE id = ? AND read_ms IS NULL", (at_ms, notice_id))

    def last_privacy(self) -> str | None:
        """Return the version of the privacy statement that the owner was last told of; None in safes of before."""
        found = self._database.row("SELECT body FROM notice WHERE id = 'privacy'")
        return str(json.loads(found[0])["version"]) if found else None

    def keep_privacy(self, version: str, at_ms: int) -> None:
        body = json.dumps({"version": version})
        self._database.write(
            "INSERT OR REPLACE INTO notice (id, kind, body, received_ms, read_ms) VALUES "
            "('privacy', 'privacy', ?, ?, ?)",
            (body, at_ms, at_ms),
        )

    def put_news(self, news: News, at_ms: int) -> bool:
        """Have news told, once; return whether it is new."""
        body = json.dumps(news.body, ensure_ascii=False)
        return bool(
            self._database.write(
                "INSERT OR IGNORE INTO notice (id, kind, body, received_ms, read_ms) VALUES (?, ?, ?, ?, NULL)",
                (news.id, _NEWS, body, at_ms),
            )
        )

    def news(self) -> list[News]:
        """Return what was not told yet, the oldest first."""
        found = self._database.rows(
            "SELECT id, body FROM notice WHERE kind = ? AND read_ms IS NULL ORDER BY received_ms, id", (_NEWS,)
        )
        return [News(notice_id, json.loads(body)) for notice_id, body in found]

    def all_news(self) -> list[News]:
        """Return what was told before as well."""
        found = self._database.rows("SELECT id, body FROM notice WHERE kind = ? ORDER BY received_ms, id", (_NEWS,))
        return [News(notice_id, json.loads(body)) for notice_id, body in found]

    def put_public(self, notice_id: str, at_ms: int) -> None:
        """Note that what an organisation tells everybody was read here."""
        self._database.write(
            "INSERT OR IGNORE INTO notice (id, kind, body, received_ms, read_ms) VALUES (?, ?, '{}', ?, ?)",
            (f"{_PUBLIC}/{notice_id}", _PUBLIC, at_ms, at_ms),
        )

    def read_public(self) -> set[str]:
        found = self._database.rows("SELECT id FROM notice WHERE kind = ?", (_PUBLIC,))
        return {notice_id.removeprefix(f"{_PUBLIC}/") for (notice_id,) in found}
