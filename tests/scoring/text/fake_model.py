"""A model without weights: its meaning of a text is which words it has, and a few words sound like something."""

import hashlib
from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.features import tokens_of, word_features
from progrez_desktop.scoring.text.manifest import (
    COLUMN_COUNT,
    COLUMNS,
    LABELS,
    VALUES,
    LabelHead,
    Manifest,
    RelevanceHead,
    ValueHead,
)
from progrez_desktop.scoring.text.model import Look, Sight, TextModel

SOUNDS: Mapping[str, Mapping[tuple[str, str | None], float]] = {
    "happy": {("emotions", "joy"): 3.0, ("ekman", "joy"): 3.0, ("sentiment", "positive"): 3.0},
    "grateful": {("emotions", "gratitude"): 2.0, ("ekman", "joy"): 2.0, ("sentiment", "positive"): 2.0},
    "angry": {("emotions", "anger"): 3.0, ("ekman", "anger"): 3.0, ("sentiment", "negative"): 3.0},
    "please": {("courtesy", None): 1.5},
}
"""What a word adds to a head or label, however long the text is."""

SHA256 = "fa" * 32


def _label_head(name: str) -> LabelHead:
    n = len(LABELS[name])
    return LabelHead(LABELS[name], (1.0,) * n, (-2.0,) * n, (0.5,) * n)


MANIFEST = Manifest(
    id="fake",
    onnx_sha256=SHA256,
    tokenizer_sha256="0" * 64,
    vocabulary_sha256="0" * 64,
    languages=("en",),
    min_words=25,
    labels={name: _label_head(name) for name in LABELS},
    values={name: ValueHead(-0.5, 0.5, 0.0, 1.0) for name in VALUES},
    relevance=RelevanceHead(
        slope=20.0, shift=-2.0, cut=0.05, words_share=0.0, question_mean=np.zeros(384), answer_mean=np.zeros(384)
    ),
)


class FakeModel(TextModel):
    """Counts how often it was asked, so that a test can see what is looked at twice."""

    def __init__(self) -> None:
        self.manifest = MANIFEST
        self.looked: list[str] = []

    def named_in(self, question: str) -> frozenset[str]:
        return frozenset()

    def taken_up(self, question: str, answer: str) -> float:
        return 0.0

    def look(self, text: str, start: int = 0, end: int | None = None, spared: frozenset[str] = frozenset()) -> Look:
        part = text[start:end]
        self.looked.append(part)
        words = [token.form for token in tokens_of(part) if token.is_word]
        features = [feature for feature in dict.fromkeys(word_features(tokens_of(part))) if feature in SOUNDS]
        effects = np.array([_effects(feature) for feature in features]).reshape(-1, COLUMN_COUNT)
        total = effects.sum(axis=0)
        heads = {name: tuple(map(float, total[columns])) for name, columns in COLUMNS.items()}
        return Look(lambda: Sight(heads, heads, heads, tuple(features), effects), lambda: _meaning(words))


def _effects(feature: str) -> NDArray[np.float64]:
    row = np.zeros(COLUMN_COUNT)
    for (head, label), effect in SOUNDS[feature].items():
        row[COLUMNS[head].start + (LABELS[head].index(label) if label else 0)] = effect
    return row


def _meaning(words: list[str]) -> NDArray[np.float64]:
    vector = np.sum([_direction(word) for word in words] or [_direction("")], axis=0)
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length) if length else _direction("")


@cache
def _direction(word: str) -> NDArray[np.float64]:
    """Return a direction of its own for each word; those of two words are nearly at right angles."""
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:8])
    vector = np.random.default_rng(seed).normal(size=384)
    return np.asarray(vector / np.linalg.norm(vector))
