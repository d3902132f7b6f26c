"""Builds resources/model/private.*: what a sentence of one's own health, distress or abuse sounds like, and work does not.

python -m calibration.private            fit, measure and write
python -m calibration.private --check    fit and compare; exit 1 when what would be written differs

It learns from calibration/private_sentences.json and the sentences of calibration/evidence, all written by us. It has to
be run again, and then `python -m calibration.pack`, whenever resources/model/answers.* changes; it takes seconds.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from calibration.evidence.__main__ import RESOURCES, loaded
from calibration.evidence.fitting import Floats, Meaning
from calibration.evidence.texts import read_answers, read_sentences
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.scoring.text.features import sentences_of, tokens_of
from progrez_desktop.scoring.text.private import FORMAT, PrivateTable, PrivateTables, dutch_features, english_features
from progrez_desktop.scoring.text.sensitive import is_sensitive

HERE = Path(__file__).resolve().parent
SENTENCES = HERE / "private_sentences.json"
OUT = RESOURCES / "model"

PENALTY, MEANING_WEIGHT, LEAST = 3.0, 1.5, 2
FALSE_ALARMS = 0.004
"""Of the sentences that are not private, so many may lie over the cut when they are foretold without themselves."""

_CARD = """\
# What is left unread: card

A text in which somebody writes of their own health, distress or abuse is left unread: no tone, no skills, a kind line to
its writer, and nothing to anybody else. That it was left unread for this reason is stored nowhere.

Two things look for it, sentence by sentence: lists of terms and phrases in both languages, where a term counts when it is
said of the writer; and a table of words and (in English) of meaning, for what the lists lack.

Learned from {fit} made-up sentences, and from {others:,} of ours about work. Measured on {measured} others, written after
the lists were closed:

| | private, and seen | about work, and left alone |
| --- | --- | --- |
{rows}

It misses what is said between the lines, and takes some work for a secret. It is no diagnosis.
"""


def build() -> dict[str, bytes]:
    """Return the contents of resources/model/private.* by file name."""
    model, _, meaning = loaded()
    data = json.loads(SENTENCES.read_bytes())
    others = {"en": _english_work(), "nl": _dutch_work()}
    tables = {code: _fit(code, data["fit"][code], others[code], meaning) for code in ("en", "nl")}
    content = {
        "format": FORMAT,
        "onnx_sha256": model.manifest.onnx_sha256,
        "learned_from": hashlib.sha256(SENTENCES.read_bytes()).hexdigest(),
        **tables,
    }
    packed = (json.dumps(content, ensure_ascii=False) + "\n").encode()
    read = PrivateTables.from_bytes(packed)
    rows = {code: _measured(code, data["measure"][code], read, meaning) for code in ("en", "nl")}
    fit = sum(len(some) for parts in data["fit"].values() for some in parts.values())
    measured = sum(len(some) for parts in data["measure"].values() for some in parts.values())
    card = _CARD.format(
        fit=fit,
        others=sum(map(len, others.values())),
        measured=measured,
        rows="\n".join(f"| {name} | {rows[code][0]} | {rows[code][1]} |" for code, name in (("en", "English"), ("nl", "Dutch"))),
    )
    return {"private.json": packed, "private.card.md": card.encode()}


def value_of(code: str, text: str, table: PrivateTable, meaning: Meaning) -> float:
    tokens = tokens_of(text)
    if code == "en":
        return table.value(english_features(tokens), meaning(text))
    return table.value(dutch_features(tokens), None)


def _fit(code: str, sentences: Mapping[str, Sequence[str]], others: Sequence[str], meaning: Meaning) -> dict[str, Any]:
    texts = [*sentences["own"], *sentences["work"], *others]
    truth = np.array([1.0] * len(sentences["own"]) + [-1.0] * (len(texts) - len(sentences["own"])))
    documents = [english_features(tokens_of(text)) if code == "en" else dutch_features(tokens_of(text)) for text in texts]
    seen = Counter(feature for document in documents for feature in document)
    features = sorted(feature for feature, times in seen.items() if times >= LEAST)
    rows = _rows(documents, features)
    if code == "en":
        rows = np.hstack([rows, MEANING_WEIGHT * np.array([meaning(text) for text in texts])])
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weights, unseen = _ridge(rows, truth)
    cut = float(np.quantile(unseen[truth < 0], 1.0 - FALSE_ALARMS))
    words = weights[: len(features)]
    return {
        "features": features,
        "weights": [round(float(weight), 4) for weight in words],
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


def _measured(
    code: str, sentences: Mapping[str, Sequence[str]], tables: PrivateTables, meaning: Meaning
) -> tuple[str, str]:
    table = tables.english if code == "en" else tables.dutch
    told = {
        kind: [is_sensitive(text) or value_of(code, text, table, meaning) > 0.0 for text in some]
        for kind, some in sentences.items()
    }
    quiet = len(told["work"]) - sum(told["work"])
    return f"{sum(told['own'])} of {len(told['own'])}", f"{quiet} of {len(told['work'])}"


def _english_work() -> list[str]:
    single = [one.text for one in read_sentences()]
    return [*single, *(one.text for answer in read_answers("fit") for one in answer.labelled)]


def _dutch_work() -> list[str]:
    prompts = json.loads((RESOURCES / ASSESSMENT / "prompts.json").read_bytes())
    texts = [text for prompt in prompts for text in prompt["examples"]["nl"]]
    return [text[one.start : one.end] for text in texts for one in sentences_of(text)]


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m calibration.private", description=__doc__)
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    files = build()
    if options.check:
        stale = [name for name, content in files.items() if (options.out / name).read_bytes() != content]
        print("\n".join(f"differs: {name}" for name in stale) or "the same bytes")
        return 1 if stale else 0
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
