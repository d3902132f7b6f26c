"""The answer model: verified bytes in, what it sees in one piece of text out."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import weigh
from progrez_desktop.scoring.text.hearing import Heard, Lexicon, hear, heard_features
from progrez_desktop.scoring.text.likeness import shared_words
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, LABELS, Manifest
from progrez_desktop.scoring.text.pieces import Pieces
from progrez_desktop.scoring.text.runtime import onnxruntime

MEANING_WIDTH = 384

INPUTS: Mapping[str, tuple[str, list[str | int]]] = {
    "reading": ("tensor(int64)", [1]),
    "piece": ("tensor(int64)", ["pieces"]),
    "feature": ("tensor(int64)", ["features"]),
    "weight": ("tensor(float)", ["features"]),
}
"""Which of the encoder's adapters are heard, by one of the numbers below; ids of word pieces; ids and TF-IDF weights of
words and word pairs. One text at a time: in 8 bits, the rounding of a text depends on all that is computed with it, and
so its reading can't depend on a neighbour."""

OUTPUTS: Mapping[str, tuple[str, list[str | int]]] = {
    "encoder": ("tensor(float)", [COLUMN_COUNT]),
    "words": ("tensor(float)", ["features", COLUMN_COUNT]),
    "total": ("tensor(float)", [COLUMN_COUNT]),
    "meaning": ("tensor(float)", [MEANING_WIDTH]),
}

LEXICON_SETS = ("identity_words", "identity_phrases", "names", "unrepaired")
"""Parts of the vocabulary that are sets of words, in the order of Lexicon."""

Floats = NDArray[np.float64]
Heads = Mapping[str, tuple[float, ...]]


PUBLISHED, TONE, COURTESY = 0, 1, (2, 3)
"""Numbers of the readings: of an encoder as published, for what a text is about; with what it learned of tone; and two
with what it learned of courtesy alone, of which the mean counts."""

SOUND: tuple[str, ...] = ("encoder", "words", "total")
"""The outputs that say how a text sounds; "meaning" says what it is about."""

_SUMS = ("encoder", "total")
MEANING: tuple[str, ...] = ("meaning",)


@dataclass(frozen=True)
class Sight:
    """How a text sounds, before calibration.

    Args:
        logits: By head, the sum of both branches; courtesy, concern, distress and quality in their own units.
        encoder: The share of the encoder, with every constant.
        words: The share of words and word pairs: the sum of their effects.
        features: The known words and word pairs of the text, as hearing.heard_features gives them.
        effects: (features, columns), what each of them adds to each column; exact.
    """

    logits: Heads
    encoder: Heads
    words: Heads
    features: tuple[str, ...]
    effects: Floats


@dataclass(frozen=True, eq=False)
class _Heads(Mapping[str, tuple[float, ...]]):
    """Numbers by head; those of courtesy are found only when they are asked for."""

    tone: Callable[[], Heads]
    courtesy: Callable[[], Heads]

    def __getitem__(self, head: str) -> tuple[float, ...]:
        return (self.courtesy if head == "courtesy" else self.tone)()[head]

    def __iter__(self) -> Iterator[str]:
        return iter(COLUMNS)

    def __len__(self) -> int:
        return len(COLUMNS)


