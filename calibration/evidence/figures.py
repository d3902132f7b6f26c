"""How far what is read agrees with what we rated, on answers of writers that nothing was learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from calibration.evidence.texts import Answer
from progrez_desktop.scoring import agreement
from progrez_desktop.scoring.text.evidence import Evidence, SkillReading
from progrez_desktop.scoring.text.reader import AnswerReader

BINS = (0.8, 0.9, 0.95, 0.98, 1.0001)


@dataclass(frozen=True)
class Pair:
    """One rated skill of one answer: our level, and the reading of it."""

    answer: Answer
    skill: str
    ours: int
    read: SkillReading

    @property
    def is_told(self) -> bool:
        return self.read.level is not None

    @property
    def level(self) -> int:
        assert self.read.level is not None
        return self.read.level

    @property
    def is_near(self) -> bool:
        return abs(self.level - self.ours) <= 1


def pairs_of(reader: AnswerReader, answers: Sequence[Answer]) -> list[Pair]:
    """Return every skill of which we were clear, read by the whole product without its guards."""
    pairs = []
    for answer in answers:
        evidence = evidence_of(reader, answer)
        for skill, read in evidence.skills.items():
            ours = answer.levels.get(skill, 0)
            if ours is not None:
                pairs.append(Pair(answer, skill, ours, read))
    return pairs


def evidence_of(reader: AnswerReader, answer: Answer) -> Evidence:
    found = reader.read(answer.text, answer.prompt, "en", regardless=True).evidence
    assert found is not None
    return found


def figures_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return agreement, how often evidence is read into an answer, and what certainties are worth."""
    told = [one for one in pairs if one.is_told]
    shown = [one for one in told if one.level >= 2]
    ours = [one for one in pairs if one.ours >= 2]
    none = [one for one in told if one.level == 0]
    return {
        "answers": len({id(one.answer) for one in pairs}),
        "writers": len({one.answer.writer for one in pairs}),
        "pairs": len(pairs),
        "told": _share(len(told), len(pairs)),
        "exact": _share(sum(one.level == one.ours for one in told), len(told)),
        "adjacent": _share(sum(one.is_near for one in told), len(told)),
        "kappa": _kappa(told),
        "shown": {
            "read": len(shown),
            "false": _share(sum(one.ours <= 1 for one in shown), len(shown)),
            "exact": _share(sum(one.level == one.ours for one in shown), len(shown)),
            "adjacent": _share(sum(one.is_near for one in shown), len(shown)),
            "ours": len(ours),
            "found": _share(sum(one.is_told and one.level >= 2 for one in ours), len(ours)),
            "silent": _share(sum(not one.is_told for one in ours), len(ours)),
            "denied": _share(sum(one.is_told and one.level == 0 for one in ours), len(ours)),
        },
        "none": {"read": len(none), "false": _share(sum(one.ours >= 2 for one in none), len(none))},
        "marks": marks_of(pairs),
        "certainty": [_bin(told, low, high) for low, high in pairwise(BINS)],
        "skills": {skill: _skill([one for one in pairs if one.skill == skill]) for skill in _skills(pairs)},
    }


def marks_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return how many marks stand in a sentence that we labelled so: actions for and against, and the other parts."""
    right: dict[str, list[bool]] = {"action": [], "opposite": [], "part": []}
    for one in pairs:
        for mark in one.read.found:
            labelled = [
                label
                for label, sentence in zip(one.answer.labelled, one.answer.sentences, strict=True)
                if sentence.start < mark.end and mark.start < sentence.end
            ]
            roles = [label.skills.get(one.skill) for label in labelled]
            if mark.part == "action":
                wanted = "shown" if mark.direction > 0 else "opposite"
                right["action" if mark.direction > 0 else "opposite"].append(wanted in roles or "unclear" in roles)
            elif mark.part != "mention":
                right["part"].append(any(mark.part in label.parts for label in labelled))
    return {kind: {"n": len(some), "right": _share(sum(some), len(some))} for kind, some in right.items()}


def _skill(pairs: Sequence[Pair]) -> dict[str, Any]:
    shown = [one for one in pairs if one.is_told and one.level >= 2]
    return {
        "ours": sum(one.ours >= 2 for one in pairs),
        "read": len(shown),
        "false": sum(one.ours <= 1 for one in shown),
    }


def _bin(told: Sequence[Pair], low: float, high: float) -> dict[str, Any]:
    some = [one for one in told if low <= one.read.certainty < high]
    mean = float(np.mean([one.read.certainty for one in some])) if some else 0.0
    return {
        "from": low,
        "n": len(some),
        "certainty": round(mean, 3),
        "near": _share(sum(o.is_near for o in some), len(some)),
    }


def _kappa(told: Sequence[Pair]) -> Mapping[str, Any]:
    rows = np.array([(one.ours, one.level) for one in told], float)
    return vars(agreement.measured(agreement.quadratic_kappa, rows, [one.answer.writer for one in told]))


def _share(count: int, of: int) -> float | None:
    return round(count / of, 3) if of else None


def _skills(pairs: Sequence[Pair]) -> list[str]:
    return sorted({one.skill for one in pairs})
