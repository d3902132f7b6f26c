"""What operators and recruiters did in one database, in a chain under its audit key: nothing can be taken out unseen.

The list is checked whenever it is read.
"""

import json

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.chain import CHAIN_START, Chain
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

_COLUMNS = "seq, at_ms, actor, action, subject_id, params"


class AuditTrail:
    """Reads and writes the events of one open database."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._chain = Chain(key, b"audit")

    def append(self, event: AuditEvent) -> None:
        """Write one event; the caller holds the transaction in which the thing itself is done."""
        found = self._database.row("SELECT seq, head FROM audit_event ORDER BY seq DESC LIMIT 1")
        last = ChainHead(*found) if found else CHAIN_START
        told = (last.seq + 1, event.at_ms, event.actor, event.action, event.subject_id, canonical(event.params))
        self._database.write(
            f"INSERT INTO audit_event ({_COLUMNS}, previous, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (*told, last.head, self._chain.head(last.head, told)),
        )

    def events(self) -> list[AuditEvent]:
        """Return every event, the oldest first.

        Raises:
            DataFault: "device_damaged", "registry_damaged": an event is missing, or not as it was written.
        """
        found, last = [], CHAIN_START
        for *told, previous, head in self._database.rows(
            f"SELECT {_COLUMNS}, previous, head FROM audit_event ORDER BY seq"  # noqa: S608
        ):
            seq, at_ms, actor, action, subject_id, params = told
            if not self._chain.follows(last, told, previous, head):
                raise DataFault(f"{self._database.kind.name}_damaged", file=self._database.path.name)
            found.append(AuditEvent(at_ms, actor, action, subject_id, json.loads(params)))
            last = ChainHead(seq, head)
        return found
