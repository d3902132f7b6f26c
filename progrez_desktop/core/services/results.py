"""Finishes a sitting, and finds the results of those that were finished."""

from collections.abc import Iterator

from progrez_desktop import __version__
from progrez_desktop.core.given import given_in, seconds_of
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.given import Given
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.services import sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of

ENGINE = f"progrez {__version__}"


def finish(deps: Deps, session: Session, attempt_id: str) -> Profile:
    """Score a sitting, close it and keep the profile, all in the safe. Answers can't be changed afterwards."""
    now = deps.clock.now_ms()
    attempt = session.safe.attempt(attempt_id)
    named = Naming(deps.new_id(), attempt_id, now, ENGINE, engine_sha256=ENGINE_SHA256)
    tools = Instruments.over(deps.assessment, deps.scorer_of(attempt.form), deps.shipped, deps.local_keys)
    answers = given(deps, session, attempt)
    profile = profile_of(answers, tools, named)
    # The result first: a kill in between leaves a sitting that can be finished once more, and never one without.
    session.safe.save_result(profile, answers, now)
    session.safe.finish_attempt(attempt_id, now)
    session.safe.keep_chain_head()
    return profile


def given(deps: Deps, session: Session, attempt: Attempt) -> Given:
    """Return what was shown and given in a sitting; no times where they say nothing about this person."""
    seconds = {} if attempt.without_times else seconds_of(session.safe.timed_events(attempt.id))
    return given_in(sittings.route(deps, session, attempt), session.safe.responses(attempt.id), seconds)


def latest(deps: Deps, session: Session) -> Profile | None:
    """Return the person's latest profile of this assessment."""
    return next(finished(deps, session), None)


def finished(deps: Deps, session: Session) -> Iterator[Profile]:
    """Give the person's profiles of this assessment, the latest first."""
    for attempt in session.safe.attempts():
        if attempt.state == "finished" and attempt.assessment_id == deps.assessment.id:
            profile = session.safe.result(attempt.id)
            if profile is not None:
                yield profile
