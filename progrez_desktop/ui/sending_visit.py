"""An operator who sends what waits: what would leave, the press, what came of it; over the network or on a stick."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.outgoing import Leaving, Post
from progrez_desktop.core.services import exchange, sending
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.exchange import Exchanged
from progrez_desktop.core.words import Words
from progrez_desktop.ui.pages.operator_leaving import LeavingPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.posts_words import Found
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.staff_sign_in_visit import StaffSignInVisit
from progrez_desktop.ui.stick_visit import StickVisit
from progrez_desktop.ui.widgets.outcome import Told

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.ui.operator_visit import OperatorVisit


class SendingVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self, failure: Exception | None = None) -> None:
        """Show what waits, and what went wrong where one comes from there."""
        deps = self._visit.deps

        def show(found: Found) -> None:
            page = self._page(found)
            if failure is not None:
                page.show_fault(failure)

        self._visit.look(lambda: found_at(deps), show)

    def _page(self, found: Found) -> SendPage:
        page = SendPage(self._visit.context, self._visit.places, found)
        stick = StickVisit(self._visit, page)
        page.see_leaving.connect(lambda: self._see_leaving(page))
        page.send.connect(lambda: self._press(page))
        page.stop.connect(self._visit.stop)
        page.to_stick.connect(lambda: stick.carry())  # a bound method alone would let it go
        page.from_stick.connect(lambda: stick.take())
        page.sign_in.connect(lambda post: self._sign_in(post))
        page.organisations.connect(lambda: self._visit.go("organisations"))
        self._visit.put(page)
        return page

    def _see_leaving(self, page: SendPage) -> None:
        deps = self._visit.deps

        def look() -> list[tuple[Post, Sequence[Leaving]]]:
            return [(post, sending.would_leave(deps, post.organisation_id)) for post in sending.plan(deps)]

        def show(found: list[tuple[Post, Sequence[Leaving]]]) -> None:
            leaving = LeavingPage(self._visit.context, self._visit.places, found)
            leaving.back.connect(lambda: self.begin())
            self._visit.put(leaving)

        page.wait_for(self._visit.tools.store_lane, look, show, page.show_fault)

    def _press(self, page: SendPage) -> None:
        """Send to one organisation after the other, each over a connection of its own."""
        from progrez_desktop.core.services.enrolling import relay_of

        deps, reach = self._visit.deps, self._visit.reach
        progress = self._visit.progressing()
        progress.moved.connect(page.working.show_progress)

        def press() -> list[Told]:
            came: list[Told] = []
            for post in sending.plan(deps):
                if post.can_be_pressed and not progress.is_stopped():
                    with relay_of(deps, post.organisation_id, reach) as relay:
                        progress.asks_over(relay)
                        came.append(partial(told, post, _exchanged(deps, post, relay, progress)))
            return came

        def done(came: list[Told]) -> None:
            self._visit.came_to_its_end()
            self._show_outcomes(page, came)

        def failed(failure: Exception) -> None:
            self._visit.came_to_its_end()
            page.show_fault(failure)

        page.show_sending()
        page.wait_for(self._visit.tools.errands, press, done, failed)

    def _show_outcomes(self, page: SendPage, came: list[Told]) -> None:
        deps = self._visit.deps

        def show(found: Found) -> None:
            page.show_posts(found)
            page.show_outcomes(came)

        page.wait_for(self._visit.tools.store_lane, lambda: found_at(deps), show, page.show_fault)

    # Who of staff is here

    def _sign_in(self, post: Post) -> None:
        known = self._visit.deps.device.organisations.find(post.organisation_id)
        if known is not None and known.card is not None:
            visit = StaffSignInVisit(self._visit.signing_in(), known.card, known.kind, "send", self.begin, self.begin)
            visit.begin()


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
