"""Who is meant by a code that a recruiter typed, among those who consented to teams."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from progrez_desktop.core.candidate_code import as_printed
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.team import Ask, Audience, Person, Pool, SavedTeam, Wishes
from progrez_desktop.core.services.recruiting import team_document, teams
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.recruiting.typed import meant
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.errors import ScoringError


def first_ask(pool: Pool) -> Ask:
    """Return what a new team begins with: the usual wishes, about the skills that these people were scored in."""
    try:
        return Ask(wishes=Wishes().within(pool.skills))
    except ScoringError:  # about none of them: composing says which skill is missing
        return Ask()


def ask_of(deps: RegistryDeps, pool: Pool, release_ids: Sequence[str]) -> Ask:
    """Return what a new team of chosen people begins with, of those among them who consented to teams.

    Raises:
        UsageFault: "team_nobody": none of them did; to ask for none would ask for everybody.
    """
    live = deps.store.teams.live(release_ids, deps.mark_ms())
    if not live:
        raise UsageFault("team_nobody")
    return replace(first_ask(pool), only=tuple(one for one in release_ids if one in live))


def find(deps: RegistryDeps, typed: str, assessment: str | None, *, least: int = 1) -> tuple[Person, ...]:
    """Return the people whose codes, or releases, were typed, with commas or spaces between them.

    Raises:
        UsageFault: "team_no_such_code": `typed` is nobody's here who consented to teams; "team_codes_few": two or more
            belong to this condition.
    """
    codes = _codes(typed)
    found = deps.store.teams.called([*codes, *map(str.lower, codes)], deps.mark_ms(), assessment)
    return _found((Person(release_id, code) for release_id, code in found), typed, least)


def find_in(gathered: Gathered, typed: str) -> Person:
    """Return the one person whose code, or release, was typed, of a pool that was read.

    Raises:
        UsageFault: "team_no_such_code".
    """
    found = _found(gathered.persons, typed, 1)
    if len(found) > 1:
        raise UsageFault("team_no_such_code", typed=shown(typed))
    return found[0]


def kept_as(deps: RegistryDeps, typed: str) -> SavedTeam:
    """Return the team that was kept under a name, or a number that begins so.

    Raises:
        UsageFault: "team_no_such", "which_team".
    """
    return meant(typed, teams.teams(deps), lambda team: (team.id, team.name), "team_no_such", "which_team")


def gather_again(
    deps: RegistryDeps, saved: SavedTeam, *, with_names: bool = False, audience: Audience = "screen"
) -> Gathered:
    """Return what a kept team can be looked at with; of whoever went, nothing is asked any more."""
    return teams.gather(deps, asked_again(deps, saved), with_names=with_names, audience=audience)


def named_in(gathered: Gathered) -> dict[str, Person]:
    """Return the people of its conditions, by release."""
    named = {one for _, _, one in team_document.conditions(gathered.ask)}
    return {one: gathered.person(gathered.place[one]) for one in named if one in gathered.place}


def asked_again(deps: RegistryDeps, saved: SavedTeam) -> Ask:
    """Return what a kept team was composed by, with those who are still here, and a size that they can reach."""
    now, asked = deps.mark_ms(), saved.ask
    members = tuple(one.release_id for one in saved.members)
    named = {one for _, _, one in team_document.conditions(asked)}
    here = frozenset(one for one, _ in deps.store.teams.called(named, now, asked.assessment))
    ask = asked.with_people(here)
    # Of chosen people of whom nobody is left the members alone are looked at, and never everybody.
    only = tuple(dict.fromkeys((*ask.only, *members))) if asked.only else ()
    there = len(only) if only else deps.store.teams.count(now, asked.assessment)
    return replace(ask, only=only, size=max(1, min(ask.size, there)), teams=max(1, min(ask.teams, there)))


def _found(people: Iterable[Person], typed: str, least: int) -> tuple[Person, ...]:
    codes = _codes(typed)
    by_code = {name.upper(): person for person in people for name in (person.code, person.release_id)}
    for code in codes:
        if code not in by_code:
            raise UsageFault("team_no_such_code", typed=shown(code))
    if len(codes) < least:
        raise UsageFault("team_codes_few", least=least)
    return tuple(by_code[code] for code in codes)


def _codes(typed: str) -> list[str]:
    return list(dict.fromkeys(map(as_printed, typed.replace(",", " ").split())))
