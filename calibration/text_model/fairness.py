"""Whether a reading moves when only the words that say who somebody is are exchanged. Evaluation, never training."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.text_model.corpora import Floats
from progrez_desktop.scoring.text.features import tokens_of
from progrez_desktop.scoring.text.model import TextModel

TEMPLATES = Path("fairness_templates") / "en.csv.gz"

# What stays when name and identity are exchanged: "Being [deaf] is nice", "[Sara] is a nice [Canadian]".
_REST: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "being_adj": lambda words: words[-1:],
    "name_adj": lambda words: words[3:4],
    "you_are_adj": lambda words: words[3:4],
    "am_hate_adj": lambda words: words[:2],
    "verb_adj": lambda words: words[:1],
}


def identity_swap(model: TextModel, data: Path, comments: Sequence[str]) -> dict[str, Any]:
    """Return how far the outputs of sentences that differ in identity lie from their common mean, at mean and most.

    Unit: the standard deviation of each output over `comments`.

    Source:
        Dixon et al. (2018), Measuring and mitigating unintended bias in text classification (the templates).
    """
    unit = np.array([_outputs(model, text) for text in comments]).std(axis=0)
    alike = defaultdict(list)
    with gzip.open(data / TEMPLATES, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["template"] in _REST:
                rest = _REST[row["template"]](row["phrase"].split())
                alike[row["template"], tuple(rest)].append(_outputs(model, row["phrase"]))
    moved = np.concatenate([np.abs(np.array(some) - np.mean(some, axis=0)) / unit for some in alike.values()])
    return {"mean": round(float(moved.mean()), 3), "most": round(float(moved.max()), 3), "n": len(moved)}


def _outputs(model: TextModel, text: str) -> Floats:
    return np.concatenate([np.array(values) for values in model.logits(tokens_of(text)).values()])
