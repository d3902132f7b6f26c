"""What an operator sees first on a device: who sat here today, what is due, and what is wrong with it."""

from dataclasses import dataclass

from progrez_desktop.core import duty as rules
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.services import duties, retention
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.duties import Standing

_PAGE = 4096
"""Bytes: a safe is whole pages of this size, so that one that was cut shows without its key."""


@dataclass(frozen=True)
class Today:
    accounts: int
    sat: int
    """Sittings that began, went on or were finished here today; how far one is, its safe says."""
    unfinished: int
    """Those of them that are open still, and went to no other kiosk."""
    safes_at_fault: int
    """Accounts whose file is gone, empty or cut. Whether what is in it is whole, only its owner's key can tell."""
    duties: tuple[Standing, ...]
    """Requests, what is due first first, and those that were answered in these 30 days after them."""
    clock: ClockStanding
    swept_ms: int | None
    """When what is over was last looked for as a whole."""
    over: int
    """Safes that are over and hidden, and not destroyed yet."""
    called: str = ""
    """What this device is called, where an organisation knows it."""
    whose: tuple[dict[str, str], ...] = ()
    """The names of the organisations that it is one of."""

    @property
    def open_duties(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.duties if one.state != "closed")


def look(deps: Deps) -> Today:
    """Return how it stands; cheap enough for every look at the page."""
    deps.permit("see_today")
    active = [account for account in deps.device.accounts() if account.state == "active"]
    begin = rules.start_of(deps.today())
    sat, unfinished = deps.device.retention.sat_since(begin)
    known = [one for one in deps.device.organisations.all() if one.card is not None and one.enrolment == "admitted"]
    return Today(
        accounts=len(active),
        sat=sat,
        unfinished=unfinished,
        safes_at_fault=sum(_is_at_fault(deps, account) for account in active),
        duties=tuple(duties.standings(deps)),
        clock=retention.clock(deps),
        swept_ms=deps.device.retention.swept_ms() or None,
        over=len(retention.over(deps)),
        called=known[0].device_name if known else "",
        whose=tuple(dict(one.card.name) for one in known if one.card is not None),
    )


def _is_at_fault(deps: Deps, account: Account) -> bool:
    path = deps.folder.safe_file(account.safe_file)
    size = path.stat().st_size if path.is_file() else 0
    return size == 0 or size % _PAGE != 0
