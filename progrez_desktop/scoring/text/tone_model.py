"""The text model: verified bytes in, a private reading out. The only importer of onnxruntime, and only when needed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from math import exp, fsum
from typing import Any

import numpy as np

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import (
    MAX_CHARACTERS,
    Sentence,
    Token,
    passages_of,
    sentences_of,
    weigh,
    word_features,
    words_in,
)
from progrez_desktop.scoring.text.guards import MIN_CERTAINTY, MIN_WORDS_FOR_LANGUAGE, Guard, is_silent
from progrez_desktop.scoring.text.languages import Language, language_of
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.tone import Band, SentenceTone, Tone
from progrez_desktop.scoring.text.tone_manifest import LabelHead, Manifest, ValueHead

INPUTS = {"feature": "tensor(int64)", "weight": "tensor(float)"}
"""Ids and TF-IDF weights of the features of one text. One text at a time: its reading can't depend on a neighbour."""

OUTPUTS = {"emotions": 28, "ekman": 7, "sentiment": 4, "courtesy": 1, "concern": 1}
"""Logits of the first three; courtesy and concern are in their own units."""

_Logits = dict[str, list[float]]


class TextModel:
    """A loaded model. Make one with from_bytes; reading is deterministic and takes milliseconds."""

    def __init__(self, manifest: Manifest, index: Mapping[str, int], idf: Sequence[float], session: Any) -> None:
        self.manifest = manifest
        self._index = index
        self._idf = idf
        self._session = session

    @staticmethod
    def from_bytes(onnx: bytes, vocabulary: bytes, manifest: bytes) -> "TextModel":
        """Load a model, after its bytes were held against the hashes in the manifest.

        Raises:
            ScoringError: "model_changed": a file is cut or altered. "model_unreadable": it is no model.
                "model_shape": a model, but not one of this kind. "model_external_data": it wants to read other files.
        """
        facts = Manifest.from_bytes(manifest)
        _check_hash(onnx, facts.onnx_sha256, "onnx")
        _check_hash(vocabulary, facts.vocabulary_sha256, "vocabulary")
        index, idf = _vocabulary(vocabulary)
        model = TextModel(facts, index, idf, _session(onnx))
        model._check_signature()
        return model

    def read(self, text: str, language: str, regardless: bool = False) -> Reading:
        """Say how a text sounds.

        Args:
            text: What the person wrote; any string. Only its first MAX_CHARACTERS are read (guard "read_in_part").
            language: The language in which the question was put ("en").
            regardless: Give a tone whatever the guards say, so that figures can be checked. Never for a person.
        """
        sentences = sentences_of(text[:MAX_CHARACTERS])
        tokens = tuple(token for sentence in sentences for token in sentence.tokens)
        seen = language_of([token.form for token in tokens if token.is_word])
        cut = len(text) > MAX_CHARACTERS
        facts = self.manifest
        guards = _guards(facts, words_in(tokens), seen, language, cut)
        tone = self._tone(sentences, tokens) if regardless or not is_silent(guards) else None
        return Reading(facts.onnx_sha256, seen, guards, False, None, tone, None)

    def logits(self, tokens: Sequence[Token]) -> _Logits:
        """Return the raw output of every head for one bag of words: a sum over its features, and a constant."""
        ids, weights = weigh(word_features(tokens), self._index, self._idf)
        feed = {"feature": np.array(ids, np.int64), "weight": np.array(weights, np.float32)}
        values = self._session.run(list(OUTPUTS), feed)
        return {name: value.tolist() for name, value in zip(OUTPUTS, values, strict=True)}

    def _tone(self, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> Tone:
        passages = passages_of(sentences) or ((),)
        read = [self.logits(passage) for passage in passages]
        sizes = [max(1, len(passage)) for passage in passages]
        facts = self.manifest
        emotions = _over_passages(facts.emotions, [logits["emotions"] for logits in read], sizes)
        ekman = _over_passages(facts.ekman, [logits["ekman"] for logits in read], sizes)
        per_passage = [_probabilities(facts.sentiment, logits["sentiment"]) for logits in read]
        sentiment = {label: _mean([p[label] for p in per_passage], sizes) for label in facts.sentiment.labels}
        courtesy = _mean([logits["courtesy"][0] for logits in read], sizes)
        concern = self.logits(tokens)["concern"][0]
        return Tone(
            emotions=emotions,
            emotions_present=_present(facts.emotions, emotions),
            ekman=ekman,
            ekman_present=_present(facts.ekman, ekman),
            sentiment=sentiment,
            sentiment_present=_present(facts.sentiment, sentiment),
            sentiment_label=max(sentiment, key=sentiment.__getitem__),
            courtesy=courtesy,
            courtesy_band=_band(facts.courtesy, courtesy),
            concern=concern,
            concern_band=_band(facts.concern, concern),
            distress=None,
            distress_band=None,
            sentences=tuple(self._sentence(sentence) for sentence in sentences),
            reasons=(),
        )

    def _sentence(self, sentence: Sentence) -> SentenceTone:
        logits = self.logits(sentence.tokens)
        return SentenceTone(
            start=sentence.start,
            end=sentence.end,
            emotions=_probabilities(self.manifest.emotions, logits["emotions"]),
            sentiment=_probabilities(self.manifest.sentiment, logits["sentiment"]),
        )

    def _check_signature(self) -> None:
        inputs = {put.name: put.type for put in self._session.get_inputs()}
        outputs = {put.name: put.shape for put in self._session.get_outputs()}
        if inputs != INPUTS or outputs != {name: [size] for name, size in OUTPUTS.items()}:
            raise ScoringError("model_shape", "signature")
        last = {"feature": np.array([len(self._idf) - 1], np.int64), "weight": np.ones(1, np.float32)}
        try:
            self._session.run(None, last)
        except Exception as cause:
            raise ScoringError("model_shape", "vocabulary") from cause


def _guards(facts: Manifest, words: int, seen: Language, asked: str, cut: bool) -> tuple[Guard, ...]:
    guards: list[Guard] = []
    if words < facts.min_words:
        guards.append("too_short")
    if asked not in facts.languages:
        guards.append("language_not_supported")
    elif words >= MIN_WORDS_FOR_LANGUAGE and (seen.code not in facts.languages or seen.p < MIN_CERTAINTY):
        guards.append("other_language")
    if cut:
        guards.append("read_in_part")
    return tuple(guards)


def _check_hash(content: bytes, expected: str, part: str) -> None:
    if hashlib.sha256(content).hexdigest() != expected:
        raise ScoringError("model_changed", part)


def _vocabulary(content: bytes) -> tuple[dict[str, int], list[float]]:
    try:
        data = json.loads(content)
        index = {str(feature): number for number, feature in enumerate(data["features"])}
        idf = [float(value) for value in data["idf"]]
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise ScoringError("model_unreadable", "vocabulary") from cause
    if len(index) != len(idf):
        raise ScoringError("model_shape", "vocabulary")
    return index, idf


def _session(onnx: bytes) -> Any:
    # Weights outside the file are named by a key "location", and the runtime would open whatever path it holds.
    # No model of ours has the word anywhere, so that looking for it is enough; it can't be written otherwise.
    if b"location" in onnx:
        raise ScoringError("model_external_data", "onnx")

    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # The runtime's faults share no narrower class, and all of them mean the same here.
    try:
        return onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
    except Exception as cause:
        raise ScoringError("model_unreadable", "onnx") from cause


def _over_passages(head: LabelHead, read: Sequence[Sequence[float]], sizes: Sequence[int]) -> dict[str, float]:
    passages = [_probabilities(head, logits) for logits in read]
    return {
        label: _mean([p[label] for p in passages], sizes)
        if label == "neutral"
        else _strongest_two([p[label] for p in passages])
        for label in head.labels
    }


def _probabilities(head: LabelHead, logits: Sequence[float]) -> dict[str, float]:
    parts = zip(head.labels, logits, head.slopes, head.shifts, strict=True)
    return {label: 1.0 / (1.0 + exp(-(slope * logit + shift))) for label, logit, slope, shift in parts}


def _present(head: LabelHead, p: Mapping[str, float]) -> tuple[str, ...]:
    parts = zip(head.labels, head.thresholds, strict=True)
    return tuple(label for label, threshold in parts if p[label] >= threshold)


def _band(head: ValueHead, value: float) -> Band:
    if value < head.low:
        return "low"
    return "high" if value > head.high else "middle"


def _mean(values: Sequence[float], sizes: Sequence[int]) -> float:
    return fsum(value * size for value, size in zip(values, sizes, strict=True)) / sum(sizes)


def _strongest_two(values: Sequence[float]) -> float:
    strongest = sorted(values, reverse=True)[:2]
    return fsum(strongest) / len(strongest)
