"""An invigilator at a kiosk: comes in over whatever is on screen, which stays as it is, and does what was needed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core.model.staff import Reason, StaffDeed
from progrez_desktop.core.services import invigilating, staff
from progrez_desktop.core.services.invigilating import KioskDeed
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.ui import closing
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.moved_sitting_visit import MovedSittingVisit
from progrez_desktop.ui.pages.invigilator import InvigilatorPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.staff_in import StaffInPage, StaffTyped
from progrez_desktop.ui.staff_door import StaffDoor
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.staff_corner import StaffCorner

if TYPE_CHECKING:
    from progrez_desktop.core.model.accommodations import Accommodations
    from progrez_desktop.ui.journey import Journey
    from progrez_desktop.ui.page import Page

FORGOTTEN_MS = 120_000
"""A panel that stands open for so long was forgotten, and the next one in front of it is a candidate. Who types a PIN,
or looks for a stick, has twice that."""

_WAYS: tuple[tuple[str, StaffDeed], ...] = (
    ("pause", "pause_sitting"),
    ("accommodate", "set_accommodations"),
    ("move", "move_sitting"),
    ("take_in", "move_sitting"),
    ("address", "move_sitting"),
    ("arrived", "move_sitting"),
    ("lock", "lock_safe"),
    ("reset", "reset_kiosk"),
    ("leave", "leave_kiosk"),
)
_OF_A_SAFE = frozenset({"pause", "accommodate", "move", "lock"})
"""What there is to do only while a safe is open."""
_OF_NOBODY = frozenset({"take_in", "address", "arrived"})
"""And only while none is."""
_ELSEWHERE = frozenset({"accommodate", "move", *_OF_NOBODY})
"""What others do, where it is offered."""


class InvigilatorVisit(QObject):
    """From the corner until the candidate goes on. The time of a sitting stands still meanwhile."""

    ended = Signal()

    def __init__(self, journey: "Journey") -> None:
        super().__init__(journey)
        self._journey = journey
        self._more: dict[str, Callable[[], None]] = {}
        if journey.outside.kiosk is not None:  # where files come from and go to
            moving = MovedSittingVisit(journey, journey.outside.kiosk.staff_files, self._show_panel, self._back)
            self._more.update(moving.ways())
        self._more["accommodate"] = self._accommodate
        self._reason: Reason = "other"
        self._paused_ms: int | None = None
        self._by: str | None = None
        self._session: StaffSession | None = None
        self._left_at: Page | None = None
        self._is_over = False
        self._forgotten = QTimer(self, singleShot=True)
        self._forgotten.timeout.connect(self._forget)
        journey.window.covered.connect(self._see)
        journey.locking.connect(self._locks)

    def begin(self) -> None:
        """Keep what is on screen, and ask who comes; whoever came by mistake goes back, and nothing is lost."""
        journey = self._journey
        if journey.sitting is not None:
            self._left_at = journey.sitting.put_away()
        door = StaffDoor(self, journey.context, journey.deps, journey.outside.store_lane, journey.window.cover)
        door.came_in.connect(self._came_in)
        door.gave_up.connect(self._end)
        door.ask("unlock_kiosk", "kiosk")
        self._see()

    def _came_in(self, session: StaffSession, typed: StaffTyped) -> None:
        self._session, self._reason = session, typed.reason
        self._do("kiosk_unlocked", self._show_panel)

    def _show_panel(self) -> None:
        if self._session is None or self._is_over:
            return
        journey, who = self._journey, self._session.who
        is_open = journey.session is not None
        ways = [
            way
            for way, deed in _WAYS
            if who.may(deed)
            and (is_open or way not in _OF_A_SAFE)
            and (not is_open or way not in _OF_NOBODY)
            and (way in self._more or way not in _ELSEWHERE)
            and (way != "leave" or journey.outside.kiosk is not None)
            and (way != "take_in" or self._may_begin())  # nor does anybody go on where nobody may begin
        ]
        sits = journey.sitting is not None
        timed = "accommodate" not in ways or journey.ease.time() is not None
        page = InvigilatorPage(journey.context, who, self._reason, ways, is_sitting=sits, is_timed=timed)
        page.chosen.connect(self._chosen)
        journey.window.cover(page)
        self._forgotten.start(FORGOTTEN_MS)

    def _may_begin(self) -> bool:
        kiosk = self._journey.outside.kiosk
        return kiosk is not None and kiosk.door.is_open

    def _chosen(self, way: str) -> None:
        if way in _OF_A_SAFE and self._journey.session is None:  # it locked itself below the panel: so it offers less
            self._show_panel()
            return
        if way in self._more:
            self._forgotten.start(2 * FORGOTTEN_MS)  # a page that staff left open is as good as their panel
            self._more[way]()
            return
        ways: dict[str, Callable[[], None]] = {
            "back": self._back,
            "pause": lambda: self._do("sitting_paused", self._pause),
            "lock": lambda: self._do("safe_locked", self._lock),
            "reset": lambda: self._do("kiosk_reset", self._reset),
            "leave": lambda: self._do("kiosk_left", self._leave),
        }
        ways[way]()

    def _do(self, deed: KioskDeed, then: Callable[[], None]) -> None:
        """Keep what is done, and then do it."""
        journey, reason = self._journey, self._reason
        deps, session, locked = journey.deps, journey.session, journey.locked_account
        page = journey.window.covering
        if page is not None:
            page.wait_for(
                journey.outside.store_lane,
                lambda: invigilating.note(deps, deed, reason, session, locked),
                lambda _: then(),
                self._failed,
            )

    def _failed(self, failure: Exception) -> None:
        """It could not be kept, so it was not done; the way back is open."""
        page = MessagePage(self._journey.context, "staff_in.trouble", ("back",), failure=failure)
        page.chosen.connect(lambda _: self._back())
        self._journey.window.cover(page)

    # What there is to do

    def _accommodate(self) -> None:
        """Give what helps whoever sits here; extra time too, where the procedure leaves that to staff."""
        from progrez_desktop.core.services import easing
        from progrez_desktop.ui.pages.ease import EasePage

        journey, ease = self._journey, self._journey.ease
        deps, session, time = journey.deps, journey.signed_in(), ease.time()
        page = EasePage(journey.context, journey.context.own, replace(time, by_staff=False) if time else None)

        def given(own: "Accommodations") -> None:
            ease.changed(own)
            self._show_panel()

        page.back.connect(self._show_panel)
        page.keep.connect(
            lambda wanted: page.wait_for(
                journey.outside.store_lane, lambda: easing.give(deps, session, wanted), given, self._failed
            )
        )
        journey.window.cover(page)

    def _pause(self) -> None:
        """Stand still until somebody goes on: staff or the candidate, so that nobody waits for a lost PIN."""
        journey, session = self._journey, self._session
        assert session is not None
        self._paused_ms, self._by = journey.deps.clock.now_ms(), session.who.member.id
        self._sign_out()
        since = self._paused_ms
        page = MessagePage(
            journey.context,
            "invigilator.paused",
            ("go_on",),
            sentence=lambda words: words("invigilator.paused.text", at=words.moment(since)),
        )
        page.chosen.connect(lambda _: self._go_on())
        journey.window.cover(page)

    def _go_on(self) -> None:
        journey, reason, by, paused = self._journey, self._reason, self._by, self._paused_ms
        deps, session = journey.deps, journey.session
        page = journey.window.covering
        if page is not None:
            page.wait_for(
                journey.outside.store_lane,
                lambda: invigilating.note(deps, "sitting_went_on", reason, session, by=by, paused_ms=paused),
                lambda _: self._end(),
                lambda _: self._end(),  # that it could not be written keeps nobody from going on
            )

    def _keep_pause(self) -> None:
        """What stands still for longer than a safe stays open is in the record too, up to there."""
        journey, session, since = self._journey, self._journey.session, self._paused_ms
        if session is None or since is None:
            return
        deps, reason, by, now = journey.deps, self._reason, self._by, journey.deps.clock.now_ms()
        journey.outside.store_lane.run(
            lambda: invigilating.pause_till_lock(deps, reason, session, by, paused_ms=since, locked_ms=now),
            nothing,
            journey.trouble,
            owner=journey,
        )

    def _lock(self) -> None:
        self._journey.lock("staff")
        self._back()

    def _reset(self) -> None:
        self._journey.show_welcome()
        self._back()

    def _leave(self) -> None:
        """End the kiosk; where that loses a text that no disk took, whoever of staff ends it hears of it first."""
        journey = self._journey
        if closing.would_lose(journey):
            journey.window.cover(closing.question(journey, self._back, self._end_kiosk))
        else:
            self._end_kiosk()

    def _end_kiosk(self) -> None:
        kiosk = self._journey.outside.kiosk
        self._sign_out()
        if kiosk is not None:
            kiosk.leave()

    # Nobody is there any more

    def _see(self) -> None:
        """Count anew with each page of staff; in a pause there is none of them, and it may last."""
        if self._paused_ms is None and not self._is_over:
            self._forgotten.start(2 * FORGOTTEN_MS)

    def _forget(self) -> None:
        page = self._journey.window.covering
        if page is not None and page.is_busy:
            self._see()  # what is on its way to the disk is not taken back by a page that goes
        else:
            self._back()

    def _locks(self, why: str) -> None:
        """The safe locks itself: staff who are in go on without it; before a computer that slept sits anybody."""
        self._keep_pause()
        if self._session is None or why == "staff":
            return
        QTimer.singleShot(0, self, self._back if why == "slept" else self._show_panel)

    # The end

    def _back(self) -> None:
        self._sign_out()
        self._end()

    def _sign_out(self) -> None:
        """Nobody of staff is here any more; what they opened goes with them."""
        self._forgotten.stop()
        self._session = None
        staff.signed_out(self._journey.deps)

    def _end(self) -> None:
        """Give the candidate their page back, and the time from now."""
        if self._is_over:
            return
        self._is_over = True
        journey = self._journey
        if journey.sitting is not None and journey.window.page is self._left_at:
            journey.sitting.go_on_here()
        journey.window.uncover()
        self.ended.emit()
        self.deleteLater()


def watch_corner(journey: "Journey") -> StaffCorner:
    """Put the control of staff into the corner of a kiosk; it is not there where staff are at their own pages."""
    corner = StaffCorner(journey.window, journey.context)

    def show(page: object) -> None:
        corner.setVisible(journey.window.covering is None and not isinstance(page, StaffPage | StaffInPage))

    def begin() -> None:
        if journey.window.covering is not None or not corner.isVisible():
            return
        corner.hide()
        visit = InvigilatorVisit(journey)
        visit.ended.connect(lambda: show(journey.window.page))
        visit.begin()

    corner.clicked.connect(begin)
    journey.window.page_shown.connect(show)
    show(journey.window.page)
    return corner
