"""The film lines of XED, English and Dutch, with their emotions: what the small tables of languages are made of."""

import csv
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from calibration.text_model.sources import Source

XED = Source(
    folder="xed_emotions",
    files=("en.csv.gz", "nl.csv.gz"),
    title="XED: A Multilingual Dataset for Sentiment Analysis and Emotion Detection",
    licence="CC BY 4.0",
    credit="Öhman, Pàmies, Kajava and Tiedemann (2020), COLING. Helsinki-NLP; lines from OpenSubtitles through OPUS.",
    texts="lines of films; the Dutch ones got their emotions from aligned lines in English and Finnish",
)


@dataclass(frozen=True)
class Line:
    text: str
    emotions: frozenset[str]


def lines_of(data: Path, language: str, split: str) -> list[Line]:
    """Return the "train", "dev" or "test" lines of "en" or "nl"."""
    with gzip.open(_file(data, language), "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split]
    return [Line(row["text"], frozenset(row["emotions"].split(";"))) for row in rows]


def sums_of(data: Path, *languages: str) -> dict[str, str]:
    """Return the SHA-256 of the files, by their names below `data`."""
    files = (_file(data, language) for language in languages)
    return {path.relative_to(data).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _file(data: Path, language: str) -> Path:
    return data / XED.folder / f"{language}.csv.gz"
