"""From a finished sitting to a profile, and from its texts to readings that only the person sees."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from progrez_desktop import __version__
from progrez_desktop.core.attempt import Responses, answered_count, is_answered
from progrez_desktop.core.model.assessment import Assessment, Prompt, Situation, Skill, Statement
from progrez_desktop.core.model.attempt import SituationValue, StatementValue
from progrez_desktop.core.model.profile import (
    OwnWordsLine,
    Profile,
    Provenance,
    SituationsLine,
    SkillLine,
    StatementsLine,
)
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.services import sittings
from progrez_desktop.core.services.deps import Deps, Session

if TYPE_CHECKING:
    from progrez_desktop.scoring.scorer import Scorer
    from progrez_desktop.scoring.scores import NotScored, SkillScore

ENGINE = f"progrez {__version__}"


def finish(deps: Deps, session: Session, attempt_id: str) -> Profile:
    """Score a sitting, close it and keep the profile, all in the safe. Answers can't be changed afterwards."""
    now = deps.clock.now_ms()
    attempt, responses = session.safe.attempt(attempt_id), session.safe.responses(attempt_id)
    route = sittings.route(deps, session, attempt)
    scorer = deps.scorer if attempt.form == "fixed" else deps.guide.scorer
    profile = make_profile(deps.assessment, route, scorer, responses, deps.new_id(), attempt_id, now)
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
    assessment: Assessment,
    route: Route,
    scorer: "Scorer",
    responses: Responses,
    profile_id: str,
    attempt_id: str,
    now_ms: int,
) -> Profile:
    """Return one line for each skill of the assessment, in its order. The same answers give the same profile.

    Args:
        route: What was asked.
        scorer: With one scale for each skill, by its name: the skill's own, or the one that the form asks it by.
    """
    from progrez_desktop.scoring.scores import NotScored

    form = assessment.adaptive if route.form == "adaptive" else None
    asked = {item.id for item in route.items if isinstance(item, Statement)}
    answers = {
        item: response.value.category
        for item in asked
        if (response := responses.get(item)) is not None and isinstance(response.value, StatementValue)
    }
    scores = scorer.score(answers, asked=asked, least=form.least) if form else scorer.score(answers)
    prompts = [item for item in route.items if isinstance(item, Prompt)]
    own_words = OwnWordsLine(sum(is_answered(prompt, responses) for prompt in prompts), len(prompts))
    lines = []
    for group in assessment.groups:
        for skill in (one for one in assessment.skills if one.group == group.id):
            of = len(scorer.bank.skills[skill.id].items)
            score = scores.get(skill.id) or NotScored("too_few_answers", 0, of)
            statements = _statements(skill, scorer, asked, answers)
            situations = _situations(assessment, skill, responses, score)
            lines.append(SkillLine(skill.id, group.id, score, statements, situations, own_words))
    return Profile(
        id=profile_id,
        attempt_id=attempt_id,
        assessment_id=assessment.id,
        finished_ms=now_ms,
        answered=answered_count(route, responses),
        of=len(route.items),
        lines=tuple(lines),
        provenance=Provenance(
            pack_sha256=assessment.pack_sha256,
            bank_sha256=scorer.bank.sha256,
            norm_id=scorer.bank.norm_set,
            model_sha256=None,
            engine=ENGINE,
        ),
        form=route.form,
        aim_se=form.se if form else None,
    )


def _statements(skill: Skill, scorer: "Scorer", asked: Collection[str], answers: Collection[str]) -> StatementsLine:
    scales = scorer.bank.skills
    mine = {item.id for item in scales[skill.id].items}
    elsewhere = {item.id for name, scale in scales.items() if name != skill.id for item in scale.items}
    return StatementsLine(
        scale=scales[skill.id].id,
        of=len(mine),
        asked=len(mine.intersection(asked)),
        answered=len(mine.intersection(answers)),
        shared=len(mine.intersection(answers) & elsewhere),
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
