"""Learns from ratings on site: moves what a sentence shows to where raters draw the line.

    python -m calibration.rubric_thresholds STUDY.jsonl [STUDY.jsonl ...] --out FOLDER

A study is what `progrez rate study` writes: how sentences look to the rubric, and what raters gave. No text is in it.
For each part of an episode the logit is stretched and moved, for each skill it is moved, so that a sentence that showed
more than another never shows less. Moves are kept only when they foretell the ratings of people whose answers they were
not learned from better than the rubric as it is; else nothing is written. `rubric.json` goes in the place of the pack's
(then `python -m calibration.pack`), and `rubric.provenance.json` says what it was learned from.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from calibration.rating_study import PARTS, SILENT, Floats, Moves, Study, level_chances, levels_told, read_study
from calibration.sources import CalibrationError
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.packs.shipped import ASSESSMENT, shipped
from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.scoring import agreement
from progrez_desktop.scoring.text.signs import SignTable

LEAST_ANSWERS = 200
"""Answers that two raters rated. With fewer, chance moves a threshold further than raters do."""
FOLDS = 5
KAPPA_WAVERS = 0.02
"""The likelihood decides, being a proper score. Kappa of the likeliest level wavers so far by the draw of people."""

_SOFTENED = 0.01
"""Every level keeps this much probability, so that one slip of a rater does not outweigh a hundred ratings."""
_SPREADS = {"part_shift": 1.0, "part_stretch": 0.5, "skill_shift": 0.7}
"""How far a parameter is expected to move, as SD: a ridge that few ratings can't push over."""


@dataclass(frozen=True)
class Figures:
    """How well levels are foretold: mean log-likelihood of a rating, kappa and r of the likeliest level with the
    median, and the share of which something is told."""

    log_likelihood: float
    kappa: agreement.Measured
    r: agreement.Measured
    told: float


def fit(study: Study) -> Moves:
    """Return the moves under which the ratings are likeliest, held back by how far moves are expected to go."""
    spreads = np.concatenate(
        [
            np.full(4, _SPREADS["part_shift"]),
            np.full(4, _SPREADS["part_stretch"]),
            np.full(len(study.skills), _SPREADS["skill_shift"]),
        ]
    )
    rated = int((study.levels >= 0).sum())

    def cost(vector: Floats) -> float:
        return float(0.5 * ((vector / spreads) ** 2).sum()) / rated - log_likelihood(study, Moves.of(vector))

    found = minimize(cost, np.zeros(len(spreads)), method="L-BFGS-B", options={"maxiter": 60})
    return Moves.of(found.x)


def log_likelihood(study: Study, moves: Moves) -> float:
    """Return the mean log-likelihood of a rating."""
    chances = (1.0 - _SOFTENED) * np.clip(level_chances(study, moves), 0.0, 1.0) + _SOFTENED / 6
    given = study.levels >= 0
    picked = np.take_along_axis(chances, np.maximum(study.levels, 0), axis=2)
    return float(np.log(picked[given]).mean())


def cross_validated(study: Study) -> tuple[Figures, Figures]:
    """Return the figures of the rubric as it is, and of moves that were fitted without the people they foretell."""
    none = Moves.none(len(study.skills))
    table = SignTable.from_bytes(shipped().evidence())
    told = np.full((len(study.people), len(study.skills)), SILENT, np.intp)
    likeliest = told.copy()
    total, weight = 0.0, 0
    for held in _folds(study.people):
        learned = np.setdiff1d(np.arange(len(study.people)), held)
        moves, unseen = fit(study.of(learned)), study.of(held)
        told[held] = levels_told(unseen, moves, table)
        likeliest[held] = level_chances(unseen, moves).argmax(axis=2)
        rated = int((unseen.levels >= 0).sum())
        total, weight = total + rated * log_likelihood(unseen, moves), weight + rated
    unmoved = level_chances(study, none).argmax(axis=2)
    before = _figures(study, unmoved, levels_told(study, none, table), log_likelihood(study, none))
    return before, _figures(study, likeliest, told, total / weight)


def _folds(people: Sequence[str]) -> list[NDArray[np.intp]]:
    """Return the rows of each fold. A person is in one of them: writers that are known are easier to foretell."""
    drawn = np.random.default_rng(1).permutation(sorted(set(people)))
    return [np.flatnonzero(np.isin(people, drawn[fold::FOLDS])) for fold in range(FOLDS)]


