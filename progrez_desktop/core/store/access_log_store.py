"""The part of a person's safe that tells what happened with their data, in a chain: no line can go or change unseen."""

import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.model.access_log import Action, Actor, CheckedLog, LogLine
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.store.chain import CHAIN_START, Chain
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

_COLUMNS = "seq, at_ms, actor, action, organisation_id, params"


class AccessLog:
    """Rows of `access_log`, in the safe that they are part of. The key is that of the answers, under another label."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database, self._chain = database, Chain(key, b"access")

    def end(self) -> ChainHead:
        """Return the last line's number and head; seq 0 while there is none."""
        found = self._database.row("SELECT seq, head FROM access_log ORDER BY seq DESC LIMIT 1")
        return ChainHead(*found) if found else CHAIN_START

    def append(
        self, at_ms: int, actor: Actor, action: Action, organisation_id: str | None, params: Mapping[str, Any]
    ) -> None:
        """Write one line."""
        last = self.end()
        told = (last.seq + 1, at_ms, actor, action, organisation_id, canonical(params))
        self._database.write(
            f"INSERT INTO access_log ({_COLUMNS}, previous, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (*told, last.head, self._chain.head(last.head, told)),
        )

    def checked(self, known: ChainHead | None) -> CheckedLog:
        """Return the lines up to the first that is missing, changed or out of place.

        Args:
            known: The last line that the device knows of. A log that ends before it was cut, and one that has another
                line in its place was cut and written on.
        """
        lines: list[LogLine] = []
        last, seen = CHAIN_START, known is None
        for *told, previous, head in self._database.rows(
            f"SELECT {_COLUMNS}, previous, head FROM access_log ORDER BY seq"  # noqa: S608
        ):
            if not self._chain.follows(last, told, previous, head):
                return CheckedLog(tuple(lines), last.seq + 1)
            seq, at_ms, actor, action, organisation_id, params = told
            lines.append(LogLine(seq, at_ms, actor, action, organisation_id, json.loads(params)))
            last = ChainHead(last.seq + 1, head)
            if known is not None and last.seq == known.seq and last != known:
                return CheckedLog(tuple(lines[:-1]), last.seq)
            seen = seen or last == known
        return CheckedLog(tuple(lines), None if seen else last.seq + 1)

    def carried(self) -> frozenset[str]:
        """Return the releases of which it was told that they were carried away."""
        found = self._database.rows("SELECT params FROM access_log WHERE action = 'carried_to_rater'")
        return frozenset(json.loads(params)["release"] for (params,) in found)

    def since_sign_in(self) -> list[tuple[Action, Mapping[str, Any]]]:
        """Return what was told since the person last came, unchecked: for not telling the same twice."""
        found = self._database.rows(
            "SELECT action, params FROM access_log WHERE seq > (SELECT coalesce(max(seq), 0) FROM access_log "
            "WHERE action IN ('signed_in', 'signed_in_by_code', 'account_made')) ORDER BY seq"
        )
        return [(action, json.loads(params)) for action, params in found]
