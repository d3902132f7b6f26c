"""Rows of devices: those that asked, those that are the organisation's, and those that no longer are."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from progrez_server.caller import Kind
from progrez_server.store.organisations import SignIn
from progrez_server.store.tables import device, organisation

State = Literal["asked", "admitted", "dropped"]


@dataclass(frozen=True)
class Device:
    org: str
    device_id: str
    kind: Kind
    name: str
    public_key: str
    state: State
    certificate: str | None
    from_ms: int | None
    until_ms: int | None
    asked_ms: int


@dataclass(frozen=True)
class Known:
    """A device, and where the staff beside it sign in."""

    device: Device
    sign_in: SignIn | None


def known(connection: Connection, org: str, device_id: str) -> Known | None:
    """Return a device with its organisation's sign-in."""
    at = organisation.c
    asked = select(device, at.issuer, at.client_id, at.audience, at.acr).where(
        device.c.org == org, device.c.device_id == device_id, at.org == device.c.org
    )
    found = connection.execute(asked).one_or_none()
    if found is None:
        return None
    *row, issuer, client_id, audience, acr = found
    return Known(Device(*row), SignIn(issuer, client_id, audience, tuple(json.loads(acr))) if issuer else None)


def find(connection: Connection, org: str, device_id: str, *, locks: bool = False) -> Device | None:
    """Return a device; with `locks` nobody else changes it before this transaction ends."""
    asked = select(device).where(device.c.org == org, device.c.device_id == device_id)
    found = connection.execute(asked.with_for_update() if locks else asked).one_or_none()
    return Device(*found) if found else None


def add(connection: Connection, new: Device) -> None:
    connection.execute(insert(device).values(**new.__dict__))


def newest(connection: Connection, org: str, most: int) -> list[Device]:
    """Return devices, those that asked last first."""
    asked = select(device).where(device.c.org == org).order_by(device.c.asked_ms.desc(), device.c.device_id)
    return [Device(*row) for row in connection.execute(asked.limit(most))]


def admit(connection: Connection, one: Device, certificate: str, body: dict[str, Any]) -> None:
    """Make a device one of the organisation's, for as long as its certificate says."""
    changed = {"state": "admitted", "certificate": certificate, "name": body["name"]}
    changed |= {"from_ms": body["from_ms"], "until_ms": body["until_ms"]}
    connection.execute(_row(one).values(changed))


def ask_again(connection: Connection, one: Device, kind: str, name: str, now_ms: int) -> None:
    """Let a device wait once more for its admission."""
    changed = {"state": "asked", "kind": kind, "name": name, "asked_ms": now_ms}
    connection.execute(_row(one).values(changed | {"certificate": None, "from_ms": None, "until_ms": None}))


def drop(connection: Connection, one: Device) -> None:
    connection.execute(_row(one).values(state="dropped"))


def _row(one: Device) -> Any:
    return update(device).where(device.c.org == one.org, device.c.device_id == one.device_id)
