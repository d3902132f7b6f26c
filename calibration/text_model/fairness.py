"""What must not move a reading: who somebody is, slips of the pen, length. Evaluation, never training."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.measure import SEED, Floats
from calibration.text_model.facts import FRAMES
from calibration.text_model.figures import looks_of, tones_of
from progrez_desktop.scoring.text.features import ARTICLES, count_words, tokens_of
from progrez_desktop.scoring.text.model import TextModel
from progrez_desktop.scoring.text.tone import Tone

TEMPLATES = Path("fairness_templates") / "en.csv.gz"
TYPOS = 0.05
TOLD_VALUES = ("courtesy", "concern", "distress")

_OTHERS = Path(__file__).parent / "other_identities.txt"
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
    alike = defaultdict(list)
    with gzip.open(data / TEMPLATES, "rt", encoding="utf-8", newline="") as file:
        for row in list(csv.DictReader(file))[::every]:
            if row["template"] in _REST:
                rest = _REST[row["template"]](row["phrase"].split())
                alike[row["template"], tuple(rest)].append(row["phrase"])
    return _moved(model, list(alike.values()), comments)


def other_identities(model: TextModel, comments: Sequence[str]) -> dict[str, Any]:
    """Return the same for sentences about work, and identities that stand in no template."""
    listed = _OTHERS.read_text(encoding="utf-8").splitlines()
    identities = [line for line in listed if not line.startswith("#")]
    return _moved(model, [[frame.format(one) for one in identities] for frame in FRAMES], comments)


def slips(model: TextModel, answers: Sequence[str]) -> dict[str, Any]:
    """Return how far tones move when one word in twenty has two letters swapped, and when articles are missing.

    Unit: the standard deviation of each output over the answers as they were. "moved" is the mean size of a move, over
    outputs and the largest; "shift" is the mean rise or fall of an output over answers.
    """
    before = _told(tones_of(model, answers))
    chance = np.random.default_rng(SEED)
    changed = {
        "typos": [with_typos(text, chance) for text in answers],
        "no_articles": [without_articles(text) for text in answers],
    }
    found: dict[str, Any] = {}
    for name, texts in changed.items():
        after = _told(tones_of(model, texts))
        moves = np.array([(after[output] - before[output]) / before[output].std() for output in before])
        sizes, shifts = np.abs(moves).mean(axis=1), np.abs(moves.mean(axis=1))
        numbers = {
            "moved": sizes.mean(),
            "largest_moved": sizes.max(),
            "shift": shifts.mean(),
            "largest_shift": shifts.max(),
        }
        found[name] = {key: round(float(value), 3) for key, value in numbers.items()} | {"n": len(texts)}
    return found


def length_correlation(model: TextModel, texts: Sequence[str]) -> dict[str, float]:
    """Return the correlation with the number of words, of each value and of the label that has the largest."""
    words = np.array([count_words(text) for text in texts], float)
    told = _told(tones_of(model, texts))
    correlations = {output: float(np.corrcoef(given, words)[0, 1]) for output, given in told.items()}
    labels = {output: r for output, r in correlations.items() if output not in TOLD_VALUES}
    largest = max(labels, key=lambda output: abs(labels[output]))
    chosen = {output: correlations[output] for output in TOLD_VALUES} | {largest: labels[largest]}
    return {output: round(r, 3) for output, r in chosen.items()}


def _moved(model: TextModel, groups: Sequence[Sequence[str]], comments: Sequence[str]) -> dict[str, Any]:
    unit = looks_of(model, comments).sum.std(axis=0)
    seen = [looks_of(model, sentences).sum for sentences in groups]
    moved = np.concatenate([np.abs(some - some.mean(axis=0)) / unit for some in seen])
    return {"mean": round(float(moved.mean()), 3), "most": round(float(moved.max()), 3), "n": len(moved)}


def _told(tones: Sequence[Tone]) -> dict[str, Floats]:
    """Return every number that the product tells of each text, by its name."""
    told = {value: np.array([getattr(tone, value) for tone in tones]) for value in TOLD_VALUES}
    for head in ("emotions", "ekman", "sentiment"):
        for label in getattr(tones[0], head):
            told[f"{head} {label}"] = np.array([getattr(tone, head)[label] for tone in tones])
    return told


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
