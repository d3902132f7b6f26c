"""The words that are marked are the ones that a reading rests on: without others it hardly moves."""

import csv
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from progrez_desktop.scoring.text.evidence import Mark
from progrez_desktop.scoring.text.features import passages, sentences_of
from progrez_desktop.scoring.text.reader import AnswerReader
from progrez_desktop.scoring.text.tone_reader import mean, over_passages
from tests.scoring.text.shipped_reader import shipped_reader

DRAWS = 5
AT_LEAST = 2.0
"""How many times as much marked words must move a reading as so many random words of the same answer."""

IN_SO_MANY = 0.8

Span = tuple[int, int]


def without(text: str, spans: Sequence[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return text


def tone_of(reader: AnswerReader, text: str, head: str, label: str | None) -> float:
    parts = passages(sentences_of(text))
    looks = [reader.model.look(text, part.start, part.end) for part in parts]
    sizes = [len(part.tokens) for part in parts]
    if label is None:
        return mean([look.logits[head][0] for look in looks], sizes)
    return over_passages(reader.model.manifest, head, label, looks, sizes)


def likeness(reader: AnswerReader, text: str, number: int, skill: str) -> float:
    """Return how like the closest definition of a skill the sentence of this number is."""
    sentence = sentences_of(text)[number]
    return float(
        (reader.definitions.concepts[skill] @ reader.model.look(text, sentence.start, sentence.end).meaning).max()
    )


def strongest(marks: Sequence[tuple[str, Mark]]) -> tuple[str, Mark] | None:
    shown = [(skill, mark) for skill, mark in marks if mark.part == "action" and mark.direction > 0 and mark.words]
    return max(shown, key=lambda one: (one[1].p, one[0]), default=None)


def moved(reader: AnswerReader, text: str, chance: random.Random) -> Iterator[tuple[str, float, float]]:
    """Yield for each reading how far the marked words move it, and the mean of as many random ones."""
    reading = reader.read(text, "", "en", regardless=True)
    assert reading.tone is not None
    assert reading.evidence is not None
    for reason in reading.tone.reasons:
        value = partial(tone_of, reader, head=reason.head, label=reason.label)
        yield reason.head, *compared(text, value, reason.words, chance)
    marks = [(skill, mark) for skill, one in reading.evidence.skills.items() for mark in one.found]
    if (best := strongest(marks)) is not None:
        skill, mark = best
        number = next(n for n, one in enumerate(sentences_of(text)) if one.start == mark.start)
        yield "skill", *compared(text, partial(likeness, reader, number=number, skill=skill), mark.words, chance)


def compared(
    text: str, value: Callable[[str], float], marked: Sequence[Span], chance: random.Random
) -> tuple[float, float]:
    words = [(token.start, token.end) for one in sentences_of(text) for token in one.tokens if token.is_word]
    others = [word for word in words if not any(start <= word[0] < end for start, end in marked)]
    taken = sum(any(start <= word[0] < end for start, end in marked) for word in words)
    base = value(text)
    drawn = [abs(base - value(without(text, chance.sample(others, min(taken, len(others)))))) for _ in range(DRAWS)]
    return abs(base - value(without(text, marked))), sum(drawn) / DRAWS


def shares(texts: Sequence[str]) -> dict[str, float]:
    """Return by kind of reading in which share of the answers the marked words are the ones that count."""
    reader, chance = shipped_reader(), random.Random(7)
    found: dict[str, list[bool]] = {}
    for text in texts:
        for kind, marked, drawn in moved(reader, text, chance):
            found.setdefault(kind, []).append(marked >= AT_LEAST * drawn)
    return {kind: sum(held) / len(held) for kind, held in found.items() if len(held) >= 10}


@pytest.mark.shared
def test_marked_words_count_in_interview_answers(shared_dir: Path) -> None:
    with gzip.open(
        shared_dir / "data/siop2024_interview_answers/all.csv.gz", "rt", encoding="utf-8", newline=""
    ) as rows:
        texts = [row["answer"] for row in csv.DictReader(rows) if len(row["answer"].split()) >= 30]
    found = shares(random.Random(3).sample(texts, 60))
    assert {"ekman", "sentiment", "skill"} <= found.keys()
    assert all(share >= IN_SO_MANY for share in found.values()), found


def test_marked_words_count_in_answers_of_our_own() -> None:
    """Of all readings together: of one kind there are too few here. Groups of emotions alone stand at .76 of 38."""
    texts = [one["text"] for one in json.loads((Path(__file__).parent / "own_answers.json").read_bytes())]
    reader, chance = shipped_reader(), random.Random(7)
    held = [marked >= AT_LEAST * drawn for text in texts for _, marked, drawn in moved(reader, text, chance)]
    assert len(held) > 100
    assert sum(held) / len(held) >= IN_SO_MANY
