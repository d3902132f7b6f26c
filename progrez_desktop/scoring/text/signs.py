"""What a sentence may be a sign of, as chances: a linear table over its meaning and its words. From bytes.

The table was fitted on sentences that we wrote and labelled (calibration/evidence), for one answer model. It looks at
the meaning of a sentence, at that of the sentence before, and at which words and pairs of words stand in it.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.evidence import Part
from progrez_desktop.scoring.text.features import Token
from progrez_desktop.scoring.text.topic import TopicLimits

FORMAT = "progrez.evidence/1"
MEANING_WIDTH = 384
LATER_PARTS: tuple[Part, ...] = ("situation", "reason", "result", "reflection")
"""An action is told by its grammar (deeds.py), the other parts by the table."""

HARM, GENERAL = "harm", "general"
"""Besides skills and parts the table knows what harms somebody, and what is said in general or of oneself."""

_ENDING = re.compile("(?:ing|ed|es|s)$")
_SHORTEST = 6
"""Letters of a word that loses its ending."""

# Who is spoken of says nothing of a skill.
_ALIKE = {
    **dict.fromkeys(("he", "she"), "they"),
    **dict.fromkeys(("him", "her", "his", "hers", "their", "theirs"), "them"),
    **dict.fromkeys(("himself", "herself"), "themselves"),
}

Floats = NDArray[np.float64]
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Signs:
    """Raw outputs of the table for one sentence, by column."""

    values: Mapping[str, float]

    def __getitem__(self, column: str) -> float:
        return self.values[column]


@dataclass(frozen=True)
class Limits:
    """From which chance on something is said, and up to which a skill counts as not addressed.

    Between `doubt` and `shown` a deed may well be there, and nothing is said.
    """

    shown: float
    doubt: float
    opposite: float
    spoken: float
    none: float
    part: float
    certainty: float


class SignTable:
    """A loaded table. Make one with from_bytes."""

    def __init__(self, data: Mapping[str, Any], table: Floats) -> None:
        self.onnx_sha256: str = data["onnx_sha256"]
        self.columns: tuple[str, ...] = tuple(data["columns"])
        self.features: tuple[str, ...] = tuple(data["features"])
        self.shown: Weights = data["shown"]
        self.opposite: Weights = data["opposite"]
        self.spoken: Weights = data["spoken"]
        self.parts: Mapping[str, Weights] = data["parts"]
        self.limits = Limits(**data["limits"])
        self.topic = TopicLimits(**data["topic"])
        self._certainty: Mapping[str, Sequence[float]] = data["certainty"]
        self._index = {feature: number for number, feature in enumerate(self.features)}
        self._meaning, self._before, self._words = np.split(table, [MEANING_WIDTH, 2 * MEANING_WIDTH])
        self._biases = np.array(data["biases"], float)

    @staticmethod
    def from_bytes(content: bytes) -> "SignTable":
        """Read resources/model/evidence.json.

        Raises:
            ScoringError: "model_unreadable" when it is no such table, "model_shape" when its parts don't fit.
        """
        try:
            data = json.loads(content)
            if data["format"] != FORMAT:
                raise ScoringError("model_unreadable", "evidence")
            return SignTable(data, _table(data))
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "evidence") from cause

    @property
    def skills(self) -> frozenset[str]:
        return frozenset(self.columns) - {HARM, GENERAL, *LATER_PARTS}

    def read(self, tokens: Sequence[Token], meaning: Floats, before: Floats | None) -> Signs:
        """Return the signs of a sentence.

        Args:
            tokens: Of the sentence.
            meaning: Of unit length.
            before: The meaning of the sentence before; None at the beginning.
        """
        total = self._biases + meaning @ self._meaning
        if before is not None:
            total = total + before @ self._before
        known = [self._index[feature] for feature in sign_features(tokens) if feature in self._index]
        if known:
            total = total + self._words[known].sum(axis=0) / sqrt(len(known))
        return Signs(dict(zip(self.columns, total.tolist(), strict=True)))

    def word_effects(self, tokens: Sequence[Token], column: str) -> Mapping[str, float]:
        """Return what each word adds to a column by itself, exactly; of a pair each word has half the share."""
        place, shares = self.columns.index(column), dict[str, float]()
        known = [feature for feature in sign_features(tokens) if feature in self._index]
        for feature in known:
            words = feature.split(" ")
            effect = float(self._words[self._index[feature], place]) / sqrt(len(known))
            for word in words:
                shares[word] = shares.get(word, 0.0) + effect / len(words)
        return {token.form: shares.get(stem(token.form), 0.0) for token in tokens if token.is_word}

    def certainty(self, kind: str, chance: float) -> float:
        """Return how often a level of this kind, told with this chance, was that of the person who rated."""
        slope, shift = self._certainty[kind]
        return logistic(slope * logit(chance) + shift)


def sign_features(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words without their endings, and the pairs of neighbours."""
    stems = [stem(token.form) for token in tokens if token.is_word]
    return frozenset(stems) | {f"{first} {second}" for first, second in pairwise(stems)}


def stem(form: str) -> str:
    form = _ALIKE.get(form, form)
    return _ENDING.sub("", form) if len(form) >= _SHORTEST else form


def logistic(value: float) -> float:
    return 1.0 / (1.0 + exp(-min(max(value, -40.0), 40.0)))


def logit(chance: float) -> float:
    kept = min(max(chance, 1e-6), 1.0 - 1e-6)
    return log(kept / (1.0 - kept))


def _table(data: Mapping[str, Any]) -> Floats:
    columns, rows = len(data["columns"]), 2 * MEANING_WIDTH + len(data["features"])
    steps = base64.b64decode(data["table"], validate=True)
    fits = len(steps) == rows * columns and len(data["scales"]) == len(data["biases"]) == columns
    named = {HARM, GENERAL, *LATER_PARTS} <= set(data["columns"]) and set(data["parts"]) == set(LATER_PARTS)
    if not fits or not named or len(set(data["features"])) != len(data["features"]):
        raise ScoringError("model_shape", "evidence")
    if not all(map(isfinite, [*data["scales"], *data["biases"]])):
        raise ScoringError("model_unreadable", "evidence")
    return np.asarray(np.frombuffer(steps, np.int8).reshape(rows, columns) * np.array(data["scales"], float))
