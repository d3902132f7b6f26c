"""What one period counts, cell by cell, and the cells that one sitting belongs in. Nothing is written here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from progrez_desktop.core.attempt import Responses, is_answer
from progrez_desktop.core.model.assessment import Assessment, FormId, SectionKind, Situation
from progrez_desktop.core.model.attempt import SituationValue, StatementValue
from progrez_desktop.core.model.counting import GROUPS, Axis, GroupFacts, Histogram, KindName, Period, Question
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.fairness.counts import Places
from progrez_desktop.scoring.local_norms import CELLS, LOWEST, WIDTH, cell_of
from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.scoring.situation_keys import FOLDS, LEVELS, choices, level_of

BINS = 5
"""Joint counts and training counts match people by fifths of the norm group."""

_FORMS: tuple[FormId, ...] = ("fixed", "adaptive")
_VERDICTS = ("as_usual", "with_care", "too_few_answers")
_KINDS: tuple[SectionKind, ...] = ("statements", "situations", "prompts")
_SKIPPED = ("none", *_KINDS, "several")

Cell = tuple[str, tuple[str, ...]]
"""A counter's name, and a label for each of its axes."""
Cells = dict[KindName, list[Cell]]
"""By kind, the cells that somebody belongs in."""


@dataclass(frozen=True)
class Plan:
    """Names and axes of everything that a period counts."""

    assessment: Assessment
    bank: Bank
    """With the longer scales that an adaptive form may ask."""
    skill: str
    question: Question

    def histograms(self) -> list[Histogram]:
        """Return all of them. Each is there from the beginning: one that came later would tell of its first person."""
        of_sitting = (Axis("form", _FORMS), Axis("language", self.assessment.languages))
        return [
            Histogram("begun", "begun", of_sitting),
            Histogram("finished", "finished", of_sitting),
            Histogram("skipped", "skipped", (Axis("section", _SKIPPED),)),
            Histogram("quality", "quality", (Axis("form", _FORMS), Axis("verdict", _VERDICTS))),
            *(Histogram("norms", f"norms/{name}", (Axis("theta", theta_labels()),)) for name in self.scales()),
            *(self._situation(situation) for situation in self.situations()),
            *(made for name in self.scales(self.skill) for made in self._joint(self.bank.skills[name])),
        ]

    def scales(self, of_skill: str | None = None) -> list[str]:
        """Return the scales that skills are measured by in either form, or those of one skill."""
        longer = self.assessment.adaptive.scales if self.assessment.adaptive else {}
        of = [skill.id for skill in self.assessment.skills] if of_skill is None else [of_skill]
        return list(dict.fromkeys(scale for skill in of for scale in (skill, longer.get(skill, skill))))

    def situations(self) -> list[Situation]:
        """Return the situations of the skill that the period looks at."""
        keyed = {key.situation_id for key in self.assessment.keys if key.skill == self.skill}
        return [item for item in self.assessment.items if isinstance(item, Situation) and item.id in keyed]

    def _situation(self, situation: Situation) -> Histogram:
        named = tuple(_choice(best, worst) for best, worst in choices([action.id for action in situation.actions]))
        axes = (Axis("fold", _numbers(FOLDS)), Axis("choice", named), Axis("level", _numbers(LEVELS)))
        return Histogram("situations", f"situations/{situation.id}", axes)

    def _joint(self, scale: BankSkill) -> list[Histogram]:
        group, place = Axis("group", GROUPS[self.question]), Axis("place", _numbers(BINS))
        made = [Histogram("impact", f"impact/{scale.id}", (group, place))]
        for item in scale.items:
            category = Axis("category", _numbers(item.categories))
            made.append(Histogram("dif", f"dif/{scale.id}/{item.id}", (group, category, place)))
            made.append(Histogram("training", f"training/{scale.id}/{item.id}", (category, place)))
        return made


def plan_of(period: Period, assessment: Assessment, bank: Bank) -> Plan:
    return Plan(assessment, bank, period.skill, period.question)


@dataclass(frozen=True)
class Sitting:
    """One finished sitting, as far as it may be counted. `fold` is drawn for it, 0 or 1."""

    profile: Profile
    responses: Responses
    facts: GroupFacts
    fold: int


