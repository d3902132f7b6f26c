"""Saved filters of the list: named, used, renamed, removed and put back."""

from collections.abc import Collection
from dataclasses import replace

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.saved_filter import Missing, SavedFilter
from progrez_desktop.core.services.recruiting import typed
from progrez_desktop.core.services.registry_deps import RegistryDeps

LONGEST_NAME = 80


def saved(deps: RegistryDeps) -> tuple[SavedFilter, ...]:
    """Return them by name."""
    return deps.store.filters.all()


def named(deps: RegistryDeps, name: str) -> SavedFilter:
    """Return the one with this name.

    Raises:
        UsageFault: "filter_unknown".
    """
    for one in saved(deps):
        if one.name.casefold() == " ".join(name.split()).casefold():
            return one
    raise UsageFault("filter_unknown")


def save(deps: RegistryDeps, name: str, query: Query) -> SavedFilter:
    """Keep what a query asks, but for the words that were typed and the rows that were chosen.

    Raises:
        UsageFault: "filter_unnamed", "filter_name_long", "filter_name_taken".
    """
    asked = replace(query, text="", skills_called=(), only=(), with_names=False, offset=0, limit=Query().limit)
    if asked.order == "name":
        asked = replace(asked, order=Query().order)
    one = SavedFilter(deps.new_id(), _free(deps, name), asked, deps.clock.now_ms())
    with deps.store.transaction():
        deps.store.filters.put(one)
    return one


def rename(deps: RegistryDeps, one: SavedFilter, name: str) -> SavedFilter:
    """Give it another name; faults as of `save`."""
    named = replace(one, name=_free(deps, name, one.id))
    with deps.store.transaction():
        deps.store.filters.put(named)
    return named


def remove(deps: RegistryDeps, one: SavedFilter) -> None:
    """Take it away; `put_back` undoes that."""
    with deps.store.transaction():
        deps.store.filters.remove(one.id)


def put_back(deps: RegistryDeps, one: SavedFilter) -> None:
    """Undo that it was removed, or what it was called before; faults as of `save`."""
    _free(deps, one.name, one.id)
    with deps.store.transaction():
        deps.store.filters.put(one)


def missing(deps: RegistryDeps, query: Query, skills: Collection[str] = ()) -> Missing:
    """Return what a filter asks for that is no more.

    Args:
        skills: That are known, beside those that anybody here was asked about.
    """
    known = {*skills, *deps.store.profiles.skills()}
    asked = [skill for skill, _ in (*query.likely, *query.reaches)]
    gone = query.assessment if query.assessment not in (None, *deps.store.profiles.assessments()) else None
    return Missing(tuple(skill for skill in dict.fromkeys(asked) if skill not in known), gone)


def _free(deps: RegistryDeps, name: str, of: str | None = None) -> str:
    name = typed.line(name, "filter_unnamed", LONGEST_NAME, "filter_name_long")
    if any(one.name.casefold() == name.casefold() and one.id != of for one in saved(deps)):
        raise UsageFault("filter_name_taken")
    return name
