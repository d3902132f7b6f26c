"""Finishes a sitting, lets readings join its result later, and finds the results of those that were finished."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop import __version__
from progrez_desktop.core.given import given_in, seconds_of
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.given import Given, GivenPrompt
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.packs.shipped import MODEL
from progrez_desktop.core.services import retention, sat_here, sittings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of

if TYPE_CHECKING:
    from progrez_desktop.core.services.own_texts import OwnTexts

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
    retention.count_anew(deps, session.account_id)
    sat_here.note(deps, session, attempt_id, is_open=False)
    return profile


def given(deps: Deps, session: Session, attempt: Attempt) -> Given:
    """Return what was shown and given in a sitting; no times where they say nothing about this person."""
    seconds = {} if attempt.accommodations.no_times else seconds_of(session.safe.timed_events(attempt.id))
    return given_in(sittings.route(deps, session, attempt), session.safe.responses(attempt.id), seconds)


def with_readings(deps: Deps, session: Session, profile: Profile) -> Profile:
    """Return a result with what was read of the texts meanwhile, and keep it, where the pack measured readings.

    A result that would come out otherwise today, by another bank, norm or key, stays as it was made.
    """
    from progrez_desktop.core.services import own_texts

    given = session.safe.given(profile.attempt_id) if deps.assessment.validity else None
    if given is None or profile.provenance.pack_sha256 != deps.assessment.pack_sha256:
        return profile
    now = _with_levels(given, own_texts.load(deps, session, profile.attempt_id), deps.assessment)
    if now == given:
        return profile
    made = profile.provenance
    named = Naming(profile.id, profile.attempt_id, profile.finished_ms, made.engine, engine_sha256=made.engine_sha256)
    tools = Instruments.over(deps.assessment, deps.scorer_of(given.form), deps.shipped, deps.local_keys)
    before = profile_of(given, tools, replace(named, model_sha256=made.model_sha256))
    if before != profile:
        return profile
    model = deps.shipped.sha256(MODEL) if any(prompt.levels for prompt in now.prompts) else None
    made_now = profile_of(now, tools, replace(named, model_sha256=model))
    session.safe.save_result(made_now, now, deps.clock.now_ms())
    return made_now


def _with_levels(given: Given, own: "OwnTexts", assessment: Assessment) -> Given:
    texts = {one.prompt.id: one for one in own.texts}

    def levels_of(prompt: GivenPrompt) -> dict[str, int]:
        text = texts.get(prompt.item_id)
        found = {} if text is None else {skill: text.read_level(skill) for skill in sorted(assessment.validity)}
        return {skill: level for skill, level in found.items() if level is not None}

    return replace(given, prompts=tuple(replace(one, levels=levels_of(one)) for one in given.prompts))


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
