"""The answer model: verified bytes in, what it sees in one piece of text out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import tokens_of, weigh, word_features
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, LABELS, Manifest
from progrez_desktop.scoring.text.pieces import Pieces
from progrez_desktop.scoring.text.runtime import onnxruntime

MEANING_WIDTH = 384

INPUTS: Mapping[str, tuple[str, list[str]]] = {
    "piece": ("tensor(int64)", ["pieces"]),
    "feature": ("tensor(int64)", ["features"]),
    "weight": ("tensor(float)", ["features"]),
}
"""Ids of word pieces; ids and TF-IDF weights of words and word pairs. One text at a time: in 8 bits, the rounding of
a text depends on all that is computed with it, and so its reading can't depend on a neighbour."""

OUTPUTS: Mapping[str, tuple[str, list[str | int]]] = {
    "encoder": ("tensor(float)", [COLUMN_COUNT]),
    "words": ("tensor(float)", ["features", COLUMN_COUNT]),
    "total": ("tensor(float)", [COLUMN_COUNT]),
    "meaning": ("tensor(float)", [MEANING_WIDTH]),
}

Floats = NDArray[np.float64]
Heads = Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Look:
    """What the model sees in a text, before calibration.

    Args:
        logits: By head, the sum of both branches; courtesy, concern, distress and quality in their own units.
        encoder: The share of the encoder, with every constant.
        words: The share of words and word pairs: the sum of their effects.
        features: The known words and word pairs of the text, as features.word_features gives them.
        effects: (features, columns), what each of them adds to each column; exact.
        meaning: (MEANING_WIDTH,), of length 1; texts about the same thing have a high product.
    """

    logits: Heads
    encoder: Heads
    words: Heads
    features: tuple[str, ...]
    effects: Floats
    meaning: Floats


class TextModel:
    """A loaded model. Make one with from_bytes; looking is deterministic and takes milliseconds."""

    def __init__(self, manifest: Manifest, pieces: Pieces, vocabulary: "_Vocabulary", session: Any) -> None:
        self.manifest = manifest
        self._pieces = pieces
        self._vocabulary = vocabulary
        self._session = session

    @staticmethod
    def from_bytes(onnx: bytes, tokenizer: bytes, vocabulary: bytes, manifest: bytes) -> "TextModel":
        """Load a model, after its bytes were held against the hashes in the manifest.

        Raises:
            ScoringError: "model_changed": a file is cut or altered. "model_unreadable": it is no model.
                "model_shape": a model, but not one of this kind. "model_external_data": it wants to read other files.
        """
        facts = Manifest.from_bytes(manifest)
        _check_hash(onnx, facts.onnx_sha256, "onnx")
        _check_hash(tokenizer, facts.tokenizer_sha256, "tokenizer")
        _check_hash(vocabulary, facts.vocabulary_sha256, "vocabulary")
        known = _vocabulary(vocabulary)
        words = frozenset(feature for feature in known.features if " " not in feature)
        model = TextModel(facts, Pieces(tokenizer, known.identity_words, words), known, _session(onnx))
        model._check_signature()
        return model

    def look(self, text: str, start: int = 0, end: int | None = None) -> Look:
        """Return what the model sees in text[start:end], any string, read as one.

        A part of more than 256 pieces is read in windows, whose outputs are averaged by their length.
        """
        ids, weights = weigh(word_features(tokens_of(text, start, end)), self._vocabulary.index, self._vocabulary.idf)
        windows = self._pieces.windows(text, start, end)
        read = [self._run(window, ids, weights) for window in windows]
        shares = np.array([len(window) for window in windows], float) / sum(map(len, windows))
        encoder, total, meaning = (
            _mean([one[name] for one in read], shares) for name in ("encoder", "total", "meaning")
        )
        effects = read[0]["words"].astype(float)
        return Look(
            logits=_by_head(total),
            encoder=_by_head(encoder),
            words=_by_head(effects.sum(axis=0)),
            features=tuple(self._vocabulary.features[number] for number in ids),
            effects=effects,
            meaning=meaning / np.linalg.norm(meaning),
        )

    def column(self, head: str, label: str | None = None) -> int:
        """Return the column of Look.effects that belongs to a head, or to one of its labels."""
        first: int = COLUMNS[head].start
        return first + (LABELS[head].index(label) if label is not None else 0)

    def _run(self, pieces: Sequence[int], ids: Sequence[int], weights: Sequence[float]) -> dict[str, Any]:
        feed = {
            "piece": np.array(pieces, np.int64),
            "feature": np.array(ids, np.int64),
            "weight": np.array(weights, np.float32),
        }
        return dict(zip(OUTPUTS, self._session.run(list(OUTPUTS), feed), strict=True))

    def _check_signature(self) -> None:
        inputs = {put.name: (put.type, put.shape) for put in self._session.get_inputs()}
        outputs = {put.name: (put.type, put.shape) for put in self._session.get_outputs()}
        if (inputs, outputs) != (INPUTS, OUTPUTS):
            raise ScoringError("model_shape", "signature")
        # The last piece and the last word: a table with fewer rows than the lists say refuses them.
        try:
            self._run([self._pieces.size - 1], [len(self._vocabulary.idf) - 1], [1.0])
        except Exception as cause:
            raise ScoringError("model_shape", "vocabulary") from cause


@dataclass(frozen=True)
class _Vocabulary:
    features: tuple[str, ...]
    index: Mapping[str, int]
    idf: tuple[float, ...]
    identity_words: frozenset[str]


def _check_hash(content: bytes, expected: str, part: str) -> None:
    if hashlib.sha256(content).hexdigest() != expected:
        raise ScoringError("model_changed", part)


def _vocabulary(content: bytes) -> _Vocabulary:
    try:
        data = json.loads(content)
        features = tuple(map(str, data["features"]))
        idf = tuple(map(float, data["idf"]))
        identity_words = frozenset(map(str, data["identity_words"]))
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise ScoringError("model_unreadable", "vocabulary") from cause
    index = {feature: number for number, feature in enumerate(features)}
    if not len(index) == len(features) == len(idf) > 0:
        raise ScoringError("model_shape", "vocabulary")
    return _Vocabulary(features, index, idf, identity_words)


def _session(onnx: bytes) -> Any:
    # Weights outside the file are named by a key "location", and the runtime would open whatever path it holds.
    # No model of ours has the word anywhere, so that looking for it is enough; it can't be written otherwise.
    if b"location" in onnx:
        raise ScoringError("model_external_data", "onnx")

    runtime = onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # The runtime's faults share no narrower class, and all of them mean the same here.
    try:
        return runtime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
    except Exception as cause:
        raise ScoringError("model_unreadable", "onnx") from cause


def _by_head(row: Floats) -> dict[str, tuple[float, ...]]:
    return {name: tuple(map(float, row[columns])) for name, columns in COLUMNS.items()}


def _mean(rows: Sequence[Any], shares: Floats) -> Floats:
    return np.asarray(shares @ np.array(rows, float))
