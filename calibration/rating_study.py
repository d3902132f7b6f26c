"""Rated answers as arrays, and the levels that they get when the logits of parts and skills are moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.evidence import Part
from progrez_desktop.scoring.text.levels import Chances, level_of
from progrez_desktop.scoring.text.shown import LEAST_BESIDE, REASON_REACH
from progrez_desktop.scoring.text.signs import LATER_PARTS, SignTable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PARTS: tuple[Part, ...] = LATER_PARTS
SILENT = -1


@dataclass(frozen=True)
class Study:
    """Answers as arrays: A answers, S sentences at most, K skills, R raters at most; gaps are masked or -1."""

    skills: tuple[str, ...]
    people: tuple[str, ...]
    is_sentence: Bools
    """(A, S)"""
    parts: Floats
    """Logits, (A, S, 4)."""
    shown: Floats
    """Logits, (A, S, K); of no deed -inf."""
    opposite: Floats
    """Chances, (A, S, K)."""
    spoken: Floats
    """Chances, (A, S, K)."""
    levels: NDArray[np.intp]
    """(A, K, R)"""

    def of(self, rows: NDArray[np.intp]) -> "Study":
        arrays = ("is_sentence", "parts", "shown", "opposite", "spoken", "levels")
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
        parts=np.full((*shape, len(PARTS)), -np.inf),
        shown=np.full((*shape, len(skills)), -np.inf),
        opposite=np.zeros((*shape, len(skills))),
        spoken=np.zeros((*shape, len(skills))),
        levels=np.full((answers, len(skills), raters), -1, np.intp),
    )
    for row, line in enumerate(lines):
        for number, sentence in enumerate(line["sentences"]):
            study.is_sentence[row, number] = True
            study.parts[row, number] = _logit(np.array([sentence["parts"][part] for part in PARTS]))
            shown = np.array([sentence["shown"].get(skill, 0.0) for skill in skills])
            study.shown[row, number] = np.where(shown > 0.0, _logit(shown), -np.inf)
            study.opposite[row, number] = [sentence["opposite"].get(skill, 0.0) for skill in skills]
            study.spoken[row, number] = [sentence["spoken"].get(skill, 0.0) for skill in skills]
        for column, given in enumerate(line["ratings"].values()):
            study.levels[row, :, column] = [given.get(skill, -1) for skill in skills]
    return study


def chances_of(study: Study, moves: Moves) -> dict[str, Floats]:
    """Return the fields of levels.Chances, each (A, K), as scoring.text.shown puts the sentences together."""
    parts = _logistic(moves.part_shift + moves.part_stretch * study.parts)
    shown = _logistic(moves.skill_shift + study.shown)
    numbers = np.arange(study.is_sentence.shape[1])[None, :, None]
    last = study.is_sentence.sum(axis=1)[:, None, None] - 1
    most = shown.max(axis=1, keepdims=True)
    is_action = (shown >= np.maximum(LEAST_BESIDE, most / 2)) | (numbers == shown.argmax(axis=1)[:, None, :])
    is_action &= study.is_sentence[:, :, None]
    first_action = np.where(is_action, numbers, numbers.max() + 1).min(axis=1, keepdims=True)
    last_action = np.where(is_action, numbers, -1).max(axis=1, keepdims=True)
    after = is_action.copy()
    for step in range(1, REASON_REACH + 1):
        after[:, step:] |= is_action[:, :-step]
        after |= (numbers == last) & (is_action & (numbers + step >= last)).any(axis=1, keepdims=True)
    places = {
        "situation": numbers <= last_action,
        "reason": after,
        "result": numbers >= first_action,
        "reflection": numbers >= first_action,
    }
    found = {
        str(part): np.where(places[part] & study.is_sentence[:, :, None], parts[:, :, place, None], 0.0).max(axis=1)
        for place, part in enumerate(PARTS)
    }
    whole = {"shown": shown, "opposite": study.opposite, "spoken": study.spoken}
    return {**{name: some.max(axis=1) for name, some in whole.items()}, **found}


def level_chances(study: Study, moves: Moves) -> Floats:
    """Return the probability of each level from 0 to 5 as levels.masses has it, (A, K, 6)."""
    of = chances_of(study, moves)
    spoken = np.maximum(of["spoken"], of["shown"])
    both, concrete = of["reason"] * of["result"], of["shown"] * of["situation"]
    reflected = concrete * both * of["reflection"]
    masses = (1.0 - spoken, spoken - of["shown"], of["shown"] - concrete, concrete * (1.0 - both))
    return np.stack([*masses, concrete * both - reflected, reflected], axis=2)


def levels_told(study: Study, moves: Moves, table: SignTable) -> NDArray[np.intp]:
    """Return the level that a person is told, (A, K); SILENT where there is none."""
    of = chances_of(study, moves)
    told = np.full(of["shown"].shape, SILENT, np.intp)
    for place in np.ndindex(told.shape):
        level = level_of(Chances(**{name: float(some[place]) for name, some in of.items()}), table.limits)
        if level.level is not None and table.certainty(level.kind, level.chance) >= table.limits.certainty:
            told[place] = level.level
    return told


def _logit(p: Floats) -> Floats:
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _logistic(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -40.0, 40.0))))
