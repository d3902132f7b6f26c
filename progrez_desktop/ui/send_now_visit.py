"""Sending at home, from a page that holds the card for it: look how it stands, press, and say what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from progrez_desktop.core.services import exchange, own_sending
from progrez_desktop.core.services.own_sending import OwnSending
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.widgets.send_now import SendNow

if TYPE_CHECKING:
    from progrez_desktop.core.services.exchange import Exchanged
    from progrez_desktop.ui.journey import Journey


class SendNowVisit:
    def __init__(
        self, journey: "Journey", page: Page, card: SendNow, changed: Callable[[], None] = lambda: None
    ) -> None:
        """Make one.

        Args:
            changed: What else on the page shows how a release stands, and has to be looked at again.
        """
        self._journey, self._page, self._card, self._changed = journey, page, card, changed
        card.send.connect(lambda: self._press())
        self._standing: OwnSending | None = None

    def look(self, *, in_view: bool = False) -> None:
        """Show how it stands now; in view, where the person has just released something that they may send."""
        deps, session = self._journey.deps, self._journey.signed_in()

        def show(standing: OwnSending | None) -> None:
            self._standing = standing
            if not self._page.is_left:
                self._card.show_standing(standing)
                if in_view and self._card.isVisible():
                    QTimer.singleShot(0, self._page, lambda: self._page.show_together(self._card, self._card))

        lane = self._journey.outside.store_lane
        lane.run(lambda: own_sending.look(deps, session), show, self._card.show_fault, owner=self._page)

    def _press(self) -> None:
        from progrez_desktop.core.services.enrolling import relay_of

        standing, deps = self._standing, self._journey.deps
        if standing is None or self._page.is_busy:
            return
        reach = self._journey.outside.reach
        progress = Progressing(self._page)
        progress.moved.connect(self._card.working.show_progress)

        def press() -> "Exchanged":
            with relay_of(deps, standing.organisation_id, reach) as relay:
                progress.asks_over(relay)
                return exchange.go(deps, standing.organisation_id, relay, progress.tell, progress.is_stopped)

        def done(came: "Exchanged") -> None:
            self._card.show_outcome(lambda words: exchange.sentences(came, standing.name[words.language], words))
            self._again()

        def failed(failure: Exception) -> None:
            self._card.show_fault(failure)
            self._again()

        self._card.stop.connect(progress.stop)
        self._page.gone.connect(progress.stop)
        self._card.show_sending()
        self._page.wait_for(self._journey.arrival.online_lane, press, done, failed)

    def _again(self) -> None:
        self.look()
        self._changed()
