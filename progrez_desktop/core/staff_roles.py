"""What each role of staff may do at a kiosk, as one table. Pure."""

from collections.abc import Mapping
from typing import get_args

from progrez_desktop.core.model.staff import DEEDS, AtKiosk, Member, Role, SignedInMember, StaffDeed

_AT_THE_KIOSK: frozenset[StaffDeed] = frozenset(get_args(AtKiosk))
MAY: Mapping[Role, frozenset[StaffDeed]] = {
    "operator": frozenset(DEEDS),
    "invigilator": _AT_THE_KIOSK | {"keep_own_factors"},
    "auditor": frozenset({"read_log", "see_computer", "keep_own_factors"}),
}
NEEDS_FACTOR: frozenset[Role] = frozenset({"invigilator", "auditor"})
"""Who may do nothing but set their second factor up before they have one: a PIN alone is soon seen over a shoulder.

An operator goes on with the passphrase alone, since installations did before there were factors.
"""


def deeds_of(member: Member) -> frozenset[StaffDeed]:
    """Return what a member may do as things stand."""
    if member.dropped_ms is not None:
        return frozenset()
    if member.role in NEEDS_FACTOR and not member.factors:
        return frozenset({"keep_own_factors"})
    return MAY[member.role]


def signed_in(member: Member) -> SignedInMember:
    return SignedInMember(member, deeds_of(member))
