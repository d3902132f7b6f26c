"""Records of a sitting that moves from one kiosk to another of the same organisation."""

from dataclasses import dataclass, field

from progrez_desktop.core.model.keys import Wrap


@dataclass(frozen=True)
class KioskAddress:
    """Where a sitting may move to: a device that the organisation enrolled, and the key that it alone opens."""

    organisation_id: str
    device_id: str
    name: str
    public_key: bytes
    """X25519."""


@dataclass(frozen=True)
class PacketHead:
    """What can be read of a packet without opening it."""

    packet_id: str
    organisation_id: str
    from_device: str
    from_name: str
    to_device: str
    made_ms: int
    until_ms: int


@dataclass(frozen=True)
class Moving:
    """What a packet holds: a sealed safe, and what opens it with its owner's password."""

    wrap: Wrap
    pepper: bytes = field(repr=False)
    """Stands in for that of the machine, which differs from kiosk to kiosk."""
    pack_sha256: str
    """What the open sitting was begun with."""
    safe: bytes = field(repr=False)
    """As store.sealed_file has it."""


@dataclass(frozen=True)
class MovedAway:
    """A sitting that left this kiosk: until the other one says that it arrived, its safe stays here as well."""

    account_id: str
    packet_id: str
    to_device: str
    to_name: str
    at_ms: int
