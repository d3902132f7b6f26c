"""The door of a kiosk: nobody begins before the self-test was looked at, and staff have a way on where it fails."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from progrez_desktop.ui.pages.message import MessagePage

if TYPE_CHECKING:
    from progrez_desktop.core.model.lock_down import LockCheck
    from progrez_desktop.core.services.kiosk_door import LetOnReason, Standing
    from progrez_desktop.ui.journey import Journey
    from progrez_desktop.ui.pages.kiosk_check import KioskCheckPage
    from progrez_desktop.ui.pages.welcome import WelcomePage


class KioskDoor(QObject):
    """Looks each time the first page comes on screen, so that what began meanwhile is seen before the next person."""

    looked = Signal()

    def __init__(self, journey: "Journey") -> None:
        super().__init__(journey)
        self._journey = journey
        self._let_on: frozenset[LockCheck] = frozenset()
        """Over what staff let people on, until this kiosk ends."""
        self._is_covered: bool | None = None
        self.standing: Standing | None = None
        """What was found last, for the pages of staff."""

    @property
    def is_open(self) -> bool:
        """Whether people may begin here, as it was found last."""
        return self.standing is not None and self.standing.is_open(self._let_on)

    def look(self, page: "WelcomePage") -> None:
        """Look, and let the first page begin, or show another in its place."""
        journey = self._journey
        self._see_screens()

        def came(standing: "Standing") -> None:
            self._came(standing)
            if journey.window.page is not page:
                return  # somebody reads about privacy, and finds the first page again on the way back
            if standing.is_open(self._let_on):
                journey.welcome_may_begin(page)
                if journey.outside.kiosk is not None:
                    journey.outside.kiosk.tell_outlets()
            else:
                self._close(standing)

        journey.outside.store_lane.run(self._job, came, journey.trouble, owner=journey.window)

    def _see_screens(self) -> None:
        kiosk = self._journey.outside.kiosk
        self._is_covered = kiosk.hold.is_whole() if kiosk is not None else None

    def _job(self) -> "Standing":
        from progrez_desktop.core.services import kiosk_door

        return kiosk_door.look(self._journey.deps, is_covered=self._is_covered)

    def _came(self, standing: "Standing") -> None:
        self.standing = standing
        self.looked.emit()

    def _close(self, standing: "Standing") -> None:
        if standing.revoked_by:
            self._show_revoked(standing)
            return
        from progrez_desktop.ui.pages.kiosk_check import KioskCheckPage

        page = KioskCheckPage(self._journey.context, standing.unmet)
        page.look_again.connect(lambda: self._look_again(page, standing))
        page.let_on.connect(lambda reason: self._ask_staff(standing, reason))
        self._journey.window.show_page(page)

    def _look_again(self, page: "KioskCheckPage", before: "Standing") -> None:
        def came(standing: "Standing") -> None:
            self._came(standing)
            if standing.is_open(self._let_on):
                self._journey.show_welcome()
            elif standing.unmet == before.unmet:
                page.show_still()
            else:
                self._close(standing)

        self._see_screens()
        self._journey.run(page, self._job, came)

    def _show_revoked(self, standing: "Standing") -> None:
        """Whoever has a safe here still has it: to see it, to take it along, to erase it."""
        journey, names = self._journey, standing.revoked_by
        page = MessagePage(
            journey.context,
            "kiosk_check.revoked",
            ("staff", "sign_in"),
            sentence=lambda words: words(
                "kiosk_check.revoked.text", name=", ".join(name[words.language] for name in names)
            ),
        )
        page.chosen.connect(lambda what: self._to_staff() if what == "staff" else journey.arrival.ask_sign_in())
        journey.window.show_page(page)

    def _to_staff(self) -> None:
        from progrez_desktop.ui.staff_arrival import StaffArrival

        StaffArrival(self._journey).begin()

    def _ask_staff(self, standing: "Standing", reason: "LetOnReason") -> None:
        """Whoever lets people on proves to be of staff; a candidate who presses the button comes no further."""
        from progrez_desktop.ui.staff_proof import StaffProof

        over = frozenset(one.check for one in standing.unmet)

        def known(by: str) -> None:
            self._journey.outside.store_lane.run(
                lambda: _write_down(self._journey, over, reason, by),
                lambda _: self._open(over),
                self._journey.trouble,
                owner=self._journey.window,
            )

        StaffProof(self._journey).begin(known)

    def _open(self, over: "frozenset[LockCheck]") -> None:
        self._let_on |= over
        self._journey.show_welcome()


def _write_down(journey: "Journey", over: "frozenset[LockCheck]", reason: "LetOnReason", by: str) -> None:
    from progrez_desktop.core.services import kiosk_door

    kiosk_door.let_on(journey.deps, over, reason, by)
