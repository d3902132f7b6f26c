"""Which kinds of behaviour an English text speaks of: the definitions that its sentences are closest to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.evidence import Concept
from progrez_desktop.scoring.text.findings import Finding
from progrez_desktop.scoring.text.rubric import Rubric

FloatArray = NDArray[np.float64]

MIN_CONCEPT_P = 0.5
MOST_CONCEPTS = 8


@dataclass(frozen=True)
class Definitions:
    """The meanings of a rubric's definition sentences, by skill, (concepts, 384); made once for all texts."""

    concepts: Mapping[str, FloatArray]

    @staticmethod
    def of(rubric: Rubric, meaning: Callable[[str], NDArray[Any]]) -> "Definitions":
        return Definitions(
            {
                skill: np.array([meaning(one.definition["en"]) for one in rule.concepts], np.float64)
                for skill, rule in rubric.skills.items()
            }
        )


def concepts_of(
    rubric: Rubric, definitions: Definitions, findings: Sequence[Finding], meanings: Sequence[NDArray[Any]]
) -> tuple[Concept, ...]:
    """Return the concepts that some sentence is about, the surest first; a sentence counts for its closest concept."""
    best: dict[tuple[str, str], float] = {}
    for finding, meaning in zip(findings, meanings, strict=True):
        for skill, about in finding.skills.items():
            closest = int(np.argmax(definitions.concepts[skill] @ meaning))
            concept = rubric.skills[skill].concepts[closest].id
            best[skill, concept] = max(best.get((skill, concept), 0.0), about.spoken)
    surest = sorted(((p, *names) for names, p in best.items() if p >= MIN_CONCEPT_P), key=lambda one: (-one[0], one))
    return tuple(Concept(skill, concept, p) for p, skill, concept in surest[:MOST_CONCEPTS])
