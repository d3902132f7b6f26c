"""The rubric as a rater reads it: what each step means, and what shows each skill."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.assessment import Assessment, LocalText
from progrez_desktop.core.store.forms import canonical


@dataclass(frozen=True)
class RaterRubric:
    """`sha256` is that of the rubric's canonical JSON, so that a rating says by which rubric it was given."""

    sha256: str
    steps: tuple[LocalText, ...]
    """What level 0, 1, ... 5 means."""
    skills: Mapping[str, tuple[LocalText, ...]]
    """Sentences that show each skill."""


def rater_rubric(assessment: Assessment) -> RaterRubric:
    """Return the rubric of an assessment, the same that the computer reads by."""
    raw = assessment.rubric
    skills = {name: tuple(concept["definition"] for concept in one["concepts"]) for name, one in raw["skills"].items()}
    return RaterRubric(hashlib.sha256(canonical(raw).encode()).hexdigest(), tuple(raw["levels"]), skills)
