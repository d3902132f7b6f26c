"""What a person says against a result of theirs: an objection to a score, or a statement of what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

ScoreReason = Literal["not_me", "disturbed", "misread", "other"]
"""Each R has its words for the person under the key `contest.reason.R`."""

SCORE_REASONS: tuple[ScoreReason, ...] = get_args(ScoreReason)

WHOLE = ""
"""In the place of a skill: a correction is of the result as a whole."""


@dataclass(frozen=True)
class ScoreObjection:
    """A score that its person contests. It stays as it was computed, and is shown as contested wherever it stands."""

    skill_id: str
    reason: ScoreReason
    words: str = field(repr=False)
    made_ms: int


@dataclass(frozen=True)
class Correction:
    """What its person says is wrong in a result that nobody can change any more; it stands beside the result."""

    skill_id: str
    words: str = field(repr=False)
    made_ms: int


@dataclass(frozen=True)
class Said:
    """Everything that a person says against one result, by skill."""

    objections: Mapping[str, ScoreObjection] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    def of(self, skill_id: str) -> "Said":
        """Return what of it is of one skill."""
        return Said(
            {name: one for name, one in self.objections.items() if name == skill_id},
            {name: one for name, one in self.corrections.items() if name == skill_id},
        )

    def without_words(self) -> "Said":
        """Return that something was said, and of what kind, for whom the words would tell who says it."""
        return Said(
            {name: replace(one, words="") for name, one in self.objections.items()},
            {name: replace(one, words="") for name, one in self.corrections.items()},
        )


NOTHING_SAID = Said()
