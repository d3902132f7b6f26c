"""Fits and measures what tells a sentence of one's own health, distress or abuse from one about work.

It learns from private_sentences.json and from the sentences of our answers, all written by us. How often ordinary work
is taken for private is counted on whole answers: our own of the measuring half, and the SIOP 2024 interviews.
"""

import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from calibration.evidence.fitting import Floats, Meaning
from calibration.evidence.texts import HERE, read_answers, read_sentences
from progrez_desktop.scoring.text.features import sentences_of, tokens_of
from progrez_desktop.scoring.text.private import FORMAT, PrivateTable
from progrez_desktop.scoring.text.sensitive import is_of_oneself, is_sensitive
from progrez_desktop.scoring.text.signs import sign_features

SENTENCES = HERE / "private_sentences.json"
INTERVIEWS = HERE.parents[2] / "shared" / "data" / "siop2024_interview_answers" / "all.csv.gz"

PENALTY, MEANING_WEIGHT, LEAST = 3.0, 3.0, 2
OF_ORDINARY, OF_SOUNDING_LIKE_IT = 0.003, 0.06
"""So many sentences about work may lie beyond the cut when each is foretold without itself: of our answers, and of those
that were written to sound like it."""

_CARD = """\
# What is left unread: card

A text in which somebody writes of their own health, distress or abuse is left unread: no tone, no skills, a kind line to
its writer, and nothing to anybody else. That it was left unread for this reason is stored nowhere.

Two things look for it, sentence by sentence: lists of terms and phrases in both languages, where a term counts when it is
said of the writer; and for English a table of words and of meaning, for what the lists lack.

Written by us: {fit} sentences to learn from, and {measured} others, written after the lists were closed and only read.
The same people wrote both, so that real ones will be missed more often than these figures say.

| of single sentences | private, and seen | about work, much of it made to sound like it, and left alone |
| --- | --- | --- |
{rows}

| of whole answers about work | taken for private |
| --- | --- |
| our own, of the measuring half | {own} |
| interviews (SIOP 2024) | {interviews} |

Of these interviews some do tell of their writer's own illness. It misses what is said between the lines, and takes some
work for a secret. It is no diagnosis.
"""

_NAMES = {"en": "English", "nl": "Dutch"}


def build_private(onnx_sha256: str, meaning: Meaning) -> dict[str, bytes]:
    """Return the contents of resources/model/private.* by file name."""
    data = json.loads(SENTENCES.read_bytes())
    content = {
        "format": FORMAT,
        "onnx_sha256": onnx_sha256,
        "learned_from": hashlib.sha256(SENTENCES.read_bytes()).hexdigest(),
        **_fit(data["fit"]["en"], _ordinary(), meaning),
    }
    packed = (json.dumps(content, ensure_ascii=False) + "\n").encode()
    figures = private_figures(PrivateTable.from_bytes(packed), data["measure"], meaning)
    fit = sum(len(some) for parts in data["fit"].values() for some in parts.values())
    return {
        "private.json": packed,
        "private.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "private.card.md": _card(figures, fit).encode(),
    }


def private_figures(
    table: PrivateTable, measure: Mapping[str, Mapping[str, Sequence[str]]], meaning: Meaning
) -> dict[str, Any]:
    """Return how many texts are taken for private, of how many: by language and kind of sentence, and of answers."""
    counted: dict[str, Any] = {
        code: {kind: _counted(some, code, table, meaning) for kind, some in kinds.items()}
        for code, kinds in measure.items()
    }
    counted["answers"] = _counted([one.text for one in read_answers("measure")], "en", table, meaning)
    counted["interviews"] = _counted(_interviews(INTERVIEWS), "en", table, meaning)
    return counted


def is_private(text: str, code: str, table: PrivateTable, meaning: Meaning) -> bool:
    """Whether the product leaves a text in this language unread."""
    if is_sensitive(text):
        return True
    parts = [text[one.start : one.end] for one in sentences_of(text)]
    return code == "en" and any(
        is_of_oneself(part) and table.sounds_private(tokens_of(part), meaning(part)) for part in parts
    )


def _counted(texts: Sequence[str], code: str, table: PrivateTable, meaning: Meaning) -> dict[str, int]:
    return {"private": sum(is_private(text, code, table, meaning) for text in texts), "of": len(texts)}


def _fit(sentences: Mapping[str, Sequence[str]], ordinary: Sequence[str], meaning: Meaning) -> dict[str, Any]:
    own, like = len(sentences["own"]), len(sentences["work"])
    texts = [*sentences["own"], *sentences["work"], *ordinary]
    truth = np.where(np.arange(len(texts)) < own, 1.0, -1.0)
    documents = [sorted(sign_features(tokens_of(text))) for text in texts]
    seen = Counter(feature for document in documents for feature in document)
    features = sorted(feature for feature, times in seen.items() if times >= LEAST)
    meanings = MEANING_WEIGHT * np.array([meaning(text) for text in texts])
    weights, unseen = _ridge(np.hstack([_rows(documents, features), meanings, np.ones((len(texts), 1))]), truth)
    cut = max(
        float(np.quantile(unseen[own : own + like], 1.0 - OF_SOUNDING_LIKE_IT)),
        float(np.quantile(unseen[own + like :], 1.0 - OF_ORDINARY)),
    )
    return {
        "features": features,
        "weights": [round(float(weight), 4) for weight in weights[: len(features)]],
        "meaning": [round(float(MEANING_WEIGHT * weight), 4) for weight in weights[len(features) : -1]],
        "bias": round(float(weights[-1]) - cut, 4),
    }


def _rows(documents: Sequence[Sequence[str]], features: Sequence[str]) -> Floats:
    index = {feature: number for number, feature in enumerate(features)}
    rows = np.zeros((len(documents), len(features)))
    for row, document in zip(rows, documents, strict=True):
        known = [index[feature] for feature in document if feature in index]
        row[known] = 1.0 / max(1, len(known)) ** 0.5
    return rows


def _ridge(rows: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """Return the weights, and what each row would be foretold by the others (leaving one out by formula)."""
    inverse = cho_solve(cho_factor(rows @ rows.T + PENALTY * np.eye(len(rows))), np.eye(len(rows)))
    dual = inverse @ truth
    return rows.T @ dual, truth - dual / np.diag(inverse)


def _ordinary() -> list[str]:
    single = [one.text for one in read_sentences()]
    return [*single, *(one.text for answer in read_answers("fit") for one in answer.labelled)]


def _interviews(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [row["answer"] for row in csv.DictReader(file)]


def _card(figures: Mapping[str, Any], fit: int) -> str:
    languages = [code for code in _NAMES if code in figures]
    rows = []
    for code in languages:
        own, work = figures[code]["own"], figures[code]["work"]
        rows.append(
            f"| {_NAMES[code]} | {own['private']} of {own['of']} | {work['of'] - work['private']} of {work['of']} |"
        )
    measured = sum(one["of"] for code in languages for one in figures[code].values())
    said = {name: f"{figures[name]['private']} of {figures[name]['of']}" for name in ("answers", "interviews")}
    return _CARD.format(
        fit=fit, measured=measured, rows="\n".join(rows), own=said["answers"], interviews=said["interviews"]
    )
