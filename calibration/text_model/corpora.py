"""The labelled texts that the model is trained and measured on: read from files, with licence and source."""

import csv
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.manifest import LABELS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """One data set that may train a shipped model, and what its licence asks us to say."""

    folder: str
    files: tuple[str, ...]
    title: str
    licence: str
    credit: str
    texts: str


SOURCES = (
    Source(
        folder="goemotions",
        files=("train.csv.gz", "dev.csv.gz", "labels.json"),
        title="GoEmotions: A Dataset of Fine-Grained Emotions",
        licence="CC BY 4.0",
        credit="Demszky, Movshovitz-Attias, Ko, Cowen, Nemade and Ravi (2020), ACL. Google Research.",
        texts="English comments from Reddit, about 13 words each, labelled by at least three readers",
    ),
    Source(
        folder="stanford_politeness",
        files=("train_dev.csv.gz",),
        title="Stanford Politeness Corpus",
        licence="CC BY 4.0",
        credit="Danescu-Niculescu-Mizil, Sudhof, Jurafsky, Leskovec and Potts (2013), ACL.",
        texts="English requests among editors of Wikipedia and on Stack Exchange, rated by five readers",
    ),
    Source(
        folder="empathic_reactions",
        files=("train_dev.csv.gz",),
        title="Empathic Reactions",
        licence="CC BY 4.0",
        credit="Buechel, Buffone, Slaff, Ungar and Sedoc (2018), EMNLP.",
        texts="English essays of about 80 words on news stories, with what the writers said they felt",
    ),
)


@dataclass(frozen=True)
class Labelled:
    """Texts with zeros and ones per label: one array (texts, labels) per head, by the head's name."""

    texts: list[str]
    labels: dict[str, Floats]


@dataclass(frozen=True)
class Rated:
    """Texts with one number each, and a group (the writer) where a writer has several texts."""

    texts: list[str]
    values: Floats
    groups: list[str]


@dataclass(frozen=True)
class Corpora:
    emotions: Labelled
    emotions_dev: Labelled
    courtesy: Rated
    courtesy_dev: Rated
    concern: Rated
    concern_dev: Rated


def read_corpora(data: Path) -> Corpora:
    """Read the three sets from the folder `data` into training rows and development rows."""
    folder = data / "goemotions"
    groups = json.loads((folder / "labels.json").read_bytes())
    if tuple(groups["labels"]) != LABELS["emotions"]:
        raise ValueError("labels.json names other emotions than the program")
    polite = list(_rows(data / "stanford_politeness" / "train_dev.csv.gz"))
    essays = list(_rows(data / "empathic_reactions" / "train_dev.csv.gz"))
    return Corpora(
        emotions=_labelled(folder / "train.csv.gz", groups),
        emotions_dev=_labelled(folder / "dev.csv.gz", groups),
        courtesy=_rated(polite, "train", "text", "score", "id"),
        courtesy_dev=_rated(polite, "dev", "text", "score", "id"),
        concern=_rated(essays, "train", "essay", "empathy", "rid"),
        concern_dev=_rated(essays, "dev", "essay", "empathy", "rid"),
    )


def joined(first: Rated, second: Rated) -> Rated:
    values = np.concatenate([first.values, second.values])
    return Rated(first.texts + second.texts, values, first.groups + second.groups)


def sums(data: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that is read, by folder/name."""
    paths = [f"{source.folder}/{name}" for source in SOURCES for name in source.files]
    return {path: hashlib.sha256((data / path).read_bytes()).hexdigest() for path in paths}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _labelled(path: Path, groups: Any) -> Labelled:
    rows = list(_rows(path))
    emotions = np.zeros((len(rows), len(LABELS["emotions"])))
    for number, row in enumerate(rows):
        emotions[number, [int(label) for label in row["labels"].split(",")]] = 1.0
    labels = {"emotions": emotions}
    for head in ("ekman", "sentiment"):
        members = [[LABELS["emotions"].index(name) for name in groups[head][group]] for group in LABELS[head]]
        labels[head] = np.stack([emotions[:, columns].max(axis=1) for columns in members], axis=1)
    return Labelled([row["text"] for row in rows], labels)


def _rated(rows: list[dict[str, str]], split: str, text: str, value: str, group: str) -> Rated:
    kept = [row for row in rows if row["split"] == split]
    values = np.array([float(row[value]) for row in kept])
    return Rated([row[text] for row in kept], values, [row[group] for row in kept])
