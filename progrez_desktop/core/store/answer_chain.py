"""The chain of answers inside a safe: what was answered when, and whether a part was taken out or put back.

    value_mac = HMAC(chain key, value)                        stays when a superseded text is emptied
    head                                                      as store.chain has it; the device keeps the last one

A page HMAC finds damage; only the chain finds an older version of a page or of the whole file put back.
"""

from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.model.attempt import ResponseValue, TextValue
from progrez_desktop.core.store.chain import CHAIN_START, Chain
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import kind_of, value_to_text

_MINUTE_MS = 60_000
_COLUMNS = "seq, attempt_id, item_id, revision, language, kind, value_mac, at_ms, active_ms, previous, head"


@dataclass(frozen=True)
class NewEvent:
    """One answer about to be written."""

    attempt_id: str
    item_id: str
    revision: int
    language: str
    value: ResponseValue
    at_ms: int
    active_ms: int


class AnswerChain:
    """Reads and writes the events of one open safe."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._chain = Chain(key, b"event")

    def end(self) -> ChainHead:
        """Return the last event's place and head; seq 0 while there is none."""
        found = self._database.row("SELECT seq, head FROM chain_meta")
        return ChainHead(*found) if found else CHAIN_START

    def append(self, event: NewEvent) -> ChainHead:
        """Write one event; the caller holds the transaction. Earlier texts of the same item are emptied."""
        previous = self.end()
        text = value_to_text(event.value)
        mac = self._chain.mac(b"value", text)
        # Whole minutes for texts, which are saved while typing: the times would otherwise be a typing rhythm.
        step = _MINUTE_MS if isinstance(event.value, TextValue) else 1
        at_ms, active_ms = (ms - ms % step for ms in (event.at_ms, event.active_ms))
        seq, kind = previous.seq + 1, kind_of(event.value)
        told = (seq, event.attempt_id, event.item_id, event.revision, event.language, kind, mac, at_ms, active_ms)
        head = ChainHead(seq, self._chain.head(previous.head, told))
        self._database.write(
            f"INSERT INTO response_event ({_COLUMNS}, value) VALUES ({', '.join('?' * 12)})",  # noqa: S608
            (*told, previous.head, head.head, text),
        )
        self._database.write(
            "UPDATE response_event SET value = NULL WHERE attempt_id = ? AND item_id = ? AND kind = 'text' AND seq < ?",
            (event.attempt_id, event.item_id, seq),
        )
        self._database.write("INSERT OR REPLACE INTO chain_meta (id, seq, head) VALUES (1, ?, ?)", (seq, head.head))
        return head

    def verify(self, known: ChainHead | None) -> None:
        """Check every event, and that the last one that the device knows of is among them.

        Raises:
            DataFault: "safe_damaged", or "safe_rolled_back" where the device knows of a later answer.
        """
        last, seen, emptied = CHAIN_START, known is None, set()
        for *told, previous, head, value in self._database.rows(
            f"SELECT {_COLUMNS}, value FROM response_event ORDER BY seq"  # noqa: S608
        ):
            seq, attempt_id, item_id, _, _, kind, mac, *_ = told
            in_place = self._chain.follows(last, told, previous, head)
            itself = kind == "text" if value is None else mac == self._chain.mac(b"value", value)
            if not (in_place and itself):
                raise self._damaged()
            emptied.discard((attempt_id, item_id))
            if value is None:  # only a text that a later answer took the place of is empty
                emptied.add((attempt_id, item_id))
            last = ChainHead(seq, head)
            seen = seen or last == known
        if not seen:
            raise DataFault("safe_rolled_back", file=self._database.path.name)
        if emptied or last != self.end():
            raise self._damaged()

    def _damaged(self) -> DataFault:
        return DataFault("safe_damaged", file=self._database.path.name)
