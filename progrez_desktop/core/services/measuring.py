"""From what was given in a sitting to a profile. The same answers and the same files give the same profile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Assessment, Situation, Skill, Statement
from progrez_desktop.core.model.given import Given
from progrez_desktop.core.model.profile import (
    OwnWordsLine,
    Profile,
    Provenance,
    QualityLine,
    SituationsLine,
    SkillLine,
    StatementsLine,
)
from progrez_desktop.core.packs.shipped import QUALITY, Shipped
from progrez_desktop.core.services.joining import joined, measured_of

if TYPE_CHECKING:
    from progrez_desktop.core.model.local_measure import LocalKey
    from progrez_desktop.scoring.bank import BankItem
    from progrez_desktop.scoring.quality.thresholds import Thresholds
    from progrez_desktop.scoring.scorer import Scorer
    from progrez_desktop.scoring.scores import NotScored, SkillScore


@dataclass(frozen=True)
class Instruments:
    """What a result of one form is made with."""

    assessment: Assessment
    scorer: "Scorer"
    """With one scale for each skill, by its name: the skill's own, or the one that the form asks it by."""
    thresholds: "Thresholds"
    thresholds_sha256: str
    keys: "Mapping[str, LocalKey]"
    """By situation, those that were made from responses; the others are keyed by reasoning, as the assessment says."""

    @classmethod
    def over(
        cls, assessment: Assessment, scorer: "Scorer", files: Shipped, keys: "Mapping[str, LocalKey] | None" = None
    ) -> "Instruments":
        """Take the thresholds that ship.

        Raises:
            DataFault: They are not what shipped.
            ScoringError: They belong to another bank.
        """
        from progrez_desktop.scoring.quality.thresholds import Thresholds

        limits = Thresholds.from_bytes(files.read(QUALITY)).checked_for(scorer.bank.sha256)
        return cls(assessment, scorer, limits, files.sha256(QUALITY), keys or {})


@dataclass(frozen=True)
class Naming:
    """What a result is called: everything in it that answers do not decide."""

    id: str
    attempt_id: str
    finished_ms: int
    engine: str
    model_sha256: str | None = None
    engine_sha256: str | None = None


def profile_of(given: Given, tools: Instruments, named: Naming) -> Profile:
    """Return one line for each skill of the assessment, in its order, and how the sitting was answered."""
    from progrez_desktop.scoring.precision import valid_until

    assessment, bank = tools.assessment, tools.scorer.bank
    sitting = _Sitting(given, tools)
    return Profile(
        id=named.id,
        attempt_id=named.attempt_id,
        assessment_id=assessment.id,
        finished_ms=named.finished_ms,
        answered=given.answered,
        of=given.of,
        lines=tuple(_line(skill, sitting) for skill in _in_order(assessment)),
        provenance=Provenance(
            assessment.pack_sha256, bank.sha256, bank.norm_set, named.model_sha256, named.engine, named.engine_sha256
        ),
        # In UTC, so that it is the same day wherever it is computed again.
        valid_until=valid_until(datetime.fromtimestamp(named.finished_ms / 1000, UTC).date()),
        quality=_quality(sitting),
        form=given.form,
        aim_se=sitting.form.se if sitting.form else None,
    )


def _in_order(assessment: Assessment) -> Iterator[Skill]:
    for group in assessment.groups:
        yield from (skill for skill in assessment.skills if skill.group == group.id)


class _Sitting:
    """What was given, by what it is for."""

    def __init__(self, given: Given, tools: Instruments) -> None:
        self.given, self.tools = given, tools
        self.form = tools.assessment.adaptive if given.form == "adaptive" else None
        sections = self.form.sections if self.form else tools.assessment.sections
        items = [item for section in sections for item in section.items]
        named = {item.id: item.instructed for item in items if isinstance(item, Statement)}
        self.instructed = {item: category for item, category in named.items() if category is not None}
        self.asked = [one.item_id for one in given.statements if one.item_id not in self.instructed]
        self.categories = {one.item_id: one.category for one in given.statements if one.category is not None}
        self.answers = {item: value for item, value in self.categories.items() if item not in self.instructed}
        self.actions = {item.id: [one.id for one in item.actions] for item in items if isinstance(item, Situation)}

    def levels(self, skill_id: str) -> list[int]:
        """What was read of a skill, in the order of the questions, where it may join."""
        return [prompt.levels[skill_id] for prompt in self.given.prompts if skill_id in prompt.levels]

    @cached_property
    def scores(self) -> "Mapping[str, SkillScore | NotScored]":
        scorer = self.tools.scorer
        if self.form is None:
            return scorer.score(self.answers)
        return scorer.score(self.answers, asked=self.asked, least=self.form.least)


