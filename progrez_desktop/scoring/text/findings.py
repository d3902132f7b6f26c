"""What each sentence of an answer shows, as chances: of each skill, of its opposite, and of each part of an episode.

Every chance is the logistic function of a weighted sum of few features. The weights stand in the table of signs and
were fitted by calibration/evidence, which makes its features with the very functions of this module.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from progrez_desktop.scoring.text.deeds import others_act
from progrez_desktop.scoring.text.evidence import Part
from progrez_desktop.scoring.text.features import Sentence, tokens_of
from progrez_desktop.scoring.text.observed import Observed
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.signs import GENERAL, HARM, LATER_PARTS, Signs, SignTable, Weights, logistic

Meaning = Callable[[str], NDArray[Any]]
"""Gives the direction of a piece of text: a vector of unit length."""

Features = Mapping[str, float]

MOSTLY_GENERAL = 4.0
"""A sentence in the present tense whose sign of being general is at least this says how somebody is: no deed."""


@dataclass(frozen=True)
class AboutSkill:
    """One sentence and one skill, as chances.

    Args:
        shown: That it tells a deed of the writer that shows the skill.
        opposite: That it tells one that shows the opposite.
        spoken: That it speaks of the skill at all.
    """

    shown: float
    opposite: float
    spoken: float


@dataclass(frozen=True)
class Finding:
    """What one sentence is about. The action is no part in here: it is told by its grammar, and by the skills."""

    observed: Observed
    skills: Mapping[str, AboutSkill]
    parts: Mapping[Part, float]

    @property
    def sentence(self) -> Sentence:
        return self.observed.sentence


def findings_of(
    rubric: Rubric, table: SignTable, observed: Sequence[Observed], meanings: Sequence[NDArray[Any]], meaning: Meaning
) -> tuple[Finding, ...]:
    """Return a finding for each sentence of a text. Skills that the table does not know have no part in it.

    Args:
        meanings: Of each sentence.
        meaning: Gives that of other words, where a sentence also tells what somebody else did.
    """
    findings, before = [], None
    for one, now in zip(observed, meanings, strict=True):
        signs = table.read(one.sentence.tokens, now, before)
        findings.append(finding_of(rubric, table, one, signs, own_signs(table, one, signs, meaning)))
        before = now
    return tuple(findings)


def finding_of(rubric: Rubric, table: SignTable, one: Observed, signs: Signs, own: Signs) -> Finding:
    """Return the finding of one sentence from its signs, and from those of what the writer did in it."""
    parts = {
        part: logistic(rubric.moves.part(part, weighed(table.parts[part], part_features(one, part, signs))))
        for part in LATER_PARTS
    }
    return Finding(one, _skills(rubric, table, one, signs, own), parts)


def own_signs(table: SignTable, one: Observed, signs: Signs, meaning: Meaning) -> Signs:
    """Return the signs of what the writer did, where the sentence also tells what somebody else did."""
    if not one.done or not others_act(one.sentence, one.done):
        return signs
    words = ". ".join(deed.words for deed in one.done)
    own = table.read(tokens_of(words), meaning(words), None)
    return Signs({column: min(signs[column], own[column]) for column in table.columns})


def weighed(weights: Weights, features: Features, skill: str = "") -> float:
    """Return the logit of some features."""
    bias = weights["bias"] + weights.get(f"bias_{skill}", 0.0)
    return bias + sum(weights[name] * value for name, value in features.items())


def opposite_features(one: Observed, skill: str, signs: Signs) -> Features:
    return {
        "harm": signs[HARM],
        "likeness": signs[skill],
        "cue": float(bool(one.opposite_cues[skill])),
        "any_cue": float(any(one.opposite_cues.values())),
    }


def shown_features(one: Observed, skill: str, signs: Signs, own: Signs, harm: float) -> Features:
    """Args: harm: The chance that the sentence shows the opposite of any skill."""
    return {
        "likeness": own[skill],
        "cue": float(bool(one.cues[skill])),
        "general": signs[GENERAL],
        "harm": harm,
    }


def spoken_features(one: Observed, skill: str, signs: Signs) -> Features:
    return {"likeness": signs[skill], "cue": float(bool(one.cues[skill]))}


def part_features(one: Observed, part: Part, signs: Signs) -> Features:
    return {
        "likeness": signs[part],
        "cue": float(bool(one.part_cues[part])),
        "place": one.place,
        "first": float(one.is_first),
        "early": float(one.is_early),
        "deed": float(bool(one.done)),
        "general": signs[GENERAL],
    }


def is_a_deed(one: Observed, signs: Signs) -> bool:
    """Whether a sentence tells something that the writer did, and not merely how they are."""
    if not one.done:
        return False
    return signs[GENERAL] < MOSTLY_GENERAL or not all(deed.is_present for deed in one.done)


def _skills(rubric: Rubric, table: SignTable, one: Observed, signs: Signs, own: Signs) -> dict[str, AboutSkill]:
    skills = [skill for skill in rubric.skills if skill in table.skills]
    opposite = {
        skill: logistic(weighed(table.opposite, opposite_features(one, skill, signs))) if one.told else 0.0
        for skill in skills
    }
    harm = max(opposite.values(), default=0.0)
    acts = is_a_deed(one, signs) and harm < table.limits.opposite
    shown = {
        skill: rubric.moves.skill(skill, weighed(table.shown, shown_features(one, skill, signs, own, harm), skill))
        for skill in skills
    }
    spoken = {skill: weighed(table.spoken, spoken_features(one, skill, signs)) for skill in skills}
    return {
        skill: AboutSkill(logistic(shown[skill]) if acts else 0.0, opposite[skill], logistic(spoken[skill]))
        for skill in skills
    }
