"""Reads a Dutch answer, in beta: keywords, concepts and tone from its letters. No skill gets a level."""

from collections.abc import Sequence
from math import exp

from progrez_desktop.scoring.text.concepts import MIN_CONCEPT_P, MOST_CONCEPTS
from progrez_desktop.scoring.text.cues import Line
from progrez_desktop.scoring.text.dutch import DutchReading, DutchTone, overlap
from progrez_desktop.scoring.text.evidence import PARTS, Concept, Evidence, SkillReading
from progrez_desktop.scoring.text.features import Sentence, sentences_of
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.sensitive import is_of_oneself
from progrez_desktop.scoring.text.tone import EKMAN, SentenceTone, Tone

HALF, STEEPNESS = 0.5, 20.0
"""Of a concept's probability by overlap. Set on sentences of our own; there are no Dutch answers to fit it on."""

OF_PHRASE = 0.7
"""Of a concept whose phrase stands in a sentence of the writer. Of 17 that were told of 27 Dutch answers of ours, which
nobody looked at while the phrases were written, 14 fitted."""

MOST_SENTENCES = 120


def read_dutch(
    text: str, rubric: Rubric, dutch: DutchTone | None, letters: Letters | None
) -> tuple[Tone | None, Evidence]:
    """Return how a Dutch text sounds, None without a model of it, and what it is about."""
    sentences = sentences_of(text)[:MOST_SENTENCES]
    rarity = letters.rarity.get("nl") if letters else None
    unread = {skill: SkillReading(skill, None, 0.0, (), PARTS) for skill in rubric.skills}
    evidence = Evidence(unread, _concepts(text, sentences, rubric), keywords_of(text, "nl", rarity=rarity))
    return (_tone(text, sentences, dutch) if dutch else None), evidence


def _concepts(text: str, sentences: Sequence[Sentence], rubric: Rubric) -> tuple[Concept, ...]:
    found, own = [], [Line(one.tokens) for one in sentences if is_of_oneself(text[one.start : one.end])]
    for skill, rule in rubric.skills.items():
        for concept in rule.concepts:
            definition = [concept.definition["nl"]]
            most = max((overlap(text[one.start : one.end], definition) for one in sentences), default=0.0)
            by_overlap = 1.0 / (1.0 + exp(-STEEPNESS * (most - HALF)))
            is_named = any(concept.phrases.spans(line) for line in own)
            found.append(Concept(skill, concept.id, max(by_overlap, OF_PHRASE if is_named else 0.0)))
    surest = sorted(found, key=lambda one: (-one.p, one.skill, one.concept))[:MOST_CONCEPTS]
    return tuple(one for one in surest if one.p >= MIN_CONCEPT_P)


def _tone(text: str, sentences: Sequence[Sentence], dutch: DutchTone) -> Tone:
    whole = dutch.read(text)
    groups = {group: whole.emotions[group] for group in EKMAN if group in whole.emotions}
    return Tone(
        emotions=whole.emotions,
        emotions_present=whole.emotions_present,
        ekman=groups,
        ekman_present=tuple(group for group in groups if group in whole.emotions_present),
        sentiment=whole.sentiment,
        sentiment_present=whole.sentiment_present,
        sentiment_label=whole.sentiment_label,
        courtesy=None,
        courtesy_band=None,
        concern=None,
        concern_band=None,
        distress=None,
        distress_band=None,
        sentences=tuple(_sentence(one, dutch.read(text, one.start, one.end)) for one in sentences),
        reasons=(),
    )


def _sentence(sentence: Sentence, read: DutchReading) -> SentenceTone:
    return SentenceTone(sentence.start, sentence.end, read.emotions, read.sentiment)
