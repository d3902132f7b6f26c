"""Readings by hand for tests of what is done with them: pages, the safe, ratings. No model is asked."""

from collections.abc import Mapping, Sequence

from progrez_desktop.scoring.text.evidence import PARTS, Concept, Evidence, Mark, Part, SkillReading
from progrez_desktop.scoring.text.guards import Guard
from progrez_desktop.scoring.text.keywords import Keyword
from progrez_desktop.scoring.text.languages import Language
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.tone import EKMAN, EMOTIONS, SENTIMENTS, SentenceTone, Tone, ToneReason

TEXT = (
    "Two colleagues of mine disagreed about the planning of a big order. "
    "I talked with each of them alone and asked what worried them most. "
    "I did that because nobody had listened to them before. "
    "In the end the order went out a day early and both of them thanked me. "
    "Next time I would bring them together sooner."
)
"""Five sentences of our own, one for each part: situation, action, reason, result, reflection."""


def sentences(text: str = TEXT) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence of a text whose sentences end with ". "."""
    spans, start = [], 0
    for part in text.split(". "):
        spans.append((start, min(start + len(part) + 1, len(text))))
        start += len(part) + 2
    return tuple(spans)


def word(word: str, text: str = TEXT) -> tuple[int, int]:
    """Return where a word stands first."""
    start = text.index(word)
    return start, start + len(word)


def made_skill(skill: str, level: int | None, *, certainty: float = 0.8, direction: int = 1) -> SkillReading:
    """Return a reading of TEXT whose first `level` parts were found, one mark for each."""
    words = ("planning", "asked", "listened", "thanked", "sooner")
    parts: list[Part] = list(PARTS[: level or 0])
    found = tuple(
        Mark(part, *sentences()[number], (word(words[number]),), 1 if direction > 0 else -1, 0.7)
        for number, part in enumerate(parts)
    )
    return SkillReading(skill, level, certainty, found, tuple(part for part in PARTS if part not in parts))


def made_tone(text: str = TEXT, *, sentiment: str = "positive", groups: Mapping[str, float] | None = None) -> Tone:
    """Return a tone whose likeliest sentiment and whose present Ekman groups, with their probabilities, are these."""
    present = {"joy": 0.6} if groups is None else dict(groups)
    sentiments = {label: 0.6 if label == sentiment else 0.1 for label in SENTIMENTS}
    emotions = dict.fromkeys(EMOTIONS, 0.05) | {"gratitude": 0.4}
    spans = sentences(text)
    return Tone(
        emotions=emotions,
        emotions_present=("gratitude",),
        ekman=dict.fromkeys(EKMAN, 0.1) | present,
        ekman_present=tuple(group for group in EKMAN if group in present),
        sentiment=sentiments,
        sentiment_present=(sentiment,),
        sentiment_label=sentiment,
        courtesy=0.1,
        courtesy_band="middle",
        concern=4.2,
        concern_band="middle",
        distress=3.1,
        distress_band="low",
        sentences=tuple(SentenceTone(start, end, emotions, sentiments) for start, end in spans),
        reasons=(ToneReason("sentiment", sentiment, *spans[-1], ((spans[-1][0], spans[-1][0] + 4),), 1),),
    )


def made_evidence(levels: Mapping[str, int | None]) -> Evidence:
    """Return evidence in TEXT with these levels by skill."""
    return Evidence(
        skills={skill: made_skill(skill, level) for skill, level in levels.items()},
        concepts=tuple(Concept(skill, "listening", 0.7) for skill, level in levels.items() if level),
        keywords=(Keyword("big order", *word("big order"), 0.9), Keyword("planning", *word("planning"), 0.5)),
    )


def made_reading(
    levels: Mapping[str, int | None] | None = None, *, guards: Sequence[Guard] = (), silent: bool = False
) -> Reading:
    """Return a reading of TEXT; `silent` is one that a guard left without tone and evidence."""
    return Reading(
        model="ab" * 32,
        language=Language("en", 0.97),
        guards=tuple(guards),
        beta=False,
        relevance=0.9,
        tone=None if silent else made_tone(),
        evidence=None if silent else made_evidence({"collaboration": 5, "empathy": 2} if levels is None else levels),
    )
