"""The rubric of a pack as records: what its steps mean, what shows a skill, and what shows its opposite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.scoring.text.cues import Cues
from progrez_desktop.scoring.text.evidence import PARTS, Part

LocalText = Mapping[str, str]


@dataclass(frozen=True)
class ConceptRule:
    """One kind of behaviour of a skill, and a sentence in the first person that shows it, by language.

    `phrases` speak of it in a Dutch text, for which there is no encoder.
    """

    id: str
    name: LocalText
    definition: LocalText
    phrases: Cues


@dataclass(frozen=True)
class SkillRule:
    """`cues` and `opposite_cues` are phrases that count in a deed of the writer: "I told her", "I lied"."""

    id: str
    concepts: tuple[ConceptRule, ...]
    cues: Cues
    opposite_cues: Cues


@dataclass(frozen=True)
class PartRule:
    name: LocalText
    cues: Cues


@dataclass(frozen=True)
class Moves:
    """What ratings on site moved: logits of parts are stretched and moved, those of skills are moved."""

    parts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Stretch and shift of a part's logit."""
    skills: Mapping[str, float] = field(default_factory=dict)

    def part(self, part: str, logit: float) -> float:
        stretch, shift = self.parts.get(part, (1.0, 0.0))
        return stretch * logit + shift

    def skill(self, skill: str, logit: float) -> float:
        return logit + self.skills.get(skill, 0.0)


@dataclass(frozen=True)
class Rubric:
    """`levels` says in words what each level from 0 to 5 means, for a person who rates by it."""

    levels: tuple[LocalText, ...]
    parts: Mapping[Part, PartRule]
    skills: Mapping[str, SkillRule]
    moves: Moves

    @staticmethod
    def of(raw: Mapping[str, Any]) -> "Rubric":
        """Return the records for the parsed rubric.json of a pack."""
        return Rubric(
            levels=tuple(raw["levels"]),
            parts={part: PartRule(raw["parts"][part]["name"], Cues(raw["parts"][part]["cues"])) for part in PARTS},
            skills={skill: _skill(skill, rule) for skill, rule in raw["skills"].items()},
            moves=_moves(raw.get("moves")),
        )


def _skill(skill: str, raw: Mapping[str, Any]) -> SkillRule:
    return SkillRule(
        id=skill,
        concepts=tuple(
            ConceptRule(one["id"], one["name"], one["definition"], Cues(one["phrases"])) for one in raw["concepts"]
        ),
        cues=Cues(raw["cues"]),
        opposite_cues=Cues(raw["opposite_cues"]),
    )


def _moves(raw: Mapping[str, Any] | None) -> Moves:
    if raw is None:
        return Moves()
    parts = {part: (float(move["stretch"]), float(move["shift"])) for part, move in raw["parts"].items()}
    return Moves(parts, {skill: float(shift) for skill, shift in raw["skills"].items()})
