"""Rated answers as arrays, and the levels that a rubric gives them when its numbers are moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.shown import REACH

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PARTS = ("action", "reason", "result", "reflection")
EARLY = 0.2
"""What a result or a reflection before the first own action counts for (scoring.text.findings)."""
_LATE_PARTS = np.array([False, False, True, True])
OPPOSITE_ADDRESSES = 0.9


@dataclass(frozen=True)
class Study:
    """Answers as arrays: A answers, S sentences at most, K skills, R raters at most; gaps are masked or -1."""

    skills: tuple[str, ...]
    people: tuple[str, ...]
    is_sentence: Bools
    """(A, S)"""
    is_early: Bools
    """(A, S)"""
    parts: Floats
    """Logits, (A, S, 4), as the rubric gives them before the order of the sentences counts."""
    about: Floats
    """Logits, (A, S, K)."""
    opposite: Bools
    """(A, S, K)"""
    levels: NDArray[np.intp]
    """(A, K, R)"""

    def of(self, rows: NDArray[np.intp]) -> "Study":
        arrays = ("is_sentence", "is_early", "parts", "about", "opposite", "levels")
        taken = {name: getattr(self, name)[rows] for name in arrays}
        return Study(self.skills, tuple(self.people[row] for row in rows), **taken)


@dataclass(frozen=True)
class Moves:
    """What is done to logits: parts are stretched (over 0) and moved, skills are moved."""

    part_shift: Floats
    part_stretch: Floats
    skill_shift: Floats

    @staticmethod
    def none(skills: int) -> "Moves":
        return Moves(np.zeros(len(PARTS)), np.ones(len(PARTS)), np.zeros(skills))

    @staticmethod
    def of(vector: Floats) -> "Moves":
        """Return the moves of a vector; stretches are kept as logarithms, so that they stay over 0."""
        return Moves(vector[:4], np.exp(vector[4:8]), vector[8:])


def read_study(lines: Sequence[Mapping[str, Any]], source: Sequence[str]) -> Study:
    """Return the lines of studies as arrays. `source` tells people of different files apart."""
    skills = tuple(sorted({skill for line in lines for given in line["ratings"].values() for skill in given}))
    answers, longest = len(lines), max((len(line["sentences"]) for line in lines), default=1) or 1
    raters = max((len(line["ratings"]) for line in lines), default=0)
    shape = (answers, longest)
    study = Study(
        skills=skills,
        people=tuple(f"{origin}/{line['person']}" for origin, line in zip(source, lines, strict=True)),
        is_sentence=np.zeros(shape, bool),
        is_early=np.zeros(shape, bool),
        parts=np.zeros((*shape, len(PARTS))),
        about=np.zeros((*shape, len(skills))),
        opposite=np.zeros((*shape, len(skills)), bool),
        levels=np.full((answers, len(skills), raters), -1, np.intp),
    )
    for row, line in enumerate(lines):
        for number, sentence in enumerate(line["sentences"]):
            study.is_sentence[row, number] = True
            study.is_early[row, number] = sentence["early"]
            chances = np.array([sentence["parts"][part] for part in PARTS])
            study.parts[row, number] = _logit(np.where(_LATE_PARTS & sentence["early"], chances / EARLY, chances))
            study.about[row, number] = _logit(np.array([sentence["skills"].get(skill, 0.0) for skill in skills]))
            study.opposite[row, number] = [skill in sentence["opposite"] for skill in skills]
        for column, given in enumerate(line["ratings"].values()):
            study.levels[row, :, column] = [given.get(skill, -1) for skill in skills]
    return study


def level_chances(study: Study, moves: Moves) -> Floats:
    """Return the probability of each level from 0 to 5, as scoring.text has it with a rubric moved so. (A, K, 6)."""
    parts = _logistic(moves.part_shift + moves.part_stretch * study.parts)
    parts = np.where(study.is_early[:, :, None] & _LATE_PARTS, parts * EARLY, parts)
    about = np.where(study.is_sentence[:, :, None], _logistic(moves.skill_shift + study.about), 0.0)
    actions = np.where(study.opposite, 0.0, about * parts[:, :, :1])
    addressed = np.maximum(about.max(axis=1), OPPOSITE_ADDRESSES * study.opposite.any(axis=1))
    anchor = actions.argmax(axis=1)
    action = actions.max(axis=1)
    numbers = np.arange(study.is_sentence.shape[1])
    near = (np.abs(numbers[None, :, None] - anchor[:, None, :]) <= REACH) & study.is_sentence[:, :, None]
    later = [np.where(near, parts[:, :, place, None], 0.0).max(axis=1) for place in (1, 2, 3)]
    spoken = np.maximum(addressed, action)
    how_many = _how_many(later)
    return np.stack([1.0 - spoken, spoken - action, *(action * chance for chance in how_many)], axis=2)


def _how_many(chances: Sequence[Floats]) -> list[Floats]:
    """Return the probability that 0, 1, 2 and 3 of three independent events happen."""
    total = [np.ones_like(chances[0])]
    for chance in chances:
        without = [*(p * (1.0 - chance) for p in total), np.zeros_like(chance)]
        total = [a + b for a, b in zip(without, [np.zeros_like(chance), *(p * chance for p in total)], strict=True)]
    return total


def _logit(p: Floats) -> Floats:
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)))
