"""HTTP as uvicorn speaks it, with an end to how long somebody may take over the first lines of a request."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

OPENING_SECONDS = 15.0


class PatientProtocol(H11Protocol):
    """Closes a connection on which a request was begun and its headers did not come."""

    _opening: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._opening = self.loop.call_later(OPENING_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._opening is None:
            self._opening = self.loop.call_later(OPENING_SECONDS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _rest(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
