"""What operators and recruiters did in one database, in a chain under its audit key: nothing can be taken out unseen.

The list is checked whenever it is read.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import SignedInMember
from progrez_desktop.core.store.chain import CHAIN_START, Chain
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

_COLUMNS = "seq, at_ms, actor, action, subject_id, params"


@dataclass(frozen=True)
class Held:
    """A list as far as it can be relied on."""

    events: list[AuditEvent]
    broken_at: int | None
    """The number of the first event that is missing, or not as it was written."""


class AuditTrail:
    """Reads and writes the events of one open database."""

    def __init__(
        self, database: Database, key: bytes, acting: Callable[[], SignedInMember | None] = lambda: None
    ) -> None:
        self._database, self._acting = database, acting
        self._chain = Chain(key, b"audit")

    def append(self, event: AuditEvent) -> None:
        """Write one event; the caller holds the transaction in which the thing itself is done."""
        found = self._database.row("SELECT seq, head FROM audit_event ORDER BY seq DESC LIMIT 1")
        last = ChainHead(*found) if found else CHAIN_START
        params = canonical({**self._by(event.actor), **event.params})
        told = (last.seq + 1, event.at_ms, event.actor, event.action, event.subject_id, params)
        self._database.write(
            f"INSERT INTO audit_event ({_COLUMNS}, previous, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (*told, last.head, self._chain.head(last.head, told)),
        )

    def _by(self, actor: str) -> dict[str, str]:
        """Say by a random id who of staff is signed in; what the computer does by itself is nobody's."""
        acting = self._acting()
        return {} if acting is None or actor == "computer" else {"by": acting.member.id}

    def events(self) -> list[AuditEvent]:
        """Return every event, the oldest first.

        Raises:
            DataFault: "device_damaged", "registry_damaged": an event is missing, or not as it was written.
        """
        held = self.held()
        if held.broken_at is not None:
            raise DataFault(f"{self._database.kind.name}_damaged", file=self._database.path.name)
        return held.events

    def held(self) -> Held:
        """Return the events that hold, the oldest first, and where the list breaks."""
        found, last = list[AuditEvent](), CHAIN_START
        for *told, previous, head in self._database.rows(
            f"SELECT {_COLUMNS}, previous, head FROM audit_event ORDER BY seq"  # noqa: S608
        ):
            seq, at_ms, actor, action, subject_id, params = told
            if not self._chain.follows(last, told, previous, head):
                return Held(found, last.seq + 1)
            found.append(AuditEvent(at_ms, actor, action, subject_id, json.loads(params)))
            last = ChainHead(seq, head)
        return Held(found, None)
