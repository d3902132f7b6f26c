"""An organisation as it says of itself what it is, and what a device is to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from progrez_desktop.core.model.kiosk import KioskRules

DeviceKind = Literal["kiosk", "home", "workstation"]
DEVICE_KINDS: tuple[DeviceKind, ...] = ("kiosk", "home", "workstation")
EnrolmentState = Literal["pinned", "invited", "asked", "admitted", "dropped"]
"""pinned: known from a pack alone. invited: its card is trusted, and nobody was asked yet. The others as a server has
them."""

Document = Mapping[str, Any]
"""What was signed, with its signature, as it is handed on."""


@dataclass(frozen=True)
class SealKey:
    """X25519, public."""

    key_id: str
    public_key: bytes
    from_ms: int


@dataclass(frozen=True)
class SignIn:
    """Where staff sign in."""

    issuer: str
    client_id: str
    audience: str
    acr: tuple[str, ...]
    """What the identity provider has to say of how somebody signed in: one of these."""


@dataclass(frozen=True)
class Card:
    """What an organisation says of itself. Contract: organisation-card.schema.json."""

    organisation_id: str
    name: Mapping[str, str]
    number: int
    """A card with a higher one replaces the one before."""
    at_ms: int
    signing_key: bytes
    """Ed25519, public. It never changes."""
    seal_keys: tuple[SealKey, ...]
    """The first is sealed to; the others are earlier ones that still open."""
    server: str | None = None
    receipt_key: bytes | None = None
    sign_in: SignIn | None = None


@dataclass(frozen=True)
class Certificate:
    """The organisation says that a device is one of its own. Contract: device-certificate.schema.json."""

    organisation_id: str
    device_id: str
    kind: DeviceKind
    name: str
    public_key: bytes
    from_ms: int
    until_ms: int


@dataclass(frozen=True)
class Invitation:
    """What a device needs to be enrolled. Contract: invitation.schema.json."""

    organisation_id: str
    card: Card
    card_document: Document
    kind: DeviceKind
    code: str = field(repr=False)
    until_ms: int
    device_name: str = ""
    """What staff call the device that it is meant for; empty where whoever takes it says that."""
    kiosk_rules: "KioskRules | None" = None
    """What the organisation decided about its kiosk; None: whoever runs it decides."""


@dataclass(frozen=True)
class Pinned:
    """An organisation as a device knows it, and what the device is to it."""

    organisation_id: str
    name: str
    """As it was first heard; the card has it in each language."""
    state: Literal["pinned", "trusted", "dropped"]
    """pinned: one key, from a pack. trusted: a card, whose fingerprint somebody compared."""
    card: Card | None
    card_document: Document | None
    public_key: bytes
    """What is sealed to now."""
    device_id: str
    device_key: bytes = field(repr=False)
    """Ed25519, private: signs what the device sends."""
    kind: DeviceKind
    device_name: str
    enrolment: EnrolmentState
    certificate_document: Document | None
    pinned_ms: int
    enrolled_ms: int


@dataclass(frozen=True)
class StaffTokens:
    """What lets staff ask something of the organisation's server. Kept by whoever is signed in, and nowhere else."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    """Empty where none came: then signing in lasts as long as `access`."""
    scope: str
    """What was allowed, which may be less than was asked for."""
    expires_ms: int
    """By this computer's clock, so that one that is wrong is wrong on both sides."""
    signed_in_ms: int
