"""One sitting: begin it, keep each answer, find out where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue
from progrez_desktop.core.services.deps import Deps, Session


@dataclass(frozen=True)
class Standing:
    """A sitting that is open, and the latest answers in it."""

    attempt: Attempt
    responses: Mapping[str, Response]


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


def standing(deps: Deps, session: Session) -> Standing | None:
    """Return the sitting of this assessment that was begun and not finished, if there is one."""
    for attempt in session.safe.attempts():
        if attempt.state == "open" and attempt.assessment_id == deps.assessment.id:
            return Standing(attempt, session.safe.responses(attempt.id))
    return None


def begin(deps: Deps, session: Session, *, computer_reading: bool = True) -> Standing:
    """Begin a sitting, or go on with the one that is open.

    Args:
        computer_reading: Whether this computer may read the open answers. Without it no reading is ever made, and
            nothing outside the safe tells that from an answer that was too short to read.
    """
    going = standing(deps, session)
    if going is not None:
        return going
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
    )
    session.safe.create_attempt(attempt)
    return Standing(attempt, {})


def keep(deps: Deps, session: Session, attempt_id: str, asked: Answering) -> Response | None:
    """Commit an answer with the place and the time, and return it; without an answer, only place and time."""
    if asked.value is None:
        session.safe.keep_place(attempt_id, asked.position, asked.active_ms)
        return None
    return session.safe.save_response(
        attempt_id,
        asked.item_id,
        asked.language,
        asked.value,
        position=asked.position,
        active_ms=asked.active_ms,
        at_ms=deps.clock.now_ms(),
    )


def settle(session: Session) -> None:
    """Let the device know how far the answers go. After the screen said "Saved", so that nobody waits for it."""
    session.safe.keep_chain_head()
