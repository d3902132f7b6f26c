"""What must not move a reading: who somebody is, slips of the pen, length. Evaluation, never training."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.measure import SEED
from calibration.text_model.figures import looks_of
from progrez_desktop.scoring.text.features import count_words, tokens_of
from progrez_desktop.scoring.text.manifest import VALUES
from progrez_desktop.scoring.text.model import TextModel

TEMPLATES = Path("fairness_templates") / "en.csv.gz"
TYPOS = 0.05
ARTICLES = ("a", "an", "the")

# What stays when name and identity are exchanged: "Being [deaf] is nice", "[Sara] is a nice [Canadian]".
_REST: Mapping[str, Callable[[Sequence[str]], Sequence[str]]] = {
    "being_adj": lambda words: words[-1:],
    "name_adj": lambda words: words[3:4],
    "you_are_adj": lambda words: words[3:4],
    "am_hate_adj": lambda words: words[:2],
    "verb_adj": lambda words: words[:1],
}


def identity_swap(model: TextModel, data: Path, comments: Sequence[str], every: int = 1) -> dict[str, Any]:
    """Return how far the outputs of sentences that differ in identity lie from their common mean, at mean and most.

    Args:
        model: The model.
        data: Folder with fairness_templates.
        comments: The unit is the standard deviation of each output over these.
        every: Take one in so many sentences.

    Source:
        Dixon et al. (2018), Measuring and mitigating unintended bias in text classification (the templates).
    """
    unit = looks_of(model, comments).sum.std(axis=0)
    alike = defaultdict(list)
    with gzip.open(data / TEMPLATES, "rt", encoding="utf-8", newline="") as file:
        for row in list(csv.DictReader(file))[::every]:
            if row["template"] in _REST:
                rest = _REST[row["template"]](row["phrase"].split())
                alike[row["template"], tuple(rest)].append(row["phrase"])
    groups = [looks_of(model, phrases).sum for phrases in alike.values()]
    moved = np.concatenate([np.abs(some - some.mean(axis=0)) / unit for some in groups])
    return {"mean": round(float(moved.mean()), 3), "most": round(float(moved.max()), 3), "n": len(moved)}


def slips(model: TextModel, answers: Sequence[str]) -> dict[str, Any]:
    """Return how far readings move when one word in twenty has two letters swapped, and when articles are missing.

    Unit: the standard deviation of each output over the answers as they were. "shift" is the mean over answers of
    what an output rises or falls, the largest and the mean over outputs; "moved" is the mean size of a move.
    """
    before = looks_of(model, answers).sum
    chance = np.random.default_rng(SEED)
    changed = {
        "typos": [with_typos(text, chance) for text in answers],
        "no_articles": [without_articles(text) for text in answers],
    }
    found: dict[str, Any] = {}
    for name, texts in changed.items():
        moves = (looks_of(model, texts).sum - before) / before.std(axis=0)
        shift = np.abs(moves.mean(axis=0))
        numbers = {"shift": shift.mean(), "largest_shift": shift.max(), "moved": np.abs(moves).mean()}
        found[name] = {key: round(float(value), 3) for key, value in numbers.items()} | {"n": len(texts)}
    return found


def length_correlation(model: TextModel, texts: Sequence[str]) -> dict[str, float]:
    """Return the correlation of each value with the number of words, over whole texts."""
    seen = looks_of(model, texts)
    words = np.array([count_words(text) for text in texts], float)
    return {head: round(float(np.corrcoef(seen.of("sum", head)[:, 0], words)[0, 1]), 3) for head in VALUES}


def with_typos(text: str, chance: np.random.Generator) -> str:
    """Swap two neighbouring letters inside TYPOS of the words of four letters or more."""
    letters = list(text)
    for token in tokens_of(text):
        if token.is_word and token.end - token.start >= 4 and chance.random() < TYPOS:
            at = int(chance.integers(token.start + 1, token.end - 2))
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def without_articles(text: str) -> str:
    kept, last = [], 0
    for token in tokens_of(text):
        if token.form in ARTICLES:
            kept.append(text[last : token.start])
            last = min(len(text), token.end + 1)
    return "".join([*kept, text[last:]])
