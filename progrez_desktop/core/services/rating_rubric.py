"""The rubric as a rater reads it: what each step means, and what shows each skill."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.shipped import ASSESSMENT, Shipped

_FILE = f"{ASSESSMENT}/rubric.json"


@dataclass(frozen=True)
class RaterRubric:
    sha256: str
    steps: tuple[LocalText, ...]
    """What level 0, 1, ... 5 means."""
    skills: Mapping[str, tuple[LocalText, ...]]
    """Sentences that show each skill."""


def rater_rubric(files: Shipped) -> RaterRubric:
    """Return the rubric that ships, the same that the computer reads by.

    Raises:
        DataFault: "resource_missing" or "resource_changed".
    """
    data = files.source.read(_FILE)
    raw = json.loads(data)
    skills = {name: tuple(concept["definition"] for concept in one["concepts"]) for name, one in raw["skills"].items()}
    return RaterRubric(sha256_of(data), tuple(raw["levels"]), skills)
