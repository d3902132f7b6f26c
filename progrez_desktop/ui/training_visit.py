"""What happens around own texts that may improve the scoring: showing them as they would leave, and keeping a word."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.scrubbing import also_left_out
from progrez_desktop.core.services import training_texts
from progrez_desktop.core.services.training_texts import Offer
from progrez_desktop.ui.pages.training import TrainingPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

_Offers = tuple[Offer, ...]


class TrainingVisit:
    """From "My data" to the texts of one sitting, and back with `back`."""

    def __init__(self, journey: "Journey", attempt_id: str, back: Callable[[], None]) -> None:
        self._journey, self._attempt_id, self._back = journey, attempt_id, back
        self._deps, self._session = journey.deps, journey.signed_in()
        self._also: tuple[str, ...] = ()

    def begin(self) -> None:
        before = self._journey.window.page
        assert before is not None
        self._journey.run(before, self._offers, self._show)

    def _offers(self) -> _Offers:
        return training_texts.offers(self._deps, self._session, self._attempt_id, self._also)

    def _show(self, offers: _Offers) -> None:
        page = self._page = TrainingPage(self._journey.context, offers)
        # Not the methods themselves: Qt would let go of them, and the page keeps a visit by what it calls.
        page.back.connect(self._back)
        page.also.connect(lambda typed: self._leave_out(typed))
        page.ready.connect(lambda offer: self._set_ready(offer))
        page.erase.connect(lambda item_id: self._erase(item_id))
        self._journey.window.show_page(page)

    def _leave_out(self, typed: str) -> None:
        self._also = tuple(also_left_out(typed))
        self._run(lambda: None, None)

    def _set_ready(self, offer: Offer) -> None:
        self._run(lambda: training_texts.set_ready(self._deps, self._session, self._attempt_id, offer), "training.set")

    def _erase(self, item_id: str) -> None:
        self._run(lambda: training_texts.erase(self._deps, self._session, self._attempt_id, item_id), "training.erased")

    def _run(self, job: Callable[[], None], note: str | None) -> None:
        """Do it, and show the texts as they would leave then."""
        page = self._page

        def done() -> _Offers:
            job()
            return self._offers()

        def shown(offers: _Offers) -> None:
            page.show_offers(offers)
            if note is not None:
                page.show_note(note)

        self._journey.run(page, done, shown, page.show_fault)
