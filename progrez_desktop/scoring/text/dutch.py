"""The tone of a Dutch text, out of words and runs of letters: emotions and sentiment, in beta. Verified bytes in."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import (
    MAX_CHARACTERS,
    Token,
    passages,
    sentences_of,
    tokens_of,
    weigh,
    word_features,
)
from progrez_desktop.scoring.text.manifest import LabelHead
from progrez_desktop.scoring.text.stop_words import STOP_WORDS
from progrez_desktop.scoring.text.together import mean, stronger_half

FORMAT = "progrez.dutch-tone/1"

RUNS = range(2, 6)
"""Letters of a run; the edges of a word count as letters."""

PLUTCHIK: tuple[str, ...] = ("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust")
SENTIMENTS: tuple[str, ...] = ("positive", "negative", "ambiguous")
LABELS: Mapping[str, tuple[str, ...]] = {"emotions": PLUTCHIK, "sentiment": SENTIMENTS}
"""The heads in the order of the table's columns."""


@dataclass(frozen=True)
class DutchReading:
    """Probabilities by label, each by itself, and which of them reach their threshold. Beta: see dutch.card.md.

    Of an emotion, the mean of the stronger half of the sentences; of a sentiment, the mean over all words.
    """

    emotions: Mapping[str, float]
    emotions_present: tuple[str, ...]
    sentiment: Mapping[str, float]
    """positive, negative and ambiguous; there were no neutral Dutch lines to learn from."""
    sentiment_present: tuple[str, ...]

    @property
    def sentiment_label(self) -> str:
        """The likeliest sentiment that is present; "neutral" where none is."""
        return max(self.sentiment_present, key=self.sentiment.__getitem__, default="neutral")


class DutchTone:
    """A loaded model. Make one with from_bytes; a reading is a sum over features, and takes milliseconds."""

    def __init__(self, table: NDArray[np.float32], biases: NDArray[np.float32], manifest: Mapping[str, Any]) -> None:
        self.sha256: str = manifest["table_sha256"]
        self._table = table
        self._biases = biases
        self._index = {feature: number for number, feature in enumerate(manifest["features"])}
        self._idf: Sequence[float] = manifest["idf"]
        self._unheard = frozenset(manifest["unheard"])
        self._heads = {name: _head(name, manifest["heads"][name]) for name in LABELS}

    @staticmethod
    def from_bytes(table: bytes, manifest: bytes) -> "DutchTone":
        """Load resources/model/dutch.table and dutch.json, after the table was held against the hash in the manifest.

        Raises:
            ScoringError: "model_changed": the table is cut or altered. "model_unreadable": the manifest is none.
                "model_shape": they don't fit each other or this program.
        """
        try:
            data = json.loads(manifest)
            if data["format"] != FORMAT:
                raise ScoringError("model_unreadable", "format")
            if hashlib.sha256(table).hexdigest() != data["table_sha256"]:
                raise ScoringError("model_changed", "dutch")
            return DutchTone(*_numbers(table, data), data)
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "dutch") from cause

    def read(self, text: str, start: int = 0, end: int | None = None) -> DutchReading:
        """Say how text[start:end] sounds, sentence by sentence; only its first MAX_CHARACTERS are read."""
        part = text[start:end][:MAX_CHARACTERS]
        cut = [one.tokens for sentence in sentences_of(part) for one in passages([sentence])] or [()]
        read = [self._probabilities(tokens) for tokens in cut]
        sizes = [max(1, len(tokens)) for tokens in cut]
        emotions = {label: stronger_half(p[label] for p in read) for label in PLUTCHIK}
        sentiment = {label: mean([p[label] for p in read], sizes) for label in SENTIMENTS}
        return DutchReading(
            emotions=emotions,
            emotions_present=_present(self._heads["emotions"], emotions),
            sentiment=sentiment,
            sentiment_present=_present(self._heads["sentiment"], sentiment),
        )

    def logits(self, tokens: Sequence[Token]) -> NDArray[np.float32]:
        """Return the raw output of every column for one sentence: a constant, and the sum of what its features add."""
        ids, weights = weigh(dutch_features(tokens, self._unheard), self._index, self._idf)
        total: NDArray[np.float32] = self._biases + np.array(weights, np.float32) @ self._table[ids]
        return total

    def _probabilities(self, tokens: Sequence[Token]) -> dict[str, float]:
        logits = iter(self.logits(tokens).tolist())
        return {
            label: 1.0 / (1.0 + exp(-(slope * next(logits) + shift)))
            for head in self._heads.values()
            for label, slope, shift in zip(head.labels, head.slopes, head.shifts, strict=True)
        }


def dutch_features(tokens: Sequence[Token], unheard: Collection[str] = ()) -> list[str]:
    """Return the words, pairs and runs of letters of a sentence, as if the words in `unheard` did not stand there."""
    heard = [token for token in tokens if token.form not in unheard]
    return word_features(heard) + [run for token in heard if token.is_word for run in letter_runs(token.form)]


def letter_runs(word: str) -> list[str]:
    """Return the runs of RUNS letters of a word, with "_" for its edges and "~" before each: "~_de", "~de_"."""
    edged = f"_{word}_"
    return [f"~{edged[at : at + size]}" for size in RUNS for at in range(len(edged) - size + 1)]


def overlap(text: str, definitions: Sequence[str]) -> float:
    """Return how far a sentence shares runs of letters with the closest of some definition sentences, 0 to 1.

    Small words are left out. The measure is the cosine of the two sets of runs (Ochiai's coefficient).
    """
    mine = _telling_runs(text)
    return max((_cosine(mine, _telling_runs(definition)) for definition in definitions), default=0.0)


def _telling_runs(text: str) -> frozenset[str]:
    words = (token.form for token in tokens_of(text[:MAX_CHARACTERS]) if token.is_word)
    return frozenset(run for word in words if word not in STOP_WORDS["nl"] for run in letter_runs(word) if len(run) > 4)


def _cosine(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


def _numbers(table: bytes, data: Mapping[str, Any]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    columns = sum(map(len, LABELS.values()))
    sizes = [len(data["features"]), len(set(data["features"])), len(data["idf"]), len(table) / columns]
    if set(sizes) != {len(data["features"])} or {len(data["scales"]), len(data["biases"])} != {columns}:
        raise ScoringError("model_shape", "dutch")
    _finite([*data["idf"], *data["scales"], *data["biases"]])
    steps = np.frombuffer(table, np.int8).reshape(-1, columns)
    return steps.astype(np.float32) * np.array(data["scales"], np.float32), np.array(data["biases"], np.float32)


def _head(name: str, head: Mapping[str, Any]) -> LabelHead:
    slopes, shifts, thresholds = (tuple(map(float, head[part])) for part in ("slopes", "shifts", "thresholds"))
    if tuple(head["labels"]) != LABELS[name] or {len(slopes), len(shifts), len(thresholds)} != {len(LABELS[name])}:
        raise ScoringError("model_shape", name)
    _finite([*slopes, *shifts, *thresholds])
    return LabelHead(LABELS[name], slopes, shifts, thresholds)


def _finite(values: Sequence[float]) -> None:
    if not all(map(isfinite, values)):
        raise ValueError("not a finite number")


def _present(head: LabelHead, p: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(label for label, least in zip(head.labels, head.thresholds, strict=True) if p[label] >= least)
