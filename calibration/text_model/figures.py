"""How well the model reads the development rows: as the product reads a whole text, with bootstrap intervals."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from calibration.measure import Floats, calibration_error, f1_per_label, interval, macro_f1, pearson, plain_figure
from calibration.text_model.corpora import Corpora
from progrez_desktop.scoring.text.features import sentences_of
from progrez_desktop.scoring.text.looks import Looks as LooksAtParts
from progrez_desktop.scoring.text.manifest import COLUMNS, LABELS, LabelHead
from progrez_desktop.scoring.text.model import Look, TextModel
from progrez_desktop.scoring.text.tone import Tone
from progrez_desktop.scoring.text.tone_reader import read_tone

Rows = tuple[Floats, ...]

THREADS = 2
LABELLED = ("emotions", "strategies")
RATED = ("courtesy", "essays", "quality")
TOLD = ("emotions", "ekman", "sentiment", "courtesy", "concern", "distress")
"""What the product says of a text. Ways of negotiating and arguments are learned from, and said nowhere."""


@dataclass(frozen=True)
class Looks:
    """What the model sees in some texts, (texts, columns): both branches, and each alone."""

    sum: Floats
    encoder: Floats
    words: Floats

    def of(self, branch: str, head: str) -> Floats:
        return np.asarray(getattr(self, branch)[:, COLUMNS[head]])


@dataclass(frozen=True)
class Seen:
    """Some texts, as the product says that they sound, and what the model sees in each as a whole."""

    tones: list[Tone]
    looks: Looks


def looks_of(model: TextModel, texts: Sequence[str]) -> Looks:
    with ThreadPoolExecutor(THREADS) as pool:  # each text is a run of its own, so that order means nothing
        return _looks(list(pool.map(lambda text: _rows(model.look(text)), texts)))


def tones_of(model: TextModel, texts: Sequence[str]) -> list[Tone]:
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda text: _tone(model, LooksAtParts(model, text), text), texts))


def seen_in_dev(model: TextModel, corpora: Corpora) -> dict[str, Seen]:
    """Return what is seen in every development row, by the name of the set."""

    def both(text: str) -> tuple[Tone, Rows]:
        looks = LooksAtParts(model, text)  # what the tone has looked at is not read again
        return _tone(model, looks, text), _rows(looks.at(0, len(text)))

    found: dict[str, Seen] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        for name in (*LABELLED, *RATED):
            tones, rows = zip(*pool.map(both, corpora.texts(f"{name}_dev")), strict=True)
            found[name] = Seen(list(tones), _looks(rows))
    return found


def measure(model: TextModel, corpora: Corpora, seen: Mapping[str, Seen]) -> dict[str, Any]:
    """Return the figures of the model as it ships, by head: value, bounds of 95 % of draws, number of texts."""
    figures: dict[str, Any] = {}
    for name in LABELLED:
        for head, truth in getattr(corpora, f"{name}_dev").labels.items():
            present, p = _labels(model.manifest.labels[head], head, seen[name])
            figures[head] = {
                "sum": interval(macro_f1, present, truth),
                "calibration_error": plain_figure(calibration_error(p, truth), len(truth)),
                "f1": dict(zip(LABELS[head], np.round(f1_per_label(present, truth), 3).tolist(), strict=True)),
            }
    for name in RATED:
        for head, values in getattr(corpora, f"{name}_dev").values.items():
            figures[head] = {"sum": interval(pearson, _value(head, seen[name]), values)}
    return figures


def reading(head: LabelHead, logits: Floats) -> tuple[Floats, Floats]:
    """Return which labels are present, and their probabilities."""
    p: Floats = expit(np.array(head.slopes) * logits + np.array(head.shifts))
    return (p >= np.array(head.thresholds)).astype(float), p


def _labels(facts: LabelHead, head: str, seen: Seen) -> tuple[Floats, Floats]:
    if head not in TOLD:
        return reading(facts, seen.looks.of("sum", head))
    present = [[float(label in getattr(tone, f"{head}_present")) for label in facts.labels] for tone in seen.tones]
    return np.array(present), np.array([[getattr(tone, head)[label] for label in facts.labels] for tone in seen.tones])


def _value(head: str, seen: Seen) -> Floats:
    if head not in TOLD:
        return seen.looks.of("sum", head)[:, 0]
    return np.array([getattr(tone, head) for tone in seen.tones])


def _looks(rows: Sequence[Rows]) -> Looks:
    return Looks(*(np.array(some) for some in zip(*rows, strict=True)))


def _rows(look: Look) -> Rows:
    return tuple(np.concatenate([part[name] for name in COLUMNS]) for part in (look.logits, look.encoder, look.words))


def _tone(model: TextModel, looks: LooksAtParts, text: str) -> Tone:
    return read_tone(model.manifest, looks, text, sentences_of(text), most=0)
