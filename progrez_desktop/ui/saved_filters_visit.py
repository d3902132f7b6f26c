"""Saved filters around the list of candidates: used, named, renamed, removed, and each of it undone."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.saved_filter import Missing, SavedFilter
from progrez_desktop.core.services.recruiting import saved_filters
from progrez_desktop.ui.pages.candidates import CandidatesPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk

Known = tuple[tuple[str, ...], tuple[SavedFilter, ...]]


class SavedFiltersVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def attend(self, page: CandidatesPage) -> None:
        """Do for a page what its menu asks."""
        bar = page.filters
        bar.save.connect(lambda: self._ask_name(page, "", partial(self._save, page)))
        bar.rename.connect(lambda one: self._ask_name(page, one.name, partial(self._rename, page, one)))
        bar.remove.connect(lambda one: self._remove(page, one))
        bar.use.connect(lambda one: self._use(page, one))
        page.asked.connect(lambda query: self._look_what_is_missing(page, query))
        self._know(page)

    def _know(self, page: CandidatesPage) -> None:
        deps = self._desk.deps

        def look() -> Known:
            return deps.store.profiles.assessments(), saved_filters.saved(deps)

        self._desk.lane.run(look, lambda known: page.filters.show_known(*known), page.show_fault, owner=page)

    def _look_what_is_missing(self, page: CandidatesPage, query: Query) -> None:
        deps, skills = self._desk.deps, [skill.id for skill in self._desk.tools.skills]

        def show(missing: Missing) -> None:
            if page.query == query:
                page.show_missing(missing)

        self._desk.lane.run(lambda: saved_filters.missing(deps, query, skills), show, page.show_fault, owner=page)

    def _use(self, page: CandidatesPage, one: SavedFilter) -> None:
        """Ask what it asks, in its order; names stay as they are, and what was typed goes."""
        asked = replace(one.query, with_names=page.query.with_names, limit=page.query.limit)
        page.filters.search.clear()
        page.filters.ask(asked)
        page.order.choose(asked.order)

    def _ask_name(self, page: CandidatesPage, name: str, then: Callable[[str], None]) -> None:
        page.asked_name.ask(name, then, page.filters.saved_button)

    def _save(self, page: CandidatesPage, name: str) -> None:
        deps, query = self._desk.deps, page.query

        def saved(one: SavedFilter) -> None:
            self._done(page, "filter.saved", partial(self._remove, page, one, is_undo=True), one)

        self._desk.run(page, lambda: saved_filters.save(deps, name, query), saved, page.show_fault)

    def _rename(self, page: CandidatesPage, one: SavedFilter, name: str) -> None:
        deps = self._desk.deps

        def renamed(other: SavedFilter) -> None:
            self._done(page, "filter.renamed", partial(self._put_back, page, one), other)

        self._desk.run(page, lambda: saved_filters.rename(deps, one, name), renamed, page.show_fault)

    def _remove(self, page: CandidatesPage, one: SavedFilter, *, is_undo: bool = False) -> None:
        deps = self._desk.deps
        undo = None if is_undo else partial(self._put_back, page, one)
        self._desk.run(
            page,
            lambda: saved_filters.remove(deps, one),
            lambda _: self._done(page, "filter.removed", undo, one),
            page.show_fault,
        )

    def _put_back(self, page: CandidatesPage, one: SavedFilter) -> None:
        deps = self._desk.deps
        self._desk.run(
            page,
            lambda: saved_filters.put_back(deps, one),
            lambda _: self._done(page, "filter.put_back", None, one),
            page.show_fault,
        )

    def _done(self, page: CandidatesPage, key: str, undo: Callable[[], None] | None, one: SavedFilter) -> None:
        page.asked_name.end()
        page.undo.tell(key, undo, name=one.name)
        self._know(page)
