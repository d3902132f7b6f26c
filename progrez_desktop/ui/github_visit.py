"""What happens around a look at GitHub: consent, asking once, showing what came, and taking what the person wants."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.github import user_name
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.public_work import Looked
from progrez_desktop.core.services import access_log, github_reading, public_work
from progrez_desktop.core.services.public_work import Agreed, Wanted
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.pages.github_ask import GithubAskPage
from progrez_desktop.ui.pages.github_found import GithubFoundPage
from progrez_desktop.ui.provider_visit import system_online

if TYPE_CHECKING:
    from progrez_desktop.core.online.web import Web
    from progrez_desktop.ui.journey import Journey


class GithubVisit:
    """From the page of the details, and back to it with the details as they were, or with what was taken."""

    def __init__(
        self, journey: "Journey", details: MyDetails, leave: Callable[[], None], take: Callable[[MyDetails], None]
    ) -> None:
        self._journey, self._details, self._leave, self._take = journey, details, leave, take
        self._deps, self._session = journey.deps, journey.signed_in()
        self._web: Web | None = None
        self._is_stopped = False

    def begin(self) -> None:
        before = self._details.public_work
        page = GithubAskPage(self._journey.context, before.user if before else "")
        # Not the methods themselves: Qt would let go of them, and the page keeps a visit by what it calls.
        page.ask.connect(lambda name: self._agreed(page, name))
        page.stop.connect(lambda: self._stop())
        page.back.connect(lambda: self._leave())
        self._journey.window.show_page(page)

    def _agreed(self, page: GithubAskPage, typed: str) -> None:
        try:
            user = user_name(typed)
        except UsageFault:
            page.show_wrong_name()
            return
        deps, session, language = self._deps, self._session, self._journey.context.language
        self._is_stopped = False
        self._journey.run(
            page,
            lambda: public_work.agree(deps, session, language),
            lambda agreed: self._ask(page, user, agreed),
            page.show_fault,
        )

    def _ask(self, page: GithubAskPage, user: str, agreed: Agreed) -> None:
        if self._is_stopped:
            page.show_fault(EnvironmentFault("online_stopped"))
            return
        deps, web = self._deps, (self._journey.outside.online or system_online()).network.make_web()
        self._web = web

        def look() -> Looked:
            with web:
                return github_reading.look(web, user, deps.clock)

        def found(looked: Looked) -> None:
            self._web = None
            self._show(looked, agreed)

        page.wait_for(self._journey.arrival.online_lane, look, found, page.show_fault)

    def _stop(self) -> None:
        self._is_stopped = True
        if self._web is not None:
            self._web.stop()

    def _show(self, looked: Looked, agreed: Agreed) -> None:
        fresh = public_work.fresh(self._details, looked)
        replaces = self._details.public_work is not None
        page = GithubFoundPage(self._journey.context, looked, fresh, agreed.at_ms, replaces=replaces)
        page.back.connect(lambda: self._leave())
        page.taken.connect(lambda wanted: self._taken(looked, wanted, agreed))
        self._journey.window.show_page(page)

    def _taken(self, looked: Looked, wanted: Wanted, agreed: Agreed) -> None:
        deps, session, words = self._deps, self._session, self._journey.context.words
        self._take(public_work.with_wanted(self._details, looked, wanted, agreed, words))
        self._journey.outside.store_lane.run(
            job=lambda: access_log.tell_if_possible(deps, session, "github_taken"),
            on_success=nothing,
            on_failure=self._journey.trouble,
            owner=self._journey,
        )
