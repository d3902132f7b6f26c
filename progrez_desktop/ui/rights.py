"""What a person does with their own data: look, change what they allow, take it along, delete it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.retention import Choice
from progrez_desktop.core.services import access_log, consents, erasing, my_data, own_copy, papers, receipts, retention
from progrez_desktop.core.services.erasing import Gone, Outlook
from progrez_desktop.core.services.my_data import MyData
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class RightsVisit:
    """From a page where somebody is signed in to "My data", and back to it with `back`."""

    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back

    def begin(self, note: str | None = None) -> None:
        """Show the page; the one that it is asked from waits for it."""
        deps, session, page = self._journey.deps, self._journey.signed_in(), self._journey.window.page
        if page is not None:
            self._journey.run(page, lambda: my_data.look(deps, session), lambda mine: self._show(mine, note))

    def _show(self, mine: MyData, note: str | None) -> None:
        page = MyDataPage(self._journey.context, mine)
        page.back.connect(self._back)
        page.withdraw.connect(lambda purpose: self._withdraw(page, purpose))
        page.change.connect(lambda: self._change(mine))
        page.save_receipt.connect(lambda form: self._save_receipt(page, form))
        page.save_all.connect(lambda: self._save_all(page, page.show_fault))
        page.delete.connect(lambda: self._look_ahead(page))
        page.keep.connect(lambda choice: self._keep(page, choice))
        self._journey.window.show_page(page)
        if note is not None:
            page.show_note(note)

    # What is allowed

    def _withdraw(self, page: MyDataPage, purpose: Purpose) -> None:
        deps, session, organisation = self._journey.deps, self._journey.signed_in(), self._organisation()
        self._journey.run(
            page,
            lambda: consents.withdraw(deps, session, organisation, purpose),
            lambda _: self.begin("my_data.withdrawn"),
            page.show_fault,
        )

    def _keep(self, page: MyDataPage, choice: Choice) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(
            page,
            lambda: retention.choose(deps, session, choice),
            lambda _: self.begin("my_data.kept.chosen"),
            page.show_fault,
        )

    def _change(self, mine: MyData) -> None:
        """Show the choices as they stand: what is ticked is what the person ticked before."""
        journey, organisation = self._journey, self._organisation()
        ticked = [one.purpose for one in mine.choices if one.state == "given"]
        until_ms = consents.until_ms(journey.deps, organisation)
        page = ConsentPage(journey.context, journey.deps.assessment, organisation, until_ms, ticked)
        page.be_change()

        def decided(purposes: list[Purpose]) -> None:
            session, language = journey.signed_in(), journey.context.language
            journey.run(
                page,
                lambda: consents.decide(journey.deps, session, organisation, purposes, language),
                lambda _: self.begin(),
            )

        page.decided.connect(decided)
        page.back.connect(self.begin)
        page.read_privacy.connect(lambda: journey.show_privacy(partial(self._change, mine)))
        journey.window.show_page(page)

    def _save_receipt(self, page: MyDataPage, form: str) -> None:
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_receipt"), words(f"receipt.file_name.{form}"))
        if path is None:
            return

        def save() -> None:
            receipt = session.safe.receipts.latest()
            if receipt is not None:
                as_pdf = form == "pdf"
                content = receipts.paper(receipt, deps.today(), words) if as_pdf else receipts.as_json(receipt)
                access_log.handed_over(deps, session, path, content, "receipt_saved")

        self._run(page, save, path.name, page.show_fault)

    # Taking it along

    def _save_all(self, page: MyDataPage | ErasePage, on_failure: Callable[[Exception], None]) -> None:
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_data"), words("own_copy.file_name"))
        if path is not None:
            self._run(page, lambda: own_copy.save(deps, session, path, words), path.name, on_failure)

    def _run(
        self,
        page: MyDataPage | ErasePage,
        job: Callable[[], None],
        name: str,
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._journey.run(page, job, lambda _: page.show_saved(name), on_failure)

    # Deleting it

    def _look_ahead(self, page: Page) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(page, lambda: erasing.outlook(deps, session), self._show_ahead)

    def _show_ahead(self, ahead: Outlook) -> None:
        page = ErasePage(self._journey.context, ahead)
        page.keep.connect(self.begin)
        page.save_all.connect(lambda: self._save_all(page, page.show_fault))
        page.save_paper.connect(lambda: self._save_paper(page, ahead, None))
        page.go_on.connect(lambda: self._ask_once_more(ahead))
        self._journey.window.show_page(page)

    def _save_paper(self, page: ErasePage | ErasedPage, ahead: Outlook, done_ms: int | None) -> None:
        words, today = self._journey.context.words, self._journey.deps.today()
        when = "before" if done_ms is None else "after"
        path = self._journey.outside.choose_file(words("file.save_receipt"), words(f"erasing.file_name.{when}"))
        if path is None:
            return
        self._journey.run(
            page,
            lambda: papers.save(path, erasing.paper(ahead, done_ms, today, words)),
            lambda _: page.show_saved(path.name),
            page.show_fault,
        )

    def _ask_once_more(self, ahead: Outlook) -> None:
        page = MessagePage(self._journey.context, "erase_sure", ("no", "yes"), danger="yes")
        actions = {"yes": lambda: self._erase(page, ahead), "no": self.begin}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _erase(self, page: Page, ahead: Outlook) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(page, lambda: erasing.erase(deps, session, ahead), self._erased)

    def _erased(self, gone: Gone) -> None:
        page = ErasedPage(self._journey.context, is_complete=gone.is_complete)
        page.save_receipt.connect(lambda: self._save_paper(page, gone.outlook, gone.at_ms))
        page.ready.connect(self._journey.show_welcome)
        self._journey.leave_erased(page)

    def _organisation(self) -> Organisation:
        organisation = self._journey.deps.assessment.organisation
        assert organisation is not None
        return organisation
