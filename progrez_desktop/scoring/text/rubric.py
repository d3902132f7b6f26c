"""The rubric of a pack as records: what shows a skill, what belongs to each part, and how parts become a level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from progrez_desktop.scoring.text.cues import Cues
from progrez_desktop.scoring.text.evidence import PARTS, Part

MIN_CERTAINTY = 0.5
"""A level is told only where it is likelier than all the others together; else there is "not enough evidence"."""

LocalText = Mapping[str, str]


@dataclass(frozen=True)
class ConceptRule:
    """One kind of behaviour of a skill, and a sentence in the first person that shows it, by language."""

    id: str
    name: LocalText
    definition: LocalText


@dataclass(frozen=True)
class SkillRule:
    """`half` is the cosine to the closest definition at which a sentence without a cue is as likely as not about it."""

    id: str
    half: float
    concepts: tuple[ConceptRule, ...]
    cues: Cues
    opposite_definitions: tuple[str, ...]
    opposite_cues: Cues


@dataclass(frozen=True)
class PartRule:
    """What tells a part of an episode: logit = base + cue * (0 to 1) + cosine * (how like the closest definition)."""

    name: LocalText
    definitions: tuple[str, ...]
    cues: Cues
    base: float
    cue: float
    cosine: float


@dataclass(frozen=True)
class ActionWords:
    """The grammar of "I did": an own word, words passed over, and then a verb that is none of `not_action`."""

    own: frozenset[str]
    passed_over: frozenset[str]
    not_action: frozenset[str]
    hypothetical: frozenset[str]
    breaks: frozenset[str]
    """Between "I" and a phrase, one of these says that it is not of the writer: "I saw that she lied"."""


@dataclass(frozen=True)
class Rubric:
    """`levels` says in words what each level from 0 to 5 means, for a person who rates by it."""

    levels: tuple[LocalText, ...]
    parts: Mapping[Part, PartRule]
    action_words: ActionWords
    skills: Mapping[str, SkillRule]

    @staticmethod
    def of(raw: Mapping[str, Any]) -> "Rubric":
        """Return the records for the parsed rubric.json of a pack."""
        return Rubric(
            levels=tuple(raw["levels"]),
            parts={part: _part(raw["parts"][part]) for part in PARTS},
            action_words=ActionWords(**{name: frozenset(words) for name, words in raw["action_words"].items()}),
            skills={skill: _skill(skill, rule) for skill, rule in raw["skills"].items()},
        )


def level_of(addressed: float, action: float, later: Sequence[float]) -> tuple[int | None, float]:
    """Return the level of one skill, None where it is too uncertain, and how probable the likeliest level is.

    0: the skill is not addressed. 1: it is, without an own action. 2: an own action; each later part that goes with
    it (reason, result, reflection) adds one. The parts are taken as independent given the action.

    Args:
        addressed: Probability that the answer speaks of the skill at all.
        action: Probability that it tells an own action that shows the skill.
        later: Probability of each later part, given the action.
    """
    spoken = max(addressed, action)
    mass = [1.0 - spoken, spoken - action, *(action * p for p in _how_many(later))]
    level = max(range(len(mass)), key=mass.__getitem__)
    return (level if mass[level] >= MIN_CERTAINTY else None), mass[level]


def _how_many(chances: Sequence[float]) -> list[float]:
    """Return the probability of 0, 1, ... of some independent events (Poisson binomial)."""
    total = [1.0]
    for chance in chances:
        without = [*(p * (1.0 - chance) for p in total), 0.0]
        total = [first + second for first, second in zip(without, [0.0, *(p * chance for p in total)], strict=True)]
    return total


def _part(raw: Mapping[str, Any]) -> PartRule:
    return PartRule(raw["name"], tuple(raw["definitions"]), Cues(raw["cues"]), raw["base"], raw["cue"], raw["cosine"])


def _skill(skill: str, raw: Mapping[str, Any]) -> SkillRule:
    opposite = raw["opposite"]
    return SkillRule(
        id=skill,
        half=raw["half"],
        concepts=tuple(ConceptRule(**concept) for concept in raw["concepts"]),
        cues=Cues(raw["cues"]),
        opposite_definitions=tuple(opposite["definitions"]),
        opposite_cues=Cues(opposite["cues"]),
    )
