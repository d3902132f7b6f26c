"""What a registry's window only shows: what was not believed, and what was done here."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from progrez_desktop.core.model.registry import Refused
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import deeds
from progrez_desktop.core.services.recruiting.deeds import Deeds
from progrez_desktop.ui.pages.deeds import DeedsPage
from progrez_desktop.ui.pages.refused import RefusedPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage

T = TypeVar("T")


class RecordsVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def see_refused(self) -> None:
        deps, context = self._desk.deps, self._desk.context

        def page_of(found: Sequence[Refused]) -> "StaffPage":
            return RefusedPage(context, found)

        self._see(lambda: registry.refused(deps), page_of)

    def see_deeds(self) -> None:
        deps, context = self._desk.deps, self._desk.context

        def page_of(found: Deeds) -> "StaffPage":
            return DeedsPage(context, found)

        self._see(lambda: deeds.latest(deps), page_of)

    def _see(self, look: Callable[[], T], page_of: "Callable[[T], StaffPage]") -> None:
        def show(found: T) -> None:
            page = page_of(found)
            page.go.connect(self._desk.go)
            self._desk.show(page)

        self._desk.look(look, show)
