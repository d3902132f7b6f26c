"""Who reads at this workstation, said in a registry's window."""

from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.recruiting import reader
from progrez_desktop.core.services.recruiting.reader import Reader
from progrez_desktop.ui.pages.reader import ReaderPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk


class ReaderVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self) -> None:
        deps = self._desk.deps

        def look() -> Reader | None:
            try:
                return reader.reader(deps)
            except UsageFault:
                return None

        self._desk.look(look, self._show)

    def _show(self, found: Reader | None) -> None:
        deps = self._desk.deps
        page = ReaderPage(self._desk.context, found)

        def keep(name: str, trained_on: date | None) -> None:
            self._desk.run(page, lambda: reader.name_reader(deps, name, trained_on), page.show_kept, page.show_fault)

        page.kept.connect(keep)
        page.go.connect(self._desk.go)
        self._desk.show(page)
