"""What a text shows of each skill, as records: sentences and words of one's own answer. It may leave under a grant.

Nothing of how a text sounds is in here: emotions, sentiment, courtesy, concern and distress are `tone.Tone`, which no
type of this module can hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.scoring.text.keywords import Keyword

Part = Literal["situation", "action", "reason", "result", "reflection"]
"""What an answer can tell of an episode."""

PARTS: tuple[Part, ...] = ("situation", "action", "reason", "result", "reflection")

MENTION: Literal["mention"] = "mention"
"""What a sentence is marked as that speaks of a skill without a deed of the writer."""

LEVELS = range(6)
"""0: not addressed. 1: in general. 2: something done. 3: in a situation that is told. 4: also why, and what came of it.
5: also what was learned (levels.level_of)."""

Direction = Literal[1, -1]
"""1: the sentence shows the skill. -1: it shows the opposite."""

Span = tuple[int, int]
"""Characters from the first to before the second, of the text as it was given."""


@dataclass(frozen=True)
class Concept:
    """One kind of behaviour of a skill that the text speaks of; `concept` names a definition in the rubric."""

    skill: str
    concept: str
    p: float


@dataclass(frozen=True)
class Mark:
    """A sentence (characters `start` to `end`) that shows one part of a skill, and the 1 to 3 words that carry it."""

    part: Part | Literal["mention"]
    start: int
    end: int
    words: tuple[Span, ...]
    direction: Direction
    p: float


@dataclass(frozen=True)
class SkillReading:
    """What one answer shows of one skill.

    Args:
        skill: Its id.
        level: 0 to 5, or None where the evidence is too thin to say.
        certainty: How often a level that was told like this one was that of a rater (evidence.card.md); 0 without one.
        found: The marks, in the order of the text; none without a level.
        missing: The parts that were not found, in the order of the rubric; none without a level.
    """

    skill: str
    level: int | None
    certainty: float
    found: tuple[Mark, ...]
    missing: tuple[Part, ...]


@dataclass(frozen=True)
class Evidence:
    """What an answer shows, by skill, and what it is about."""

    skills: Mapping[str, SkillReading]
    concepts: tuple[Concept, ...]
    keywords: tuple[Keyword, ...]
