"""Whom a release is sealed to: the organisation's key that was trusted first, and what this device is to it."""

import hashlib

from progrez_desktop.core.keys.signing import new_signing_key
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.organisations import Receiver


def pinned(deps: Deps, organisation: Organisation) -> Receiver:
    """Return whom it is sealed to: by the card that is trusted, or by the key that a pack brought first.

    Raises:
        DataFault: "organisation_key_changed", "organisation_dropped".
    """
    new = from_pack(deps, organisation)
    return deps.device.organisations.pin(new, organisation.name["en"], deps.clock.now_ms())


def from_pack(deps: Deps, organisation: Organisation) -> Receiver:
    """Return whom it would be sealed to if nobody was trusted before, with a new key of this device."""
    public_key = bytes.fromhex(organisation.public_key or "")
    return Receiver(
        organisation_id=organisation.id,
        public_key=public_key,
        key_id=hashlib.sha256(public_key).hexdigest(),
        device_id=deps.new_id(),
        signing_key=new_signing_key(deps.entropy),
    )
