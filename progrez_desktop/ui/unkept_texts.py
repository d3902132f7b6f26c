"""What is typed on the registry's pages and not kept: sealed when its page is left, and there again where it was."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.recruiting import unkept
from progrez_desktop.core.services.recruiting.unkept import Unkept, Where
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.staff_page import StaffPage

if TYPE_CHECKING:
    from progrez_desktop.core.services.registry_deps import RegistryDeps
    from progrez_desktop.ui.registry_desk import RegistryDesk


class UnkeptTexts:
    """One for the window, until it closes: nothing of this comes to a disk."""

    def __init__(self, desk: "RegistryDesk", ways: Mapping[str, Callable[[StaffPage, str], None]]) -> None:
        """`ways` lead to the page of each place of a Where, from a page that says why not."""
        self._desk, self._ways = desk, ways
        self._held: dict[Where, bytes] = {}
        self._last: Where | None = None
        """Where somebody was typing when the registry was locked, and where they are led to after that."""

    def hold(self, page: Page | None, *, over_a_lock: bool = False) -> None:
        """Hold what is typed on a page that is about to be left. It is sealed before the registry is closed."""
        filled = _filled_in(page)
        typed = filled.unkept() if filled is not None else None
        if filled is None or typed is None or not (over_a_lock or filled.is_held_when_left):
            return
        deps = self._desk.deps

        def hold(sealed: bytes) -> None:
            if filled.lacks(typed):  # what was pressed before that has ended by now
                self._held[typed.where] = sealed
                self._last = typed.where if over_a_lock else self._last

        self._desk.lane.run(lambda: unkept.sealed(deps, typed), hold, self._desk.trouble, owner=self._desk)

    def give_back(self, page: Page) -> None:
        """Fill in what was typed on this page before; what somebody types anew meanwhile comes first."""
        filled = _filled_in(page)
        if filled is None:
            return
        last, self._last = self._last, None
        where, deps = filled.where, self._desk.deps
        if where not in self._held:
            return
        if not filled.is_held_when_left and where != last:
            del self._held[where]
            return
        held = self._held[where]

        def give(typed: Unkept | None) -> None:
            if page.is_there and filled.unkept() is None:
                self._held.pop(where, None)
                if typed is not None:
                    filled.take_up(typed)

        def refuse(failure: Exception) -> None:
            self._held.pop(where, None)
            if page.is_there and isinstance(page, StaffPage):
                page.show_fault(failure)

        self._desk.lane.run(lambda: unkept.opened(deps, held), give, refuse, owner=page)

    def go_on(self, page: StaffPage) -> None:
        """Lead to where somebody was typing when it was locked, from the first page, or say there why not.

        What nobody can go on with any more is let go of, also of pages that were left before.
        """
        last = self._last
        deps, held = self._desk.deps, dict(self._held)

        def lead(gone: Mapping[Where, UsageFault]) -> None:
            for where in gone:
                self._held.pop(where, None)
            if last is None or not page.is_there:
                return
            if last in gone:
                page.show_fault(gone[last])
            elif last in self._held:
                self._ways[last.place](page, last.id)

        if held:
            self._desk.look(partial(_gone, deps, held), lead)


def _filled_in(page: Page | None) -> FilledIn | None:
    return page.filled_in if isinstance(page, StaffPage) else None


def _gone(deps: "RegistryDeps", held: Mapping[Where, bytes]) -> dict[Where, UsageFault]:
    """Return what can't be gone on with, and why."""
    gone = {}
    for where, sealed in held.items():
        try:
            unkept.opened(deps, sealed)
        except UsageFault as fault:
            gone[where] = fault
    return gone
