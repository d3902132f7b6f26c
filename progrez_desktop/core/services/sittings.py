"""One sitting: begin it, keep each answer, find out where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.model.time_limit import TimeLimit
from progrez_desktop.core.services import device_settings, easing, procedures, retention, sat_here, unsaved_texts
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.sitting_time import MINUTE_MS


@dataclass(frozen=True)
class Standing:
    """A sitting that is open, the latest answers in it, and the way through it so far."""

    attempt: Attempt
    responses: Mapping[str, Response]
    route: Route
    unsaved: Mapping[str, str] = field(default_factory=dict)
    """Texts that no disk took yet, by item; newer than the answers."""


@dataclass(frozen=True)
class Answering:
    """One thing to keep: the answer, and where the sitting stands after it."""

    item_id: str
    value: ResponseValue | None
    """None keeps only the position and the time."""
    language: str
    """In which the question stood on screen, which need not be that of the window."""
    position: int
    active_ms: int
    """Time in front of open items so far, of the whole sitting."""
    used_ms: int = 0
    """What is used of the time that the sitting may take, where it has a limit."""


@dataclass(frozen=True)
class Kept:
    """What was committed, if an answer was, and the way that follows from it."""

    response: Response | None
    route: Route


def standing(deps: Deps, session: Session) -> Standing | None:
    """Return the sitting of this assessment that was begun and not finished, if there is one."""
    for attempt in session.safe.attempts():
        if attempt.state == "open" and attempt.assessment_id == deps.assessment.id:
            unsaved = unsaved_texts.texts(deps, session, attempt.id)
            return Standing(attempt, session.safe.responses(attempt.id), route(deps, session, attempt), unsaved)
    return None


def outlook(deps: Deps) -> Route:
    """Return the way of a sitting that would begin now, as far as it is known before the first answer."""
    return fixed_route(deps.assessment) if form_now(deps) == "fixed" else deps.guide.route("", ())


def form_now(deps: Deps) -> FormId:
    """Return the form that the operator chose for sittings that begin from now on."""
    chosen = device_settings.value(deps, device_settings.FORM)
    return "adaptive" if chosen == "adaptive" and deps.assessment.adaptive is not None else "fixed"


def begin(deps: Deps, session: Session, *, computer_reading: bool = True) -> Standing:
    """Begin a sitting, or go on with the one that is open, in the form in which it began.

    What helps its person is taken along as it stands now; results look the same with it and without.

    Args:
        computer_reading: Whether this computer may read the open answers. Without it no reading is ever made, and
            nothing outside the safe tells that from an answer that was too short to read.

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
        accommodations=easing.here(deps, session),
        limit=_limit(deps),
    )
    session.safe.create_attempt(attempt)
    retention.count_anew(deps, session.account_id)
    sat_here.note(deps, session, attempt.id, is_open=True)
    return Standing(attempt, {}, route(deps, session, attempt))


def route(deps: Deps, session: Session, attempt: Attempt) -> Route:
    """Return the way through a sitting, from what was answered in it so far."""
    if attempt.seed is None:
        return fixed_route(deps.assessment)
    return deps.guide.route(attempt.seed, session.safe.closed_history(attempt.id))


def keep(deps: Deps, session: Session, attempt_id: str, asked: Answering) -> Kept:
    """Commit an answer with the place and the time; without an answer, only place and time. Then look ahead.

    A text that can't be committed is held in memory, sealed to its owner, for as long as this program runs.
    """
    with unsaved_texts.held_if_refused(deps, session, attempt_id, asked):
        response = _commit(deps, session, attempt_id, asked)
    return Kept(response, route(deps, session, session.safe.attempt(attempt_id)))


def _commit(deps: Deps, session: Session, attempt_id: str, asked: Answering) -> Response | None:
    if asked.value is None:
        session.safe.keep_place(attempt_id, asked.position, asked.active_ms, asked.used_ms)
        return None
    return session.safe.save_response(
        attempt_id,
        asked.item_id,
        asked.language,
        asked.value,
        position=asked.position,
        active_ms=asked.active_ms,
        at_ms=deps.clock.now_ms(),
        used_ms=asked.used_ms,
    )


def keep_unsaved(deps: Deps, session: Session, attempt_id: str) -> None:
    """Try once more to commit what no disk took; what follows takes the safe along as it lies there.

    Raises:
        EnvironmentFault: What the disk says; it is still held.
    """
    for asked in _unsaved(deps, session, attempt_id):
        keep(deps, session, attempt_id, asked)


def _unsaved(deps: Deps, session: Session, attempt_id: str) -> list[Answering]:
    return [Answering(**fields) for fields in unsaved_texts.of_sitting(deps, session, attempt_id)]


def spend(session: Session, attempt_id: str, used_ms: int) -> None:
    """Keep what is used of a sitting's time, also where nothing was answered meanwhile."""
    session.safe.spend(attempt_id, used_ms)


def _limit(deps: Deps) -> TimeLimit | None:
    minutes = deps.assessment.procedure.time_limit_min
    return TimeLimit(minutes * MINUTE_MS) if minutes is not None else None


def settle(session: Session) -> None:
    """Let the device know how far the answers go. After the screen said "Saved", so that nobody waits for it."""
    session.safe.keep_chain_head()
