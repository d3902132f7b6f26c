"""How a text sounds, as records: PRIVATE to the person who wrote it. No type that can leave this device knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

EMOTIONS: tuple[str, ...] = (
    *("admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire"),
    *("disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy"),
    *("love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral"),
)
"""The 27 emotions of GoEmotions and neutral, in the order of its label ids."""

EKMAN: tuple[str, ...] = ("anger", "disgust", "fear", "joy", "sadness", "surprise", "neutral")
SENTIMENTS: tuple[str, ...] = ("positive", "negative", "ambiguous", "neutral")

Band = Literal["low", "middle", "high"]
"""Below the lowest quarter of the training texts, between the quarters, above the highest quarter."""

Strength = Literal["hint", "clear"]
"""How sure the model is that the tone is there: less likely than not, or at least as likely as not."""

Span = tuple[int, int]
"""Characters from the first to before the second, of the text as it was given."""


@dataclass(frozen=True)
class SentenceTone:
    """How one sentence sounds: characters `start` to `end` of the text, and probabilities by label."""

    start: int
    end: int
    emotions: Mapping[str, float]
    sentiment: Mapping[str, float]


@dataclass(frozen=True)
class ToneReason:
    """The sentence that a tone rests on most, and the one to three words in it that carry it.

    `head` is "ekman", "sentiment" or "courtesy"; `label` names the group or sentiment and is None for courtesy.
    `direction` is 1 where the words raise the value and -1 where they lower it.
    """

    head: str
    label: str | None
    start: int
    end: int
    words: tuple[Span, ...]
    direction: int


@dataclass(frozen=True)
class Tone:
    """How a whole answer sounds. Every probability stands by itself: those of one mapping don't add up to 1.

    The text is read in passages of at most 30 words, as long as the texts that the model learned from. An emotion's
    probability is the mean of its stronger half of the passages, "neutral" and the sentiments are means over all
    words. Courtesy is read in passages of at most 80 words, as long as the longest requests. Concern and distress are
    read from the whole, because they were learned from whole essays, less what length alone would add.

    A Dutch text has the eight emotions of Plutchik, and no courtesy, concern, distress or reasons.
    """

    emotions: Mapping[str, float]
    emotions_present: tuple[str, ...]
    ekman: Mapping[str, float]
    ekman_present: tuple[str, ...]
    sentiment: Mapping[str, float]
    sentiment_present: tuple[str, ...]
    sentiment_label: str
    courtesy: float | None
    """Politeness as raters saw it in requests, in their units: mean 0, SD 0.74."""
    courtesy_band: Band | None
    concern: float | None
    """Compassion in the text, 1 to 7, as writers of essays on the news reported it of themselves."""
    concern_band: Band | None
    distress: float | None
    """Distress in the text, on the same scale by the same writers."""
    distress_band: Band | None
    sentences: tuple[SentenceTone, ...]
    reasons: tuple[ToneReason, ...]


@dataclass(frozen=True)
class ToneGroup:
    group: str
    strength: Strength


@dataclass(frozen=True)
class ToneOfText:
    """The small picture on a person's own profile page: one sentiment and at most three groups of emotions."""

    sentiment: str
    groups: tuple[ToneGroup, ...]


def picture_of(tone: Tone) -> ToneOfText:
    """Reduce a tone to what the profile page draws.

    The groups are the Ekman groups that are present, the surest first, without neutral. A name N of a group or a
    sentiment has its plain words under the keys `text.group.N` and `text.sentiment.N`.
    """
    present = [group for group in tone.ekman_present if group != "neutral"]
    surest = sorted(present, key=lambda group: -tone.ekman[group])[:3]
    return ToneOfText(
        sentiment=tone.sentiment_label,
        groups=tuple(ToneGroup(group, "clear" if tone.ekman[group] >= 0.5 else "hint") for group in surest),
    )
