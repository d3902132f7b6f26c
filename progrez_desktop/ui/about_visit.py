"""What anybody may read of this program: how it scores, who may use it, which build it is, and the technical manual."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.services import about_build, cards, conformance
from progrez_desktop.ui.pages.about import AboutPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

_MAKERS = {
    "statements": cards.statements_card,
    "texts": cards.texts_card,
    "accessibility": lambda words, _: conformance.statement(words),
    "build": about_build.build_card,
}


class AboutVisit:
    """From whichever page asked for it to the cards, and back to that page with `back`."""

    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self) -> None:
        page = AboutPage(self._journey.context)
        page.wanted.connect(lambda card: self._fetch(page, card))
        page.read_manual.connect(self._read_manual)
        page.back.connect(self._back)
        self._journey.window.show_page(page)

    def _fetch(self, page: AboutPage, card: str) -> None:
        words, opened = self._journey.context.words, self._journey.opened
        files = opened.deps.shipped if opened is not None else None
        self._journey.outside.free_lane.run(
            job=lambda: _MAKERS[card](words, files),
            on_success=lambda text: page.show_card(card, text),
            on_failure=page.show_fault,
            owner=page,
        )

    def _read_manual(self) -> None:
        from progrez_desktop.ui.manual_visit import ManualVisit  # which takes its time to load

        ManualVisit(self._journey, self.begin).begin()
