"""Contesting a score and correcting a result: kept in the safe, and shown wherever the score appears.

A score stays as it was computed; what its person says stands beside it, on the profile, in the report, where a CV is
made, in the file of a result and in whatever is released (`core.contest.said_record`). Taking it back leaves a line in
the log and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.contest import Correction, Said, ScoreObjection, ScoreReason
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.objections import in_own_words


def said(session: Session, attempt_id: str) -> Said:
    """Return what the person says against one result."""
    return session.safe.contests.of_attempt(attempt_id)


def object_to(
    deps: Deps, session: Session, attempt_id: str, skill_id: str, reason: ScoreReason, words: str = ""
) -> None:
    """Contest a score; contesting it again replaces the reason.

    Raises:
        DataFault: "text_not_storable".
        EnvironmentFault: What the disk says; nothing was changed.
    """
    made = ScoreObjection(skill_id, reason, in_own_words(words), deps.clock.now_ms())
    with _told(deps, session, "score_contested", attempt_id, skill_id):
        session.safe.contests.save_objection(attempt_id, made)


def take_back(deps: Deps, session: Session, attempt_id: str, skill_id: str) -> None:
    """Contest a score no more."""
    if skill_id in said(session, attempt_id).objections:
        with _told(deps, session, "score_contest_ended", attempt_id, skill_id):
            session.safe.contests.drop_objection(attempt_id, skill_id)


def correct(deps: Deps, session: Session, attempt_id: str, skill_id: str, words: str) -> None:
    """Put a statement of correction beside a score, or beside the whole result (`WHOLE`), in the place of the last.

    Without words there is none any more.

    Raises:
        As `object_to`.
    """
    text = in_own_words(words)
    if text:
        with _told(deps, session, "correction_made", attempt_id, skill_id):
            session.safe.contests.save_correction(attempt_id, Correction(skill_id, text, deps.clock.now_ms()))
    elif skill_id in said(session, attempt_id).corrections:
        with _told(deps, session, "correction_removed", attempt_id, skill_id):
            session.safe.contests.drop_correction(attempt_id, skill_id)


@contextmanager
def _told(deps: Deps, session: Session, action: Action, attempt_id: str, skill_id: str) -> Iterator[None]:
    """Change it and tell it in the log, without what was written: both or neither."""
    with session.safe.transaction():
        yield
        params = {"attempt": attempt_id, "skill": skill_id}
        session.safe.log.append(deps.clock.now_ms(), "you", action, None, params)
    with suppress(EnvironmentFault):  # the next sign-in tells the device
        session.safe.keep_chain_head()
