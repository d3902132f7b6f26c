"""Shortlists in a registry's window: made of whom somebody chose, looked at by code, changed with undo."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.registry import Query, Row
from progrez_desktop.core.model.shortlist import Proposed, Shortlist
from progrez_desktop.core.services.recruiting import shortlists
from progrez_desktop.core.services.recruiting.shortlists import Dropped
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.pages.shortlist_new import ShortlistNewPage
from progrez_desktop.ui.pages.shortlists import ShortlistPage, ShortlistsPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage


class ShortlistVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    # Making one

    def begin(self, page: "StaffPage", release_ids: Sequence[str], query: Query | None) -> None:
        """Show what would become a shortlist.

        Args:
            page: Where something is said that stands in the way.
            release_ids: Whom somebody chose; none: all that the filter leaves.
            query: The filter that they were found with.
        """
        deps = self._desk.deps
        self._desk.run(page, lambda: shortlists.propose(deps, release_ids, query), self._propose, page.show_fault)

    def _propose(self, proposed: Proposed) -> None:
        deps = self._desk.deps
        names = {one: {skill.id: skill.name[one] for skill in self._desk.tools.skills} for one in LANGUAGES}
        page = ShortlistNewPage(self._desk.context, proposed, names)

        def make(name: str) -> None:
            self._desk.run(page, lambda: shortlists.make(deps, name, proposed), self._open, page.show_fault)

        page.named.connect(make)
        page.back.connect(self._desk.begin)
        self._put(page)

    # Those that there are

    def see_all(self, dropped: Dropped | None = None) -> None:
        deps = self._desk.deps
        self._desk.look(lambda: shortlists.every(deps), lambda found: self._show_all(found, dropped))

    def _show_all(self, found: Sequence[Shortlist], dropped: Dropped | None) -> None:
        deps, page = self._desk.deps, ShortlistsPage(self._desk.context, found)

        def drop(shortlist_id: str) -> None:
            self._desk.run(page, lambda: shortlists.drop(deps, shortlist_id), self.see_all, page.show_fault)

        def undo() -> None:
            if dropped is not None:
                self._desk.run(
                    page, lambda: shortlists.put_back(deps, dropped), lambda _: self.see_all(), page.show_fault
                )

        page.opened.connect(lambda one: self._look(one, page))
        page.dropped.connect(drop)
        page.undone.connect(undo)
        if dropped is not None:
            page.show_undo("shortlists.dropped", dropped.shortlist.name)
        self._put(page)

    def _look(self, shortlist_id: str, page: "StaffPage", undo: tuple[str, str] | None = None) -> None:
        deps = self._desk.deps

        def look() -> tuple[Shortlist, Sequence[Row]]:
            return shortlists.shortlist(deps, shortlist_id), shortlists.members(deps, shortlist_id)

        def show(found: tuple[Shortlist, Sequence[Row]]) -> None:
            self._show_one(*found, undo)

        self._desk.run(page, look, show, page.show_fault)

    def _open(self, one: Shortlist) -> None:
        deps = self._desk.deps
        self._desk.look(lambda: shortlists.members(deps, one.id), lambda rows: self._show_one(one, rows, None))

    def _show_one(self, one: Shortlist, rows: Sequence[Row], undo: tuple[str, str] | None) -> None:
        """Show who is on a list; `undo` is a release that was taken off, and its code."""
        deps, page = self._desk.deps, ShortlistPage(self._desk.context, one, rows)

        def take_off(release_id: str, code: str) -> None:
            self._desk.run(
                page,
                lambda: shortlists.take_off(deps, one.id, release_id),
                lambda _: self._look(one.id, page, (release_id, code)),
                page.show_fault,
            )

        def put_on() -> None:
            if undo is not None:
                self._desk.run(
                    page,
                    lambda: shortlists.put_on(deps, one.id, undo[0]),
                    lambda _: self._look(one.id, page),
                    page.show_fault,
                )

        page.taken_off.connect(take_off)
        page.undone.connect(put_on)
        page.looked_at.connect(lambda release_id: self._desk.look_at(page, release_id))
        page.back.connect(lambda: self.see_all())
        if undo is not None:
            page.show_undo("shortlist.taken_off", undo[1])
        self._put(page)

    def _put(self, page: "StaffPage") -> None:
        page.go.connect(self._desk.go)
        self._desk.show(page)
