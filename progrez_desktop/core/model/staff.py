"""Who of staff runs a kiosk: members, what stands beside their passphrase or PIN, and what one of them may do."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from progrez_desktop.core.model.keys import Registered, Wrap

Role = Literal["operator", "invigilator", "auditor"]
ROLES: tuple[Role, ...] = get_args(Role)

AtKiosk = Literal[
    "unlock_kiosk",
    "pause_sitting",
    "lock_safe",
    "reset_kiosk",
    "set_accommodations",
    "move_sitting",
    "leave_kiosk",
]
"""In front of a kiosk where somebody may sit."""
StaffDeed = Literal[
    AtKiosk,
    # In the operator's window.
    "see_today",
    "send",
    "handle_duties",
    "keep_packs",
    "keep_organisations",
    "keep_computer",
    "see_computer",
    "read_log",
    "keep_members",
    "keep_own_factors",
]
DEEDS: tuple[StaffDeed, ...] = get_args(StaffDeed)

FactorKind = Literal["totp", "fido2"]

Reason = Literal[
    "needs_help",
    "technical_fault",
    "break",
    "fire_alarm",
    "accommodations",
    "move",
    "candidate_left",
    "end_of_kiosk",
    "other",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why an invigilator came to a kiosk: codes, so that nothing is written of a candidate."""


@dataclass(frozen=True)
class Member:
    """One of staff, as the roster of a device tells them. Reading it takes no secret."""

    id: str
    """Random: what the list of what was done calls them."""
    name: str
    """Empty for whoever had the one passphrase of staff, until they give themselves a name."""
    role: Role
    has_code: bool
    security_keys: tuple[str, ...]
    """By the names that they gave them."""
    dropped_ms: int | None = None
    """Since when they are no member any more; the name stays, so that the list still tells who it was."""

    @property
    def factors(self) -> tuple[FactorKind, ...]:
        """What stands beside the passphrase or PIN."""
        kinds: tuple[tuple[FactorKind, bool], ...] = (("fido2", bool(self.security_keys)), ("totp", self.has_code))
        return tuple(kind for kind, is_there in kinds if is_there)


@dataclass(frozen=True)
class MemberLock:
    """What the roster keeps of a member beside their name. Reading it takes no secret."""

    member_id: str
    role: Role
    """Bound into the wrap: a role that was changed by hand opens nothing."""
    wrap: Wrap
    salt: bytes
    """What each security key is asked with."""
    keys: tuple[Registered, ...] = ()
    rescue: bytes = field(default=b"", repr=False)
    """What the keys share, sealed for the recovery code of the computer."""
    staff_key: bytes | None = field(default=None, repr=False)
    """Sealed; None but for an operator."""
    code: bytes | None = field(default=None, repr=False)
    """The secret of their codes, sealed; None where none are asked for."""

    @property
    def is_of_one_passphrase(self) -> bool:
        """Whether the passphrase still opens the key of staff itself, as before there were members."""
        return self.wrap.kind == "staff"


@dataclass(frozen=True)
class SignedInMember:
    """Who of staff is signed in, and what they may do."""

    member: Member
    deeds: frozenset[StaffDeed]

    def may(self, deed: StaffDeed) -> bool:
        return deed in self.deeds
