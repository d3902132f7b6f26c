"""Passages of a person's own open answers on which the reading of a skill rests: what may be chosen to be shared.

Each is a sentence, or the part of it around its words, without names and numbers. Of one answer they never make half,
so that nobody shares an answer by sharing what it shows. What was contested, or shows no action, is not offered; nor is
what tells of somebody's health or distress, a colleague's as well: they were not asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.scrubbing import names_in
from progrez_desktop.core.services import own_texts, training_texts
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.own_texts import LEAST_SHOWN, Excerpt, OwnText

MOST_OF_A_SKILL = 2
LONGEST = 300
_MOST_OF_AN_ANSWER = 0.5
Offered = Mapping[str, tuple[Passage, ...]]
"""By skill, in the order of the assessment."""


@dataclass(frozen=True)
class _Found:
    skill_id: str
    answer: OwnText
    excerpt: Excerpt

    @property
    def span(self) -> tuple[int, int]:
        return self.excerpt.span(LONGEST)


def offered(deps: Deps, session: Session, attempt_id: str) -> Offered:
    """Return what of a sitting may be shared, as it would leave."""
    own = own_texts.load(deps, session, attempt_id)
    chosen = _within_bounds(_strongest_first(own.texts, [skill.id for skill in deps.assessment.skills]))
    words = {one.prompt.id: _Words(session, one) for one in own.texts}
    passages = {
        skill.id: tuple(words[one.answer.prompt.id].passage(one) for one in chosen if one.skill_id == skill.id)
        for skill in deps.assessment.skills
    }
    return {skill_id: found for skill_id, found in passages.items() if found}


def chosen(found: Offered, skills: Collection[str]) -> Offered:
    """Return those of the skills that the person chose."""
    return {skill_id: passages for skill_id, passages in found.items() if skill_id in skills}


class _Words:
    """One answer, without what names somebody."""

    def __init__(self, session: Session, answer: OwnText) -> None:
        self._text = answer.text
        self._scrub = training_texts.scrub_of(session, names_in(answer.text))

    def passage(self, one: _Found) -> Passage:
        start, end = one.span
        told = self._scrub(self._text[start:end].replace("\n", " ").replace("\0", ""))
        mark = one.excerpt.mark
        before, after = ("" if start == mark.start else "…"), ("" if end == mark.end else "…")
        return Passage(one.answer.prompt.id, f"{before}{told}{after}")


def _strongest_first(texts: Collection[OwnText], skills: Collection[str]) -> list[_Found]:
    from progrez_desktop.scoring.text.sensitive import tells_of_health

    found = [
        _Found(skill_id, text, excerpt)
        for skill_id in skills
        for text in texts
        if (text.level(skill_id) or 0) >= LEAST_SHOWN
        for excerpt in own_texts.excerpts(text, skill_id)
        if not tells_of_health(text.text[slice(*excerpt.span(LONGEST))])
    ]
    return sorted(found, key=lambda one: one.excerpt.weight(), reverse=True)


def _within_bounds(found: Collection[_Found]) -> list[_Found]:
    """Return as many as may be shared together: few of a skill, and less than half of an answer over all skills."""
    taken: list[_Found] = []
    for one in found:
        same = [other for other in taken if other.skill_id == one.skill_id]
        is_news = all((other.answer, other.span) != (one.answer, one.span) for other in same)
        if len(same) < MOST_OF_A_SKILL and is_news and _fits([*taken, one], one.answer):
            taken.append(one)
    return taken


def _fits(taken: Collection[_Found], answer: OwnText) -> bool:
    spans = {one.span for one in taken if one.answer == answer}
    shared = {place for start, end in spans for place in range(start, end)}
    return len(shared) < _MOST_OF_AN_ANSWER * len(answer.text.strip())
