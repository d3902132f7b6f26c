"""One sitting: begin it, keep each answer, find out where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.services import device_settings, procedures, retention
from progrez_desktop.core.services.deps import Deps, Session


@dataclass(frozen=True)
class Standing:
    """A sitting that is open, the latest answers in it, and the way through it so far."""

    attempt: Attempt
    responses: Mapping[str, Response]
    route: Route


@dataclass(frozen=True)
class Answering:
    """One thing to keep: the answer, and where the sitting stands after it."""

    item_id: str
    value: ResponseValue | None
    """None keeps only the position and the time."""
    language: str
    position: int
    active_ms: int
    """Time in front of open items so far, of the whole sitting."""


@dataclass(frozen=True)
class Kept:
    """What was committed, if an answer was, and the way that follows from it."""

    response: Response | None
    route: Route


def standing(deps: Deps, session: Session) -> Standing | None:
    """Return the sitting of this assessment that was begun and not finished, if there is one."""
    for attempt in session.safe.attempts():
        if attempt.state == "open" and attempt.assessment_id == deps.assessment.id:
            return Standing(attempt, session.safe.responses(attempt.id), route(deps, session, attempt))
    return None


def outlook(deps: Deps) -> Route:
    """Return the way of a sitting that would begin now, as far as it is known before the first answer."""
    return fixed_route(deps.assessment) if form_now(deps) == "fixed" else deps.guide.route("", ())


def form_now(deps: Deps) -> FormId:
    """Return the form that the operator chose for sittings that begin from now on."""
    chosen = device_settings.value(deps, device_settings.FORM)
    return "adaptive" if chosen == "adaptive" and deps.assessment.adaptive is not None else "fixed"


def begin(deps: Deps, session: Session, *, computer_reading: bool = True, without_times: bool = False) -> Standing:
    """Begin a sitting, or go on with the one that is open, in the form in which it began.

    Args:
        computer_reading: Whether this computer may read the open answers. Without it no reading is ever made, and
            nothing outside the safe tells that from an answer that was too short to read.
        without_times: Whether how long answers take says nothing about this person, who uses an aid, reads in a
            second language or wants it so. Results look the same either way.

    Raises:
        UsageFault: "procedure_closed", "start_code_needed"; what is open is gone on with all the same.
    """
    going = standing(deps, session)
    if going is not None:
        return going
    procedures.enter(deps, session)
    form = form_now(deps)
    attempt = Attempt(
        id=deps.new_id(),
        account_id=session.account_id,
        assessment_id=deps.assessment.id,
        pack_sha256=deps.assessment.pack_sha256,
        state="open",
        started_ms=deps.clock.now_ms(),
        finished_ms=None,
        position=0,
        active_ms=0,
        computer_reading=computer_reading,
        form=form,
        seed=deps.new_id() if form == "adaptive" else None,
        accommodations="no_times" if without_times else None,
    )
    session.safe.create_attempt(attempt)
    retention.count_anew(deps, session.account_id)
    return Standing(attempt, {}, route(deps, session, attempt))


def route(deps: Deps, session: Session, attempt: Attempt) -> Route:
    """Return the way through a sitting, from what was answered in it so far."""
    if attempt.seed is None:
        return fixed_route(deps.assessment)
    return deps.guide.route(attempt.seed, session.safe.closed_history(attempt.id))


def keep(deps: Deps, session: Session, attempt_id: str, asked: Answering) -> Kept:
    """Commit an answer with the place and the time; without an answer, only place and time. Then look ahead."""
    response = None
    if asked.value is None:
        session.safe.keep_place(attempt_id, asked.position, asked.active_ms)
    else:
        response = session.safe.save_response(
            attempt_id,
            asked.item_id,
            asked.language,
            asked.value,
            position=asked.position,
            active_ms=asked.active_ms,
            at_ms=deps.clock.now_ms(),
        )
    return Kept(response, route(deps, session, session.safe.attempt(attempt_id)))


def settle(session: Session) -> None:
    """Let the device know how far the answers go. After the screen said "Saved", so that nobody waits for it."""
    session.safe.keep_chain_head()
