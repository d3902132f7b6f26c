"""Fits and measures what tells a sentence of one's own health, distress or abuse from one about work.

It learns from private_sentences.json and the sentences of our answers, all written by us, and for Dutch from
lines of films (XED, CC BY 4.0), as an example of what is not private. How often ordinary work
is taken for private is counted on whole answers: our own of the measuring half, and the SIOP 2024 interviews.
"""

import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from calibration.evidence.fitting import Floats, Meaning
from calibration.evidence.resources import questions
from calibration.evidence.texts import HERE, read_answers, read_sentences
from progrez_desktop.scoring.text.features import sentences_of
from progrez_desktop.scoring.text.looks import Looks
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.private import FORMAT, PrivateTables, dutch_features, english_features
from progrez_desktop.scoring.text.sensitive import is_of_oneself, is_sensitive

SENTENCES = HERE / "private_sentences.json"
DATA = HERE.parents[2] / "shared" / "data"

PENALTY = {"en": 3.0, "nl": 1.0}
MEANING_WEIGHT, LEAST, SPOKEN = 3.0, 2, 0.4
LEAST_WORDS, MOST_WORDS, MOST_SPOKEN = 5, 25, 2000
OF_ORDINARY, OF_SOUNDING_LIKE_IT = {"en": 0.003, "nl": 0.01}, 0.06
"""So many sentences about work may lie beyond the cut when each is foretold without itself: of our answers, and of
those that were written to sound like it."""

