"""Who may tell who somebody is, as an operator set it up; and what is kept of what they tell."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["openid", "google", "microsoft", "github"]
KINDS: tuple[Kind, ...] = ("openid", "google", "microsoft", "github")
Way = Literal["browser", "phone"]
WAYS: tuple[Way, ...] = ("browser", "phone")
"""In the browser of this computer, or with a code on another device."""

TENANT = "{tenantid}"
"""Stands in the issuer of Microsoft for the organisation that a person belongs to."""


@dataclass(frozen=True)
class Provider:
    """One provider, with what it knows this installation by."""

    name: str
    """What an operator calls it: small letters, digits and hyphens."""
    kind: Kind
    title: str
    """What stands on the button."""
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    """Some give one to programs on a computer too, where it is not much of one; it rests under the machine key."""
    ways: tuple[Way, ...] = WAYS


@dataclass(frozen=True)
class Offer:
    """A provider as a page shows it."""

    name: str
    title: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Identity:
    """Who somebody is to a provider. Nothing else of what it told is kept, and no token."""

    issuer: str
    subject: str
    first_name: str
    last_name: str
    email: str
    """Empty where none came."""
    email_verified: bool
    """Whether the provider says that it checked the address."""
