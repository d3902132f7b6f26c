"""How well a model reads the development rows: through the product's own model, with bootstrap intervals."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calibration.measure import Floats, f1_per_label, plain_figure
from calibration.measure import calibration_error as calibration_error
from calibration.measure import interval as interval
from calibration.measure import macro_f1 as macro_f1
from calibration.measure import pearson as pearson
from calibration.text_model.corpora import Corpora
from progrez_desktop.scoring.text.manifest import LABELS
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.tone import Tone


def measure(model: TextModel, corpora: Corpora) -> dict[str, Any]:
    """Return every figure on development rows as {"value", "low", "high", "n"}; the interval holds 95 % of draws."""
    tones = [_tone(model, text) for text in corpora.emotions_dev.texts]
    figures: dict[str, Any] = {}
    for head, truth in corpora.emotions_dev.labels.items():
        present, p = _label_arrays(head, tones)
        figures[f"{head}_macro_f1"] = interval(macro_f1, present, truth)
        figures[f"{head}_calibration_error"] = plain_figure(calibration_error(p, truth), len(truth))
        figures[f"{head}_f1"] = dict(zip(LABELS[head], np.round(f1_per_label(present, truth), 3).tolist(), strict=True))
    for head, rated in (("courtesy", corpora.courtesy_dev), ("concern", corpora.concern_dev)):
        given = np.array([getattr(_tone(model, text), head) for text in rated.texts])
        figures[f"{head}_r"] = interval(pearson, given, rated.values)
    return figures


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
