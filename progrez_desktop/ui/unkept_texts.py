"""What is typed on the registry's pages and not kept: sealed when its page is left, and there again where it was."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from shiboken6 import isValid

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.recruiting import unkept
from progrez_desktop.core.services.recruiting.unkept import Unkept, Where
from progrez_desktop.ui.typed_page import TypedPage

if TYPE_CHECKING:
    from progrez_desktop.core.services.registry_deps import RegistryDeps
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage


class UnkeptTexts:
    """One for the window, until it closes: nothing of this comes to a disk."""

    def __init__(self, desk: "RegistryDesk", ways: "Mapping[str, Callable[[StaffPage, str], None]]") -> None:
        """`ways` lead to the page of each place of a Where, from a page that says why not."""
        self._desk, self._ways = desk, ways
        self._held: dict[Where, bytes] = {}
        self._last: Where | None = None
        """Where somebody was typing when the registry was locked, and where they are led to after that."""

    def hold(self, page: TypedPage, *, over_a_lock: bool = False) -> None:
        """Hold what is typed on a page that is about to be left. It is sealed before the registry is closed."""
        deps, typed = self._desk.deps, page.unkept()
        if typed is None or not (over_a_lock or page.is_held_when_left):
            return

        def hold(sealed: bytes) -> None:
            if page.still_lacks(typed):  # what was pressed before that has ended by now
                self._held[typed.where] = sealed
                self._last = typed.where if over_a_lock else self._last

        self._desk.lane.run(lambda: unkept.sealed(deps, typed), hold, self._desk.trouble, owner=self._desk)

    def give_back(self, page: TypedPage) -> None:
        """Fill in what was typed on this page before; what somebody types anew meanwhile comes first."""
        where, deps = page.where, self._desk.deps
        last, self._last = self._last, None
        if where is None or where not in self._held:
            return
        if not page.is_held_when_left and where != last:
            del self._held[where]
            return
        held = self._held[where]

        def give(typed: Unkept | None) -> None:
            if _is_there(page) and page.unkept() is None:
                self._held.pop(where, None)
                if typed is not None:
                    page.take_up(typed)

        def refuse(failure: Exception) -> None:
            self._held.pop(where, None)
            if _is_there(page):
                page.show_fault(failure)

        self._desk.lane.run(lambda: unkept.opened(deps, held), give, refuse, owner=page)

    def go_on(self, page: "StaffPage") -> None:
        """Lead to where somebody was typing when it was locked, from the first page, or say there why not.

        What nobody can go on with any more is let go of, also of pages that were left before.
        """
        last = self._last
        deps, held = self._desk.deps, dict(self._held)

        def lead(gone: Mapping[Where, UsageFault]) -> None:
            for where in gone:
                self._held.pop(where, None)
            if last is None or not _is_there(page):
                return
            if last in gone:
                page.show_fault(gone[last])
            elif last in self._held:
                self._ways[last.place](page, last.id)

        if held:
            self._desk.look(partial(_gone, deps, held), lead)


def _gone(deps: "RegistryDeps", held: Mapping[Where, bytes]) -> dict[Where, UsageFault]:
    """Return what can't be gone on with, and why."""
    gone = {}
    for where, sealed in held.items():
        try:
            unkept.opened(deps, sealed)
        except UsageFault as fault:
            gone[where] = fault
    return gone


def _is_there(page: "StaffPage") -> bool:
    return isValid(page) and not page.is_left
