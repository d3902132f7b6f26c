"""What each sentence of an answer is about: how likely it speaks of each skill, and is each part of an episode."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.cues import SHARED_ACTION, Line, own_actions, own_cues
from progrez_desktop.scoring.text.evidence import PARTS, Concept, Part, Span
from progrez_desktop.scoring.text.features import Sentence
from progrez_desktop.scoring.text.rubric import Rubric, SkillRule

FloatArray = NDArray[np.float64]
Meaning = Callable[[str], NDArray[Any]]
"""Gives the direction of a sentence's meaning: a vector of unit length."""

STEEPNESS = 14.0
"""Of the probability that a sentence is about a skill, by cosine: a tenth more makes four times the odds."""

CUE_LOGIT = 2.0
"""A word of the skill itself ("deadline", "honest") weighs as much as a cosine that is higher by a seventh."""

LEAST_ALIKE = 0.3
"""A cue of the opposite ("lied") counts where the sentence is at all like a definition of the skill or its opposite."""

UNLIKE = 0.3
"""Cosines below this, where nearly all sentences lie, say nothing of the part of an episode."""

MIN_CONCEPT_P = 0.5
MOST_CONCEPTS = 8


@dataclass(frozen=True)
class Definitions:
    """The meanings of a rubric's definition sentences, made once: a model takes a third of a second for them."""

    concepts: Mapping[str, FloatArray]
    """By skill, (concepts, 384)."""
    opposites: Mapping[str, FloatArray]
    parts: Mapping[Part, FloatArray]

    @staticmethod
    def of(rubric: Rubric, meaning: Meaning) -> "Definitions":
        def meanings(sentences: Sequence[str]) -> FloatArray:
            return np.array([meaning(sentence) for sentence in sentences], np.float64)

        rules = rubric.skills.items()
        return Definitions(
            concepts={skill: meanings([one.definition["en"] for one in rule.concepts]) for skill, rule in rules},
            opposites={skill: meanings(rule.opposite_definitions) for skill, rule in rules},
            parts={part: meanings(rubric.parts[part].definitions) for part in PARTS},
        )


@dataclass(frozen=True)
class AboutSkill:
    """One sentence and one skill: how likely it is about it, how like each definition it is, and what tells so."""

    p: float
    cosines: FloatArray
    words: tuple[Span, ...]
    opposite: tuple[Span, ...]
    """The words that show the opposite of the skill; none where it doesn't."""


@dataclass(frozen=True)
class PartOfEpisode:
    p: float
    closest: int
    """Which definition of the part is nearest."""
    words: tuple[Span, ...]


@dataclass(frozen=True)
class Finding:
    """What one sentence is about."""

    sentence: Sentence
    skills: Mapping[str, AboutSkill]
    parts: Mapping[Part, PartOfEpisode]


def findings_of(
    rubric: Rubric, definitions: Definitions, sentences: Sequence[Sentence], meanings: Sequence[NDArray[Any]]
) -> tuple[Finding, ...]:
    """Return a finding for each sentence.

    Args:
        meanings: One vector of unit length for each sentence.
    """
    lines = [Line(sentence.tokens) for sentence in sentences]
    acts = [own_actions(line, rubric.action_words) for line in lines]
    first_act = next((number for number, found in enumerate(acts) if found), len(sentences))
    findings = []
    for number, (sentence, line, meaning) in enumerate(zip(sentences, lines, meanings, strict=True)):
        skills = {
            skill: _about(
                rubric, rule, line, definitions.concepts[skill] @ meaning, definitions.opposites[skill] @ meaning
            )
            for skill, rule in rubric.skills.items()
        }
        parts = {part: _part(rubric, part, line, acts[number], definitions.parts[part] @ meaning) for part in PARTS}
        findings.append(Finding(sentence, skills, _in_order(parts, number, first_act)))
    return tuple(findings)


def concepts_of(rubric: Rubric, findings: Sequence[Finding]) -> tuple[Concept, ...]:
    """Return the concepts that some sentence is about, the surest first; a sentence counts for its closest concept."""
    best: dict[tuple[str, str], float] = {}
    for finding in findings:
        for skill, about in finding.skills.items():
            concept = rubric.skills[skill].concepts[int(np.argmax(about.cosines))].id
            best[skill, concept] = max(best.get((skill, concept), 0.0), about.p)
    surest = sorted(((p, *names) for names, p in best.items() if p >= MIN_CONCEPT_P), key=lambda one: (-one[0], one))
    return tuple(Concept(skill, concept, p) for p, skill, concept in surest[:MOST_CONCEPTS])


def _about(rubric: Rubric, rule: SkillRule, line: Line, cosines: FloatArray, opposites: FloatArray) -> AboutSkill:
    cues = rule.cues.spans(line)
    p = _logistic(STEEPNESS * (float(cosines.max()) - rule.half) + CUE_LOGIT * bool(cues))
    alike = max(cosines.max(), opposites.max()) >= LEAST_ALIKE
    return AboutSkill(p, cosines, cues, own_cues(line, rule.opposite_cues, rubric.action_words) if alike else ())


def _part(
    rubric: Rubric, part: Part, line: Line, acts: Sequence[tuple[float, Span]], cosines: FloatArray
) -> PartOfEpisode:
    rule = rubric.parts[part]
    if part == "action":
        words = own_cues(line, rule.cues, rubric.action_words) + tuple(place for _, place in acts)
        strength = max([one for one, _ in acts] + [SHARED_ACTION] * (len(words) - len(acts)), default=0.0)
    else:
        words = rule.cues.spans(line)
        strength = 1.0 if words else 0.0
    closest = int(np.argmax(cosines))
    p = _logistic(rule.base + rule.cue * strength + rule.cosine * max(0.0, float(cosines[closest]) - UNLIKE))
    return PartOfEpisode(p, closest, words)


def _in_order(parts: Mapping[Part, PartOfEpisode], number: int, first_act: int) -> dict[Part, PartOfEpisode]:
    """Return parts where nothing comes of an action, and nothing is learned from it, before it is told."""
    late = ("result", "reflection") if number < first_act else ()
    return {
        part: PartOfEpisode(one.p * 0.2, one.closest, one.words) if part in late else one for part, one in parts.items()
    }


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + exp(-logit))
