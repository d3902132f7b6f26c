"""People side by side in a registry's window: looking is noted, and told to each of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.compared import Compared
from progrez_desktop.core.services.recruiting.comparing_people import compare_people
from progrez_desktop.ui.pages.compare import ComparePage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage


class CompareVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self, page: "StaffPage", release_ids: Sequence[str]) -> None:
        """Set these side by side, from a page that says so where they can't be."""
        deps = self._desk.deps
        self._desk.run(page, lambda: compare_people(deps, release_ids), self._show, page.show_fault)

    def _show(self, found: Compared) -> None:
        page = ComparePage(self._desk.context, found, self._desk.tools.skills)
        page.back.connect(self._desk.begin)
        page.go.connect(self._desk.go)
        self._desk.show(page)
