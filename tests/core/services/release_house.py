"""A kiosk whose organisation has a key, and that organisation with the private half of it."""

import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.services import results
from tests.core.services.rating_house import Kiosk
from tests.fakes import FakeEntropy, there
from tests.own_details import FILLED


@dataclass(frozen=True)
class Employer:
    """Opens envelopes as RFC 9180 says, with nothing of ours."""

    pair: InboxKeyPair

    @classmethod
    def made(cls) -> "Employer":
        return cls(new_key_pair(FakeEntropy(77)))

    def opened(self, header: str, envelope: bytes) -> Any:
        suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        private = X25519PrivateKey.from_private_bytes(self.pair.private)
        return json.loads(zlib.decompress(suite.decrypt(envelope, private, header.encode())))


def shipping(patch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Have the assessment that ships come with another organisation: what `changes` says of it."""
    assessment = Shipped.assessment

    def changed(files: Shipped) -> Assessment:
        found = assessment(files)
        return replace(found, organisation=replace(there(found.organisation), **changes))

    patch.setattr(Shipped, "assessment", changed)


def with_key(kiosk: Kiosk, public: bytes) -> None:
    organisation = replace(there(kiosk.deps.assessment.organisation), public_key=public.hex())
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=organisation))


def finished_at(root: Path, employer: Employer | None, seed: int = 1) -> Kiosk:
    """Somebody with a result and with everything filled in that a CV takes."""
    kiosk = Kiosk.at(root, seed=seed)
    if employer is not None:
        with_key(kiosk, employer.pair.public)
    results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    kiosk.session.safe.own_details.keep(FILLED, 1)
    return kiosk


def outbox_rows(kiosk: Kiosk) -> list[dict[str, Any]]:
    database = kiosk.deps.device._database
    names = [name for (name,) in database.rows("SELECT name FROM pragma_table_info('outbox') ORDER BY cid")]
    return [dict(zip(names, row, strict=True)) for row in database.rows("SELECT * FROM outbox ORDER BY seq")]
