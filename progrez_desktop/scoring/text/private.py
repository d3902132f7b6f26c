"""How much a sentence sounds like somebody who writes of their own health, distress or abuse: two small tables. From bytes.

They stand beside the lists of sensitive.py, which know terms and phrases: people say the same in words that no list has.
English is told from the meaning of a sentence and its words, Dutch from words and runs of letters. Fitted on sentences
that we wrote (calibration/private.py).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.dutch import letter_runs
from progrez_desktop.scoring.text.features import Token
from progrez_desktop.scoring.text.signs import sign_features

FORMAT = "progrez.private/1"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PrivateTable:
    """The table of one language. Its output lies over 0 for what is private.

    Args:
        words: What each feature adds to a sentence that has it alone.
        meaning: What each direction of meaning adds; empty where the language has no encoder.
        bias: What every sentence has, less the cut.
    """

    words: Mapping[str, float]
    meaning: Floats
    bias: float

    def value(self, features: Sequence[str], meaning: Floats | None) -> float:
        known = [self.words[feature] for feature in features if feature in self.words]
        total = self.bias + sum(known) / sqrt(max(1, len(known)))
        return total + float(meaning @ self.meaning) if meaning is not None else total


@dataclass(frozen=True)
class PrivateTables:
    onnx_sha256: str
    english: PrivateTable
    dutch: PrivateTable

    @staticmethod
    def from_bytes(content: bytes) -> "PrivateTables":
        """Read resources/model/private.json.

        Raises:
            ScoringError: "model_unreadable" when it is no such file, "model_shape" when its parts don't fit.
        """
        try:
            data = json.loads(content)
            if data["format"] != FORMAT:
                raise ScoringError("model_unreadable", "private")
            return PrivateTables(str(data["onnx_sha256"]), _table(data["en"]), _table(data["nl"]))
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "private") from cause


def english_features(tokens: Sequence[Token]) -> list[str]:
    return sorted(sign_features(tokens))


def dutch_features(tokens: Sequence[Token]) -> list[str]:
    """Return the words and runs of letters of a sentence, each once."""
    forms = [token.form for token in tokens if token.is_word]
    pairs = [f"{first} {second}" for first, second in zip(forms, forms[1:], strict=False)]
    return sorted({*forms, *pairs, *(run for form in forms for run in letter_runs(form) if len(run) > 3)})


def _table(data: Mapping[str, Any]) -> PrivateTable:
    features, weights = data["features"], [float(weight) for weight in data["weights"]]
    meaning = np.array(data["meaning"], float)
    if len(features) != len(weights) or len(set(features)) != len(features):
        raise ScoringError("model_shape", "private")
    if not all(map(isfinite, [*weights, *meaning.tolist(), float(data["bias"])])):
        raise ScoringError("model_unreadable", "private")
    return PrivateTable(dict(zip(features, weights, strict=True)), meaning, float(data["bias"]))
