"""What belongs to a text model besides its weights: hashes, labels, calibration, thresholds, languages. From bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.tone import EKMAN, EMOTIONS, SENTIMENTS

FORMAT = "progrez.text-model/1"

LABELS: Mapping[str, tuple[str, ...]] = {"emotions": EMOTIONS, "ekman": EKMAN, "sentiment": SENTIMENTS}
"""The heads that give one logit per label, in the order of the logits."""


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
    """A value and the quarters of what it gives on texts like those it learned from: the borders of its bands."""

    low: float
    high: float


@dataclass(frozen=True)
class Manifest:
    id: str
    onnx_sha256: str
    vocabulary_sha256: str
    languages: tuple[str, ...]
    min_words: int
    emotions: LabelHead
    ekman: LabelHead
    sentiment: LabelHead
    courtesy: ValueHead
    concern: ValueHead

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
        vocabulary_sha256=str(data["vocabulary_sha256"]),
        languages=tuple(map(str, data["languages"])),
        min_words=int(data["min_words"]),
        emotions=_label_head("emotions", heads),
        ekman=_label_head("ekman", heads),
        sentiment=_label_head("sentiment", heads),
        courtesy=_value_head(heads["courtesy"]),
        concern=_value_head(heads["concern"]),
    )


def _label_head(name: str, heads: Any) -> LabelHead:
    head = heads[name]
    labels = tuple(map(str, head["labels"]))
    slopes, shifts, thresholds = (_numbers(head[part]) for part in ("slopes", "shifts", "thresholds"))
    if labels != LABELS[name] or {len(slopes), len(shifts), len(thresholds)} != {len(labels)}:
        raise ScoringError("model_shape", name)
    return LabelHead(labels, slopes, shifts, thresholds)


def _value_head(head: Any) -> ValueHead:
    low, high = _numbers([head["low"], head["high"]])
    return ValueHead(low, high)


def _numbers(values: Any) -> tuple[float, ...]:
    numbers = tuple(map(float, values))
    if not all(map(isfinite, numbers)):
        raise ValueError("not a finite number")
    return numbers
