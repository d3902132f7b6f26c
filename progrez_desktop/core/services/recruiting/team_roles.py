"""Which parts a team plays and which steps of its work it covers, from its skills. Pure.

Five informal roles of a team, and four steps from idea to result, are what users of team reports ask for (research,
D3). Which of our skills stand for which of them is our own reading of what the skills ask; nobody measured it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from progrez_desktop.core.model.team import Covered, SkillLine

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "results": ("initiative", "leadership"),
    "relationships": ("collaboration", "empathy"),
    "process": ("self_management", "integrity"),
    "innovation": ("creative_thinking", "adaptability"),
    "pragmatism": ("analytical", "composure"),
}
PHASES: Final[Mapping[str, tuple[str, ...]]] = {
    "explore": ("creative_thinking", "analytical"),
    "direct": ("leadership", "communication"),
    "resource": ("collaboration", "empathy"),
    "deliver": ("self_management", "initiative", "resilience"),
}


@dataclass(frozen=True)
class Part:
    """One role or step: the skills that stand for it, and how the team covers it."""

    name: str
    skills: tuple[str, ...]
    covered: Covered | None
    """None: of none of these skills anything can be told."""


def roles(lines: Sequence[SkillLine]) -> tuple[Part, ...]:
    return _parts(ROLES, lines)


def phases(lines: Sequence[SkillLine]) -> tuple[Part, ...]:
    return _parts(PHASES, lines)


def _parts(mapping: Mapping[str, tuple[str, ...]], lines: Sequence[SkillLine]) -> tuple[Part, ...]:
    told = {line.skill: line.covered for line in lines if line.of}
    return tuple(
        Part(name, skills, _of([told[one] for one in skills if one in told])) for name, skills in mapping.items()
    )


def _of(found: Sequence[Covered]) -> Covered | None:
    """Return what holds of all of them: only a part that is covered in every skill is covered."""
    if not found:
        return None
    if all(one == "covered" for one in found):
        return "covered"
    return "missing" if all(one == "missing" for one in found) else "thin"
