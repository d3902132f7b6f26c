"""What was asked of a team as chips: each says one condition, and knows what is asked without it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.model.team import Ask, Person, Requirement
from progrez_desktop.core.services.recruiting.team_words import requirement_name
from progrez_desktop.core.words import Words

_NAMED = 2
"""So many people are named on a chip; of the others, how many they are."""


@dataclass(frozen=True)
class Chip:
    said: Callable[[Words], str]
    without: Ask


def chips_of(ask: Ask, people: Mapping[str, Person]) -> Iterator[Chip]:
    """Return a chip for each condition, with people by their codes, which are as long as a chip has room for.

    Who is not known here is told by the beginning of their id.
    """

    def called(release_id: str) -> str:
        return people[release_id].code if release_id in people else release_id[:6]

    def listed(group: tuple[str, ...]) -> Callable[[Words], str]:
        codes = ", ".join(map(called, group[:_NAMED]))
        return lambda _: codes if len(group) <= _NAMED else f"{codes} +{len(group) - _NAMED}"

    if ask.only:
        yield Chip(lambda words: words.plural("team.chip.only", len(ask.only)), replace(ask, only=()))
    for kind in ("fixed", "out"):
        group: tuple[str, ...] = getattr(ask, kind)
        for one in group:
            others: dict[str, Any] = {kind: tuple(other for other in group if other != one)}
            yield Chip(_saying(f"team.chip.{kind}", listed((one,))), replace(ask, **others))
    for kind in ("apart", "together"):
        groups: tuple[tuple[str, ...], ...] = getattr(ask, kind)
        for number, group in enumerate(groups):
            rest: dict[str, Any] = {kind: groups[:number] + groups[number + 1 :]}
            yield Chip(_saying(f"team.chip.{kind}", listed(group)), replace(ask, **rest))
    for number, wanted in enumerate(ask.requirements):
        left = ask.requirements[:number] + ask.requirements[number + 1 :]
        yield Chip(_required(wanted, listed(wanted.people)), replace(ask, requirements=left))


def _saying(key: str, people: Callable[[Words], str]) -> Callable[[Words], str]:
    return lambda words: words(key, people=people(words))


def _required(wanted: Requirement, people: Callable[[Words], str]) -> Callable[[Words], str]:
    def said(words: Words) -> str:
        what = people(words) if wanted.people else requirement_name(wanted.name, words)
        return words("team.chip.requirement", least=wanted.least, what=what)

    return said
