"""An organisation with its private keys in a test's hand: signs cards, invitations and certificates."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair
from progrez_desktop.core.keys.organisation_papers import (
    new_enrolment_code,
    sign_card,
    sign_certificate,
    sign_invitation,
)
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.organisation import Card, Certificate, DeviceKind, Invitation, SealKey, SignIn
from progrez_desktop.core.organisation import fingerprint
from tests.fakes import MONDAY_MS, FakeEntropy

DAY_MS = 86_400_000
ACR = "urn:example:two-factors"


def seal_key(pair: InboxKeyPair, from_ms: int = MONDAY_MS) -> SealKey:
    return SealKey(hashlib.sha256(pair.public).hexdigest(), pair.public, from_ms)


@dataclass
class Organisation:
    """Its first workstation, in a test."""

    card: Card
    signing: bytes
    entropy: FakeEntropy = field(default_factory=lambda: FakeEntropy(55))

    @classmethod
    def made(
        cls,
        organisation_id: str = "a" * 32,
        seed: int = 55,
        pair: InboxKeyPair | None = None,
        server: str | None = "https://assessments.example.org",
        sign_in: SignIn | None = None,
    ) -> "Organisation":
        entropy = FakeEntropy(seed)
        signing = entropy.bytes(32)
        card = Card(
            organisation_id=organisation_id,
            name={"en": "Example Water Board", "nl": "Waterschap Voorbeeld"},
            number=1,
            at_ms=MONDAY_MS,
            signing_key=public_of(signing),
            seal_keys=(seal_key(pair or new_key_pair(entropy)),),
            server=server,
            receipt_key=public_of(entropy.bytes(32)),
            sign_in=sign_in,
        )
        return cls(card, signing, entropy)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.card.organisation_id, self.card.signing_key)

    def card_document(self) -> dict[str, Any]:
        return sign_card(self.signing, self.card)

    def rotated(self, pair: InboxKeyPair, **changed: Any) -> "Organisation":
        """The same with another key before the ones that it had."""
        keys = (seal_key(pair, self.card.at_ms), *self.card.seal_keys)
        self.card = replace(self.card, number=self.card.number + 1, seal_keys=keys, **changed)
        return self

    def invitation(
        self, kind: DeviceKind = "kiosk", until_ms: int = MONDAY_MS + 7 * DAY_MS, name: str = ""
    ) -> dict[str, Any]:
        code = new_enrolment_code(self.entropy)
        document = self.card_document()
        made = Invitation(self.card.organisation_id, self.card, document, kind, code, until_ms, name)
        return sign_invitation(self.signing, made)

    def invitation_file(
        self, kind: DeviceKind = "kiosk", until_ms: int = MONDAY_MS + 7 * DAY_MS, name: str = ""
    ) -> bytes:
        return json.dumps(self.invitation(kind, until_ms, name)).encode()

    def certificate(self, request: Mapping[str, Any], **changed: Any) -> dict[str, Any]:
        """Admit a device."""
        certificate = Certificate(
            organisation_id=self.card.organisation_id,
            device_id=request["device_id"],
            kind=request["kind"],
            name=request["name"],
            public_key=bytes.fromhex(request["public_key"]),
            from_ms=MONDAY_MS,
            until_ms=MONDAY_MS + 730 * DAY_MS,
        )
        return sign_certificate(self.signing, replace(certificate, **changed))

    def state(self, request: Mapping[str, Any], state: str = "admitted", **more: Any) -> dict[str, Any]:
        """How an enrolment stands, as its server tells it."""
        told = {
            "contract": "progrez.enrolment-state/1",
            "organisation_id": self.card.organisation_id,
            "device_id": request["device_id"],
            "state": state,
            "server_time_ms": MONDAY_MS,
            "card": self.card_document(),
            **({"certificate": self.certificate(request)} if state == "admitted" else {}),
        }
        return {**told, **more}
