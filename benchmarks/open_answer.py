"""How long an open answer takes to read, beside plain NumPy (and scikit-learn, where it is) with the same weights.

    python -m benchmarks.open_answer

The text is cut into sentences, passages and words by the product on every side; the peers then do what the model does
with their own arithmetic: NumPy with a table of 32-bit weights, scikit-learn with TfidfVectorizer and a sparse product.
Figures are medians of rounds that take turns, in one thread. Load time and memory come from fresh processes.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks import children
from benchmarks.peak import peak_mb
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.scoring.text.features import Token, passages_of, sentences_of, weigh, word_features
from progrez_desktop.scoring.text.tone_model import TextModel

ROUNDS = 101
BUDGET_MS = {100: 150, 300: 400}
BUDGET_MB = 150
TOLERANCE = 1e-3

# A hundred words of our own; three times as many are three answers.
HUNDRED_WORDS = (
    "Two colleagues of mine disagreed about the planning of a big order. I first talked with each of them alone and "
    "asked what worried them most. It turned out that one was afraid of missing the deadline, while the other thought "
    "that nobody had listened to her. We then sat down together, made a whole new plan on one sheet of paper and split "
    "the work so that both could do what they are good at. In the end the order went out a day early. Both of them "
    "thanked me, and I was really happy with how it went! "
)

Bags = list[tuple[Token, ...]]


def loaded() -> TextModel:
    files = shipped().text_model()
    return TextModel.from_bytes(files.onnx, files.vocabulary, files.description)


def bags_of(text: str) -> Bags:
    """Return everything of a text that the model is asked about: its passages, its sentences and the whole."""
    sentences = sentences_of(text)
    whole = tuple(token for sentence in sentences for token in sentence.tokens)
    return [*passages_of(sentences), *(sentence.tokens for sentence in sentences), whole]


def outputs(model: TextModel, tokens: Sequence[Token]) -> Any:
    return np.concatenate([np.array(values, np.float32) for values in model.logits(tokens).values()])


def weights_of(model: TextModel, features: Sequence[str]) -> tuple[Any, Any]:
    """Return the table (features, outputs) and the bias of the model, asked out of it one feature at a time."""
    bias = outputs(model, ())
    rows = [outputs(model, (Token(0, 1, feature, True),)) - bias for feature in features]
    return np.stack(rows), bias


def numpy_peer(words: dict[str, Any], table: Any, bias: Any) -> Callable[[str], Any]:
    index = {feature: number for number, feature in enumerate(words["features"])}

    def read(text: str) -> Any:
        found = []
        for tokens in bags_of(text):
            ids, weights = weigh(word_features(tokens), index, words["idf"])
            found.append(np.array(weights, np.float32) @ table[ids] + bias)
        return np.array(found)

    return read


def scikit_learn_peer(words: dict[str, Any], table: Any, bias: Any) -> Callable[[str], Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=word_features, vocabulary=words["features"], sublinear_tf=True)
    vectorizer.idf_ = np.array(words["idf"])
    return lambda text: vectorizer.transform(bags_of(text)) @ table + bias


def medians_ms(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return milliseconds per job: the median of rounds in which each has its turn, after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(ROUNDS + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                taken[name].append((time.perf_counter() - start) * 1e3)
    return {name: statistics.median(times) for name, times in taken.items()}


def child(kind: str) -> None:
    """Print what a fresh process takes: "bare" has imported the same, "loaded" has loaded the model and read once."""
    start = time.perf_counter()
    if kind == "loaded":
        loaded().read(HUNDRED_WORDS, "en")
    print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "mb": peak_mb()}))


def main() -> int:
    if len(sys.argv) > 1:
        child(sys.argv[1])
        return 0
    model, words = loaded(), json.loads(shipped().text_model().vocabulary)
    table, bias = weights_of(model, words["features"])
    peers: dict[str, Callable[[str], Any]] = {"NumPy": numpy_peer(words, table, bias)}
    if find_spec("sklearn"):
        peers["scikit-learn"] = scikit_learn_peer(words, table, bias)
    kept = True
    for count, budget in BUDGET_MS.items():
        text = HUNDRED_WORDS * (count // 100)
        jobs: dict[str, Callable[[], object]] = {"ours": partial(model.read, text, "en")}
        took = medians_ms(jobs | {name: partial(peer, text) for name, peer in peers.items()})
        kept &= took["ours"] <= budget
        others = ", ".join(f"{name} {took[name]:.2f} ms ({took['ours'] / took[name]:.2f} times)" for name in peers)
        print(f"{count} words, whole reading    {took['ours']:>7.2f} ms (at most {budget}); {others}")
    ours = np.array([outputs(model, tokens) for tokens in bags_of(text)])
    apart = max(float(np.abs(peer(text) - ours).max()) for peer in peers.values())
    print(f"largest distance of an output{apart:>7.0e} (at most {TOLERANCE})")
    bare, full = (children.run("benchmarks.open_answer", kind) for kind in ("bare", "loaded"))
    added = full["mb"] - bare["mb"]
    print(f"load and first reading       {full['ms']:>7.0f} ms")
    print(f"added memory                 {added:>7.0f} MB (at most {BUDGET_MB}); before: {bare['mb']:.0f} MB")
    return 0 if kept and added <= BUDGET_MB and apart <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main())
