"""From looks at a text to its tone: heads calibrated, passages put together."""

from collections.abc import Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING

from progrez_desktop.scoring.text.features import COURTESY_WORDS, Sentence, passages, size_of
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.manifest import LabelHead, Manifest, ValueHead
from progrez_desktop.scoring.text.together import mean as mean
from progrez_desktop.scoring.text.together import stronger_half, without_length
from progrez_desktop.scoring.text.tone import Band, SentenceTone, Tone

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.model import Look


def read_tone(manifest: Manifest, looks: Looks, text: str, sentences: Sequence[Sentence], most: int) -> Tone:
    """Return the tone of a text without its reasons; those are found by leaving parts of the text out.

    Args:
        sentences: All of the text. An empty text has none, and sounds as nothing does.
        most: How many sentences get a tone of their own.
    """
    parts = passages(sentences)
    seen = [looks.of(part) for part in parts] or [looks.at(0, len(text))]
    sizes = [size_of(part.tokens) or 1 for part in parts] or [1]
    whole = looks.at(0, len(text))
    emotions, ekman, sentiment = (
        {label: over_passages(manifest, head, label, seen, sizes) for label in manifest.labels[head].labels}
        for head in ("emotions", "ekman", "sentiment")
    )
    courtesy = _courtesy(looks, sentences, whole)
    words = sum(size_of(sentence.tokens) for sentence in sentences)
    concern, distress = (
        without_length(whole.logits[head][0], manifest.values[head].per_log_word, words)
        for head in ("concern", "distress")
    )
    return Tone(
        emotions=emotions,
        emotions_present=_present(manifest.labels["emotions"], emotions),
        ekman=ekman,
        ekman_present=_present(manifest.labels["ekman"], ekman),
        sentiment=sentiment,
        sentiment_present=_present(manifest.labels["sentiment"], sentiment),
        sentiment_label=max(sentiment, key=sentiment.__getitem__),
        courtesy=courtesy,
        courtesy_band=band(manifest.values["courtesy"], courtesy),
        concern=concern,
        concern_band=band(manifest.values["concern"], concern),
        distress=distress,
        distress_band=band(manifest.values["distress"], distress),
        sentences=tuple(_sentence(manifest, looks, sentence) for sentence in sentences[:most]),
        reasons=(),
    )


def over_passages(manifest: Manifest, head: str, label: str, seen: "Sequence[Look]", sizes: Sequence[int]) -> float:
    """Return one label's probability for a whole text.

    For an emotion the mean of its stronger half of the passages; for neutral and for a sentiment that over all words.
    """
    values = [probability(manifest.labels[head], label, look.logits[head]) for look in seen]
    return mean(values, sizes) if label == "neutral" or head == "sentiment" else stronger_half(values)


def probability(head: LabelHead, label: str, logits: Sequence[float]) -> float:
    place = head.labels.index(label)
    return 1.0 / (1.0 + exp(-(head.slopes[place] * logits[place] + head.shifts[place])))


def band(head: ValueHead, value: float) -> Band:
    if value < head.low:
        return "low"
    return "high" if value > head.high else "middle"


def _courtesy(looks: Looks, sentences: Sequence[Sentence], whole: "Look") -> float:
    parts = passages(sentences, COURTESY_WORDS)
    if len(parts) < 2:
        return whole.logits["courtesy"][0]
    return mean([looks.of(part).logits["courtesy"][0] for part in parts], [size_of(part.tokens) or 1 for part in parts])


def _sentence(manifest: Manifest, looks: Looks, sentence: Sentence) -> SentenceTone:
    logits = looks.of(sentence).logits
    emotions, sentiment = (
        {label: probability(manifest.labels[head], label, logits[head]) for label in manifest.labels[head].labels}
        for head in ("emotions", "sentiment")
    )
    return SentenceTone(sentence.start, sentence.end, emotions, sentiment)


def _present(head: LabelHead, p: Mapping[str, float]) -> tuple[str, ...]:
    parts = zip(head.labels, head.thresholds, strict=True)
    return tuple(label for label, threshold in parts if p[label] >= threshold)
