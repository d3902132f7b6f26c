"""Whom this device may send profiles to: organisations with the key that was first seen of them, and what signs."""

from dataclasses import dataclass, field

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.store.database import Database


@dataclass(frozen=True)
class Receiver:
    """An organisation to which something is sealed, and what this device is to it."""

    organisation_id: str
    public_key: bytes
    key_id: str
    device_id: str
    signing_key: bytes = field(repr=False)


class Organisations:
    """Rows of `organisation` and `enrolment`; rating offices stand there too (store.outbox)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def receiver(self, organisation_id: str) -> Receiver | None:
        found = self._database.row(
            "SELECT o.id, o.public_key, o.key_id, e.device_id, e.signing_key FROM organisation o "
            "JOIN enrolment e ON e.organisation_id = o.id WHERE o.id = ?",
            (organisation_id,),
        )
        return Receiver(*found) if found else None

    def pin(self, receiver: Receiver, name: str, at_ms: int) -> Receiver:
        """Trust an organisation's key from now on, and return what this device is to it.

        Raises:
            DataFault: "organisation_key_changed": another key was trusted first. Nothing is sealed to the new one.
        """
        known = self.receiver(receiver.organisation_id)
        if known is not None:
            if known.public_key != receiver.public_key:
                raise DataFault("organisation_key_changed")
            return known
        with self._database.transaction():
            self._database.write(
                "INSERT INTO organisation (id, name, public_key, key_id, pinned_ms, state) "
                "VALUES (?, ?, ?, ?, ?, 'pinned')",
                (receiver.organisation_id, name, receiver.public_key, receiver.key_id, at_ms),
            )
            # The certificate comes when the device is enrolled.
            self._database.write(
                "INSERT INTO enrolment (organisation_id, device_id, signing_key, enrolled_ms, state) "
                "VALUES (?, ?, ?, ?, 'pinned')",
                (receiver.organisation_id, receiver.device_id, receiver.signing_key, at_ms),
            )
        return receiver
