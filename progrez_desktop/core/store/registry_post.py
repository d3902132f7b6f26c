"""What a workstation exchanges beside profiles: devices, invitations, mail, notices, and what came on a stick."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.store.database import Database


@dataclass(frozen=True)
class KnownDevice:
    """A device that the organisation admitted."""

    id: str
    kind: str
    name: str
    certificate: Mapping[str, Any]
    dropped_ms: int | None


@dataclass(frozen=True)
class Mail:
    """What a candidate is to be told, sealed for them alone."""

    id: str
    release_id: str
    device_id: str
    at_ms: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True)
class Carried:
    """One batch that came on a stick. `body` is None once the server has it, or where there is none."""

    batch_id: str
    device_id: str
    body: bytes | None
    results: Sequence[Mapping[str, Any]]


class RegistryPost:
    """Callers of what writes several rows hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Devices

    def keep_device(self, device: KnownDevice, *, published: bool) -> None:
        """Keep a device with the certificate that lasts longest: an old one may come once more, on an old stick.

        One that began after the device was dropped says that it was admitted anew.

        Args:
            published: Whether the server has that certificate.
        """
        self._database.write(
            "INSERT INTO device (id, kind, name, certificate, dropped_ms, published) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
            "certificate = excluded.certificate, dropped_ms = CASE WHEN "
            "json_extract(excluded.certificate, '$.body.from_ms') >= device.dropped_ms THEN NULL "
            "ELSE device.dropped_ms END, "
            "published = excluded.published OR (device.published AND device.certificate = excluded.certificate) "
            "WHERE json_extract(excluded.certificate, '$.body.until_ms') >= "
            "json_extract(device.certificate, '$.body.until_ms')",
            (device.id, device.kind, device.name, canonical(device.certificate), device.dropped_ms, published),
        )

    def unpublished_devices(self) -> tuple[KnownDevice, ...]:
        found = self._database.rows(
            "SELECT id, kind, name, certificate, dropped_ms FROM device WHERE NOT published AND dropped_ms IS NULL"
        )
        return tuple(_device(*row) for row in found)

    def device_is_published(self, device_id: str) -> None:
        self._database.write("UPDATE device SET published = 1 WHERE id = ?", (device_id,))

    def device(self, device_id: str) -> KnownDevice | None:
        found = self._database.row(
            "SELECT id, kind, name, certificate, dropped_ms FROM device WHERE id = ?", (device_id,)
        )
        return _device(*found) if found else None

    def devices(self) -> tuple[KnownDevice, ...]:
        found = self._database.rows("SELECT id, kind, name, certificate, dropped_ms FROM device ORDER BY name, id")
        return tuple(_device(*row) for row in found)

    def drop_device(self, device_id: str, at_ms: int) -> None:
        self._database.write("UPDATE device SET dropped_ms = ? WHERE id = ?", (at_ms, device_id))

    # Invitations

    def invite(self, code_sha256: str, kind: str, until_ms: int) -> None:
        self._database.write("INSERT INTO invitation VALUES (?, ?, ?, 0)", (code_sha256, kind, until_ms))

    def invitation(self, code_sha256: str) -> tuple[str, int] | None:
        """Return kind and end of an invitation that was not used yet."""
        found = self._database.row("SELECT kind, until_ms FROM invitation WHERE code_sha256 = ?", (code_sha256,))
        return (found[0], found[1]) if found else None

    def unpublished(self) -> list[tuple[str, str, int]]:
        """Return invitations that the server does not know: hash of the code, kind, end."""
        found = self._database.rows("SELECT code_sha256, kind, until_ms FROM invitation WHERE published = 0")
        return [(code, kind, until) for code, kind, until in found]

    def is_published(self, code_sha256: str) -> None:
        self._database.write("UPDATE invitation SET published = 1 WHERE code_sha256 = ?", (code_sha256,))

    def used(self, code_sha256: str) -> None:
        self._database.write("DELETE FROM invitation WHERE code_sha256 = ?", (code_sha256,))

    # Mail

    def add_mail(self, mail: Mail) -> None:
        self._database.write(
            "INSERT INTO mail (id, release_id, device_id, sealed, at_ms) VALUES (?, ?, ?, ?, ?)",
            (mail.id, mail.release_id, mail.device_id, mail.sealed, mail.at_ms),
        )

    def unposted(self, most: int) -> list[Mail]:
        found = self._database.rows(
            "SELECT id, release_id, device_id, at_ms, sealed FROM mail WHERE posted_ms IS NULL ORDER BY at_ms, id "
            "LIMIT ?",
            (most,),
        )
        return [Mail(*row) for row in found]

    def mail_for(self, device_id: str, most: int) -> list[Mail]:
        """Return what would go back to a device on a stick, whether the server has it or not: it is taken in once."""
        found = self._database.rows(
            "SELECT id, release_id, device_id, at_ms, sealed FROM mail WHERE device_id = ? ORDER BY at_ms DESC LIMIT ?",
            (device_id, most),
        )
        return [Mail(*row) for row in found]

    def posted(self, mail_ids: Collection[str], at_ms: int) -> None:
        for mail_id in mail_ids:
            self._database.write("UPDATE mail SET posted_ms = ? WHERE id = ?", (at_ms, mail_id))

    def mail_waiting(self) -> int:
        return int(self._database.rows("SELECT count(*) FROM mail WHERE posted_ms IS NULL")[0][0])

    def drop_posted_before(self, moment_ms: int) -> None:
        """Forget mail that was posted long ago: nobody here can read it anyway."""
        self._database.write("DELETE FROM mail WHERE posted_ms < ?", (moment_ms,))

    # Notices

    def put_notice(self, notice_id: str, document: Mapping[str, Any], at_ms: int) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO notice (id, document, made_ms) VALUES (?, ?, ?)",
            (notice_id, canonical(document), at_ms),
        )

    def notices(self, *, unposted: bool = False) -> list[Mapping[str, Any]]:
        where = "WHERE posted_ms IS NULL" if unposted else ""
        found = self._database.rows(f"SELECT document FROM notice {where} ORDER BY rowid")  # noqa: S608
        return [json.loads(text) for (text,) in found]

    def notice(self, notice_id: str) -> Mapping[str, Any] | None:
        found = self._database.row("SELECT document FROM notice WHERE id = ?", (notice_id,))
        document: Mapping[str, Any] | None = json.loads(found[0]) if found else None
        return document

    def notice_was_posted(self, notice_id: str, at_ms: int) -> None:
        self._database.write("UPDATE notice SET posted_ms = ? WHERE id = ?", (at_ms, notice_id))

    # What came on a stick

    def keep_carried(self, carried: Carried, at_ms: int) -> None:
        self._database.write(
            "INSERT OR IGNORE INTO carried (batch_id, device_id, body, results, at_ms) VALUES (?, ?, ?, ?, ?)",
            (carried.batch_id, carried.device_id, carried.body, canonical(list(carried.results)), at_ms),
        )

    def carried_of(self, device_id: str, most: int) -> list[Carried]:
        """Return the newest batches that a device brought."""
        found = self._database.rows(
            "SELECT batch_id, device_id, body, results FROM carried WHERE device_id = ? ORDER BY at_ms DESC LIMIT ?",
            (device_id, most),
        )
        return [Carried(batch_id, device, body, json.loads(results)) for batch_id, device, body, results in found]

    def carried(self, batch_id: str) -> Carried | None:
        found = self._database.row(
            "SELECT batch_id, device_id, body, results FROM carried WHERE batch_id = ?", (batch_id,)
        )
        return Carried(found[0], found[1], found[2], json.loads(found[3])) if found else None

    def not_passed_on(self) -> list[Carried]:
        found = self._database.rows(
            "SELECT batch_id, device_id, body, results FROM carried WHERE passed_ms IS NULL AND body IS NOT NULL "
            "ORDER BY rowid"
        )
        return [Carried(batch_id, device, body, json.loads(results)) for batch_id, device, body, results in found]

    def forget_carried(self, release_id: str) -> None:
        """Take a release that is gone out of what waits for the server; the rest goes under another key."""
        for one in self.not_passed_on():
            if one.body is None or release_id.encode() not in one.body:
                continue
            body = json.loads(one.body)
            items = [item for item in body["items"] if not _is_put_of(item, release_id)]
            if len(items) < len(body["items"]):
                rest = canonical(items).encode()
                batch_id = hashlib.sha256(body["batch_id"].encode() + rest).hexdigest()[:32]
                left = canonical(body | {"batch_id": batch_id, "items": items}).encode() if items else None
                self._database.write("UPDATE carried SET body = ? WHERE batch_id = ?", (left, one.batch_id))

    def was_passed_on(self, batch_id: str, at_ms: int) -> None:
        self._database.write("UPDATE carried SET passed_ms = ?, body = NULL WHERE batch_id = ?", (at_ms, batch_id))


def _is_put_of(item: Mapping[str, Any], release_id: str) -> bool:
    return item["kind"] == "put" and bool(json.loads(item["header"])["release_id"] == release_id)


def _device(device_id: str, kind: str, name: str, certificate: str, dropped_ms: int | None) -> KnownDevice:
    return KnownDevice(device_id, kind, name, json.loads(certificate), dropped_ms)
