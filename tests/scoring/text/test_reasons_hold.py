"""The words that are marked are the ones that a reading rests on: without others of their kind it hardly moves.

Marked words are words that say something (content_words), so they are held against such words alone: of the same
sentence for what it shows of a skill, and of the whole answer for how that sounds.
"""

import csv
import gzip
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from calibration.evidence.texts import read_answers
from progrez_desktop.scoring.text.content_words import content_words
from progrez_desktop.scoring.text.evidence import Mark
from progrez_desktop.scoring.text.features import Sentence, passages, sentences_of
from progrez_desktop.scoring.text.findings import weighed
from progrez_desktop.scoring.text.reader import AnswerReader
from progrez_desktop.scoring.text.tone_reader import mean, over_passages
from tests.scoring.text.shipped_reader import shipped_reader

DRAWS = 5
AT_LEAST = 2.0
"""How many times as much marked words must move a reading as so many random ones."""

IN_SO_MANY = 0.8

Span = tuple[int, int]


def without(text: str, spans: Sequence[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return text


def tone_of(reader: AnswerReader, head: str, label: str | None, text: str) -> float:
    parts = passages(sentences_of(text))
    looks = [reader.model.look(text, part.start, part.end) for part in parts]
    sizes = [len(part.tokens) for part in parts]
    if label is None:
        return mean([look.logits[head][0] for look in looks], sizes)
    return over_passages(reader.model.manifest, head, label, looks, sizes)


def shown(reader: AnswerReader, number: int, skill: str, text: str) -> float:
    """Return the logit by which the sentence of this number shows a skill, in a text that may have lost words."""
    from progrez_desktop.scoring.text.findings import shown_features
    from progrez_desktop.scoring.text.observed import observe

    sentences = sentences_of(text)
    meanings = [reader.model.look(text, one.start, one.end).meaning for one in sentences[: number + 1]]
    signs = reader.table.read(sentences[number].tokens, meanings[-1], meanings[-2] if number else None)
    observed = observe(text, reader.rubric, sentences)[number]
    return weighed(reader.table.shown, shown_features(observed, skill, signs, signs, 0.0), skill)


def strongest(marks: Sequence[tuple[str, Mark]]) -> tuple[str, Mark] | None:
    found = [(skill, mark) for skill, mark in marks if mark.part == "action" and mark.direction > 0 and mark.words]
    return max(found, key=lambda one: (one[1].p, one[0]), default=None)


def moved(reader: AnswerReader, text: str, chance: random.Random) -> Iterator[tuple[str, float, float]]:
    """Yield for each reading how far the marked words move it, and the mean of as many random ones."""
    reading = reader.read(text, "", "en", regardless=True)
    assert reading.tone is not None
    assert reading.evidence is not None
    sentences = sentences_of(text)
    for reason in reading.tone.reasons:
        value = partial(tone_of, reader, reason.head, reason.label)
        if (pair := compared(text, sentences, value, reason.words, chance)) is not None:
            yield reason.head, *pair
    marks = [(skill, mark) for skill, one in reading.evidence.skills.items() for mark in one.found]
    if (best := strongest(marks)) is not None:
        skill, mark = best
        number = next(n for n, one in enumerate(sentences) if one.start == mark.start)
        value = partial(shown, reader, number, skill)
        if (pair := compared(text, [sentences[number]], value, mark.words, chance)) is not None:
            yield "skill", *pair


def compared(
    text: str,
    sentences: Sequence[Sentence],
    value: Callable[[str], float],
    marked: Sequence[Span],
    chance: random.Random,
) -> tuple[float, float] | None:
    """Return both moves; None where no sentence has other words that say something."""
    words = [(token.start, token.end) for one in sentences for token in content_words(one)]
    others = [word for word in words if not any(start <= word[0] < end for start, end in marked)]
    taken = min(max(1, sum(any(start <= word[0] < end for start, end in marked) for word in words)), len(others))
    if not others:
        return None
    base = value(text)
    drawn = [abs(base - value(without(text, chance.sample(others, taken)))) for _ in range(DRAWS)]
    return abs(base - value(without(text, marked))), sum(drawn) / DRAWS


def shares(texts: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Return by kind of reading in which share of how many answers the marked words are the ones that count."""
    reader, chance = shipped_reader(), random.Random(7)
    found: dict[str, list[bool]] = {}
    for text in texts:
        for kind, marked, drawn in moved(reader, text, chance):
            found.setdefault(kind, []).append(marked >= AT_LEAST * drawn)
    return {kind: (sum(held) / len(held), len(held)) for kind, held in found.items()}


def test_marked_words_count_in_answers_of_our_own() -> None:
    found = shares([one.text for one in read_answers("measure")])
    assert found["skill"][1] >= 25
    assert all(share >= IN_SO_MANY for share, _ in found.values()), found


@pytest.mark.shared
def test_marked_words_count_in_interview_answers(shared_dir: Path) -> None:
    with gzip.open(
        shared_dir / "data/siop2024_interview_answers/all.csv.gz", "rt", encoding="utf-8", newline=""
    ) as rows:
        texts = [row["answer"] for row in csv.DictReader(rows) if len(row["answer"].split()) >= 30]
    found = shares(random.Random(3).sample(texts, 60))
    assert {"ekman", "sentiment"} <= found.keys()
    assert all(share >= IN_SO_MANY for share, _ in found.values()), found
