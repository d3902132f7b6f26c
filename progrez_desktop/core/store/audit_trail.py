"""What operators did on this device, in a chain under the machine's audit key: nothing can be taken out unseen.

head = HMAC(audit key, previous head + the event). The list is checked whenever it is read.
"""

import hmac
import json
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

_START = bytes(32)
_COLUMNS = "seq, at_ms, actor, action, subject_id, params"


class AuditTrail:
    """Reads and writes the events of one open device database."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def append(self, event: AuditEvent) -> None:
        """Write one event; the caller holds the transaction in which the thing itself is done."""
        last = self._database.row("SELECT seq, head FROM audit_event ORDER BY seq DESC LIMIT 1")
        seq, previous = (last[0] + 1, last[1]) if last else (1, _START)
        told = (seq, event.at_ms, event.actor, event.action, event.subject_id, canonical(event.params))
        self._database.write(
            f"INSERT INTO audit_event ({_COLUMNS}, previous, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (*told, previous, self._head(previous, told)),
        )

    def events(self) -> list[AuditEvent]:
        """Return every event, the oldest first.

        Raises:
            DataFault: "device_damaged": an event is missing, or not as it was written.
        """
        found, expected = [], (1, _START)
        for *told, previous, head in self._database.rows(
            f"SELECT {_COLUMNS}, previous, head FROM audit_event ORDER BY seq"  # noqa: S608
        ):
            seq, at_ms, actor, action, subject_id, params = told
            if (seq, previous) != expected or head != self._head(previous, tuple(told)):
                raise DataFault("device_damaged", file=self._database.path.name)
            found.append(AuditEvent(at_ms, actor, action, subject_id, json.loads(params)))
            expected = (seq + 1, head)
        return found

    def _head(self, previous: bytes, told: tuple[Any, ...]) -> bytes:
        return hmac.digest(self._key, b"audit" + previous + canonical(told).encode("utf-8"), "sha256")
