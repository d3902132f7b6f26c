"""Which sittings were here, and which are open: counted for whoever runs this computer, without opening a safe."""

from contextlib import suppress

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services.deps import Deps, Session


def note(deps: Deps, session: Session, attempt_id: str, *, is_open: bool) -> None:
    """Note that somebody began, goes on with or finished a sitting."""
    with suppress(EnvironmentFault):  # a full disk stops nobody in their sitting; the next sign-in sets it right
        deps.device.retention.sat(attempt_id, session.account_id, deps.mark_ms(), is_open=is_open)


def settle(deps: Deps, session: Session) -> None:
    """Set it right by what the safe says, and count whoever signed in to go on."""
    going = [one.id for one in session.safe.attempts() if one.state == "open"]
    with suppress(EnvironmentFault):
        deps.device.retention.sits_no_more(session.account_id)
    for attempt_id in going:
        note(deps, session, attempt_id, is_open=True)
