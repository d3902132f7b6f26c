"""An operator and the packs of a device: checked before they are taken in, fetched, chosen, taken out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.services import enrolling, pack_fetching, pack_shelf, packs
from progrez_desktop.core.services.pack_checking import Kind
from progrez_desktop.core.services.pack_fetching import Offered
from progrez_desktop.core.services.pack_shelf import FromFile, OnShelf
from progrez_desktop.core.store.pack_store import Installed
from progrez_desktop.ui.pages.operator_offers import OffersPage
from progrez_desktop.ui.pages.operator_pack_found import PackFoundPage
from progrez_desktop.ui.pages.operator_packs import PacksPage

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit
    from progrez_desktop.ui.page import Sentence

ENDING = ".pack"


class PacksVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self, note: "Sentence | None" = None, failure: Exception | None = None) -> None:
        """Show what is here, and what came of the step before."""
        deps = self._visit.deps

        def show(found: Sequence[OnShelf]) -> None:
            page = PacksPage(self._visit.context, self._visit.places, found, self._visit.tools.packs_fault)
            page.from_file.connect(lambda: self._read(page))
            page.from_organisation.connect(lambda: self._ask(page))
            page.used.connect(lambda name, kind: self._use(page, name, kind))
            page.removed.connect(lambda name: self._remove(page, name))
            page.stop.connect(self._visit.stop)
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)
            elif failure is not None:
                page.show_fault(failure)

        self._visit.look(lambda: pack_shelf.look_at_all(deps), show)

    # From a file

    def _read(self, page: PacksPage) -> None:
        """Read and check it in the lane for errands: a stick is slow, and a large pack takes seconds to check."""
        path = self._visit.tools.open_file(self._visit.context.words("packs_page.open"), ENDING)
        if path is None:
            return
        deps = self._visit.deps
        progress = self._visit.progressing()
        progress.moved.connect(page.working.show_progress)

        def read() -> FromFile | None:
            content = pack_shelf.read(path, progress.tell, progress.is_stopped)
            return None if content is None else pack_shelf.check(deps, content)

        def done(found: FromFile | None) -> None:
            self._visit.came_to_its_end()
            if found is None or progress.is_stopped():
                self.begin()
            else:
                self._show_found(found, path)

        def failed(failure: Exception) -> None:
            self._visit.came_to_its_end()
            page.show_fault(failure)

        page.show_working()
        page.wait_for(self._visit.tools.errands, read, done, failed)

    def _show_found(self, found: FromFile, path: Path) -> None:
        deps = self._visit.deps
        page = PackFoundPage(self._visit.context, self._visit.places, found, path.name)

        def install() -> None:
            page.wait_for(
                self._visit.tools.store_lane,
                lambda: packs.install(deps, found.content),
                self._installed,
                page.show_fault,
            )

        page.install.connect(install)
        page.back.connect(lambda: self.begin())
        self._visit.put(page)

    def _installed(self, found: Installed) -> None:
        self.begin(lambda words: words("packs_page.installed", name=f"{found.id} {found.version}"))

    # From an organisation's server

    def _ask(self, page: PacksPage) -> None:
        deps = self._visit.deps
        progress = self._visit.progressing()

        def ask() -> list[tuple[str, str, Sequence[Offered]]]:
            offers: list[tuple[str, str, Sequence[Offered]]] = []
            for known in pack_fetching.to_ask(deps):
                with enrolling.relay_of(deps, known.organisation_id, self._visit.reach) as relay:
                    progress.asks_over(relay)
                    name = known.card.name[self._visit.context.language] if known.card else known.name
                    offers.append((known.organisation_id, name, pack_fetching.offered(deps, relay)))
            return offers

        def failed(failure: Exception) -> None:
            self._visit.came_to_its_end()
            page.show_fault(failure)

        page.show_working()
        page.wait_for(self._visit.tools.errands, ask, self._show_offers, failed)

    def _show_offers(self, offers: list[tuple[str, str, Sequence[Offered]]]) -> None:
        self._visit.came_to_its_end()
        page = OffersPage(self._visit.context, self._visit.places, offers)
        page.fetch.connect(lambda organisation_id, one: self._fetch(page, organisation_id, one))
        page.back.connect(lambda: self.begin())
        page.stop.connect(self._visit.stop)
        self._visit.put(page)

    def _fetch(self, page: OffersPage, organisation_id: str, one: Offered) -> None:
        deps, reach = self._visit.deps, self._visit.tools.reach
        progress = self._visit.progressing()

        def fetch() -> Installed:
            with pack_fetching.relay_of(deps, organisation_id, reach) as relay:
                progress.asks_over(relay)
                return pack_fetching.fetch(deps, relay, one)

        def done(found: Installed) -> None:
            self._visit.came_to_its_end()
            self._installed(found)

        def failed(failure: Exception) -> None:
            self._visit.came_to_its_end()
            page.show_fault(failure)

        page.show_working()
        page.wait_for(self._visit.tools.errands, fetch, done, failed)

    # What runs, and what goes

    def _use(self, page: PacksPage, name: str, kind: Kind) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: packs.use(deps, name, kind),
            self._chosen,
            page.show_fault,
        )

    def _chosen(self, found: Installed | None) -> None:
        if found is None:
            self.begin(lambda words: words("cli.pack.uses_shipped"))
        else:
            self.begin(lambda words: words("cli.pack.uses", name=f"{found.id} {found.version}"))

    def _remove(self, page: PacksPage, name: str) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: packs.remove(deps, name),
            lambda gone: self.begin(lambda words: words("cli.pack.removed", name=f"{gone.id} {gone.version}")),
            page.show_fault,
        )
