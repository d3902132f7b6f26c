"""An operator and what is counted here without names: a period ended, a norm or a key taken into use or dropped."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.services import counting_periods, counts_view, local_norms, situation_keying, statistics
from progrez_desktop.core.services.counts_view import Counts
from progrez_desktop.ui.pages.operator_counts import CountsPage

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit
    from progrez_desktop.ui.page import Sentence


class CountsVisit:
    def __init__(self, visit: "OperatorVisit", back: Callable[[], None]) -> None:
        self._visit, self._back = visit, back

    def begin(self, note: "Sentence | None" = None) -> None:
        deps = self._visit.deps

        def show(counts: Counts) -> None:
            page = CountsPage(self._visit.context, self._visit.places, counts)
            page.closed.connect(lambda: self._do(page, lambda: counting_periods.close(deps), "counts_page.did.closed"))
            page.norm_used.connect(
                lambda scale, site: self._do(page, lambda: local_norms.use(deps, scale, site), "counts_page.did.used")
            )
            page.norm_dropped.connect(
                lambda scale: self._do(page, lambda: local_norms.drop(deps, scale), "counts_page.did.dropped")
            )
            page.key_used.connect(
                lambda one: self._do(page, lambda: situation_keying.use(deps, one), "counts_page.did.used")
            )
            page.key_dropped.connect(
                lambda one: self._do(page, lambda: situation_keying.drop(deps, one), "counts_page.did.dropped")
            )
            page.leaving.connect(lambda: self._save_leaving(page))
            page.back.connect(self._back)
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)

        self._visit.look(lambda: counts_view.look(deps), show)

    def _do(self, page: CountsPage, job: Callable[[], object], key: str) -> None:
        page.wait_for(
            self._visit.tools.store_lane,
            job,
            lambda _: self.begin(lambda words: words(key)),
            page.show_fault,
        )

    def _save_leaving(self, page: CountsPage) -> None:
        """Nothing leaves: what would is written where the operator wants to look at it."""
        deps, words = self._visit.deps, self._visit.context.words
        path = self._visit.tools.choose_file(words("counts_page.leaving"), words("counts_page.file"))
        if path is not None:
            page.wait_for(
                self._visit.tools.store_lane,
                lambda: save_whole(path, statistics.as_text(statistics.leaving(deps)).encode()),
                lambda _: page.show_note("counts_page.saved", name=path.name),
                page.show_fault,
            )
