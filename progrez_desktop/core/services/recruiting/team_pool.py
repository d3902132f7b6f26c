"""Whom a team may be composed of: read once from the registry, as arrays that everything counts with."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.team import MOST_TEAM, MOST_TEAMS, Ask, Audience, Margin, Person, Pool
from progrez_desktop.core.services.registry_deps import RegistryDeps

if TYPE_CHECKING:
    from progrez_desktop.core.store.recruiting.teams import Pooled, TeamRow
    from progrez_desktop.scoring.teams.people import Bools, People

_OWN_VALUES: dict[Audience, str] = {"screen": "profile", "report": "team_values"}
_LICENCE = "licence:"
_CATEGORIES = re.compile(r"(?<![A-Z0-9])(AM|A1|A2|A|B1|BE|B\+|B|C1E|C1|CE|C|D1E|D1|DE|D|T)(?![A-Z0-9+])")
"""The categories of the European driving licence."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """A pool as it was when it was read."""

    ask: Ask
    audience: Audience
    rows: "tuple[TeamRow, ...]"
    people: "People"

    @cached_property
    def place(self) -> dict[str, int]:
        return {row.release_id: place for place, row in enumerate(self.rows)}

    def places(self, release_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the places of releases.

        Raises:
            UsageFault: "team_person".
        """
        try:
            return tuple(self.place[one] for one in dict.fromkeys(release_ids))
        except KeyError:
            raise UsageFault("team_person") from None

    def person(self, place: int) -> Person:
        row = self.rows[place]
        return Person(row.release_id, row.code, row.name)

    @property
    def persons(self) -> tuple[Person, ...]:
        """Return everybody of the pool, by code: whom one can put in, keep out or swap."""
        return tuple(map(self.person, range(len(self.rows))))

    def may_show(self, place: int) -> bool:
        """Return whether this audience may see this person's own values."""
        return _OWN_VALUES[self.audience] in self.rows[place].purposes.split()

    def scores(self, place: int) -> Mapping[str, Margin | None]:
        return self.rows[place].scores


def pool(deps: RegistryDeps, assessment: str | None) -> Pool:
    """Return whom a team can be composed of."""
    found = deps.store.teams.pool(deps.mark_ms(), assessment)
    facts = Counter(fact for held in _licences(deps, found.rows).values() for fact in held)
    procedures = Counter(row.assessment for row in found.rows)
    return Pool(len(found.rows), dict(sorted(procedures.items())), tuple(_scored(found)), dict(facts))


def gather(deps: RegistryDeps, ask: Ask, with_names: bool, audience: Audience) -> Gathered:
    """Return what is composed with (services.recruiting.teams.gather)."""
    chosen = _chosen(deps, ask, with_names)
    _check_size(ask, len(chosen.rows) - (len(set(ask.out)) if ask.teams > 1 else 0))
    gathered = Gathered(ask, audience, chosen.rows, _people(deps, chosen, ask))
    for named in (ask.fixed, ask.out, *ask.apart, *ask.together, *(one.people for one in ask.requirements)):
        gathered.places(named)
    return gathered


def _chosen(deps: RegistryDeps, ask: Ask, with_names: bool) -> "Pooled":
    import numpy as np

    found = deps.store.teams.pool(deps.mark_ms(), ask.assessment, with_names)
    if ask.only:
        only = set(ask.only)
        found = found.only(np.fromiter((row.release_id in only for row in found.rows), np.bool_, len(found.rows)))
        if len(found.rows) < len(only):
            raise UsageFault("team_person")
    if len({row.assessment for row in found.rows}) > 1:
        raise UsageFault("team_assessments")
    return found


def _check_size(ask: Ask, there: int) -> None:
    if not there:
        raise UsageFault("team_nobody")
    if not (1 <= ask.size <= MOST_TEAM and 1 <= ask.teams <= MOST_TEAMS):
        raise UsageFault("team_size", most=MOST_TEAM)
    size = ask.teams if ask.teams > 1 else ask.size
    if there < size:
        raise UsageFault("team_too_few", there=there, size=size)


def _scored(found: "Pooled") -> list[str]:
    """Return the skills in which anybody was scored."""
    return [skill for skill, column in found.scores.items() if column["high"].any()]


def _people(deps: RegistryDeps, found: "Pooled", ask: Ask) -> "People":
    import numpy as np

    from progrez_desktop.scoring.teams.people import People

    skills = tuple(_scored(found))
    for skill in ask.wishes.skills:
        if skill not in skills:
            raise UsageFault("team_skill", skill=shown(skill))
    stens, errors = (np.full((len(found.rows), len(skills)), np.nan) for _ in range(2))
    for number, skill in enumerate(skills):
        column = found.scores[skill]
        scored = column["high"] > 0
        stens[scored, number], errors[scored, number] = column["exact"][scored] / 1000, column["error"][scored] / 1000
    return People(skills, stens, errors, _facts(deps, found.rows, ask))


def _facts(deps: RegistryDeps, rows: "Sequence[TeamRow]", ask: Ask) -> "dict[str, Bools]":
    import numpy as np

    wanted = {one.fact for one in ask.requirements if one.fact}
    held = _licences(deps, rows) if wanted else {}
    return {fact: np.array([fact in held.get(row.release_id, ()) for row in rows], dtype=np.bool_) for fact in wanted}


def _licences(deps: RegistryDeps, rows: "Iterable[TeamRow]") -> dict[str, frozenset[str]]:
    """Return the categories of each released driver's licence."""
    holders = [row.release_id for row in rows if "drivers_licence" in row.fields.split()]
    return {
        one: frozenset(_LICENCE + found for found in _CATEGORIES.findall(content.get("drivers_licence", "").upper()))
        for one, content in deps.store.teams.contents(holders)
    }
