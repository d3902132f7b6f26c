"""The labelled texts that the model is trained and measured on: read from files, with licence and source."""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, rankdata

from calibration.text_model.sources import INTERVIEWS, SOURCES
from progrez_desktop.scoring.text.features import count_words
from progrez_desktop.scoring.text.manifest import LABELS

Floats = NDArray[np.float64]

QUALITY_DEV_TOPICS = 4
"""Arguments are told apart by topic, the last topics by the alphabet being the development rows."""


@dataclass(frozen=True)
class Labelled:
    """Texts with zeros and ones per label: one array (texts, labels) per head, by the head's name."""

    texts: list[str]
    labels: dict[str, Floats]


@dataclass(frozen=True)
class Rated:
    """Texts with numbers each, (texts,) per head, and a group (the writer, the topic) where texts belong together."""

    texts: list[str]
    values: dict[str, Floats]
    groups: list[str]


@dataclass(frozen=True)
class Corpora:
    emotions: Labelled
    emotions_dev: Labelled
    strategies: Labelled
    strategies_dev: Labelled
    courtesy: Rated
    courtesy_dev: Rated
    essays: Rated
    essays_dev: Rated
    quality: Rated
    quality_dev: Rated

    def texts(self, name: str) -> list[str]:
        """Return the texts of one set by the name of its field."""
        found: Labelled | Rated = getattr(self, name)
        return found.texts


def read_corpora(data: Path) -> Corpora:
    """Read the sets from the folder `data` into training rows and development rows."""
    folder = data / "goemotions"
    groups = json.loads((folder / "labels.json").read_bytes())
    if tuple(groups["labels"]) != LABELS["emotions"]:
        raise ValueError("labels.json names other emotions than the program")
    polite = list(rows_of_file(data / "stanford_politeness" / "train_dev.csv.gz"))
    essays = list(rows_of_file(data / "empathic_reactions" / "train_dev.csv.gz"))
    talk = [row for row in rows_of_file(data / "casino_negotiation" / "utterances.csv.gz") if row["strategies"]]
    quality, quality_dev = _arguments(list(rows_of_file(data / "ukp_convarg1_rank" / "all.csv.gz")))
    courtesy = {"courtesy": "score"}
    feelings = {"concern": "empathy", "distress": "distress"}
    return Corpora(
        emotions=_emotions(folder / "train.csv.gz", groups),
        emotions_dev=_emotions(folder / "dev.csv.gz", groups),
        strategies=_strategies(talk, ("train",)),
        strategies_dev=_strategies(talk, ("valid", "test")),
        courtesy=_rated(polite, "train", "text", courtesy, "id"),
        courtesy_dev=_rated(polite, "dev", "text", courtesy, "id"),
        essays=_rated(essays, "train", "essay", feelings, "rid"),
        essays_dev=_rated(essays, "dev", "essay", feelings, "rid"),
        quality=quality,
        quality_dev=quality_dev,
    )


def joined(first: Rated, second: Rated) -> Rated:
    values = {name: np.concatenate([first.values[name], second.values[name]]) for name in first.values}
    return Rated(first.texts + second.texts, values, first.groups + second.groups)


def held_apart(labels: Floats, share: int = 10) -> NDArray[np.bool_]:
    """Return which rows to keep apart for calibration: one in `share`, of each label alike, the rarest labels first."""
    counts = labels.sum(axis=0)
    rarest = np.where(labels > 0, counts, np.inf).min(axis=1)
    apart = np.zeros(len(labels), dtype=bool)
    apart[np.argsort(rarest, kind="stable")[share // 2 :: share]] = True
    return apart


def interview_texts(data: Path, splits: Sequence[str]) -> list[tuple[str, str]]:
    """Return (question, answer) of the interviews in these splits; no writer is in two of them."""
    rows = rows_of_file(data / "siop2024_interview_answers" / "all.csv.gz")
    return [(row["question"], row["answer"]) for row in rows if row["split"] in splits]


def sums(data: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that is read, by folder/name."""
    paths = [f"{source.folder}/{name}" for source in (*SOURCES, INTERVIEWS) for name in source.files]
    return {path: hashlib.sha256((data / path).read_bytes()).hexdigest() for path in paths}


def rows_of_file(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _emotions(path: Path, groups: Any) -> Labelled:
    rows = list(rows_of_file(path))
    emotions = np.zeros((len(rows), len(LABELS["emotions"])))
    for number, row in enumerate(rows):
        emotions[number, [int(label) for label in row["labels"].split(",")]] = 1.0
    labels = {"emotions": emotions}
    for head in ("ekman", "sentiment"):
        members = [[LABELS["emotions"].index(name) for name in groups[head][group]] for group in LABELS[head]]
        labels[head] = np.stack([emotions[:, columns].max(axis=1) for columns in members], axis=1)
    return Labelled([row["text"] for row in rows], labels)


def _strategies(rows: Sequence[dict[str, str]], splits: tuple[str, ...]) -> Labelled:
    kept = [row for row in rows if row["split"] in splits]
    found = [set(row["strategies"].split(",")) for row in kept]
    labels = np.array([[float(label in some) for label in LABELS["strategies"]] for some in found])
    return Labelled([row["text"] for row in kept], {"strategies": labels})


def _rated(rows: list[dict[str, str]], split: str, text: str, values: dict[str, str], group: str) -> Rated:
    kept = [row for row in rows if row["split"] == split]
    numbers = {head: np.array([float(row[column]) for row in kept]) for head, column in values.items()}
    return Rated([row[text] for row in kept], numbers, [row[group] for row in kept])


def _arguments(rows: list[dict[str, str]]) -> tuple[Rated, Rated]:
    """Return arguments with their rank within topic and stance, in standard deviations, less what length explains."""
    rows = sorted(rows, key=lambda row: (row["topic"], row["stance"], row["id"]))
    standing: list[float] = []
    for _, group in groupby(rows, key=lambda row: (row["topic"], row["stance"])):
        ranks = rankdata([float(row["rank"]) for row in group])
        standing += norm.ppf((ranks - 0.5) / len(ranks)).tolist()
    dev_topics = sorted({row["topic"] for row in rows})[-QUALITY_DEV_TOPICS:]
    is_dev = np.array([row["topic"] in dev_topics for row in rows])
    length = np.log([max(1, count_words(row["argument"])) for row in rows])
    slope, level = np.polyfit(length[~is_dev], np.array(standing)[~is_dev], 1)
    rest = np.array(standing) - slope * length - level

    def part(chosen: NDArray[np.bool_]) -> Rated:
        kept = [row for row, is_in in zip(rows, chosen, strict=True) if is_in]
        groups = [f"{row['topic']}/{row['stance']}" for row in kept]
        return Rated([row["argument"] for row in kept], {"quality": rest[chosen]}, groups)

    return part(~is_dev), part(is_dev)
