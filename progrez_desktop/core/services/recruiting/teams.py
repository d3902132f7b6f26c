"""Composing teams of those who consented to that, in three steps, so that the long one needs no database.

`gather` reads the pool (on the lane of the store), `compose`, `look`, `without` and `candidate` count with it (on any
lane), and `show` writes down whose data are about to be seen, before they are. Nobody without the purpose "teams" is
in any of it; a person's own values are in it where their grant allows that.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.team import (
    Ask,
    Audience,
    Candidacy,
    Change,
    Composed,
    Person,
    Pool,
    Removed,
    SavedTeam,
    Team,
)
from progrez_desktop.core.services import registry_grants, registry_reads
from progrez_desktop.core.services.recruiting import team_pool, typed
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.registry_deps import RegistryDeps

if TYPE_CHECKING:
    from progrez_desktop.core.store.recruiting.teams import KeptTeam

__all__ = ["Gathered", "candidate", "compose", "gather", "look", "pool", "show", "without"]

Tell = Callable[[int, int], None]
"""Told how far it is, of how much."""
Stop = Callable[[], bool]
"""Asked from time to time whether to stop; what was found so far is given then."""
LONGEST_NAME = 300


def pool(deps: RegistryDeps, assessment: str | None = None) -> Pool:
    """Return whom a team can be composed of."""
    return team_pool.pool(deps, assessment)


def gather(deps: RegistryDeps, ask: Ask, *, with_names: bool = False, audience: Audience = "screen") -> Gathered:
    """Return what is composed with: read from the registry, which needs it no more after that.

    Raises:
        UsageFault: "team_size", "team_too_few": `there` people for a team of `size`; "team_nobody": nobody consented;
            "team_assessments": of several procedures, and none was named; "team_person": somebody is named who is not
            there; "team_skill": a skill is wished for that nobody was scored in.
    """
    return team_pool.gather(deps, ask, with_names, audience)


def compose(gathered: Gathered, tell: Tell | None = None, stop: Stop | None = None) -> Composed:
    """Return the best team, or the best division, with others that are as good, and how sure all of it is."""
    from progrez_desktop.core.services.recruiting import team_composing

    return team_composing.compose(gathered, tell or (lambda _done, _of: None), stop or (lambda: False))


def look(gathered: Gathered, members: Sequence[str]) -> Team:
    """Return some people as a team, for instance after one was dragged in or out.

    Raises:
        UsageFault: "team_person", "team_nobody".
    """
    from progrez_desktop.core.services.recruiting import team_views

    return team_views.team(gathered, gathered.places(members))


def without(gathered: Gathered, members: Sequence[str], release_id: str) -> Change:
    """Return what a team is without one of its members, and who would be the best in that place.

    Raises:
        UsageFault: "team_person".
    """
    from progrez_desktop.core.services.recruiting import team_views

    return team_views.change(gathered, gathered.places(members), gathered.places([release_id])[0])


def candidate(gathered: Gathered, members: Sequence[str], release_id: str) -> Candidacy:
    """Return what somebody would add to a team, duplicate and strain.

    Raises:
        UsageFault: "team_person".
    """
    from progrez_desktop.core.services.recruiting import team_views

    return team_views.candidacy(gathered, gathered.places(members), gathered.places([release_id])[0])


def show(deps: RegistryDeps, gathered: Gathered, people: Sequence[Person]) -> None:
    """Write down that people are looked at as a team, which they are told; nothing of it is shown before this.

    Raises:
        UsageFault: "team_changed": somebody withdrew or came to their end since it was gathered.
        DataFault: "registry_grant_damaged": nothing proves any more that one of them consented.
    """
    now = deps.mark_ms()
    release_ids = list(dict.fromkeys(person.release_id for person in people))
    check_live(deps, release_ids)
    with deps.store.transaction():
        registry_reads.note(deps, release_ids, "opened", now)
        if named := sum(bool(person.name) for person in people):
            deps.note("names_listed", None, count=str(named))
        deps.note("team_looked", None, people=str(len(release_ids)), of=str(len(gathered.people)))


def check_live(deps: RegistryDeps, release_ids: Sequence[str]) -> None:
    """Make sure that people are still here, and that what they allowed is proven.

    Raises:
        UsageFault: "team_changed".
        DataFault: "registry_grant_damaged".
    """
    now = deps.mark_ms()
    if deps.store.teams.live(release_ids, now) != set(release_ids):
        raise UsageFault("team_changed")
    for release_id in release_ids:
        row = deps.store.profiles.row(release_id, now)
        assert row is not None
        registry_grants.check(deps, row)


def shown_people(composed: Composed) -> tuple[Person, ...]:
    """Return everybody whom what came of composing names."""
    return tuple(
        member.person for proposal in composed.proposals for team in proposal.teams for member in team.members
    ) + tuple(person for clash in composed.clashes for person in clash.people)


# Teams that are kept


def save(deps: RegistryDeps, name: str, ask: Ask, members: Sequence[str]) -> SavedTeam:
    """Keep a team under a name, with what it was composed by.

    Raises:
        UsageFault: "team_unnamed", "team_name_long", "team_nobody", "team_changed".
    """
    return _kept(deps, SavedTeam(deps.new_id(), _named(name), deps.clock.now_ms(), _persons(members), 0, ask))


def teams(deps: RegistryDeps) -> tuple[SavedTeam, ...]:
    """Return the teams that were kept, the newest first, by codes."""
    return tuple(_saved(deps, kept) for kept in deps.store.teams.teams(deps.mark_ms()))


def saved(deps: RegistryDeps, team_id: str) -> SavedTeam:
    """Return one of them.

    Raises:
        UsageFault: "team_no_such".
    """
    kept = deps.store.teams.team(team_id, deps.mark_ms())
    if kept is None:
        raise UsageFault("team_no_such")
    return _saved(deps, kept)


def rename(deps: RegistryDeps, team_id: str, name: str) -> None:
    """Call a team otherwise; called again with the name of before, that is undone.

    Raises:
        UsageFault: "team_no_such", "team_unnamed", "team_name_long".
    """
    with deps.store.transaction():
        if not deps.store.teams.rename(team_id, _named(name)):
            raise UsageFault("team_no_such")


def remove(deps: RegistryDeps, team_id: str) -> Removed:
    """Take a team away, and return what brings it back.

    Raises:
        UsageFault: "team_no_such".
    """
    removed = Removed(saved(deps, team_id))
    with deps.store.transaction():
        deps.store.teams.drop(team_id)
        deps.note("team_removed")
    return removed


def restore(deps: RegistryDeps, removed: Removed) -> SavedTeam:
    """Bring a team back with those of its members who are still here; the others count as lost."""
    before = removed.saved
    members = tuple(person.release_id for person in before.members)
    live = deps.store.teams.live(members, deps.mark_ms())
    here = tuple(person for person in before.members if person.release_id in live)
    lost = before.lost + len(members) - len(here)
    return _kept(deps, SavedTeam(before.id, before.name, before.made_ms, here, lost, before.ask))


def _kept(deps: RegistryDeps, team: SavedTeam) -> SavedTeam:
    from progrez_desktop.core.services.recruiting import team_document

    members = [person.release_id for person in team.members]
    now = deps.mark_ms()
    if deps.store.teams.live(members, now) != set(members):
        raise UsageFault("team_changed")
    if not members and not team.lost:
        raise UsageFault("team_nobody")
    conditions = team_document.conditions(team.ask)
    live = deps.store.teams.live({one for _, _, one in conditions}, now)
    with deps.store.transaction():
        deps.store.teams.put(team_document.kept(team, [one for one in conditions if one[2] in live]))
        deps.note("team_saved", None, people=str(len(members)))
    return saved(deps, team.id)


def _saved(deps: RegistryDeps, kept: "KeptTeam") -> SavedTeam:
    from progrez_desktop.core.services.recruiting import team_document

    codes = deps.store.teams.codes(kept.members)
    members = tuple(Person(one, codes[one]) for one in kept.members)
    return SavedTeam(kept.id, kept.name, kept.made_ms, members, kept.lost, team_document.ask(kept))


def _persons(members: Sequence[str]) -> tuple[Person, ...]:
    return tuple(Person(one, "") for one in dict.fromkeys(members))


def _named(name: str) -> str:
    return typed.line(name, "team_unnamed", LONGEST_NAME, "team_name_long")
