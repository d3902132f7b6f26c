"""How well the Dutch model reads lines that it did not learn from, through the product's own model."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.measure import Floats, calibration_error, f1_per_label, interval, macro_f1, plain_figure
from calibration.text_model.relevance import auc
from calibration.xed import Line, lines_of
from progrez_desktop.scoring.text.dutch import LABELS, DutchReading, DutchTone
from progrez_desktop.scoring.text.features import tokens_of

TEMPLATES = Path("fairness_templates") / "nl.csv.gz"

# What stays when the identity is exchanged: "[doof] zijn is leuk", "Je bent een leuk [oma] persoon".
_REST: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "am_identity": lambda words: words[:2],
    "being_identity": lambda words: words[-3:],
    "hate_identity": lambda words: (*words[:2], words[-1]),
    "verb_adj": lambda words: words[:1],
    "you_are_identity_p": lambda words: (*words[:4], words[-1]),
}


SENTIMENT_OF = {
    "positive": {"anticipation", "joy", "trust"},
    "negative": {"anger", "disgust", "fear", "sadness"},
    "ambiguous": {"surprise"},
}
"""The eight emotions divided as in XED's own two-way task; surprise, which that leaves out, is ambiguous."""


def measure(model: DutchTone, data: Path) -> dict[str, Any]:
    """Return every figure as {"value", "low", "high", "n"}: on development lines, on test lines, and on both.

    Neither had a part in weights, calibration or thresholds, nor had the neutral texts that "heard_in_neutral" counts
    tones in.
    """
    dev, test = (lines_of(data, "nl", split) for split in ("dev", "test"))
    figures: dict[str, Any] = {}
    for split, lines in (("dev", dev), ("test", test), ("both", dev + test)):
        for head, truth in truth_of(lines).items():
            present, p = _arrays(head, [model.read(line.text) for line in lines])
            figures[f"{split}_{head}_macro_f1"] = interval(macro_f1, present, truth)
            figures[f"{split}_{head}_auc"] = interval(_mean_auc, p, truth)
            figures[f"{split}_{head}_calibration_error"] = plain_figure(calibration_error(p, truth), len(truth))
            f1 = np.round(f1_per_label(present, truth), 3).tolist()
            figures[f"{split}_{head}_f1"] = dict(zip(LABELS[head], f1, strict=True))
    truth = truth_of(dev + test)["emotions"]
    figures["both_all_present_macro_f1"] = plain_figure(macro_f1(np.ones_like(truth), truth), len(truth))
    figures["heard_in_neutral"] = _heard(model, neutral_texts("neutral_unseen"))
    return figures | {"identity_swap": identity_swap(model, data, [line.text for line in dev])}


def neutral_texts(name: str) -> list[str]:
    """Return the texts of one of the lists of neutral texts."""
    listed = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in listed if not line.startswith("# ")]


def truth_of(lines: Sequence[Line]) -> dict[str, Floats]:
    """Return 0 and 1 by head, (lines, labels)."""
    emotions = [[float(label in line.emotions) for label in LABELS["emotions"]] for line in lines]
    sentiment = [[float(bool(SENTIMENT_OF[label] & line.emotions)) for label in LABELS["sentiment"]] for line in lines]
    return {"emotions": np.array(emotions), "sentiment": np.array(sentiment)}


def identity_swap(model: DutchTone, data: Path, lines: Sequence[str]) -> dict[str, Any]:
    """Return how far the outputs of sentences that differ in identity lie from their common mean, at mean and most.

    Unit: the standard deviation of each output over `lines`.

    Source:
        Dixon et al. (2018), Measuring and mitigating unintended bias in text classification (the templates).
    """
    unit = np.array([model.logits(tokens_of(text)) for text in lines]).std(axis=0)
    alike = defaultdict(list)
    with gzip.open(data / TEMPLATES, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["template"] in _REST:
                rest = _REST[row["template"]](row["phrase"].split())
                alike[row["template"], tuple(rest)].append(model.logits(tokens_of(row["phrase"])))
    moved = np.concatenate([np.abs(np.array(some) - np.mean(some, axis=0)) / unit for some in alike.values()])
    return {"mean": round(float(moved.mean()), 3), "most": round(float(moved.max()), 3), "n": len(moved)}


def _heard(model: DutchTone, texts: Sequence[str]) -> dict[str, int]:
    read = [model.read(text) for text in texts]
    heard = sum(len(one.emotions_present) + len(one.sentiment_present) for one in read)
    return {"heard": heard, "of": len(texts) * sum(map(len, LABELS.values())), "n": len(texts)}


def _mean_auc(p: Floats, truth: Floats) -> float:
    return float(np.mean([auc(p[:, column], truth[:, column]) for column in range(truth.shape[1])]))


def _arrays(head: str, readings: Sequence[DutchReading]) -> tuple[Floats, Floats]:
    labels = LABELS[head]
    present = [[float(label in getattr(one, f"{head}_present")) for label in labels] for one in readings]
    return np.array(present), np.array([[getattr(one, head)[label] for label in labels] for one in readings])
