"""Around the page "Withdraw with a code", where nobody is signed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.services import papers, withdrawing
from progrez_desktop.core.services.withdrawing import Withdrawn
from progrez_desktop.ui.pages.withdraw import WithdrawPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class WithdrawVisit:
    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self) -> None:
        page = WithdrawPage(self._journey.context)
        page.typed.connect(lambda code: self._withdraw(page, code))
        page.back.connect(self._back)
        self._journey.window.show_page(page)

    def _withdraw(self, page: WithdrawPage, code: str) -> None:
        deps = self._journey.deps

        def done(withdrawn: Withdrawn) -> None:
            page.save.connect(lambda: self._save(page, withdrawn))
            page.show_done(withdrawn)

        self._journey.run(
            page, lambda: withdrawing.by_code(deps, code), done, lambda failure: self._refused(page, failure)
        )

    def _refused(self, page: WithdrawPage, failure: Exception) -> None:
        if isinstance(failure, Fault):
            page.show_code_fault(failure.message_key, **failure.params)
        else:
            self._journey.trouble(failure)

    def _save(self, page: WithdrawPage, done: Withdrawn) -> None:
        words, today = self._journey.context.words, self._journey.deps.today()
        path = self._journey.outside.choose_file(words("file.save_receipt"), words("withdraw_page.file_name"))
        if path is not None:
            self._journey.run(
                page,
                lambda: papers.save(path, withdrawing.paper(done, today, words)),
                lambda _: page.show_saved(path.name),
                page.show_fault,
            )
