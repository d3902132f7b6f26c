"""A device that takes an invitation, as whoever sits at it does."""

from typing import Any

from progrez_desktop.core.model.organisation import Pinned
from progrez_desktop.core.services import enrolling
from progrez_desktop.core.services.deps import Deps
from tests.fakes import there
from tests.organisations import Organisation


def accepted(deps: Deps, board: Organisation, invitation: bytes | None = None, **given: Any) -> Any:
    offered = enrolling.look(deps, enrolling.read(invitation or board.invitation_file()))
    return enrolling.accept(deps, offered, given.pop("compared", board.fingerprint), "Kiosk 3", **given)


def known(deps: Deps, board: Organisation) -> Pinned:
    return there(deps.device.organisations.find(board.card.organisation_id))
