"""How much an English sentence sounds like its writer's own health, distress or abuse: one small table. From bytes.

It stands beside the lists of sensitive.py, which know terms and phrases: people say the same in words that no list has.
It is told from the meaning of the sentence and its words. Fitted on sentences that we wrote (calibration/evidence).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import Token
from progrez_desktop.scoring.text.signs import MEANING_WIDTH, sign_features

FORMAT = "progrez.private/2"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PrivateTable:
    """What tells a private sentence from one about work; fitted for one answer model and no other.

    Args:
        onnx_sha256: Of that model.
        words: What each word or pair of words adds to a sentence that has it alone.
        meaning: What each direction of meaning adds.
        bias: What every sentence has, less the cut.
    """

    onnx_sha256: str
    words: Mapping[str, float]
    meaning: Floats
    bias: float

    @staticmethod
    def from_bytes(content: bytes) -> "PrivateTable":
        """Read resources/model/private.json.

        Raises:
            ScoringError: "model_unreadable" when it is no such file, "model_shape" when its parts don't fit.
        """
        try:
            data = json.loads(content)
            if data["format"] != FORMAT:
                raise ScoringError("model_unreadable", "private")
            return _table(data)
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "private") from cause

    def sounds_private(self, tokens: Sequence[Token], meaning: Floats) -> bool:
        """Whether a sentence with these words and this meaning, of unit length, lies beyond the cut."""
        known = [self.words[feature] for feature in sorted(sign_features(tokens)) if feature in self.words]
        return self.bias + sum(known) / sqrt(max(1, len(known))) + float(meaning @ self.meaning) > 0.0


def _table(data: Mapping[str, Any]) -> PrivateTable:
    features, weights = data["features"], [float(weight) for weight in data["weights"]]
    meaning, bias = np.array(data["meaning"], float), float(data["bias"])
    if len(features) != len(weights) or len(set(features)) != len(features) or meaning.shape != (MEANING_WIDTH,):
        raise ScoringError("model_shape", "private")
    if not all(map(isfinite, [*weights, *meaning.tolist(), bias])):
        raise ScoringError("model_unreadable", "private")
    return PrivateTable(str(data["onnx_sha256"]), dict(zip(features, weights, strict=True)), meaning, bias)