class Look:
    """What the model sees in a text. How it sounds and what it is about are found when they are first asked for.

    Args:
        sight: How it sounds.
        meaning: What it is about.
        courtesy: How courteous it sounds, where that is heard in another way than the rest.
    """

    def __init__(
        self, sight: Callable[[], Sight], meaning: Callable[[], Floats], courtesy: Callable[[], Sight] | None = None
    ) -> None:
        self._find_sight = sight
        self._find_meaning = meaning
        self._find_courtesy = courtesy

    @cached_property
    def _sight(self) -> Sight:
        return self._find_sight()

    @cached_property
    def _courtesy(self) -> Sight:
        return self._find_courtesy() if self._find_courtesy else self._sight

    @cached_property
    def meaning(self) -> Floats:
        """Return (MEANING_WIDTH,), of length 1; texts about the same thing have a high product."""
        return self._find_meaning()

    @property
    def logits(self) -> Heads:
        return _Heads(lambda: self._sight.logits, lambda: self._courtesy.logits)

    @property
    def encoder(self) -> Heads:
        return _Heads(lambda: self._sight.encoder, lambda: self._courtesy.encoder)

    @property
    def words(self) -> Heads:
        return self._sight.words

    @property
    def features(self) -> tuple[str, ...]:
        return self._sight.features

    @property
    def effects(self) -> Floats:
        return self._sight.effects


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
        model = TextModel(facts, Pieces(tokenizer), known, _session(onnx))
        model._check_signature()
        return model

    def look(self, text: str, start: int = 0, end: int | None = None, spared: frozenset[str] = frozenset()) -> Look:
        """Return what the model sees in text[start:end], any string, read as one.

        A part of more than 256 pieces is read in windows, whose outputs are averaged by their length. Words in
        `spared` are heard even where they say who somebody is: those of a question, when its answer is looked at.
        """
        heard = hear(text, self._vocabulary.lexicon, start, end, spared)
        windows = self._pieces.windows(text, heard, start, end)
        return Look(
            lambda: self._sight(heard, windows, (TONE,)),
            lambda: self._meaning(windows),
            lambda: self._sight(heard, windows, COURTESY),
        )

    def likeness(self, question: str, answer: str) -> float:
        """Return how much an answer is about its question, 1 at most; see RelevanceHead.likeness."""
        named = self.named_in(question)
        asked, told = (self.look(text, spared=named).meaning for text in (question, answer))
        return self.manifest.relevance.likeness(asked, told, self.taken_up(question, answer))

    def relevance(self, question: str, answer: str) -> float:
        """Return how probably an answer answers its question."""
        return self.manifest.relevance.probability(self.likeness(question, answer))

    def named_in(self, question: str) -> frozenset[str]:
        """Return the words of a question that say who somebody is: in its answers they say what it is about."""
        heard = hear(question, self._vocabulary.lexicon)
        return frozenset(one.token.form.removesuffix("'s") for one in heard if one.named)

    def taken_up(self, question: str, answer: str) -> float:
        """Return how much of a question's words an answer has, 0 to 1."""
        return shared_words(question, answer, self._vocabulary.rarity)

    def column(self, head: str, label: str | None = None) -> int:
        """Return the column of Look.effects that belongs to a head, or to one of its labels."""
        first: int = COLUMNS[head].start
        return first + (LABELS[head].index(label) if label is not None else 0)

    def _sight(self, heard: Sequence[Heard], windows: Sequence[Sequence[int]], readings: Sequence[int]) -> Sight:
        ids, weights = weigh(heard_features(heard), self._vocabulary.index, self._vocabulary.idf)
        runs = [(reading, window) for reading in readings for window in windows]
        read = [self._run(SOUND, *run, ids, weights) for run in runs]
        encoder, total = (_mean([one[name] for one in read], [window for _, window in runs]) for name in _SUMS)
        effects = read[0]["words"].astype(float)
        return Sight(
            logits=_by_head(total),
            encoder=_by_head(encoder),
            words=_by_head(effects.sum(axis=0)),
            features=tuple(self._vocabulary.features[number] for number in ids),
            effects=effects,
        )

    def _meaning(self, windows: Sequence[Sequence[int]]) -> Floats:
        meaning = _mean([self._run(MEANING, PUBLISHED, window, [], [])["meaning"] for window in windows], windows)
        return np.asarray(meaning / np.linalg.norm(meaning))

    def _run(
        self, outputs: Sequence[str], reading: int, pieces: Sequence[int], ids: Sequence[int], weights: Sequence[float]
    ) -> dict[str, Any]:
        feed = {
            "reading": np.array([reading], np.int64),
            "piece": np.array(pieces, np.int64),
            "feature": np.array(ids, np.int64),
            "weight": np.array(weights, np.float32),
        }
        return dict(zip(outputs, self._session.run(list(outputs), feed), strict=True))

    def _check_signature(self) -> None:
        inputs = {put.name: (put.type, put.shape) for put in self._session.get_inputs()}
        outputs = {put.name: (put.type, put.shape) for put in self._session.get_outputs()}
        if (inputs, outputs) != (INPUTS, OUTPUTS):
            raise ScoringError("model_shape", "signature")
        # The last of everything: a table with fewer rows than the lists say refuses it.
        try:
            self._run(tuple(OUTPUTS), COURTESY[-1], [self._pieces.size - 1], [len(self._vocabulary.idf) - 1], [1.0])
        except Exception as cause:
            raise ScoringError("model_shape", "vocabulary") from cause


@dataclass(frozen=True)
class _Vocabulary:
    features: tuple[str, ...]
    index: Mapping[str, int]
    idf: tuple[float, ...]
    lexicon: Lexicon

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Return the inverse document frequency of each single word."""
        return {word: idf for word, idf in zip(self.features, self.idf, strict=True) if " " not in word}


def _check_hash(content: bytes, expected: str, part: str) -> None:
    if hashlib.sha256(content).hexdigest() != expected:
        raise ScoringError("model_changed", part)


def _vocabulary(content: bytes) -> _Vocabulary:
    try:
        data = json.loads(content)
        features = tuple(map(str, data["features"]))
        idf = tuple(map(float, data["idf"]))
        lexicon = _lexicon(data)
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise ScoringError("model_unreadable", "vocabulary") from cause
    index = {feature: number for number, feature in enumerate(features)}
    if not len(index) == len(features) == len(idf) > 0:
        raise ScoringError("model_shape", "vocabulary")
    return _Vocabulary(features, index, idf, lexicon)


def _lexicon(data: Mapping[str, Any]) -> Lexicon:
    ordinary = tuple(map(str, data["ordinary"]))
    return Lexicon(ordinary, *(frozenset(map(str, data[part])) for part in LEXICON_SETS))


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


def _mean(rows: Sequence[Any], windows: Sequence[Sequence[int]]) -> Floats:
    sizes = np.array([len(window) for window in windows], float)
    return np.asarray((sizes / sizes.sum()) @ np.array(rows, float))
