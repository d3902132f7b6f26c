"""A safe that moves: out of this computer by its owner, and in where nobody is signed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.services import sealed_safe
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.store.sealed_file import read_file
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.bring_in import BringInPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.moving import MovingPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

_OF_THE_CODE = ("recovery_code_typing", "recovery_code_length", "wrong_recovery_code")


class MovingVisit:
    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self) -> None:
        page = MovingPage(self._journey.context)
        page.save.connect(lambda: self._save(page))
        page.leave.connect(self._ask_once_more)
        page.back.connect(self._back)
        self._journey.window.show_page(page)

    def _save(self, page: MovingPage) -> None:
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_safe"), words("moving.file_name"))
        if path is not None:
            self._journey.run(
                page,
                lambda: sealed_safe.export(deps, session, path),
                lambda _: page.show_saved(path.name),
                page.show_fault,
            )

    def _ask_once_more(self) -> None:
        page = MessagePage(self._journey.context, "moving_sure", ("no", "yes"), danger="yes")
        actions = {"yes": lambda: self._leave(page), "no": self._back}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _leave(self, page: Page) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(page, lambda: sealed_safe.leave(deps, session), lambda _: self._left())

    def _left(self) -> None:
        page = MessagePage(self._journey.context, "moving_left", ("back",))
        page.chosen.connect(lambda _: self._journey.show_welcome())
        self._journey.leave_erased(page)


class BringInVisit:
    """`came_in` is what follows with the open safe."""

    def __init__(self, journey: "Journey", back: Callable[[], None], came_in: Callable[[Page, Session], None]) -> None:
        self._journey, self._back, self._came_in = journey, back, came_in

    def begin(self) -> None:
        page = BringInPage(self._journey.context)
        page.choose.connect(lambda: self._choose(page))
        page.filled_in.connect(lambda code, password: self._take_in(page, code, password))
        page.back.connect(self._back)
        self._journey.window.show_page(page)

    def _choose(self, page: BringInPage) -> None:
        path = self._journey.outside.open_file(self._journey.context.words("file.open_safe"), ".progrez-safe")
        if path is not None:
            page.show_file(path)

    def _take_in(self, page: BringInPage, code: str, password: str) -> None:
        deps, path = self._journey.deps, page.path
        assert path is not None
        self._journey.run(
            page,
            lambda: sealed_safe.take_in(deps, read_file(path), code, password),
            lambda session: self._came_in(page, session),
            lambda failure: self._refused(page, failure),
            too_late=self._journey.lock_away,
        )

    def _refused(self, page: BringInPage, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in _OF_THE_CODE:
            page.show_code_fault(failure.message_key, **failure.params)
        elif isinstance(failure, Fault) and failure.code == "account_exists":
            page.show_note("account.not_possible")
        else:
            page.show_fault(failure)
