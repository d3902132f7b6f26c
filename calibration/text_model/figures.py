"""How well the model reads the development rows: through the product's own loader, with bootstrap intervals."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from calibration.measure import Floats, calibration_error, f1_per_label, interval, macro_f1, pearson, plain_figure
from calibration.text_model.corpora import Corpora
from progrez_desktop.scoring.text.manifest import COLUMNS, LABELS, LabelHead
from progrez_desktop.scoring.text.model import TextModel

THREADS = 2
LABELLED = ("emotions", "strategies")
RATED = ("courtesy", "essays", "quality")


@dataclass(frozen=True)
class Looks:
    """What the model sees in some texts, (texts, columns): both branches, and each alone."""

    sum: Floats
    encoder: Floats
    words: Floats

    def of(self, branch: str, head: str) -> Floats:
        return np.asarray(getattr(self, branch)[:, COLUMNS[head]])


def looks_of(model: TextModel, texts: Sequence[str]) -> Looks:
    with ThreadPoolExecutor(THREADS) as pool:  # each text is a run of its own, so that order means nothing
        looks = list(pool.map(model.look, texts))
    rows = (
        [_row(part) for part in parts] for parts in zip(*((o.logits, o.encoder, o.words) for o in looks), strict=True)
    )
    return Looks(*(np.array(some) for some in rows))


def looks_at_dev(model: TextModel, corpora: Corpora) -> dict[str, Looks]:
    """Return what the model sees in every development row, by the name of the set."""
    return {name: looks_of(model, getattr(corpora, f"{name}_dev").texts) for name in (*LABELLED, *RATED)}


def measure(model: TextModel, corpora: Corpora, seen: Mapping[str, Looks]) -> dict[str, Any]:
    """Return the figures of the model as it ships, by head: value, bounds of 95 % of draws, number of texts."""
    figures: dict[str, Any] = {}
    for name in LABELLED:
        for head, truth in getattr(corpora, f"{name}_dev").labels.items():
            present, p = reading(model.manifest.labels[head], seen[name].of("sum", head))
            figures[head] = {
                "sum": interval(macro_f1, present, truth),
                "calibration_error": plain_figure(calibration_error(p, truth), len(truth)),
                "f1": dict(zip(LABELS[head], np.round(f1_per_label(present, truth), 3).tolist(), strict=True)),
            }
    for name in RATED:
        for head, values in getattr(corpora, f"{name}_dev").values.items():
            figures[head] = {"sum": interval(pearson, seen[name].of("sum", head)[:, 0], values)}
    return figures


def reading(head: LabelHead, logits: Floats) -> tuple[Floats, Floats]:
    """Return which labels are present, and their probabilities."""
    p: Floats = expit(np.array(head.slopes) * logits + np.array(head.shifts))
    return (p >= np.array(head.thresholds)).astype(float), p


def _row(heads: Mapping[str, Sequence[float]]) -> Floats:
    return np.concatenate([np.array(heads[name]) for name in COLUMNS])