_CARD = """\
# What is left unread: card

A text in which somebody writes of their own health, distress or abuse is left unread: no tone, no skills, a kind line
to its writer, and nothing to anybody else. That it was left unread for this reason is stored nowhere.

Two things look for it, sentence by sentence: lists of terms and phrases in both languages, where a term counts when it
is said of the writer; and for what the lists lack a table of words, in English of meaning too.

Learned from {fit} sentences that we wrote and from our answers; for Dutch also from lines of films in the first person
(XED, Öhman et al. 2020, CC BY 4.0), as an example of what is not private. Measured on {measured} others of ours, which
were written after the lists. With them in sight it was settled which parts of Dutch words are looked at, and a few
terms were narrowed.
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


def build_private(model: TextModel, meaning: Meaning) -> dict[str, bytes]:
    """Return the contents of resources/model/private.* by file name."""
    data = json.loads(SENTENCES.read_bytes())
    tables = {code: _fit(code, data["fit"][code], meaning) for code in _NAMES}
    content = {
        "format": FORMAT,
        "onnx_sha256": model.manifest.onnx_sha256,
        "learned_from": hashlib.sha256(SENTENCES.read_bytes()).hexdigest(),
        **tables,
    }
    packed = (json.dumps(content, ensure_ascii=False) + "\n").encode()
    figures = private_figures(PrivateTables.from_bytes(packed), data["measure"], model)
    fit = sum(len(some) for parts in data["fit"].values() for some in parts.values())
    return {
        "private.json": packed,
        "private.figures.json": (json.dumps(figures, indent=1) + "\n").encode(),
        "private.card.md": _card(figures, fit).encode(),
    }


def private_figures(
    tables: PrivateTables, measure: Mapping[str, Mapping[str, Sequence[str]]], model: TextModel
) -> dict[str, Any]:
    """Return how many texts are taken for private, of how many: by language and kind of sentence, and of answers."""
    counted: dict[str, Any] = {
        code: {kind: _counted(some, code, tables, model) for kind, some in kinds.items()}
        for code, kinds in measure.items()
    }
    counted["answers"] = _counted([one.text for one in read_answers("measure")], "en", tables, model)
    with gzip.open(DATA / "siop2024_interview_answers/all.csv.gz", "rt", encoding="utf-8", newline="") as file:
        interviews = [row["answer"] for row in csv.DictReader(file)]
    counted["interviews"] = _counted(interviews, "en", tables, model)
    return counted


def _counted(texts: Sequence[str], code: str, tables: PrivateTables, model: TextModel) -> dict[str, int]:
    return {"private": sum(is_private(text, code, tables, model) for text in texts), "of": len(texts)}


def is_private(text: str, code: str, tables: PrivateTables, model: TextModel) -> bool:
    """Whether the product leaves a text in this language unread."""
    if is_sensitive(text):
        return True
    return tables.speaks_in_dutch(text) if code == "nl" else tables.speaks_in_english(text, Looks(model, text))


def _fit(code: str, sentences: Mapping[str, Sequence[str]], meaning: Meaning) -> dict[str, Any]:
    ordinary, spoken = _ordinary(code), _spoken() if code == "nl" else []
    own, like = len(sentences["own"]), len(sentences["work"])
    texts = [*sentences["own"], *sentences["work"], *ordinary, *spoken]
    truth = np.where(np.arange(len(texts)) < own, 1.0, -1.0)
    weight = np.where(np.arange(len(texts)) < len(texts) - len(spoken), 1.0, SPOKEN)
    documents = [sorted(english_features(text) if code == "en" else dutch_features(text)) for text in texts]
    seen = Counter(feature for document in documents for feature in document)
    features = sorted(feature for feature, times in seen.items() if times >= LEAST)
    rows = np.hstack([_rows(documents, features), np.ones((len(texts), 1))])
    if code == "en":
        rows = np.hstack([MEANING_WEIGHT * np.array([meaning(text) for text in texts]), rows])
    weights, unseen = _ridge(rows, truth, weight, PENALTY[code])
    cut = max(
        float(np.quantile(unseen[own : own + like], 1.0 - OF_SOUNDING_LIKE_IT)),
        float(np.quantile(unseen[own + like : own + like + len(ordinary)], 1.0 - OF_ORDINARY[code])),
    )
    directions = len(weights) - len(features) - 1
    return {
        "features": features,
        "weights": [round(float(weight), 4) for weight in weights[directions:-1]],
        "meaning": [round(float(MEANING_WEIGHT * weight), 4) for weight in weights[:directions]],
        "bias": round(float(weights[-1]) - cut, 4),
    }


def _rows(documents: Sequence[Sequence[str]], features: Sequence[str]) -> Floats:
    index = {feature: number for number, feature in enumerate(features)}
    rows = np.zeros((len(documents), len(features)))
    for row, document in zip(rows, documents, strict=True):
        known = [index[feature] for feature in document if feature in index]
        row[known] = 1.0 / max(1, len(known)) ** 0.5
    return rows


def _ridge(rows: Floats, truth: Floats, weight: Floats, penalty: float) -> tuple[Floats, Floats]:
    """Return the weights, and what each row would be foretold by the others (leaving one out by formula)."""
    root = np.sqrt(weight)
    weighed = rows * root[:, None]
    inverse = cho_solve(cho_factor(weighed @ weighed.T + penalty * np.eye(len(rows))), np.eye(len(rows)))
    dual = inverse @ (root * truth)
    return weighed.T @ dual, truth - dual / np.diag(inverse) / root


def _ordinary(code: str) -> list[str]:
    """Return sentences of our own answers."""
    if code == "nl":
        texts = [text for one in questions().values() for text in one.examples["nl"]]
        return [text[one.start : one.end] for text in texts for one in sentences_of(text)]
    single = [one.text for one in read_sentences()]
    return [*single, *(one.text for answer in read_answers("fit") for one in answer.labelled)]


def _spoken() -> list[str]:
    """Return Dutch lines of films in the first person, of which next to none are private."""
    with gzip.open(DATA / "xed_emotions/nl.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = [row["text"] for row in csv.DictReader(file)]
    fitting = [line for line in lines if LEAST_WORDS <= len(line.split()) <= MOST_WORDS and is_of_oneself(line)]
    return [line for line in fitting if not is_sensitive(line)][:MOST_SPOKEN]


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
