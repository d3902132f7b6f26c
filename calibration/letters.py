"""Builds resources/model/letters.json: which letters follow each other, and which words are common, per language.

python -m calibration.letters --data ../shared/data            write
python -m calibration.letters --data ../shared/data --check    compare; exit 1 when a byte differs
"""

import argparse
import base64
import csv
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.folding import plain_words
from progrez_desktop.scoring.text.gibberish import FORMAT, STEP, SYMBOLS, letters_of

OUT = Path(__file__).resolve().parents[1] / "resources" / "model" / "letters.json"
LINES = {"en": "xed_emotions/en.csv.gz", "nl": "xed_emotions/nl.csv.gz"}
CREDIT = {
    "title": "XED, the English and Dutch lines of films (training rows)",
    "licence": "CC BY 4.0",
    "credit": "Öhman, Pàmies, Kajava & Tiedemann (2020), XED, COLING. Helsinki-NLP/XED",
}
COMMON_WORDS = 3000
LEAST_LINES = 3


def build(data: Path) -> bytes:
    """Return the contents of letters.json. The same lines give the same bytes."""
    table = {
        "format": FORMAT,
        "languages": {code: _language(_training_lines(data / name)) for code, name in LINES.items()},
        "trained_on": [CREDIT],
        "files_sha256": {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in LINES.values()},
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


def rarity(lines: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return ln((1 + N) / (1 + n)) + 1 of the words that are in most lines; ties go by the alphabet."""
    frequency = Counter(word for words in lines for word in set(words))
    common = sorted(frequency, key=lambda word: (-frequency[word], word))[:COMMON_WORDS]
    return {
        word: round(log((1 + len(lines)) / (1 + frequency[word])) + 1.0, 2)
        for word in common
        if frequency[word] >= LEAST_LINES
    }


def _drawn(counts: NDArray[np.float64], towards: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    drawn: NDArray[np.float64] = (counts + weight * towards) / (counts.sum(axis=-1, keepdims=True) + weight)
    return drawn


def _language(lines: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"trigrams": base64.b64encode(trigram_steps(lines)).decode(), "rarity": rarity(lines)}


def _training_lines(path: Path) -> list[tuple[str, ...]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [plain_words(row["text"]) for row in csv.DictReader(file) if row["split"] == "train"]


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
