"""Who asks: a device of one organisation, and what the member of staff beside it may do."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["kiosk", "home", "workstation"]
ALL_SCOPES = frozenset({"profiles:push", "profiles:erase", "profiles:read", "devices:manage", "packs:publish"})


@dataclass(frozen=True)
class Caller:
    org: str
    device_id: str
    kind: Kind
    scopes: frozenset[str] = field(default_factory=frozenset)
    """Of the staff token; of a home device, what it may do for its own person; all of them on a trial."""

    def may(self, scope: str) -> bool:
        return scope in self.scopes


@dataclass(frozen=True)
class Rule:
    """Who may ask one thing."""

    kinds: frozenset[Kind]
    scope: str | None = None
    """What staff need for it; a home device needs none of them."""
    is_for_everybody: bool = False
    """Devices that are asked, or that were dropped, may as well."""
