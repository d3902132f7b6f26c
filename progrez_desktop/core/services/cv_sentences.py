"""Sentences for the head of a CV: proposed from scores, written by the person, or out of their own texts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from progrez_desktop.core.model.assessment import Assessment, Skill
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services.own_texts import OwnTexts, own_words
from progrez_desktop.core.words import Words

_AVERAGE_STEN = 5.5
_PROPOSED = 3
_OFFERED = 4
_LONGEST = 240
"""Characters of a sentence that still reads well on a CV."""


@dataclass(frozen=True)
class Offer:
    """A sentence out of the person's own texts that they may add, and the skill that it shows."""

    skill_id: str
    text: str


def above_average(profile: Profile) -> tuple[str, ...]:
    """Return the skills whose whole margin lies above the average, in the order of the profile."""
    return tuple(line.skill_id for line, score in scored_lines(profile) if score.low_exact > _AVERAGE_STEN)


def summary_of(
    assessment: Assessment, profile: Profile, choices: CvChoices, chosen: Collection[str], words: Words
) -> str:
    """Return the sentences at the head of the CV: the person's own, else a few of those that the scores allow."""
    own = choices.summaries.get(words.language)
    return " ".join(_from_scores(assessment, profile, chosen, words)[:_PROPOSED]) if own is None else own


def offers(profile: Profile, own: OwnTexts, chosen: Collection[str], summary: str, words: Words) -> tuple[Offer, ...]:
    """Return sentences of the person's own texts that show a skill on the CV, and are not in the summary already.

    A reading that they contest is left out, and so is a text in another language than the CV's. Nothing of it is on the
    CV until the person puts it there.
    """
    return tuple(one for one in _quotes(profile, own, chosen, words) if one.text not in summary)[:_OFFERED]


def _from_scores(assessment: Assessment, profile: Profile, chosen: Collection[str], words: Words) -> tuple[str, ...]:
    skills = {skill.id: skill for skill in assessment.skills}
    return tuple(sentence_of_skill(skills[skill], words) for skill in above_average(profile) if skill in chosen)


def sentence_of_skill(skill: Skill, words: Words) -> str:
    what = skill.description[words.language]
    return words("cv.sentence", skill=skill.short_name[words.language].lower(), what=what[0].lower() + what[1:])


def _quotes(profile: Profile, own: OwnTexts, chosen: Collection[str], words: Words) -> Iterator[Offer]:
    language = {one.text: one.response.language for one in own.texts}
    said = set[str]()
    for line, score in scored_lines(profile):
        excerpt = own_words(own, line.skill_id, score).excerpt if line.skill_id in chosen else None
        if excerpt is None or language[excerpt.text] != words.language:
            continue
        sentence = " ".join(excerpt.text[excerpt.mark.start : excerpt.mark.end].split())
        if len(sentence) <= _LONGEST and sentence not in said:
            said.add(sentence)
            yield Offer(line.skill_id, sentence)
