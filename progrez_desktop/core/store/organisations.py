"""Whom this device may send profiles to: organisations by pinned key or card, and what it is to them."""

import hashlib
import json
from dataclasses import dataclass, field

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.organisation import Card, DeviceKind, Document, EnrolmentState, Pinned
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.organisation import card_of, has_key
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.outbox import RATING

_COLUMNS = (
    "o.id, o.name, o.state, o.card, o.public_key, e.device_id, e.signing_key, e.kind, e.name, e.state, e.certificate, "
    "o.pinned_ms, e.enrolled_ms"
)


@dataclass(frozen=True)
class Receiver:
    """An organisation to which something is sealed, and what this device is to it."""

    organisation_id: str
    public_key: bytes
    key_id: str
    device_id: str
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Device:
    """What this device is called at an organisation, and signs with."""

    id: str
    signing_key: bytes = field(repr=False)
    kind: DeviceKind
    name: str


class Organisations:
    """Rows of `organisation` and `enrolment`; rating offices stand there too (store.outbox) and are none of these."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    # Whom something is sealed to

    def receiver(self, organisation_id: str) -> Receiver | None:
        """Return whom something may be sealed to now; None where nobody is trusted by that id."""
        known = self.find(organisation_id)
        return _receiver(known) if known is not None and known.state != "dropped" else None

    def pin(self, receiver: Receiver, name: str, at_ms: int) -> Receiver:
        """Trust a key that came with a pack from now on, and return whom to seal to and what this device is to it.

        Where a card is trusted, its newest key is returned, and the pack's has to be one of the card's.

        Raises:
            DataFault: "organisation_key_changed": another key was trusted first; "organisation_dropped": an operator
                trusts it no more. Nothing is sealed to the new one.
        """
        known = self.find(receiver.organisation_id)
        if known is None:
            self._enter(receiver, name, at_ms)
            return receiver
        if known.state == "dropped":
            raise DataFault("organisation_dropped")
        trusted = has_key(known.card, receiver.public_key) if known.card else known.public_key == receiver.public_key
        if not trusted:
            raise DataFault("organisation_key_changed")
        return _receiver(known)

    def _enter(self, receiver: Receiver, name: str, at_ms: int) -> None:
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

    # What is known of it

    def find(self, organisation_id: str) -> Pinned | None:
        found = self._database.row(
            f"SELECT {_COLUMNS} FROM organisation o JOIN enrolment e ON e.organisation_id = o.id WHERE o.id = ?",  # noqa: S608
            (organisation_id,),
        )
        return _pinned(found) if found else None

    def all(self) -> list[Pinned]:
        """Return every organisation that this device knows, those that were dropped too."""
        found = self._database.rows(
            f"SELECT {_COLUMNS} FROM organisation o JOIN enrolment e ON e.organisation_id = o.id "  # noqa: S608
            "WHERE o.id NOT LIKE ? ORDER BY o.pinned_ms, o.id",
            (f"%{RATING}",),
        )
        return [_pinned(row) for row in found]

    # What changes

    def trust(self, card: Card, document: Document, device: Device, event: AuditEvent) -> None:
        """Trust a card whose fingerprint somebody compared, in the place of what was known before."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO organisation (id, name, public_key, key_id, pinned_ms, state) VALUES (?, ?, ?, ?, ?, '') "
                "ON CONFLICT (id) DO NOTHING",
                (card.organisation_id, card.name["en"], b"", "", event.at_ms),
            )
            self._put_card(card, document, "trusted")
            self._database.write(
                "INSERT INTO enrolment (organisation_id, device_id, signing_key, kind, name, enrolled_ms, state) "
                "VALUES (?, ?, ?, ?, ?, ?, 'invited') ON CONFLICT (organisation_id) DO UPDATE SET "
                "device_id = excluded.device_id, signing_key = excluded.signing_key, kind = excluded.kind, "
                "name = excluded.name, enrolled_ms = excluded.enrolled_ms, certificate = NULL, state = excluded.state",
                (card.organisation_id, device.id, device.signing_key, device.kind, device.name, event.at_ms),
            )
            self._audit.append(event)

    def renew(self, card: Card, document: Document, event: AuditEvent) -> None:
        """Take the next card of an organisation that is trusted: its keys, server and sign-in. What it is called and
        what this device is to it stay."""
        with self._database.transaction():
            self._put_card(card, document, "trusted")
            self._audit.append(event)

    def stand(self, organisation_id: str, state: EnrolmentState, at_ms: int) -> None:
        """Note how the enrolment stands there; whoever was dropped has no certificate any more."""
        self._database.write(
            "UPDATE enrolment SET state = ?, enrolled_ms = ?, certificate = CASE ? WHEN 'dropped' THEN NULL "
            "ELSE certificate END WHERE organisation_id = ? AND state <> ?",
            (state, at_ms, state, organisation_id, state),
        )

    def admit(self, organisation_id: str, certificate: Document, event: AuditEvent) -> None:
        """Keep the certificate that makes this device one of the organisation's."""
        with self._database.transaction():
            self._database.write(
                "UPDATE enrolment SET state = 'admitted', certificate = ?, enrolled_ms = ? WHERE organisation_id = ?",
                (canonical(certificate).encode(), event.at_ms, organisation_id),
            )
            self._audit.append(event)

    def drop(self, organisation_id: str, event: AuditEvent) -> None:
        """Trust an organisation no more: nothing is sealed or sent to it. Its row stays, so that no pack revives it."""
        with self._database.transaction():
            self._database.write("UPDATE organisation SET state = 'dropped' WHERE id = ?", (organisation_id,))
            self.stand(organisation_id, "dropped", event.at_ms)
            self._database.write("DELETE FROM staff_sign_in WHERE organisation_id = ?", (organisation_id,))
            self._audit.append(event)

    def waiting(self, organisation_id: str) -> tuple[int, int]:
        """Return how many erasures and how many releases wait to leave for an organisation."""
        found = self._database.rows(
            "SELECT kind, count(*) FROM outbox WHERE organisation_id = ? AND state IN ('waiting', 'sent') "
            "GROUP BY kind",
            (organisation_id,),
        )
        counted: dict[str, int] = dict(found)
        return counted.get("erase", 0), counted.get("put", 0)

    def _put_card(self, card: Card, document: Document, state: str) -> None:
        first = card.seal_keys[0]
        self._database.write(
            "UPDATE organisation SET card = ?, public_key = ?, key_id = ?, signing_key = ?, receipt_key = ?, "
            "server = ?, state = ? WHERE id = ?",
            (
                canonical(document),
                first.public_key,
                first.key_id,
                card.signing_key,
                card.receipt_key,
                card.server,
                state,
                card.organisation_id,
            ),
        )


def _receiver(known: Pinned) -> Receiver:
    key_id = hashlib.sha256(known.public_key).hexdigest()
    return Receiver(known.organisation_id, known.public_key, key_id, known.device_id, known.device_key)


def _pinned(row: Row) -> Pinned:
    id_, name, state, card, public, device_id, key, kind, device_name, enrolment, certificate, pinned, enrolled = row
    document = json.loads(card) if card else None
    return Pinned(
        organisation_id=id_,
        name=name,
        state=state,
        card=card_of(document["body"]) if document else None,
        card_document=document,
        public_key=public,
        device_id=device_id,
        device_key=key,
        kind=kind,
        device_name=device_name,
        enrolment=enrolment,
        certificate_document=json.loads(certificate) if certificate else None,
        pinned_ms=pinned,
        enrolled_ms=enrolled,
    )
