"""Around the page "What may leave": look, keep something back, send."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.services import releasing
from progrez_desktop.core.services.releasing import Ahead
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.send_now_visit import SendNowVisit

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class ReleaseVisit:
    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self) -> None:
        """Show the page; the one that it is asked from waits for it."""
        deps, session, page = self._journey.deps, self._journey.signed_in(), self._journey.window.page
        if page is not None:
            self._journey.run(page, lambda: releasing.look(deps, session), self._show)

    def _show(self, ahead: Ahead) -> None:
        page = ReleasePage(self._journey.context, self._journey.deps.assessment, ahead)
        self._seen = ahead
        page.withhold.connect(lambda names: self._withhold(page, names))
        page.share.connect(lambda skills: self._share(page, skills))
        page.send.connect(lambda: self._send(page))
        page.back.connect(self._back)
        self._sending = SendNowVisit(self._journey, page, page.send_now, lambda: self._look_again(page))
        self._journey.window.show_page(page)
        self._sending.look()

    def _look_again(self, page: ReleasePage) -> None:
        """After it was sent, the page tells when it arrived, and no longer that it waits."""
        page.forget_note()
        deps, session = self._journey.deps, self._journey.signed_in()
        lane = self._journey.outside.store_lane
        lane.run(lambda: releasing.look(deps, session), partial(self._shown, page), page.show_fault, owner=page)

    def _shown(self, page: ReleasePage, ahead: Ahead) -> None:
        self._seen = ahead
        page.show_ahead(ahead)

    def _withhold(self, page: ReleasePage, names: list[str]) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._switched(page, lambda: releasing.withhold(deps, session, names))

    def _share(self, page: ReleasePage, skills: list[str]) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._switched(page, lambda: releasing.share(deps, session, skills))

    def _switched(self, page: ReleasePage, job: Callable[[], Ahead]) -> None:
        self._journey.outside.store_lane.run(
            job=job,
            on_success=lambda ahead: self._shown(page, ahead),
            on_failure=page.show_fault,
            owner=page,
        )

    def _send(self, page: ReleasePage) -> None:
        """Send what is on screen; what was switched and is not shown yet makes the core refuse."""
        deps, session, seen = self._journey.deps, self._journey.signed_in(), self._seen

        def sent(ahead: Ahead) -> None:
            self._shown(page, ahead)
            page.show_note("release.sent")
            page.back_button.setFocus()
            self._sending.look(in_view=True)

        self._journey.run(page, lambda: releasing.send(deps, session, seen), sent, page.show_fault)
