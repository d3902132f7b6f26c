"""An operator at a device: today, what waits, sending it, organisations. In a window of its own, or in the kiosk's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.outgoing import Leaving, Post
from progrez_desktop.core.services import authorities, exchange, sending, today
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.exchange import Exchanged
from progrez_desktop.core.words import Words
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.files import FileChooser, FileOpener
from progrez_desktop.ui.organisations_visit import OrganisationsVisit
from progrez_desktop.ui.pages.operator_leaving import LeavingPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.posts_words import Found
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.staff_sign_in_visit import SigningIn, StaffSignInVisit
from progrez_desktop.ui.stick_visit import StickVisit
from progrez_desktop.ui.widgets.outcome import Told

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.staff_sign_in import Reach

T = TypeVar("T")
_ABOVE = ("operator.go.today", "operator.go.send", "operator.go.organisations")
IN_WINDOW = Places(_ABOVE, ("operator.go.lock",))
IN_KIOSK = Places(_ABOVE, ("operator.go.leave",))


@dataclass(frozen=True)
class Tools:
    """What an operator's pages reach beyond the window."""

    store_lane: Lane
    errands: Lane
    """For what asks another computer: nothing else waits for it."""
    choose_file: FileChooser
    open_file: FileOpener
    reach: "Reach | None"
    """How a server is reached; None: with the certificates that this device trusts."""
    open_address: Callable[[str], bool]
    """Shows an address in the browser of this computer; False where there is none."""
    stir: Callable[[], None]
    """Is told while something is sent, so that it is not cut off because nobody presses a key."""


