"""Builds resources/model/letters.json: which letters follow each other, and which words are common, per language.

python -m calibration.letters --data ../shared/data            write
python -m calibration.letters --data ../shared/data --check    compare; exit 1 when a byte differs
"""

import argparse
import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.vocabulary import most_common
from calibration.xed import XED, lines_of, sums_of
from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import FORMAT, STEP, SYMBOLS, letters_of

OUT = Path(__file__).resolve().parents[1] / "resources" / "model" / "letters.json"
LANGUAGES = ("en", "nl")
COMMON_WORDS = 3000
LEAST_LINES = 3


def build(data: Path) -> bytes:
    """Return the contents of letters.json. The same lines give the same bytes."""
    table = {
        "format": FORMAT,
        "languages": {code: _language(data, code) for code in LANGUAGES},
        "trained_on": [{"title": XED.title, "licence": XED.licence, "credit": XED.credit}],
        "files_sha256": sums_of(data, *LANGUAGES),
    }
    return (json.dumps(table, ensure_ascii=False) + "\n").encode()


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
    content = build(options.data)
    if options.check:
        same = options.out.read_bytes() == content
        print("the same bytes" if same else f"differs: {options.out.name}")
        return 0 if same else 1
    options.out.write_bytes(content)
    print(f"{len(content):>9} {options.out.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
