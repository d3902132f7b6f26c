"""The record of a sitting: what happened to it that is no answer. In the safe, in the own copy, and in no release."""

from progrez_desktop.core.model.sitting_event import SittingEvent, SittingEventKind
from progrez_desktop.core.services import sittings
from progrez_desktop.core.services.deps import Deps, Session


def add(
    deps: Deps,
    session: Session,
    kind: SittingEventKind,
    reason: str | None = None,
    *,
    at_ms: int | None = None,
    lasted_ms: int | None = None,
    who: str | None = None,
) -> SittingEvent | None:
    """Keep an event of the sitting that is open; None, and nothing kept, where none is.

    Args:
        reason: A code; what somebody typed has no place here.
        at_ms: When it began; now if left out.

    Raises:
        EnvironmentFault: What the disk says; nothing was kept.
    """
    standing = sittings.standing(deps, session)
    if standing is None:
        return None
    began = deps.clock.now_ms() if at_ms is None else at_ms
    event = SittingEvent(standing.attempt.id, kind, began, reason, lasted_ms, who)
    session.safe.events.add(event)
    return event


def of_sitting(session: Session, attempt_id: str) -> list[SittingEvent]:
    """Return what happened to one sitting, in the order in which it was kept."""
    return session.safe.events.of_attempt(attempt_id)
