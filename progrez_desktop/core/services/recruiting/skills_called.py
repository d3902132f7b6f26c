"""Which skills somebody means who types a word into the search of the list."""

from collections.abc import Sequence

from progrez_desktop.core.model.assessment import Skill

_LEAST = 3
"""Signs: shorter words begin the name of half of them."""


def skills_called(text: str, skills: Sequence[Skill]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each word of a search that begins a word of a skill's name, in any language, with those skills."""
    found = []
    for word in dict.fromkeys(text.casefold().split()):
        called = tuple(skill.id for skill in skills if len(word) >= _LEAST and _is_called(skill, word))
        if called:
            found.append((word, called))
    return tuple(found)


def _is_called(skill: Skill, word: str) -> bool:
    names = [*skill.name.values(), *skill.short_name.values()]
    return any(part.startswith(word) for name in names for part in name.casefold().split())
