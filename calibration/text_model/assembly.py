"""Puts both branches into one file and calibrates what comes out of it, on rows that neither branch learned from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.linear import calibrated, quantised
from calibration.measure import SEED, Floats
from calibration.text_model import essays
from calibration.text_model.blend import Blend, blend_labels, blend_value
from calibration.text_model.corpora import Corpora
from calibration.text_model.facts import MIN_WORDS, MODEL_ID
from calibration.text_model.graph import Arrays, Parts, onnx_bytes
from calibration.text_model.heads import CourtesyLines, Lines, outputs
from calibration.text_model.length import heard_words, length_slopes
from calibration.text_model.relevance_fit import NO_RELEVANCE, fit_relevance
from calibration.text_model.sources import ENCODER_CREDIT, INTERVIEWS, SOURCES, Source
from calibration.text_model.vocabulary import Vocabulary
from calibration.text_model.words import WordFit, word_rows
from progrez_desktop.scoring.text.hearing import Lexicon
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, FORMAT, LABELS, VALUES
from progrez_desktop.scoring.text.model import LEXICON_SETS, TextModel
from progrez_desktop.scoring.text.together import without_length

Apart = Mapping[str, NDArray[np.bool_]]


@dataclass(frozen=True)
class Learned:
    """Everything that was fitted, before it becomes files.

    Args:
        encoder: Weights of the encoder and its adapters.
        heads: (WIDTH, COLUMN_COUNT) and (COLUMN_COUNT,), the lines on top of it; nothing of courtesy.
        courtesy: Those of courtesy.
        words: The branch of words, per head.
        vectors: What the encoder says of the training rows, by the name of the set: emotions, strategies, quality,
            essays; of courtesy (readings, texts, WIDTH).
        apart: Rows of those that no line and no layer learned from.
    """

    encoder: Arrays
    heads: Lines
    courtesy: CourtesyLines
    words: Mapping[str, WordFit]
    vocabulary: Vocabulary
    lexicon: Lexicon
    tokenizer: bytes
    vectors: Mapping[str, Floats]
    apart: Apart


@dataclass(frozen=True)
class Files:
    """The four files that the product loads, the same model with its encoder in 32 bits, and what was not seen.

    Args:
        unseen: By head, the share of the words' branch on the rows that were kept apart.
    """

    onnx: bytes
    tokenizer: bytes
    vocabulary: bytes
    manifest: bytes
    full_onnx: bytes
    unseen: Mapping[str, Floats]

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
    parts, unseen = _parts(learned, corpora)
    words = {
        "features": learned.vocabulary.features,
        "idf": learned.vocabulary.idf,
        "ordinary": learned.lexicon.ordinary,
        **{part: sorted(getattr(learned.lexicon, part)) for part in LEXICON_SETS},
    }
    files = Files(
        onnx=onnx_bytes(parts),
        tokenizer=learned.tokenizer,
        vocabulary=_json(words, None),
        manifest=b"",
        full_onnx=onnx_bytes(parts, eight_bits=False),
        unseen=unseen,
    )
    facts: dict[str, Any] = {
        "format": FORMAT,
        "id": MODEL_ID,
        "onnx_sha256": _sha256(files.onnx),
        "tokenizer_sha256": _sha256(files.tokenizer),
        "vocabulary_sha256": _sha256(files.vocabulary),
        "languages": ["en"],
        "min_words": MIN_WORDS,
        "heads": _no_heads(),
        "trained_on": [_told(source) for source in (*SOURCES, INTERVIEWS)],
        "encoder": ENCODER_CREDIT,
        "files_sha256": dict(sums),
        "seed": SEED,
    }
    model = replace(files, manifest=_json(facts, None)).model()
    lengths = length_slopes(model, [answer for _, answer in interviews])
    facts["heads"] = _heads(model, learned, corpora, unseen, lengths) | {"relevance": fit_relevance(model, interviews)}
    return replace(files, manifest=_json(facts, 1))


def _parts(learned: Learned, corpora: Corpora) -> tuple[Parts, dict[str, Floats]]:
    """Add the branches up. Returns the parts of the graph, and per head what is known without having been seen.

    That is the share of the words' branch on the rows that were kept apart; of concern and distress, the whole by folds
    of writers.
    """
    lines, biases = (part.copy() for part in learned.heads)
    courtesy = learned.courtesy.by_reading()
    table = np.zeros((len(learned.vocabulary.features), COLUMN_COUNT))
    unseen: dict[str, Floats] = {}
    for name, truths in _truths(corpora).items():
        for head, truth in truths.items():
            apart, columns, fit = learned.apart[name], COLUMNS[head], learned.words[head]
            encoder = _of_encoder(learned, name, head)
            blend = (blend_labels if head in LABELS else blend_value)(encoder, fit.unseen[apart], truth[apart])
            lines[:, columns] *= blend.encoder_share
            if head == "courtesy":
                courtesy *= blend.encoder_share
                biases[columns] = learned.courtesy.biases.mean()
            table[:, columns] = blend.word_share * fit.weights
            unseen[head] = blend.word_share * (fit.unseen[apart] - fit.biases)
            biases[columns] = _constants(blend, biases[columns], fit.biases)
    for head in essays.STRENGTHS:
        fit_of_head = essays.fit_both(
            learned.vectors["essays"],
            word_rows(corpora.essays, learned.vocabulary, learned.lexicon),
            head,
            corpora.essays,
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
        courtesy=courtesy.astype(np.float32),
        constants=biases.astype(np.float32),
        words=quantised(table, np.zeros(COLUMN_COUNT)),
    )
    return parts, unseen


def _of_encoder(learned: Learned, name: str, head: str) -> Floats:
    """Return what the lines of a head say of the rows that were kept apart."""
    apart = learned.apart[name]
    if head == "courtesy":
        return learned.courtesy.of(learned.vectors[name][:, apart])
    return outputs(learned.vectors[name][apart], learned.heads, head)


def _constants(blend: Blend, encoder: Floats, words: Floats) -> Floats:
    return blend.encoder_share * encoder + blend.word_share * words + blend.constants


def _heads(
    model: TextModel,
    learned: Learned,
    corpora: Corpora,
    unseen: Mapping[str, Floats],
    lengths: Mapping[str, float],
) -> dict[str, Any]:
    """Calibrate what the rounded encoder and words that had not seen them say of the rows that were kept apart."""
    found: dict[str, Any] = {}
    for name, truths in _truths(corpora).items():
        apart = learned.apart[name]
        texts = [text for text, is_apart in zip(corpora.texts(name), apart, strict=True) if is_apart]
        looks = [model.look(text).encoder for text in texts]
        for head, truth in truths.items():
            given = np.array([look[head] for look in looks]) + unseen[head]
            found[head] = _label_head(head, given, truth[apart]) if head in LABELS else _value_head(given)
    for head, slope in lengths.items():
        sizes = map(heard_words, corpora.essays.texts)
        values = [without_length(value, slope, size) for value, size in zip(unseen[head], sizes, strict=True)]
        found[head] = _value_head(np.array(values)) | {"per_log_word": slope}
    return found


def _label_head(head: str, logits: Floats, truth: Floats) -> dict[str, Any]:
    slopes, shifts, thresholds = (part.tolist() for part in calibrated(logits, truth))
    return {"labels": LABELS[head], "slopes": slopes, "shifts": shifts, "thresholds": thresholds}


def _value_head(given: Floats) -> dict[str, float]:
    low, high = np.quantile(given, [0.25, 0.75])
    numbers = {"low": low, "high": high, "mean": given.mean(), "sd": given.std()}
    return {name: round(float(number), 4) for name, number in numbers.items()} | {"per_log_word": 0.0}


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
    values = {name: dict.fromkeys(("low", "high", "mean", "sd", "per_log_word"), 0.0) for name in VALUES}
    return labels | values | {"relevance": NO_RELEVANCE}


def _told(source: Source) -> dict[str, str]:
    return {"title": source.title, "licence": source.licence, "credit": source.credit}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: Any, indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode()
