"""How what a person released leaves this device: they send it themselves at home, and staff do at a kiosk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.services import batches, sending
from progrez_desktop.core.services.deps import Deps, Session

Way = Literal["own", "staff", "nobody"]
"""own: the person sends it here. staff: those who run this device do. nobody: it was not admitted there yet."""


@dataclass(frozen=True)
class OwnSending:
    organisation_id: str
    name: Mapping[str, str]
    way: Way
    waiting: int
    """Of this person's releases and withdrawals; what others released is no business of theirs."""
    may_ask: bool = False
    """Whether something may have come for them that only a press of theirs fetches."""


def look(deps: Deps, session: Session) -> OwnSending | None:
    """Return how it stands with the organisation of this assessment; None where there is none."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return None
    known = deps.device.organisations.find(organisation.id)
    releases = session.safe.releases.all()
    own = {record.id for record in releases}
    there = batches.leaving(deps, known) if known is not None else ()
    waiting = sum(item.release_id in own for item, _ in there)
    way: Way = "nobody"
    state = sending.state_of(deps, known) if known is not None else "not_enrolled"
    if known is not None and state in ("ready", "sign_in_needed", "no_server", "certificate_ended"):
        is_own = known.kind == "home" and state in ("ready", "certificate_ended")
        way = "own" if is_own else "staff"
    may_ask = way == "own" and any(record.organisation_id == organisation.id for record in releases)
    return OwnSending(organisation.id, organisation.name, way, waiting, may_ask)
