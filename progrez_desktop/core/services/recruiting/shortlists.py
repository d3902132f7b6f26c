"""Shortlists: of people whom somebody chose, or of a filter that shuts nobody out by one skill.

What a filter would do to groups is shown first, from the anonymous pool alone, and kept beside the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query, Row
from progrez_desktop.core.model.shortlist import Proposed, Shortlist
from progrez_desktop.core.services.recruiting import impact, typed
from progrez_desktop.core.services.recruiting.candidates import candidate
from progrez_desktop.core.services.registry_deps import RegistryDeps

LONGEST_NAME: Final = 300
_PURPOSE: Final = "profile"


@dataclass(frozen=True)
class Dropped:
    """A list that was deleted, to be put back."""

    shortlist: Shortlist
    members: tuple[str, ...]


def propose(deps: RegistryDeps, release_ids: Sequence[str], query: Query | None = None) -> Proposed:
    """Return what would become a shortlist, and what its filter does to groups; it is no list yet.

    Args:
        release_ids: Whom somebody chose; none: all that the filter leaves.
        query: The filter that they were found with.

    Raises:
        UsageFault: "shortlist_empty": nobody is left, or none of them is a candidate.
    """
    from progrez_desktop.scoring.errors import ScoringError
    from progrez_desktop.scoring.fairness.selection import Cut, refuse_single_skill_cuts

    asked = query or Query()
    found = _candidates(deps, asked) if query is not None or not release_ids else ()
    chosen = _candidates(deps, Query(only=tuple(release_ids))) if release_ids else found
    if not chosen:
        raise UsageFault("shortlist_empty")
    is_filter = query is not None and {row.release_id for row in chosen} == {row.release_id for row in found}
    refused = []
    for cut in impact.cuts_of(asked) if is_filter else ():
        try:
            refuse_single_skill_cuts([Cut.on(cut.skill)])
        except ScoringError:
            refused.append(cut.skill)
    return Proposed(chosen, impact.impact_of(deps, asked), tuple(dict.fromkeys(refused)), is_filter)


def make(deps: RegistryDeps, name: str, proposed: Proposed, role_id: str | None = None) -> Shortlist:
    """Make a shortlist of what was shown, by whoever saw it.

    Raises:
        UsageFault: "shortlist_unnamed", "desk_text_long"; "shortlist_one_skill": the filter shuts people out by one
            skill; "no_such_role".
    """
    name = typed.line(name, "shortlist_unnamed", LONGEST_NAME)
    if proposed.refused:
        raise UsageFault("shortlist_one_skill")
    if role_id is not None and deps.store.roles.role(role_id) is None:
        raise UsageFault("no_such_role")
    record = proposed.impact.record() if proposed.impact.is_cut else {}
    new = Shortlist(deps.new_id(), name, role_id, record, deps.mark_ms(), 0, len(proposed.rows))
    with deps.store.transaction():
        deps.store.shortlists.put(new)
        deps.store.shortlists.add(new.id, (row.release_id for row in proposed.rows))
        deps.note("shortlist_made", new.id, count=str(len(proposed.rows)))
    return shortlist(deps, new.id)


def every(deps: RegistryDeps) -> tuple[Shortlist, ...]:
    """Return all lists, the newest first."""
    return deps.store.shortlists.all(deps.mark_ms())


def shortlist(deps: RegistryDeps, shortlist_id: str) -> Shortlist:
    """Return one list.

    Raises:
        UsageFault: "no_such_shortlist".
    """
    found = deps.store.shortlists.one(shortlist_id, deps.mark_ms())
    if found is None:
        raise UsageFault("no_such_shortlist")
    return found


def members(deps: RegistryDeps, shortlist_id: str) -> tuple[Row, ...]:
    """Return who is on a list, by code and without names; who is over is not on it any more.

    Raises:
        UsageFault: "no_such_shortlist".
    """
    shortlist(deps, shortlist_id)
    found = deps.store.shortlists.members(shortlist_id)
    return _rows(deps, Query(only=found)) if found else ()


def take_off(deps: RegistryDeps, shortlist_id: str, release_id: str) -> None:
    """Take one candidate off a list; `put_on` undoes it.

    Raises:
        UsageFault: "no_such_shortlist", "shortlist_not_on_it".
    """
    shortlist(deps, shortlist_id)
    with deps.store.transaction():
        if not deps.store.shortlists.remove(shortlist_id, release_id):
            raise UsageFault("shortlist_not_on_it")
        deps.note("shortlist_changed", shortlist_id)


def put_on(deps: RegistryDeps, shortlist_id: str, release_id: str) -> None:
    """Put one candidate on a list.

    Raises:
        UsageFault: "no_such_shortlist"; "registry_no_such_release": not here, over, or no candidate.
    """
    shortlist(deps, shortlist_id)
    candidate(deps, release_id)
    with deps.store.transaction():
        deps.store.shortlists.add(shortlist_id, [release_id])
        deps.note("shortlist_changed", shortlist_id)


def drop(deps: RegistryDeps, shortlist_id: str) -> Dropped:
    """Delete a list.

    Raises:
        UsageFault: "no_such_shortlist".
    """
    dropped = Dropped(shortlist(deps, shortlist_id), deps.store.shortlists.members(shortlist_id))
    with deps.store.transaction():
        deps.store.shortlists.delete(shortlist_id)
        deps.note("shortlist_dropped", shortlist_id)
    return dropped


def put_back(deps: RegistryDeps, dropped: Dropped) -> Shortlist:
    """Undo `drop`. Who went meanwhile stays away, and is counted as lost."""
    one = dropped.shortlist
    role_id = one.role_id if one.role_id and deps.store.roles.role(one.role_id) else None
    was_lost = one.lost - (len(dropped.members) - one.members)  # who was over counted as lost, and was still there
    with deps.store.transaction():
        back = deps.store.shortlists
        back.put(replace(one, role_id=role_id, lost=was_lost))
        there = back.add(one.id, dropped.members)
        back.lose(one.id, len(dropped.members) - there)
        deps.note("shortlist_put_back", one.id)
    return shortlist(deps, one.id)


def named(deps: RegistryDeps, start: str) -> Shortlist:
    """Return the one list whose number or name somebody typed the beginning of.

    Raises:
        UsageFault: "no_such_shortlist", "which_shortlist".
    """
    return typed.meant(start, every(deps), lambda one: (one.id, one.name), "no_such_shortlist", "which_shortlist")


def _candidates(deps: RegistryDeps, query: Query) -> tuple[Row, ...]:
    """What a filter asks to be allowed is asked beside the profile, and never in the place of it.

    Names are searched where the list shows them, and told of there; none comes along.
    """
    found = _rows(deps, query, with_names=query.with_names)
    return tuple(replace(row, name="") for row in found if _PURPOSE in row.purposes)


def _rows(deps: RegistryDeps, query: Query, *, with_names: bool = False) -> tuple[Row, ...]:
    """By code and all of them: no list is one page."""
    whole = replace(query, with_names=with_names, order="code", offset=0, limit=-1)
    return deps.store.profiles.rows(whole, deps.mark_ms())
