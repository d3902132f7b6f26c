"""Devices that sign, each with a key of its own."""

from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.signing_key import SigningKey
from tests.fakes import FakeEntropy


def signer(device: int = 1) -> SigningKey:
    """Return the signing key of a device: the same for the same number."""
    return SigningKey.of(machine_key.ephemeral(FakeEntropy(device)))
