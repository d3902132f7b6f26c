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
    spent_ms: int
    """Time in front of the item since the last thing kept."""


def standing(deps: Deps, session: Session) -> Standing | None:
    """Return the sitting of this assessment that was begun and not finished, if there is one."""
    attempt = session.safe.open_attempt()
    if attempt is None or attempt.assessment_id != deps.assessment.id:
        return None
    return Standing(attempt, session.safe.responses(attempt.id))


def begin(deps: Deps, session: Session) -> Standing:
    """Begin a sitting, or go on with the one that is open."""
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
        computer_reading=True,
    )
    session.safe.add_attempt(attempt)
    return Standing(attempt, {})


def keep(deps: Deps, session: Session, attempt_id: str, asked: Answering) -> Response | None:
    """Commit an answer with the place and the time, and return it; then tell the device where the chain ends.

    A kill between the two is no loss: the device may lag behind the safe, and the next answer catches up.
    """
    if asked.value is None:
        session.safe.note_place(attempt_id, asked.position, asked.spent_ms)
        return None
    kept = session.safe.save_response(
        attempt_id, asked.item_id, asked.value, asked.language, asked.position, asked.spent_ms, deps.clock.now_ms()
    )
    head = session.safe.chain_head()
    if head is not None:
        deps.device.note_chain_head(session.account_id, head)
    return kept
