"""What belongs to the answer model besides its weights: hashes, labels, calibration, thresholds. From bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.likeness import cosine
from progrez_desktop.scoring.text.tone import EKMAN, EMOTIONS, SENTIMENTS

FORMAT = "progrez.answer-model/1"

STRATEGIES: tuple[str, ...] = (
    *("small-talk", "showing-empathy", "promote-coordination", "elicit-pref", "no-need", "other-need", "self-need"),
    *("vouch-fair", "uv-part"),
)
"""Ways of negotiating, as CaSiNo labels them."""

LABELS: Mapping[str, tuple[str, ...]] = {
    "emotions": EMOTIONS,
    "ekman": EKMAN,
    "sentiment": SENTIMENTS,
    "strategies": STRATEGIES,
}
"""The heads that give one logit per label, in the order of the columns."""

VALUES: tuple[str, ...] = ("courtesy", "concern", "distress", "quality")
"""The heads that give one number, in the order of the columns, which follow those of LABELS."""


def columns_of() -> dict[str, slice]:
    """Return where each head's columns lie."""
    found: dict[str, slice] = {}
    start = 0
    for name, size in [*((name, len(labels)) for name, labels in LABELS.items()), *((name, 1) for name in VALUES)]:
        found[name] = slice(start, start + size)
        start += size
    return found


COLUMNS = columns_of()
COLUMN_COUNT = sum(map(len, LABELS.values())) + len(VALUES)


@dataclass(frozen=True)
class LabelHead:
    """How logits become probabilities, p = 1 / (1 + exp(-(slope * logit + shift))), and from where on one counts.

    Source: Platt (1999), Probabilistic outputs for support vector machines.
    """

    labels: tuple[str, ...]
    slopes: tuple[float, ...]
    shifts: tuple[float, ...]
    thresholds: tuple[float, ...]


@dataclass(frozen=True)
class ValueHead:
    """A value on texts like those it learned from, which it had not seen: its quarters, its mean and its spread.

    `per_log_word` is what it rises by when a text gets e times as long, in texts about work.
    """

    low: float
    high: float
    mean: float
    sd: float
    per_log_word: float = 0.0


@dataclass(frozen=True)
class RelevanceHead:
    """How the likeness of answer and prompt becomes the probability that the one answers the other; `cut` is off topic.

    p = 1 / (1 + exp(-(slope * likeness + shift))), as many strange prompts as own ones.
    """

    slope: float
    shift: float
    cut: float
    words_share: float
    question_mean: NDArray[np.float64]
    answer_mean: NDArray[np.float64]

    def likeness(self, question: NDArray[np.float64], answer: NDArray[np.float64], taken_up: float) -> float:
        """Return how much an answer is about its question, 1 at most.

        That is the cosine of their meanings, less what questions, and answers, have in common anyway; beside it
        counts, by `words_share`, how much of the question's words the answer has taken up.
        """
        meaning = cosine(question - self.question_mean, answer - self.answer_mean)
        return (meaning + self.words_share * taken_up) / (1.0 + self.words_share)

    def probability(self, likeness: float) -> float:
        """Return how probably an answer that is so much about its question answers it."""
        return 1.0 / (1.0 + exp(-(self.slope * likeness + self.shift)))


@dataclass(frozen=True)
class Manifest:
    id: str
    onnx_sha256: str
    tokenizer_sha256: str
    vocabulary_sha256: str
    languages: tuple[str, ...]
    min_words: int
    labels: Mapping[str, LabelHead]
    """By the name of the head: emotions, ekman, sentiment, strategies."""
    values: Mapping[str, ValueHead]
    """By the name of the head: courtesy, concern, distress, quality."""
    relevance: RelevanceHead

    @staticmethod
    def from_bytes(content: bytes) -> "Manifest":
        """Read a manifest.

        Raises:
            ScoringError: "model_unreadable" when it is no manifest of this format, "model_shape" when its labels are
                not those that this program knows.
        """
        try:
            return _manifest(json.loads(content))
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "manifest") from cause


def _manifest(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ScoringError("model_unreadable", "format")
    heads = data["heads"]
    return Manifest(
        id=str(data["id"]),
        onnx_sha256=str(data["onnx_sha256"]),
        tokenizer_sha256=str(data["tokenizer_sha256"]),
        vocabulary_sha256=str(data["vocabulary_sha256"]),
        languages=tuple(map(str, data["languages"])),
        min_words=int(data["min_words"]),
        labels={name: _label_head(name, heads[name]) for name in LABELS},
        values={name: _value_head(heads[name]) for name in VALUES},
        relevance=_relevance_head(heads["relevance"]),
    )


def _label_head(name: str, head: Any) -> LabelHead:
    labels = tuple(map(str, head["labels"]))
    slopes, shifts, thresholds = (_numbers(head[part]) for part in ("slopes", "shifts", "thresholds"))
    if labels != LABELS[name] or {len(slopes), len(shifts), len(thresholds)} != {len(labels)}:
        raise ScoringError("model_shape", name)
    return LabelHead(labels, slopes, shifts, thresholds)


def _value_head(head: Any) -> ValueHead:
    return ValueHead(*_numbers([head[part] for part in ("low", "high", "mean", "sd", "per_log_word")]))


def _relevance_head(head: Any) -> RelevanceHead:
    slope, shift, cut, words_share = _numbers([head[part] for part in ("slope", "shift", "cut", "words_share")])
    question_mean, answer_mean = (np.array(_numbers(head[part])) for part in ("question_mean", "answer_mean"))
    return RelevanceHead(slope, shift, cut, words_share, question_mean, answer_mean)


def _numbers(values: Any) -> tuple[float, ...]:
    numbers = tuple(map(float, values))
    if not all(map(isfinite, numbers)):
        raise ValueError("not a finite number")
    return numbers