class OperatorVisit(QObject):
    """From a passphrase that was right until `leave`."""

    def __init__(
        self,
        owner: QObject,
        context: Context,
        deps: Deps,
        places: Places,
        tools: Tools,
        show: Callable[[StaffPage], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(owner)
        self.context, self.deps, self.places, self.tools = context, deps, places, tools
        self._show_page, self._leave = show, leave
        self._is_over = False
        self.reach = tools.reach or authorities.reach_of(deps)
        self._under_way: Progressing | None = None

    def begin(self) -> None:
        self.go("today")

    def go(self, place: str) -> None:
        """Show another place; what is under way is stopped."""
        self.stop()
        if place in ("lock", "leave"):
            self._leave()
            return
        {"today": self._today, "send": self.send, "organisations": OrganisationsVisit(self).begin}[place]()

    def stop(self) -> None:
        """End what is under way: at once where it waits for another computer, and after what it keeps."""
        if self._under_way is not None:
            self._under_way.stop()

    def end(self) -> None:
        """Staff are gone: what was asked of the storage and comes later is shown to nobody."""
        self._is_over = True
        self.stop()

    def put(self, page: StaffPage) -> None:
        """Show a page of this window, from whose bar one can go on."""
        page.go.connect(self.go)
        page.gone.connect(self.stop)
        self._show(page)

    def _show(self, page: StaffPage) -> None:
        if self._is_over:
            page.deleteLater()
        else:
            self._show_page(page)

    def look(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask the storage for what a page shows."""
        self.tools.store_lane.run(job, then, self._trouble, owner=self)

    def _trouble(self, failure: Exception) -> None:
        page = SendPage(self.context, self.places, Found(()))
        page.show_fault(failure)
        self.put(page)

    # Today

    def _today(self) -> None:
        deps = self.deps

        def show(found: tuple[today.Today, Sequence[Post]]) -> None:
            standing, posts = found
            page = TodayPage(self.context, self.places, standing, posts)
            page.send.connect(lambda: self.go("send"))
            self.put(page)

        self.look(lambda: (today.look(deps), sending.plan(deps)), show)

    # Sending

    def send(self, failure: Exception | None = None) -> None:
        """Show what waits, and what went wrong where one comes from there."""
        deps = self.deps

        def show(found: Found) -> None:
            page = self._send_page(found)
            if failure is not None:
                page.show_fault(failure)

        self.look(lambda: found_at(deps), show)

    def _send_page(self, found: Found) -> SendPage:
        page = SendPage(self.context, self.places, found)
        stick = StickVisit(self, page)
        page.see_leaving.connect(lambda: self._see_leaving(page))
        page.send.connect(lambda: self._press(page))
        page.stop.connect(self.stop)
        page.to_stick.connect(lambda: stick.carry())  # a bound method alone would let it go
        page.from_stick.connect(lambda: stick.take())
        page.sign_in.connect(self._sign_in)
        page.organisations.connect(lambda: self.go("organisations"))
        self.put(page)
        return page

    def _see_leaving(self, page: SendPage) -> None:
        deps = self.deps

        def look() -> list[tuple[Post, Sequence[Leaving]]]:
            return [(post, sending.would_leave(deps, post.organisation_id)) for post in sending.plan(deps)]

        def show(found: list[tuple[Post, Sequence[Leaving]]]) -> None:
            leaving = LeavingPage(self.context, self.places, found)
            leaving.back.connect(self.send)
            self.put(leaving)

        page.wait_for(self.tools.store_lane, look, show, page.show_fault)

    def _press(self, page: SendPage) -> None:
        """Send to one organisation after the other, each over a connection of its own."""
        from progrez_desktop.core.services.enrolling import relay_of

        deps, reach = self.deps, self.reach
        progress = Progressing(self)
        progress.moved.connect(page.working.show_progress)
        progress.moved.connect(lambda *_: self.tools.stir())

        def press() -> list[Told]:
            came: list[Told] = []
            for post in sending.plan(deps):
                if post.can_be_pressed and not progress.is_stopped():
                    with relay_of(deps, post.organisation_id, reach) as relay:
                        progress.asks_over(relay)
                        came.append(partial(told, post, _exchanged(deps, post, relay, progress)))
            return came

        def done(came: list[Told]) -> None:
            self._under_way = None
            self._show_outcomes(page, came)

        def failed(failure: Exception) -> None:
            self._under_way = None
            page.show_fault(failure)

        self._under_way = progress
        page.show_sending()
        page.wait_for(self.tools.errands, press, done, failed)

    def _show_outcomes(self, page: SendPage, came: list[Told]) -> None:
        deps = self.deps

        def show(found: Found) -> None:
            page.show_posts(found)
            page.show_outcomes(came)

        page.wait_for(self.tools.store_lane, lambda: found_at(deps), show, page.show_fault)

    # Who of staff is here

    def _sign_in(self, post: Post) -> None:
        known = self.deps.device.organisations.find(post.organisation_id)
        if known is not None and known.card is not None:
            visit = StaffSignInVisit(self.signing_in(), known.card, known.kind, "send", self.send, self.send)
            visit.begin()

    def signing_in(self) -> SigningIn:
        return SigningIn(
            context=self.context,
            places=self.places,
            deps=self.deps,
            tokens=self.deps.device.staff_tokens,
            reach=self.reach,
            open_address=self.tools.open_address,
            lane=self.tools.errands,
            show=self._show,
            go=self.go,
        )


def _exchanged(deps: Deps, post: Post, relay: "Relay", progress: Progressing) -> Exchanged:
    """Send what waits and fetch what came; what stands in the way at one organisation ends it at no other."""
    try:
        return exchange.go(deps, post.organisation_id, relay, progress.tell, progress.is_stopped)
    except Fault as fault:
        return Exchanged(sending.ended_by(deps, post.organisation_id, fault))


def found_at(deps: Deps) -> Found:
    """Look at what waits for whom, and at what was not taken."""
    posts = sending.plan(deps)
    not_taken = [one for post in posts if post.stopped for one in sending.not_taken(deps, post.organisation_id)]
    return Found(posts, not_taken)


def told(post: Post, done: Exchanged, words: Words) -> Sequence[str]:
    """Say what came of one press at one organisation; why something stayed stands in the table below."""
    return exchange.sentences(done, post.name[words.language], words, is_alone=False)