def begun_cells(form: FormId, language: str) -> Cells:
    return {"begun": [("begun", (form, language))]}


def finished_cells(plan: Plan, sitting: Sitting) -> Cells:
    """Return the cells of a finished sitting. A kind without a cell is left out."""
    profile = sitting.profile
    verdict = profile.quality.verdict if profile.quality else None
    cells: Cells = {
        "finished": [("finished", (profile.form, _language(sitting.responses, plan.assessment.languages)))],
        "skipped": [("skipped", (_skipped(plan.assessment, sitting.responses),))],
        "quality": [("quality", (profile.form, verdict))] if verdict in _VERDICTS else [],
        "norms": [
            (f"norms/{scale}", (theta_labels()[cell_of(score.theta)],)) for scale, score in _scored(profile).values()
        ],
    }
    if (measured := _scored(profile).get(plan.skill)) is not None:
        scale, score = plan.bank.skills[measured[0]], measured[1]
        cells["situations"] = _situation_cells(plan, sitting, (score.theta - scale.norm.mean) / scale.norm.sd)
        cells |= _joint_cells(plan, sitting, scale, str(Places.of(scale.norm, BINS).bin_of(score.theta) + 1))
    return {kind: found for kind, found in cells.items() if found}


def _scored(profile: Profile) -> dict[str, tuple[str, SkillScore]]:
    """Return by skill the scale that it was measured by, and the score."""
    return {
        line.skill_id: (line.statements.scale, line.score)
        for line in profile.lines
        if isinstance(line.score, SkillScore)
    }


def _situation_cells(plan: Plan, sitting: Sitting, z: float) -> list[Cell]:
    cells = list[Cell]()
    for situation in plan.situations():
        response = sitting.responses.get(situation.id)
        value = response.value if response else None
        if isinstance(value, SituationValue) and value.best is not None and value.worst is not None:
            labels = (str(sitting.fold + 1), _choice(value.best, value.worst), str(level_of(z) + 1))
            cells.append((f"situations/{situation.id}", labels))
    return cells


def _joint_cells(plan: Plan, sitting: Sitting, scale: BankSkill, place: str) -> Cells:
    group = sitting.facts.group(plan.question)
    levels = _levels(scale, sitting.responses)
    training: list[Cell] = [(f"training/{scale.id}/{item}", (level, place)) for item, level in levels.items()]
    if group is None:
        return {"training": training}
    dif: list[Cell] = [(f"dif/{scale.id}/{item}", (group, level, place)) for item, level in levels.items()]
    return {"impact": [(f"impact/{scale.id}", (group, place))], "dif": dif, "training": training}


def _levels(scale: BankSkill, responses: Responses) -> Mapping[str, str]:
    """Return by item how much of the skill was answered, 1 and up: the category turned by the item's key."""
    levels = {}
    for item in scale.items:
        response = responses.get(item.id)
        if response is not None and isinstance(response.value, StatementValue):
            category = response.value.category
            levels[item.id] = str(category if item.key > 0 else item.categories + 1 - category)
    return levels


def _language(responses: Responses, languages: Collection[str]) -> str:
    """Return the language that most was answered in; of two alike the one that the assessment names first."""
    used = [response.language for response in responses.values()]
    return max(languages, key=used.count)


def _skipped(assessment: Assessment, responses: Responses) -> str:
    """Return which kind of section has no answer at all."""
    sections = [*assessment.sections, *(assessment.adaptive.sections if assessment.adaptive else ())]
    kinds = {item.id: section.kind for section in sections for item in section.items}
    answered = {kinds[item] for item, response in responses.items() if item in kinds and is_answer(response.value)}
    offered = {section.kind for section in sections}
    skipped = [kind for kind in _KINDS if kind in offered - answered]
    return "none" if not skipped else skipped[0] if len(skipped) == 1 else "several"


def theta_labels() -> tuple[str, ...]:
    """Return the cells of `scoring.local_norms` by their ends."""
    ends = [f"{LOWEST + WIDTH * cell:.2f}" for cell in range(1, CELLS)]
    inner = (f"{low}..{high}" for low, high in pairwise(ends))
    return (f"..{ends[0]}", *inner, f"{ends[-1]}..")


def _choice(best: str, worst: str) -> str:
    return f"{best}+{worst}"


def _numbers(n: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, n + 1))