def _figures(study: Study, computer: NDArray[np.intp], told: NDArray[np.intp], likelihood: float) -> Figures:
    rows, people = [], []
    for answer, skill in zip(*np.nonzero((study.levels >= 0).any(axis=2)), strict=True):
        given = study.levels[answer, skill][study.levels[answer, skill] >= 0]
        rows.append((computer[answer, skill], median(given.tolist())))
        people.append(study.people[answer])
    pairs = np.array(rows, float).reshape(len(rows), 2)
    kappa, r = (
        agreement.measured(statistic, pairs, people) for statistic in (agreement.quadratic_kappa, agreement.correlation)
    )
    return Figures(likelihood, kappa, r, float((told != SILENT).mean()))


def moved_rubric(rubric: Mapping[str, Any], study: Study, moves: Moves) -> dict[str, Any]:
    """Return the rubric with these moves on top of those that it had; everything else in it stays as it is."""
    before = rubric.get("moves", {"parts": {}, "skills": {}})
    parts, skills = dict(before["parts"]), dict(before["skills"])
    for place, part in enumerate(PARTS):
        was, stretch = parts.get(part, {"stretch": 1.0, "shift": 0.0}), float(moves.part_stretch[place])
        shift = stretch * was["shift"] + float(moves.part_shift[place])
        parts[part] = {"stretch": round(stretch * was["stretch"], 4), "shift": round(shift, 4)}
    for skill, shift in zip(study.skills, moves.skill_shift.tolist(), strict=True):
        skills[skill] = round(skills.get(skill, 0.0) + shift, 4)
    return {**rubric, "moves": {"parts": parts, "skills": skills}}


def double_rated(study: Study) -> int:
    return int(((study.levels >= 0).any(axis=1).sum(axis=1) >= 2).sum())


def learn(lines: Sequence[Mapping[str, Any]], source: Sequence[str], rubric: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a moved rubric by name.

    Raises:
        CalibrationError: Too few answers, ratings by another rubric, or a rubric that foretells no better.
    """
    now = hashlib.sha256(canonical(rubric).encode()).hexdigest()
    if any(line["rubric_sha256"] != now for line in lines):
        raise CalibrationError("these ratings were given by another rubric than the one to be moved")
    study = read_study(lines, source)
    if (answers := double_rated(study)) < LEAST_ANSWERS:
        raise CalibrationError(
            f"{answers} answers were rated by two raters; {LEAST_ANSWERS} are needed before a threshold may move"
        )
    before, after = cross_validated(study)
    if after.log_likelihood <= before.log_likelihood or _value(after.kappa) < _value(before.kappa) - KAPPA_WAVERS:
        raise CalibrationError("moved thresholds do not foretell unseen ratings better; the rubric stays as it is")
    moves = fit(study)
    moved = (json.dumps(moved_rubric(rubric, study, moves), indent=2, ensure_ascii=False) + "\n").encode()
    provenance = {
        "from_rubric_sha256": now,
        "answers": len(lines),
        "double_rated": answers,
        "people": len(set(study.people)),
        "part_shift": dict(zip(PARTS, moves.part_shift.round(4).tolist(), strict=True)),
        "part_stretch": dict(zip(PARTS, moves.part_stretch.round(4).tolist(), strict=True)),
        "skill_shift": dict(zip(study.skills, moves.skill_shift.round(4).tolist(), strict=True)),
        "before": _told(before),
        "after_in_unseen_people": _told(after),
    }
    return {"rubric.json": moved, "rubric.provenance.json": (json.dumps(provenance, indent=2) + "\n").encode()}


def _value(figure: agreement.Measured) -> float:
    return figure.value if isinstance(figure, agreement.Figure) else -1.0


def _told(figures: Figures) -> dict[str, Any]:
    return {
        "log_likelihood": round(figures.log_likelihood, 4),
        "kappa": vars(figures.kappa),
        "r": vars(figures.r),
        "told": round(figures.told, 4),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m calibration.rubric_thresholds", description=__doc__.splitlines()[0]
    )
    parser.add_argument("studies", type=Path, nargs="+", metavar="STUDY.jsonl")
    parser.add_argument("--rubric", type=Path, default=resource_path(*ASSESSMENT.split("/"), "rubric.json"))
    parser.add_argument("--out", type=Path, required=True, help="folder for rubric.json and rubric.provenance.json")
    options = parser.parse_args(arguments)
    lines, source = [], []
    for path in options.studies:
        for line in filter(None, path.read_bytes().splitlines()):
            lines.append(read_json_document(line, "human-rating-study"))
            source.append(str(path))
    try:
        files = learn(lines, source, json.loads(options.rubric.read_bytes()))
    except CalibrationError as refused:
        print(f"nothing was written: {refused}", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (options.out / name).write_bytes(content)
    print(files["rubric.provenance.json"].decode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
