"""From a finished sitting to a profile, and from its texts to readings that only the person sees."""

from typing import TYPE_CHECKING

from progrez_desktop import __version__
from progrez_desktop.core.attempt import Responses, answered_count, is_answered
from progrez_desktop.core.model.assessment import Assessment, Prompt, Situation, Skill, Statement
from progrez_desktop.core.model.attempt import SituationValue, StatementValue
from progrez_desktop.core.model.profile import OwnWordsLine, Profile, Provenance, SituationsLine, SkillLine
from progrez_desktop.core.services.deps import Deps, Session

if TYPE_CHECKING:
    from progrez_desktop.scoring.scorer import Scorer
    from progrez_desktop.scoring.scores import NotScored, SkillScore

ENGINE = f"progrez {__version__}"


def finish(deps: Deps, session: Session, attempt_id: str) -> Profile:
    """Score a sitting, close it and keep the profile, all in the safe. Answers can't be changed afterwards."""
    now = deps.clock.now_ms()
    responses = session.safe.responses(attempt_id)
    profile = make_profile(deps.assessment, deps.scorer, responses, deps.new_id(), attempt_id, now)
    # The result first: a kill in between leaves a sitting that can be finished once more, and never one without.
    session.safe.save_result(profile, now)
    session.safe.finish_attempt(attempt_id, now)
    session.safe.keep_chain_head()
    return profile


def latest(deps: Deps, session: Session) -> Profile | None:
    """Return the person's latest profile of this assessment."""
    for attempt in session.safe.attempts():
        if attempt.state == "finished" and attempt.assessment_id == deps.assessment.id:
            return session.safe.result(attempt.id)
    return None


def make_profile(
    assessment: Assessment, scorer: "Scorer", responses: Responses, profile_id: str, attempt_id: str, now_ms: int
) -> Profile:
    """Return one line for each skill of the assessment, in its order. The same answers give the same profile."""
    from progrez_desktop.scoring.scores import NotScored

    answers = {
        item.id: response.value.category
        for item in assessment.items
        if isinstance(item, Statement)
        and (response := responses.get(item.id)) is not None
        and isinstance(response.value, StatementValue)
    }
    scores = scorer.score(answers)
    prompts = [item for item in assessment.items if isinstance(item, Prompt)]
    own_words = OwnWordsLine(sum(is_answered(prompt, responses) for prompt in prompts), len(prompts))
    lines = []
    for group in assessment.groups:
        for skill in (one for one in assessment.skills if one.group == group.id):
            of = len(scorer.bank.skills[skill.id].items)
            score = scores.get(skill.id) or NotScored("too_few_answers", 0, of)
            situations = _situations(assessment, skill, responses, score)
            lines.append(SkillLine(skill.id, group.id, score, situations, own_words))
    return Profile(
        id=profile_id,
        attempt_id=attempt_id,
        assessment_id=assessment.id,
        finished_ms=now_ms,
        answered=answered_count(assessment, responses),
        of=len(assessment.items),
        lines=tuple(lines),
        provenance=Provenance(
            pack_sha256=assessment.pack_sha256,
            bank_sha256=scorer.bank.sha256,
            norm_id=scorer.bank.norm_set,
            model_sha256=None,
            engine=ENGINE,
        ),
    )


def _situations(
    assessment: Assessment, skill: Skill, responses: Responses, score: "SkillScore | NotScored"
) -> SituationsLine:
    from progrez_desktop.scoring.situations import agreement

    keys = {key.situation_id: (key.best, key.worst) for key in assessment.keys if key.skill == skill.id}
    chosen = {
        item.id: (response.value.best, response.value.worst)
        for item in assessment.items
        if isinstance(item, Situation)
        and (response := responses.get(item.id)) is not None
        and isinstance(response.value, SituationValue)
    }
    answered = sum(None not in chosen.get(situation, (None,)) for situation in keys)
    return SituationsLine(answered, len(keys), agreement(chosen, keys, score))
