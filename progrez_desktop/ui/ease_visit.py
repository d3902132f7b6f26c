"""Has the window be as its person needs it, and changes that: with their safe it comes, and with it it goes."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.services import easing
from progrez_desktop.core.services.deps import Session
from progrez_desktop.ui.pages.ease import EasePage, TimeHere
from progrez_desktop.ui.reading_aloud import Reader, voice_of_system

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

_LISTENS_MS = 30_000


class EaseVisit:
    """One for the window."""

    def __init__(self, journey: "Journey") -> None:
        self._journey = journey
        self._reader = journey.context.reader = Reader(journey.outside.find_voice or voice_of_system, journey)
        self._listening = QTimer(journey, interval=_LISTENS_MS)
        self._listening.timeout.connect(lambda: journey.idle.stir())
        self._reader.changed.connect(self._listen)
        journey.window.covered.connect(self._reader.stop)

    def come(self, session: Session) -> None:
        """Take up what came with a safe; before the page that follows signing in, since both wait on one lane."""
        journey = self._journey
        journey.outside.store_lane.run(
            lambda: easing.of(session), lambda own: self._be_for(session, own), journey.trouble, owner=journey
        )

    def go(self) -> None:
        """Nobody is signed in any more: nothing is read on, and nothing shows what somebody needed."""
        self._reader.stop()
        self._journey.context.be_for(NONE)

    def close(self) -> None:
        self._reader.close()

    def _listen(self) -> None:
        """Who listens is here: a safe is not locked in the middle of what it reads to its person."""
        if self._reader.is_reading:
            self._listening.start()
        elif self._listening.isActive():
            self._listening.stop()
            self._journey.idle.stir()

    def show(self, back: Callable[[], None]) -> None:
        journey, session = self._journey, self._journey.signed_in()
        page = EasePage(journey.context, journey.context.own, self.time())
        page.back.connect(back)
        page.keep.connect(
            lambda wanted: journey.run(
                page, lambda: easing.choose(journey.deps, session, wanted), lambda own: self._then(own, back)
            )
        )
        journey.window.show_page(page)

    def ask_in(self, language: str) -> None:
        """Have the questions stand in a language; empty: in that of the window. A start pressed meanwhile waits."""
        journey, session = self._journey, self._journey.signed_in()
        journey.outside.store_lane.run(
            lambda: easing.choose(journey.deps, session, replace(easing.of(session), questions_in=language)),
            lambda own: self._be_for(session, own),
            journey.trouble,
            owner=journey,
        )

    def _then(self, own: Accommodations, then: Callable[[], None]) -> None:
        self.changed(own)
        then()

    def changed(self, own: Accommodations) -> None:
        """Have the window, and a sitting that runs, be as was chosen or given just now."""
        self._be_for(self._journey.signed_in(), own)
        if self._journey.sitting is not None:
            self._journey.sitting.give_time(easing.counted(self._journey.deps, own).extra_time_percent)

    def _be_for(self, session: Session, own: Accommodations) -> None:
        if self._journey.session is session:
            self._journey.context.be_for(own)

    def time(self) -> TimeHere | None:
        """Return what the procedure says of time, as its candidate is told."""
        deps = self._journey.deps
        limit = deps.assessment.procedure.time_limit_min
        return TimeHere(easing.extra_time_by(deps) is not None) if limit is not None else None
