"""Records of a second rating by a person: what is asked, of which office, and what comes back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

LEVELS = range(6)
"""Steps of the rubric: 0 where a skill is not addressed, 5 where all that it asks for is shown."""

RaterRole = Literal["rater", "psychologist", "trainer"]
ROLES: tuple[RaterRole, ...] = get_args(RaterRole)


@dataclass(frozen=True)
class Office:
    """A rating office as a kiosk knows it: whom it rates for, and the public halves of its two inboxes.

    `texts_key` is what texts are sealed to, `levels_key` what the computer's levels are sealed to.
    """

    organisation_id: str
    name: str
    texts_key: bytes
    levels_key: bytes

    @property
    def id(self) -> str:
        """The SHA-256 of both keys, which two people can compare."""
        return hashlib.sha256(self.texts_key + self.levels_key).hexdigest()


@dataclass(frozen=True)
class AnswerForRating:
    """One open answer as it is handed to an office: the words, and the question that they answer."""

    item_id: str
    revision: int
    language: str
    prompt: str
    guidance: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Rater:
    """Who rates. The name stays in the office; a result tells the role."""

    id: str
    name: str
    role: RaterRole


@dataclass(frozen=True)
class ComputerLevels:
    """What the computer read out of one answer: steps of the rubric by skill, and nothing of its tone.

    A level of None is the computer's silence. Without any skill, a person has asked not to be read by it, or the
    answer could not be read; the two look the same.
    """

    model: str = ""
    levels: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class RatedSkill:
    """One skill in one answer. `level` counts; `first` was given before the computer's level was seen."""

    skill: str
    level: int
    first: int
    computer: int | None
    reason: str


@dataclass(frozen=True)
class HumanRating:
    """What one rater found in one open answer. `version` grows when the rater looks at it again."""

    id: str
    item_id: str
    revision: int
    version: int
    role: RaterRole
    rubric_sha256: str
    rated_ms: int
    skills: tuple[RatedSkill, ...]
