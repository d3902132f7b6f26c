"""Whose releases are taken: the devices of an organisation, by their keys and certificates."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from progrez_server.store.sets import among
from progrez_server.store.tables import device


@dataclass(frozen=True)
class Sender:
    public_key: str
    state: str
    from_ms: int | None
    until_ms: int | None

    def may_send(self, now_ms: int) -> bool:
        """Return whether the organisation lets it send now. A clock that is a little behind keeps nobody out."""
        return self.state == "admitted" and (self.until_ms is None or now_ms < self.until_ms)


def senders(connection: Connection, org: str, device_ids: Collection[str]) -> dict[str, Sender]:
    asked = select(device.c.device_id, device.c.public_key, device.c.state, device.c.from_ms, device.c.until_ms).where(
        device.c.org == org, among(connection, device.c.device_id, device_ids)
    )
    return {row[0]: Sender(*row[1:]) for row in connection.execute(asked)}


def certificates(connection: Connection, org: str, device_ids: Collection[str]) -> list[dict[str, Any]]:
    """Return the certificates of these devices."""
    asked = select(device.c.certificate).where(
        device.c.org == org, among(connection, device.c.device_id, device_ids), device.c.certificate.is_not(None)
    )
    return [json.loads(found) for found in connection.execute(asked.order_by(device.c.device_id)).scalars()]
