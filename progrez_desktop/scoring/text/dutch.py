"""The tone of a Dutch text, out of runs of letters: emotions and sentiment, in beta. Verified bytes in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PLUTCHIK: tuple[str, ...] = (*("anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"),)


@dataclass(frozen=True)
class DutchReading:
    """Probabilities by label, each by itself, and which of them reach their threshold. Beta: see dutch.card.md."""

    emotions: Mapping[str, float]
    emotions_present: tuple[str, ...]
    sentiment: Mapping[str, float]
    """positive, negative, ambiguous; there were no neutral Dutch lines to learn from."""
    sentiment_present: tuple[str, ...]


class DutchTone:
    """A loaded model. Make one with from_bytes."""

    @staticmethod
    def from_bytes(table: bytes, manifest: bytes) -> "DutchTone":
        """Load resources/model/dutch.table and dutch.json, after the table was held against the hash in the manifest.

        Raises:
            ScoringError: "model_changed", "model_unreadable" or "model_shape".
        """
        raise NotImplementedError

    def read(self, text: str, start: int = 0, end: int | None = None) -> DutchReading:
        """Say how text[start:end] sounds: a sentence or a passage of at most 30 words reads best."""
        raise NotImplementedError


def overlap(text: str, definitions: Sequence[str]) -> float:
    """Return how far a sentence shares its runs of letters with the closest of some definition sentences, 0 to 1."""
    raise NotImplementedError
