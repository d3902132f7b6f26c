"""How well a model reads the development rows: through the product's own model, with bootstrap intervals."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from calibration.text_model.corpora import Corpora, Floats
from progrez_desktop.scoring.text.manifest import LABELS
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.tone import Tone

DRAWS = 1000
SEED = 20261123
_BINS = 15


def measure(model: TextModel, corpora: Corpora) -> dict[str, Any]:
    """Return every figure on development rows as {"value", "low", "high", "n"}; the interval holds 95 % of draws."""
    tones = [_tone(model, text) for text in corpora.emotions_dev.texts]
    figures: dict[str, Any] = {}
    for head, truth in corpora.emotions_dev.labels.items():
        present, p = _label_arrays(head, tones)
        figures[f"{head}_macro_f1"] = interval(macro_f1, present, truth)
        figures[f"{head}_calibration_error"] = _plain(calibration_error(p, truth), len(truth))
        figures[f"{head}_f1"] = dict(zip(LABELS[head], np.round(f1_per_label(present, truth), 3).tolist(), strict=True))
    for head, rated in (("courtesy", corpora.courtesy_dev), ("concern", corpora.concern_dev)):
        given = np.array([getattr(_tone(model, text), head) for text in rated.texts])
        figures[f"{head}_r"] = interval(pearson, given, rated.values)
    return figures


def interval(statistic: Callable[[Floats, Floats], float], given: Floats, truth: Floats) -> dict[str, Any]:
    """Return a statistic of all rows and the 2.5 % and 97.5 % points of it in DRAWS resamples of the rows."""
    chance = np.random.default_rng(SEED)
    resamples = (chance.integers(len(truth), size=len(truth)) for _ in range(DRAWS))
    low, high = np.quantile([statistic(given[rows], truth[rows]) for rows in resamples], [0.025, 0.975])
    figure = _plain(statistic(given, truth), len(truth))
    return figure | {"low": round(float(low), 3), "high": round(float(high), 3)}


def f1_per_label(present: Floats, truth: Floats) -> Floats:
    hits = (present * truth).sum(axis=0)
    return np.asarray(2.0 * hits / np.maximum(1.0, present.sum(axis=0) + truth.sum(axis=0)))


def macro_f1(present: Floats, truth: Floats) -> float:
    return float(f1_per_label(present, truth).mean())


def pearson(given: Floats, truth: Floats) -> float:
    return float(np.corrcoef(given, truth)[0, 1])


def calibration_error(p: Floats, truth: Floats) -> float:
    """Return the expected calibration error, the mean over labels, with 15 bins of equal width.

    Source: Guo, Pleiss, Sun & Weinberger (2017), On calibration of modern neural networks.
    """
    errors = []
    for column in range(p.shape[1]):
        bins = np.minimum((p[:, column] * _BINS).astype(int), _BINS - 1)
        gaps = [abs((p[bins == b, column] - truth[bins == b, column]).sum()) for b in range(_BINS)]
        errors.append(sum(gaps) / len(p))
    return float(np.mean(errors))


def _tone(model: TextModel, text: str) -> Tone:
    tone = model.read(text, "en", regardless=True).tone
    if tone is None:
        raise AssertionError("regardless always gives a tone")
    return tone


def _label_arrays(head: str, tones: Sequence[Tone]) -> tuple[Floats, Floats]:
    labels = LABELS[head]
    present = np.array([[float(label in getattr(tone, f"{head}_present")) for label in labels] for tone in tones])
    probabilities: Sequence[Mapping[str, float]] = [getattr(tone, head) for tone in tones]
    return present, np.array([[p[label] for label in labels] for p in probabilities])


def _plain(value: float, n: int) -> dict[str, Any]:
    return {"value": round(value, 3), "n": n}
