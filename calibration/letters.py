"""Builds resources/model/letters.*: which letters follow each other, and which words are common, per language.

python -m calibration.letters --data ../shared/data            write
python -m calibration.letters --data ../shared/data --check    compare; exit 1 when a byte differs
"""

import argparse
import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from string import ascii_lowercase
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.derived import keep
from calibration.measure import SEED
from calibration.vocabulary import most_common
from calibration.xed import XED, lines_of, sums_of
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import FORMAT, LEAST_USUAL, STEP, SYMBOLS, Letters, letters_of

OUT = Path(__file__).resolve().parents[1] / "resources" / "model"
LANGUAGES = ("en", "nl")
PIECE = 40
"""Words of a held-out text: lines joined to the length of a short answer."""

_CARD = """\
# Usual letters and words of English and Dutch: card

Two tables per language. One says how usual a letter is after the two before it; a text whose letters are very unusual
in both languages (below {cut} on average, in natural logarithms) is taken for random keys and not read. The other says
how rare each common word is; it weighs keywords. Neither says anything about a person, and neither feeds a score.

Made of {title}:
{texts}.
{credit}
Licence {licence}.

| | lines learned from | common words | usual letters of unseen text: median (lowest) |
| --- | --- | --- | --- |
{rows}

Unseen text is development and test lines, joined to {piece} words. Usual letters of 1,000 texts of random keys:
{keys:.2f} at most.
"""

COMMON_WORDS = 3000
LEAST_LINES = 3


def build(data: Path) -> dict[str, bytes]:
    """Return the contents of resources/model/letters.* by file name. The same lines give the same bytes."""
    table = {
        "format": FORMAT,
        "languages": {code: _language(data, code) for code in LANGUAGES},
        "trained_on": [{"title": XED.title, "licence": XED.licence, "credit": XED.credit}],
        "files_sha256": sums_of(data, *LANGUAGES),
    }
    content = (json.dumps(table, ensure_ascii=False) + "\n").encode()
    return {"letters.json": content, "letters.card.md": card_of(Letters.from_bytes(content), data).encode()}


def card_of(letters: Letters, data: Path) -> str:
    """Return the card, with figures measured on lines that the tables were not made of."""
    chance = np.random.default_rng(SEED)
    return _CARD.format(
        cut=LEAST_USUAL,
        title=XED.title,
        texts=XED.texts,
        credit=XED.credit,
        licence=XED.licence,
        piece=PIECE,
        rows="\n".join(_row(letters, data, code) for code in LANGUAGES),
        keys=max(_usual(letters, [_random_keys(chance) for _ in range(1000)])),
    )


def _row(letters: Letters, data: Path, code: str) -> str:
    lines = [*lines_of(data, code, "dev"), *lines_of(data, code, "test")]
    unseen = [word for line in lines for word in plain_words(line.text)]
    usual = _usual(letters, [unseen[first : first + PIECE] for first in range(0, len(unseen) - PIECE, PIECE)])
    learned = len(lines_of(data, code, "train"))
    return f"| {code} | {learned:,} | {len(letters.rarity[code]):,} | {median(usual):.2f} ({min(usual):.2f}) |"


def _random_keys(chance: np.random.Generator) -> list[str]:
    letters = list(ascii_lowercase)
    return ["".join(chance.choice(letters, size)) for size in chance.integers(2, 10, size=PIECE)]


def _usual(letters: Letters, texts: Sequence[Sequence[str]]) -> list[float]:
    return [usual for words in texts if (usual := letters.usual(words)) is not None]


def trigram_steps(lines: Sequence[Sequence[str]]) -> bytes:
    """Return steps below log probability 0 of every third symbol after two others.

    Counts of three are drawn towards those of two, and those towards those of one, so that nothing is impossible.
    """
    counts = np.zeros((SYMBOLS, SYMBOLS, SYMBOLS))
    for words in lines:
        codes = np.frombuffer(letters_of(words), np.uint8)
        np.add.at(counts, (codes[:-2], codes[1:-1], codes[2:]), 1)
    one = (counts.sum(axis=(0, 1)) + 1.0) / (counts.sum() + SYMBOLS)
    two = _drawn(counts.sum(axis=0), one, 5.0)
    three = _drawn(counts, two, 2.0)
    return np.minimum(255, np.rint(-np.log(three) / STEP)).astype(np.uint8).tobytes()


def _drawn(counts: NDArray[np.float64], towards: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = (counts + weight * towards) / (counts.sum(axis=-1, keepdims=True) + weight)
    return drawn


def _language(data: Path, code: str) -> dict[str, Any]:
    lines = [plain_words(line.text) for line in lines_of(data, code, "train")]
    words = most_common(lines, COMMON_WORDS, LEAST_LINES, digits=2)
    return {
        "trigrams": base64.b64encode(trigram_steps(lines)).decode(),
        "rarity": dict(zip(words.features, words.idf, strict=True)),
    }


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.letters", description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with xed_emotions")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    files = build(options.data)
    return keep({options.out / name: content for name, content in files.items()}, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
