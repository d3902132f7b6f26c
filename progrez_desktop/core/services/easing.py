"""What makes a sitting possible or lighter for somebody: chosen by them, or given by an invigilator.

It is kept in the safe with its person, in each sitting as far as it holds there, and nowhere else: no log, no counter
and nothing that leaves this device has a place for it.
"""

from progrez_desktop.core import accommodating
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.services.deps import Deps, Session


def of(session: Session) -> Accommodations:
    """Return what somebody has, as it came with their safe."""
    return session.safe.ease.kept()


def here(deps: Deps, session: Session) -> Accommodations:
    """Return what of it counts in a sitting that begins now."""
    return counted(deps, of(session))


def counted(deps: Deps, own: Accommodations) -> Accommodations:
    return accommodating.counted_here(own, by_staff=extra_time_by(deps))


def extra_time_by(deps: Deps) -> str | None:
    """Return the id of the organisation whose invigilator alone gives extra time; None where everybody takes it."""
    organisation = deps.assessment.organisation
    by_staff = deps.assessment.procedure.extra_time_by == "staff" and organisation is not None
    return organisation.id if by_staff and organisation is not None else None


def choose(deps: Deps, session: Session, wanted: Accommodations) -> Accommodations:
    """Keep what somebody chose, also for the sitting that they are in; return what they have now."""
    return _keep(deps, session, accommodating.chosen(of(session), wanted, by_staff=extra_time_by(deps)))


def give(deps: Deps, session: Session, given: Accommodations) -> Accommodations:
    """Keep what an invigilator gave to whoever sits here; called with the second factor of staff asked before.

    Raises:
        UsageFault: "staff_may_not".
    """
    deps.permit("set_accommodations")
    organisation = deps.assessment.organisation
    return _keep(deps, session, accommodating.given_by(organisation.id if organisation else "", given))


def _keep(deps: Deps, session: Session, now: Accommodations) -> Accommodations:
    with session.safe.transaction():
        session.safe.ease.keep(now, deps.clock.now_ms())
        for attempt in session.safe.attempts():
            if attempt.state == "open" and attempt.assessment_id == deps.assessment.id:
                session.safe.ease.holds_in(attempt.id, accommodating.within(attempt.accommodations, counted(deps, now)))
    return now
