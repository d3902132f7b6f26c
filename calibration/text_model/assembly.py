"""Puts both branches into one file and calibrates what comes out of it, on rows that neither branch learned from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from calibration.linear import calibrated, quantised
from calibration.measure import SEED, Floats
from calibration.text_model import essays
from calibration.text_model.blend import Blend, blend_labels, blend_value
from calibration.text_model.corpora import Corpora
from calibration.text_model.facts import MIN_WORDS, MODEL_ID
from calibration.text_model.graph import Arrays, Parts, onnx_bytes
from calibration.text_model.heads import Lines, outputs
from calibration.text_model.relevance import own_and_strange
from calibration.text_model.sources import ENCODER_CREDIT, SOURCES
from calibration.text_model.vocabulary import IDENTITY_WORDS, Vocabulary
from calibration.text_model.words import WordFit, word_rows
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, FORMAT, LABELS, VALUES
from progrez_desktop.scoring.text.model import TextModel

Apart = Mapping[str, NDArray[np.bool_]]

MISSPELT = frozenset(("millenial", "millenials"))
"""Identity words that were found missing after tuning, when sentences that differ in identity were compared."""


@dataclass(frozen=True)
class Learned:
    """Everything that was fitted, before it becomes files.

    Args:
        encoder: Weights of the encoder.
        heads: (2 * WIDTH, COLUMN_COUNT) and (COLUMN_COUNT,), the lines on top of it.
        meaning: (2 * WIDTH, WIDTH)
        words: The branch of words, per head.
        vectors: What the encoder says of the training rows, by the name of the set: emotions, strategies, courtesy,
            quality, essays.
        apart: Rows of those that no line and no layer learned from.
    """

    encoder: Arrays
    heads: Lines
    meaning: Floats
    words: Mapping[str, WordFit]
    vocabulary: Vocabulary
    tokenizer: bytes
    vectors: Mapping[str, Floats]
    apart: Apart


@dataclass(frozen=True)
class Files:
    """The four files that the product loads, and the same model with its encoder in 32 bits."""

    onnx: bytes
    tokenizer: bytes
    vocabulary: bytes
    manifest: bytes
    full_onnx: bytes

    def model(self) -> TextModel:
        return TextModel.from_bytes(self.onnx, self.tokenizer, self.vocabulary, self.manifest)

    def full_model(self) -> TextModel:
        """Return the model before rounding to 8 bits, for comparison."""
        facts = json.loads(self.manifest) | {"onnx_sha256": _sha256(self.full_onnx)}
        return TextModel.from_bytes(self.full_onnx, self.tokenizer, self.vocabulary, json.dumps(facts).encode())


def assemble(
    learned: Learned, corpora: Corpora, interviews: Sequence[tuple[str, str]], sums: Mapping[str, str]
) -> Files:
    """Return the files. The same input gives the same bytes.

    Args:
        learned: What was fitted.
        corpora: The training rows.
        interviews: Questions and answers to fit relevance on.
        sums: SHA-256 of every file that was read.
    """
    parts, essay_values = _parts(learned, corpora)
    words = {
        "features": learned.vocabulary.features,
        "idf": learned.vocabulary.idf,
        "identity_words": sorted(IDENTITY_WORDS | MISSPELT),
    }
    files = Files(onnx_bytes(parts), learned.tokenizer, _json(words, None), b"", onnx_bytes(parts, eight_bits=False))
    facts: dict[str, Any] = {
        "format": FORMAT,
        "id": MODEL_ID,
        "onnx_sha256": _sha256(files.onnx),
        "tokenizer_sha256": _sha256(files.tokenizer),
        "vocabulary_sha256": _sha256(files.vocabulary),
        "languages": ["en"],
        "min_words": MIN_WORDS,
        "heads": _no_heads(),
        "trained_on": [{"title": one.title, "licence": one.licence, "credit": one.credit} for one in SOURCES],
        "encoder": ENCODER_CREDIT,
        "files_sha256": dict(sums),
        "seed": SEED,
    }
    model = replace(files, manifest=_json(facts, None)).model()
    facts["heads"] = _heads(model, learned, corpora, essay_values) | {"relevance": _relevance(model, interviews)}
    return replace(files, manifest=_json(facts, 1))


def _parts(learned: Learned, corpora: Corpora) -> tuple[Parts, dict[str, Floats]]:
    """Add the branches up. Returns the parts of the graph, and concern and distress by folds of writers."""
    lines, biases = (part.copy() for part in learned.heads)
    table = np.zeros((len(learned.vocabulary.features), COLUMN_COUNT))
    for name, truths in _truths(corpora).items():
        for head, truth in truths.items():
            apart, columns, fit = learned.apart[name], COLUMNS[head], learned.words[head]
            encoder = outputs(learned.vectors[name][apart], learned.heads, head)
            blend = (blend_labels if head in LABELS else blend_value)(encoder, fit.unseen[apart], truth[apart])
            lines[:, columns] *= blend.encoder_share
            table[:, columns] = blend.word_share * fit.weights
            biases[columns] = _constants(blend, biases[columns], fit.biases)
    unseen: dict[str, Floats] = {}
    for head in essays.STRENGTHS:
        fit_of_head = essays.fit_both(
            learned.vectors["essays"], word_rows(corpora.essays, learned.vocabulary), head, corpora.essays
        )
        column = COLUMNS[head].start
        lines[:, column], table[:, column], biases[column] = (
            fit_of_head.encoder,
            fit_of_head.words,
            fit_of_head.constant,
        )
        unseen[head] = fit_of_head.unseen
    parts = Parts(
        encoder=learned.encoder,
        heads=lines.astype(np.float32),
        constants=biases.astype(np.float32),
        meaning=learned.meaning.astype(np.float32),
        words=quantised(table, np.zeros(COLUMN_COUNT)),
    )
    return parts, unseen


def _constants(blend: Blend, encoder: Floats, words: Floats) -> Floats:
    return blend.encoder_share * encoder + blend.word_share * words + blend.constants


def _heads(model: TextModel, learned: Learned, corpora: Corpora, essay_values: Mapping[str, Floats]) -> dict[str, Any]:
    """Calibrate what the rounded model says of the rows that were kept apart."""
    found: dict[str, Any] = {}
    for name, texts in _texts(corpora).items():
        apart = learned.apart[name]
        looks = [model.look(text).logits for text, is_apart in zip(texts, apart, strict=True) if is_apart]
        for head, truth in _truths(corpora)[name].items():
            given = np.array([look[head] for look in looks])
            found[head] = _label_head(head, given, truth[apart]) if head in LABELS else _value_head(given)
    return found | {head: _value_head(values) for head, values in essay_values.items()}


def _label_head(head: str, logits: Floats, truth: Floats) -> dict[str, Any]:
    slopes, shifts, thresholds = (part.tolist() for part in calibrated(logits, truth))
    return {"labels": LABELS[head], "slopes": slopes, "shifts": shifts, "thresholds": thresholds}


def _value_head(given: Floats) -> dict[str, float]:
    low, high = np.quantile(given, [0.25, 0.75])
    numbers = {"low": low, "high": high, "mean": given.mean(), "sd": given.std()}
    return {name: round(float(number), 4) for name, number in numbers.items()}


def _relevance(model: TextModel, interviews: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Fit own question against the next interview's question; off topic is what 1 in 100 own answers falls below."""
    own, strange = own_and_strange(model, interviews)
    cosines = np.concatenate([own, strange])[:, None]
    truth = np.repeat([1.0, 0.0], [len(own), len(strange)])
    line = LogisticRegression(C=1e4, solver="newton-cholesky", tol=1e-10, class_weight="balanced").fit(cosines, truth)
    numbers = {"slope": line.coef_[0, 0], "shift": line.intercept_[0], "cut": np.quantile(own, 0.01)}
    return {name: round(float(number), 4) for name, number in numbers.items()}


def _texts(corpora: Corpora) -> dict[str, list[str]]:
    return {name: getattr(corpora, name).texts for name in ("emotions", "strategies", "courtesy", "quality")}


def _truths(corpora: Corpora) -> dict[str, dict[str, Floats]]:
    """Return (texts, columns) per head, by the name of the set."""
    return {
        "emotions": corpora.emotions.labels,
        "strategies": corpora.strategies.labels,
        "courtesy": {"courtesy": corpora.courtesy.values["courtesy"][:, None]},
        "quality": {"quality": corpora.quality.values["quality"][:, None]},
    }


def _no_heads() -> dict[str, Any]:
    labels = {
        name: {"labels": some, **{part: [1.0] * len(some) for part in ("slopes", "shifts", "thresholds")}}
        for name, some in LABELS.items()
    }
    values = {name: dict.fromkeys(("low", "high", "mean", "sd"), 0.0) for name in VALUES}
    return labels | values | {"relevance": dict.fromkeys(("slope", "shift", "cut"), 0.0)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: Any, indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