def _line(skill: Skill, sitting: _Sitting) -> SkillLine:
    from progrez_desktop.scoring.scores import NotScored

    prompts = sitting.given.prompts
    of = len(sitting.tools.scorer.bank.skills[skill.id].items)
    score = sitting.scores.get(skill.id) or NotScored("too_few_answers", 0, of)
    situations = _situations(skill, sitting, score)
    sources = None
    if not isinstance(score, NotScored):
        scale, levels = sitting.tools.scorer.bank.skills[skill.id], sitting.levels(skill.id)
        measured = measured_of(sitting.tools.assessment, skill.id)
        score, sources = joined(score, situations, levels, scale, measured)
    return SkillLine(
        skill_id=skill.id,
        group_id=skill.group,
        score=score,
        statements=_statements(skill, sitting),
        situations=situations,
        own_words=OwnWordsLine(sum(prompt.written for prompt in prompts), len(prompts)),
        sources=sources,
    )


def _statements(skill: Skill, sitting: _Sitting) -> StatementsLine:
    scales = sitting.tools.scorer.bank.skills
    mine = {item.id for item in scales[skill.id].items}
    elsewhere = {item.id for name, scale in scales.items() if name != skill.id for item in scale.items}
    answered = mine.intersection(sitting.answers)
    return StatementsLine(
        scale=scales[skill.id].id,
        of=len(mine),
        asked=len(mine.intersection(sitting.asked)),
        answered=len(answered),
        shared=len(answered & elsewhere),
    )


def _situations(skill: Skill, sitting: _Sitting, score: "SkillScore | NotScored") -> SituationsLine:
    from progrez_desktop.scoring import situations

    mine = [key for key in sitting.tools.assessment.keys if key.skill == skill.id]
    local = {name: sitting.tools.keys[name] for key in mine if (name := key.situation_id) in sitting.tools.keys}
    keys = {
        key.situation_id: local[key.situation_id].key
        if key.situation_id in local
        else situations.SituationKey.by_reasoning(sitting.actions[key.situation_id], key.best, key.worst)
        for key in mine
    }
    if not keys:
        return SituationsLine(0, 0, "not_enough")
    chosen = {one.item_id: (one.best, one.worst) for one in sitting.given.situations if one.item_id in keys}
    found = situations.score(chosen, keys)
    whole = sum(None not in choice for choice in chosen.values())
    agreement, named = situations.agreement(found, score), tuple(key.id for key in local.values())
    return SituationsLine(whole, found.of, agreement, found.nearness, found.keyed, named)


def _quality(sitting: _Sitting) -> QualityLine:
    from progrez_desktop.scoring.quality.form import Form
    from progrez_desktop.scoring.quality.verdict import Instructed, judge

    tools = sitting.tools
    found: dict[str, tuple[str, BankItem]] = {}
    for name, scale in tools.scorer.bank.skills.items():
        for item in scale.items:
            found.setdefault(item.id, (name, item))  # what two scales share is looked at once
    shown = {one.item_id for one in sitting.given.statements}
    told = judge(
        Form.of([found[one] for one in sitting.asked]),
        sitting.categories,
        tools.thresholds,
        seconds={one.item_id: one.seconds for one in sitting.given.statements if one.seconds is not None},
        instructed=tuple(Instructed(one, n) for one, n in sitting.instructed.items() if one in shown),
    )
    return QualityLine(told.verdict, told.families, tools.thresholds_sha256)
