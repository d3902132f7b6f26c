"""What a person does with their own data: look, change what they allow, take it along, delete it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.model.retention import Choice
from progrez_desktop.core.services import (
    access_log,
    asking,
    consents,
    correcting,
    erasing,
    my_data,
    own_copy,
    papers,
    receipts,
    retention,
)
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.erasing import Gone, Outlook
from progrez_desktop.core.services.my_data import MyData
from progrez_desktop.core.services.provider_sign_in import unlink
from progrez_desktop.ui.contest_visit import ContestVisit
from progrez_desktop.ui.cv_visit import DetailsVisit
from progrez_desktop.ui.moving_visit import MovingVisit
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.person import PersonPage
from progrez_desktop.ui.release_visit import ReleaseVisit
from progrez_desktop.ui.send_now_visit import SendNowVisit
from progrez_desktop.ui.training_visit import TrainingVisit

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class RightsVisit:
    """From a page where somebody is signed in to "My data", and back to it with `back`."""

    def __init__(self, journey: "Journey", back: Callable[[], None]) -> None:
        self._journey, self._back = journey, back
        self._opener = ""

    def begin(self, note: str | None = None) -> None:
        """Show the page; the one that it is asked from waits for it."""
        deps, session, page = self._journey.deps, self._journey.signed_in(), self._journey.window.page
        if page is not None:
            self._journey.run(page, lambda: my_data.look(deps, session), lambda mine: self._show(mine, note))

    def _show(self, mine: MyData, note: str | None) -> None:
        page = MyDataPage(self._journey.context, mine, self._journey.deps.assessment.skills)
        page.back.connect(self._back)
        page.opens.connect(lambda name: self._remember(name))
        page.withdraw.connect(lambda purpose: self._withdraw(page, purpose))
        page.withdraw_elsewhere.connect(lambda one, purpose: self._withdraw(page, purpose, one))
        page.change.connect(lambda: self._change(mine))
        page.save_receipt.connect(lambda form: self._save_receipt(page, form))
        page.save_all.connect(lambda: self._save_all(page, page.show_fault))
        page.unlink.connect(lambda: self._unlink(page))
        page.delete.connect(lambda: self._look_ahead(page))
        page.ease.connect(lambda: self._journey.ease.show(self.begin))
        page.release.connect(lambda: ReleaseVisit(self._journey, self.begin).begin())
        page.take_along.connect(lambda: MovingVisit(self._journey, self.begin).begin())
        page.correct_person.connect(lambda: self._correct_person(mine))
        page.correct_details.connect(lambda: DetailsVisit(self._journey, "details.back_to_my_data", self.begin).begin())
        if mine.say is not None:
            self._let_say(page, mine.say.profile)
        page.keep.connect(lambda choice: self._keep(page, choice))
        sending = SendNowVisit(self._journey, page, page.send_now)
        self._journey.window.show_page(page)
        sending.look()
        if self._opener in page.openers:
            page.go_on_at(page.openers[self._opener])
        self._opener = ""
        if note is not None:
            page.show_note(note)

    def _remember(self, opener: str) -> None:
        """The page is made anew on the way back, and the keyboard goes on where it was."""
        self._opener = opener

    def _let_say(self, page: MyDataPage, profile: Profile) -> None:
        deps, session, context = self._journey.deps, self._journey.signed_in(), self._journey.context
        page.say_card.wanted.connect(
            lambda skill_id: ContestVisit(self._journey, profile, skill_id, self.begin).begin()
        )

        page.see_training.connect(lambda: TrainingVisit(self._journey, profile.attempt_id, self.begin).begin())

        def run(job: Callable[[], object]) -> None:
            self._journey.run(page, job, lambda _: self.begin(), page.show_fault)

        page.asking.ask.connect(lambda: run(lambda: asking.ask(deps, session, profile.attempt_id, context.language)))
        page.asking.take_back.connect(lambda: run(lambda: asking.take_back(deps, session, profile.attempt_id)))

    def _correct_person(self, mine: MyData) -> None:
        page = PersonPage(self._journey.context, mine.details)

        def correct(details: PersonDetails) -> None:
            deps, session = self._journey.deps, self._journey.signed_in()
            self._journey.run(page, lambda: correcting.correct_person(deps, session, details), corrected, failed)

        def corrected(session: Session) -> None:
            self._journey.session = session
            page.show_note("person.saved")

        def failed(failure: Exception) -> None:
            if isinstance(failure, Fault) and failure.code == "account_exists":
                page.show_taken()
            else:
                page.show_fault(failure)

        page.corrected.connect(correct)
        page.back.connect(self.begin)
        self._journey.window.show_page(page)

    # What is allowed

    def _withdraw(self, page: MyDataPage, purpose: Purpose, elsewhere: Organisation | None = None) -> None:
        deps, session, organisation = self._journey.deps, self._journey.signed_in(), elsewhere or self._organisation()
        self._journey.run(
            page,
            lambda: consents.withdraw(deps, session, organisation, purpose),
            lambda _: self.begin("my_data.withdrawn"),
            page.show_fault,
        )

    def ask_anew(self, changed: Sequence[Purpose]) -> None:
        """Show the choices, without a tick at those that mean something else than what the person allowed."""
        deps, session, page = self._journey.deps, self._journey.signed_in(), self._journey.window.page
        if page is not None:
            self._journey.run(page, lambda: my_data.look(deps, session), lambda mine: self._change(mine, changed))

    def _keep(self, page: MyDataPage, choice: Choice) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(
            page,
            lambda: retention.choose(deps, session, choice),
            lambda _: self.begin("my_data.kept.chosen"),
            page.show_fault,
        )

    def _change(self, mine: MyData, unticked: Sequence[Purpose] = ()) -> None:
        """Show the choices as they stand: what is ticked is what the person ticked before."""
        journey, organisation = self._journey, self._organisation()
        ticked = [one.purpose for one in mine.choices if one.state == "given" and one.purpose not in unticked]
        then = self._back if unticked else self.begin
        until_ms = consents.until_ms(journey.deps, organisation)
        page = ConsentPage(journey.context, journey.deps.assessment, organisation, until_ms, ticked)
        page.be_change()

        def decided(purposes: list[Purpose]) -> None:
            session, language = journey.signed_in(), journey.context.language
            journey.run(
                page,
                lambda: consents.decide(journey.deps, session, organisation, purposes, language),
                lambda _: then(),
            )

        page.decided.connect(decided)
        page.back.connect(then)
        page.read_privacy.connect(lambda: journey.show_privacy(partial(self._change, mine, unticked)))
        page.ease.connect(lambda: journey.ease.show(partial(self._change, mine, unticked)))
        journey.window.show_page(page)

    def _save_receipt(self, page: MyDataPage, form: str) -> None:
        deps, session, words = self._journey.deps, self._journey.signed_in(), self._journey.context.words
        path = self._journey.outside.choose_file(words("file.save_receipt"), words(f"receipt.file_name.{form}"))
        if path is None:
            return

        def save() -> None:
            receipt = receipts.latest(session)
            if receipt is not None:
                as_pdf = form == "pdf"
                left = my_data.left_by(deps, session, receipt, words)
                content = receipts.paper(receipt, deps.today(), words, left) if as_pdf else receipts.as_json(receipt)
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

    def _unlink(self, page: MyDataPage) -> None:
        deps, session = self._journey.deps, self._journey.signed_in()
        self._journey.run(
            page,
            lambda: unlink(deps, session),
            lambda _: self.begin("my_data.unlinked"),
            page.show_fault,
        )

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
