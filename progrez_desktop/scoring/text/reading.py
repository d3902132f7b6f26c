"""What the model says of one text: private to the person who wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from progrez_desktop.scoring.text.guards import Guard
from progrez_desktop.scoring.text.languages import Language

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


@dataclass(frozen=True)
class SentenceTone:
    """How one sentence sounds: characters `start` to `end` of the text, and probabilities by label."""

    start: int
    end: int
    emotions: Mapping[str, float]
    sentiment: Mapping[str, float]


@dataclass(frozen=True)
class Tone:
    """How a whole answer sounds. Every probability stands by itself: those of one mapping don't add up to 1.

    The text is read in passages of at most 30 words, as long as the texts that the model learned from. An emotion's
    probability is the mean of its two strongest passages, "neutral" and the sentiments are means over all words,
    and so is courtesy. Concern is read from the whole, because it was learned from whole essays.
    """

    emotions: Mapping[str, float]
    emotions_present: tuple[str, ...]
    ekman: Mapping[str, float]
    ekman_present: tuple[str, ...]
    sentiment: Mapping[str, float]
    sentiment_present: tuple[str, ...]
    sentiment_label: str
    courtesy: float
    """Politeness as raters saw it in requests, in their units: mean 0, SD 0.74."""
    courtesy_band: Band
    concern: float
    """Compassion in the text, 1 to 7, as writers of essays on the news reported it of themselves."""
    concern_band: Band
    sentences: tuple[SentenceTone, ...]


@dataclass(frozen=True)
class Reading:
    """PRIVATE: this never leaves the safe of the person who wrote the text, but on that person's own order.

    No release, envelope, score, export to an organisation or recruiter's page has a field for it. It feeds no score.

    `model` is the SHA-256 of the ONNX file. Where a guard asks for silence, `tone` is None.
    """

    model: str
    language: Language
    guards: tuple[Guard, ...]
    tone: Tone | None


@dataclass(frozen=True)
class ToneGroup:
    group: str
    strength: Strength


@dataclass(frozen=True)
class ToneOfText:
    """The small picture on a person's own profile page: one sentiment and at most three groups of emotions."""

    sentiment: str
    groups: tuple[ToneGroup, ...]


def tone_of_text(reading: Reading) -> ToneOfText | None:
    """Reduce a reading to what the profile page draws; None where the reading is silent.

    The groups are the Ekman groups that are present, the surest first, without neutral. A name N of a group or a
    sentiment has its plain words under the keys `text.group.N` and `text.sentiment.N`.
    """
    tone = reading.tone
    if tone is None:
        return None
    present = [group for group in tone.ekman_present if group != "neutral"]
    surest = sorted(present, key=lambda group: -tone.ekman[group])[:3]
    return ToneOfText(
        sentiment=tone.sentiment_label,
        groups=tuple(ToneGroup(group, "clear" if tone.ekman[group] >= 0.5 else "hint") for group in surest),
    )


def reading_record(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON values (contract reading.schema.json); probabilities with four decimals.

    Where the reading is silent, every key of the tone is there with null: nothing was read, not nothing found.
    """
    head = {
        "model": reading.model,
        "language": {"code": reading.language.code, "p": round(reading.language.p, 4)},
        "guards": list(reading.guards),
    }
    if reading.tone is None:
        return head | dict.fromkeys(Tone.__dataclass_fields__)
    return head | {name: _plain(getattr(reading.tone, name)) for name in Tone.__dataclass_fields__}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, SentenceTone):
        return {name: _plain(getattr(value, name)) for name in SentenceTone.__dataclass_fields__}
    return value
