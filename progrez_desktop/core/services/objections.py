"""Disagreeing with a reading: it is taken out of everything, and why is kept in the safe until it is taken back."""

from progrez_desktop.core.model.objection import Objection, Reason
from progrez_desktop.core.services.deps import Deps, Session

LONGEST_WORDS = 600
"""Characters of an explanation in one's own words; what is beyond them is left out."""

Contested = frozenset[tuple[str, str]]
"""Item id and skill id of each reading that was taken out."""


def in_own_words(typed: str) -> str:
    """Return what is kept of an explanation: without empty ends, and no more than the longest."""
    return typed.strip()[:LONGEST_WORDS].rstrip()


def object_to(
    deps: Deps, session: Session, attempt_id: str, item_id: str, skill_id: str, reason: Reason, words: str = ""
) -> Objection:
    """Take the reading of one skill in one answer out, and keep why. Objecting again replaces the reason.

    Raises:
        DataFault: "text_not_storable".
        EnvironmentFault: What the disk says; the reading is as it was.
    """
    stored = session.safe.readings(attempt_id).get(item_id)
    model = stored.model_sha256 if stored else ""
    objection = Objection(item_id, skill_id, model, reason, in_own_words(words), deps.clock.now_ms())
    session.safe.objections.save(attempt_id, objection)
    return objection


def take_back(session: Session, attempt_id: str, item_id: str, skill_id: str) -> None:
    """Let the reading count as evidence again; nothing is left of the objection."""
    session.safe.objections.delete(attempt_id, item_id, skill_id)


def objections(session: Session, attempt_id: str) -> tuple[Objection, ...]:
    """Return what the person does not agree with in one sitting, the oldest first."""
    return session.safe.objections.of_attempt(attempt_id)


def contested(session: Session, attempt_id: str) -> Contested:
    """Return which readings of a sitting were taken out, for whoever composes a profile or an envelope."""
    return frozenset((one.item_id, one.skill_id) for one in session.safe.objections.of_attempt(attempt_id))
