"""Whether a text is made of words at all: how usual its letters are after each other, and how often it repeats."""

import base64
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.errors import ScoringError

FORMAT = "progrez.letters/1"

SYMBOLS = 27
"""The break between words is 0, a to z are 1 to 26."""

STEP = 0.05
"""Log probabilities are kept as whole steps of this many nats below 0."""

LEAST_USUAL = -3.8
"""Of 2,168 English answers one lay below -2.5, and it was no English; random keys lie below -4.4."""

MOST_REPEATED = 0.4
"""Of 2,168 English answers four lay above, all four copies of one passage."""

LEAST_LETTERS, LEAST_TRIPLES = 50, 10
"""Of less than this nothing is said: "hmm, pfff, ok" is short and no gibberish."""

_NO_LETTER = re.compile("[^a-z ]")
_CODES = bytes.maketrans(b" abcdefghijklmnopqrstuvwxyz", bytes(range(SYMBOLS)))


@dataclass(frozen=True)
class Letters:
    """What is usual in each language: three letters in a row, and words. Built by `python -m calibration.letters`."""

    trigrams: Mapping[str, bytes]
    """By language: steps below log probability 0 of the third letter after the first two, at (27 * a + b) * 27 + c."""
    rarity: Mapping[str, Mapping[str, float]]
    """By language: inverse document frequency of its common words, for keywords_of."""

    @staticmethod
    def from_bytes(content: bytes) -> "Letters":
        """Read resources/model/letters.json.

        Raises:
            ScoringError: "model_unreadable" when it is no such table.
        """
        try:
            data = json.loads(content)
            languages = data["languages"] if data["format"] == FORMAT else {}
            trigrams = {code: base64.b64decode(part["trigrams"]) for code, part in languages.items()}
            rarity = {
                code: {str(word): float(value) for word, value in part["rarity"].items()}
                for code, part in languages.items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as cause:
            raise ScoringError("model_unreadable", "letters") from cause
        if not trigrams or any(len(table) != SYMBOLS**3 for table in trigrams.values()):
            raise ScoringError("model_unreadable", "letters")
        return Letters(trigrams, rarity)

    def usual(self, words: Sequence[str]) -> float | None:
        """Return the mean log probability of the letters, in the language that fits them best.

        None for fewer than LEAST_LETTERS, and where less than half are Latin: of other scripts nothing is known.
        """
        codes = letters_of(words)
        latin = sum(map(bool, codes))
        if latin < LEAST_LETTERS or 2 * latin <= sum(map(len, words)):
            return None
        places = [(27 * a + b) * 27 + c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)]
        fewest = min(sum(table[place] for place in places) for table in self.trigrams.values())
        return -STEP * fewest / len(places)


def letters_of(words: Sequence[str]) -> bytes:
    """Return words as symbols with a break before, between and after them; accents and other signs fall away."""
    plain = _NO_LETTER.sub("", unicodedata.normalize("NFKD", f" {' '.join(words)} ").lower())
    return plain.encode().translate(_CODES)


def looks_random(words: Sequence[str], letters: Letters) -> bool:
    """Whether the words look like random keys."""
    usual = letters.usual(words)
    return usual is not None and usual < LEAST_USUAL


def is_repetition(words: Sequence[str]) -> bool:
    """Whether the words say the same again and again."""
    return repeated(words) > MOST_REPEATED


def repeated(words: Sequence[str]) -> float:
    """Return the share of word triples that already stood in the text; 0 for fewer than LEAST_TRIPLES."""
    triples = list(zip(words, words[1:], words[2:], strict=False))
    return 1.0 - len(set(triples)) / len(triples) if len(triples) >= LEAST_TRIPLES else 0.0
