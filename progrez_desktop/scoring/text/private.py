"""How much a sentence sounds like its writer's own health, distress or abuse: a small table a language. From bytes.

They stand beside the lists of sensitive.py, which know terms and phrases: people say the same in words that no list
has. English is told from words and the meaning of the sentence, Dutch from words and how they begin and end. Fitted
mostly on sentences that we wrote (calibration/evidence).
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import sentences_of, tokens_of
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.sensitive import is_of_oneself
from progrez_desktop.scoring.text.signs import MEANING_WIDTH, sign_features

if TYPE_CHECKING:
    from progrez_desktop.scoring.text.looks import Looks

FORMAT = "progrez.private/1"

MOST_SENTENCES = 120
"""So many are looked at; the lists look at all."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PrivateTable:
    """What tells a private sentence of one language from another one.

    Args:
        words: What each feature adds to a sentence that has it alone.
        meaning: What each direction of meaning adds; empty for a language without an encoder.
        bias: What every sentence has, less the cut.
    """

    words: Mapping[str, float]
    meaning: Floats
    bias: float

    def sounds_private(self, features: Collection[str], meaning: Floats | None = None) -> bool:
        """Whether a sentence with these features, and this meaning of unit length, lies beyond the cut."""
        known = [self.words[feature] for feature in sorted(features) if feature in self.words]
        total = self.bias + sum(known) / sqrt(max(1, len(known)))
        return (total if meaning is None else total + float(meaning @ self.meaning)) > 0.0


@dataclass(frozen=True)
class PrivateTables:
    """English was fitted for the answer model with this hash and no other."""

    onnx_sha256: str
    english: PrivateTable
    dutch: PrivateTable

    def speaks_in_english(self, text: str, looks: "Looks") -> bool:
        """Whether a sentence of an English text sounds private."""
        return any(
            is_of_oneself(part) and self.english.sounds_private(english_features(part), looks.at(start, end).meaning)
            for start, end, part in _parts(text)
        )

    def speaks_in_dutch(self, text: str) -> bool:
        """Whether a sentence of a Dutch text sounds private."""
        return any(
            is_of_oneself(part) and self.dutch.sounds_private(dutch_features(part)) for _, _, part in _parts(text)
        )

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
            return PrivateTables(str(data["onnx_sha256"]), _table(data["en"], MEANING_WIDTH), _table(data["nl"], 0))
        except ScoringError:
            raise
        except (ValueError, KeyError, TypeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "private") from cause


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    for sentence in sentences_of(text)[:MOST_SENTENCES]:
        yield sentence.start, sentence.end, text[sentence.start : sentence.end]


def english_features(text: str) -> frozenset[str]:
    return sign_features(tokens_of(text))


def dutch_features(text: str) -> frozenset[str]:
    """Return the words of a sentence and how they begin and end: Dutch joins words, and no list has them all."""
    words = plain_words(text)
    begins = {f"{word[:length]}+" for word in words for length in (4, 5) if len(word) >= length}
    return frozenset(words) | begins | {f"+{word[-5:]}" for word in words if len(word) >= 7}


def _table(data: Mapping[str, Any], width: int) -> PrivateTable:
    features, weights = data["features"], [float(weight) for weight in data["weights"]]
    meaning, bias = np.array(data["meaning"], float), float(data["bias"])
    if len(features) != len(weights) or len(set(features)) != len(features) or meaning.shape != (width,):
        raise ScoringError("model_shape", "private")
    if not all(map(isfinite, [*weights, *meaning.tolist(), bias])):
        raise ScoringError("model_unreadable", "private")
    return PrivateTable(dict(zip(features, weights, strict=True)), meaning, bias)
