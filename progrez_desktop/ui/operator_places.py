"""Where one can go in an operator's pages, in an own window or in the kiosk's: only where one may do something."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from progrez_desktop.ui.staff_page import Places

if TYPE_CHECKING:
    from progrez_desktop.core.model.staff import SignedInMember, StaffDeed

DEED_OF: "Mapping[str, StaffDeed]" = {
    "today": "see_today",
    "send": "send",
    "duties": "handle_duties",
    "packs": "keep_packs",
    "organisations": "keep_organisations",
    "computer": "see_computer",
    "log": "read_log",
    "roster": "keep_own_factors",
}
_BELOW = ("operator.go.roster", "operator.go.log")
_ABOVE = tuple(f"operator.go.{name}" for name in DEED_OF if f"operator.go.{name}" not in _BELOW)
IN_WINDOW = Places(_ABOVE, _BELOW, ("operator.go.lock",))
IN_KIOSK = Places(_ABOVE, _BELOW, ("operator.go.leave",))


def places_for(places: Places, acting: "SignedInMember | None") -> Places:
    """Return those where whoever is signed in may do something; without a roster, whoever has the passphrase may all.

    The services refuse what is asked anyway: this only spares somebody doors that stay shut.
    """
    above, below = (tuple(key for key in keys if _may(key, acting)) for keys in (places.above, places.below))
    return Places(above, below, places.deeds)


def _may(key: str, acting: "SignedInMember | None") -> bool:
    deed = DEED_OF.get(key.rpartition(".")[2])
    return acting is None or deed is None or acting.may(deed)


def first_of(places: Places) -> str:
    """Return the place that comes first for whoever is signed in."""
    return (*places.above, *places.below)[0].rpartition(".")[2]
