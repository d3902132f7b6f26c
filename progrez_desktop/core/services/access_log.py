"""What happened with a person's data, told in their safe as it happens: they read it, and nobody can change it unseen.

What leaves the safe is told before it is out, or does not leave (`handed_over`); what stays in it is told where the
disk takes the line, since a full disk keeps nobody from their own profile.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.access_log import Action, Actor, CheckedLog
from progrez_desktop.core.services.deps import Deps, Session


def tell(
    deps: Deps,
    session: Session,
    action: Action,
    *,
    actor: Actor = "you",
    organisation_id: str | None = None,
    at_ms: int | None = None,
    **params: Any,
) -> None:
    """Write one line, and let the device know of it.

    Raises:
        EnvironmentFault: What the disk says; there is no line then.
    """
    now = deps.clock.now_ms() if at_ms is None else at_ms
    session.safe.log.append(now, actor, action, organisation_id, params)
    with suppress(EnvironmentFault):  # the next sign-in tells it
        session.safe.keep_chain_head()


def tell_if_possible(deps: Deps, session: Session, action: Action, **told: Any) -> None:
    """Write one line about what stays in the safe."""
    with suppress(EnvironmentFault):
        tell(deps, session, action, **told)


def tell_once(deps: Deps, session: Session, action: Action, *, actor: Actor = "you", **params: Any) -> None:
    """Write one line, unless the same was told since the person came: who goes back and forth adds nothing."""
    if (action, params) not in session.safe.log.since_sign_in():
        tell_if_possible(deps, session, action, actor=actor, **params)


def handed_over(deps: Deps, session: Session, path: Path, content: bytes, action: Action, **params: Any) -> None:
    """Save a file where the person chose, and tell it: both or neither.

    Raises:
        UsageFault, EnvironmentFault: As documents.writing.whole_file, or what the disk of the safe says.
    """
    from progrez_desktop.core.documents.writing import put, whole_file

    with whole_file(path) as file:
        put(file, content)
        tell(deps, session, action, **params)


def checked(deps: Deps, session: Session) -> CheckedLog:
    """Return the log with whether every line is there as it was written."""
    account = deps.device.account(session.account_id)
    return session.safe.log.checked(account.log_head if account else None)
