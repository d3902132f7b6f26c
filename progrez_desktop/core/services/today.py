"""What an operator sees first on a device: what is due, which safes have lost their file, what its clock is worth."""

from dataclasses import dataclass

from progrez_desktop.core.services import duties, retention
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.deps import Deps


@dataclass(frozen=True)
class Today:
    accounts: int
    safes_missing: int
    """Accounts whose file is gone. Whether what is in a file is whole, only its owner's key can tell."""
    duties: tuple[duties.Standing, ...]
    """Requests that are not closed, what is due first first."""
    clock: ClockStanding


def look(deps: Deps) -> Today:
    """Return how it stands; cheap enough for every look at the page."""
    active = [account for account in deps.device.accounts() if account.state == "active"]
    there = deps.folder.safes_there()
    missing = sum(account.safe_file not in there for account in active)
    still_open = tuple(one for one in duties.standings(deps) if one.state != "closed")
    return Today(len(active), missing, still_open, retention.clock(deps))
