"""Levels on sixty answers that we wrote and rated ourselves: a check of our own, that finds what breaks.

It proves nothing about other people's answers: whoever wrote these also wrote the rubric.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np

from progrez_desktop.scoring.agreement import quadratic_kappa
from progrez_desktop.scoring.text.reading import Reading
from tests.scoring.text.shipped_reader import shipped_reader

ANSWERS = json.loads((Path(__file__).parent / "own_answers.json").read_bytes())


@cache
def readings() -> tuple[Reading, ...]:
    reader = shipped_reader()
    return tuple(reader.read(answer["text"], "", "en", regardless=True) for answer in ANSWERS)


def pairs() -> list[tuple[int, int | None]]:
    """Return our level and the level read, for each skill that we rated."""
    found = []
    for answer, reading in zip(ANSWERS, readings(), strict=True):
        assert reading.evidence is not None
        found += [(level, reading.evidence.skills[skill].level) for skill, level in answer["levels"].items()]
    return found


def test_levels_are_ours_where_they_are_told() -> None:
    told = np.array([(ours, read) for ours, read in pairs() if read is not None], float)
    kappa = quadratic_kappa(told)
    assert isinstance(kappa, float)
    assert kappa >= 0.9
    assert np.mean(np.abs(told[:, 0] - told[:, 1]) <= 1) >= 0.95


def test_silence_is_kept_for_the_few() -> None:
    assert sum(read is None for _, read in pairs()) <= 0.15 * len(pairs())


def test_what_a_text_does_not_speak_of_is_not_read_into_it() -> None:
    for answer, reading in zip(ANSWERS[-3:], readings()[-3:], strict=True):
        assert reading.evidence is not None
        assert {one.level for one in reading.evidence.skills.values()} <= {0, 1, None}, answer["text"]


def test_what_was_found_stands_in_the_text() -> None:
    for answer, reading in zip(ANSWERS, readings(), strict=True):
        assert reading.evidence is not None
        for skill, level in answer["levels"].items():
            marks = reading.evidence.skills[skill].found
            assert bool(marks) or level == 0
            assert all(answer["text"][start:end].strip() for mark in marks for start, end in mark.words)


def test_the_opposite_is_told_from_the_skill() -> None:
    for skill in ("composure", "integrity", "empathy"):
        directions = [
            {mark.direction for mark in reading.evidence.skills[skill].found if mark.part == "action"}
            for answer, reading in zip(ANSWERS, readings(), strict=True)
            if reading.evidence is not None and skill in answer["levels"] and answer["levels"][skill] == 1
        ]
        assert {-1} in directions
