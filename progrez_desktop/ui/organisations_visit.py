"""An operator and the organisations of a device: invited with a file, trusted after comparing, asked how it stands."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault, UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.organisation import EnrolmentState, Pinned
from progrez_desktop.core.services import enrolling
from progrez_desktop.core.services.enrolling import Offered
from progrez_desktop.core.store.sealed_file import read_file
from progrez_desktop.core.words import Words
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.pages.operator_invitation import InvitationPage
from progrez_desktop.ui.pages.operator_organisations import OrganisationsPage

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit

Note = Callable[[Words], str]


class OrganisationsVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self, note: Note | None = None, failure: Exception | None = None) -> None:
        """Show them, and what came of the step before."""
        deps = self._visit.deps

        def show(known: Sequence[Pinned]) -> None:
            page = OrganisationsPage(self._visit.context, self._visit.places, known)
            page.enrol.connect(lambda: self._read(page))
            page.take.connect(lambda: self._take(page))
            page.ask.connect(lambda one: self._ask(page, one))
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)
            elif failure is not None:
                page.show_fault(failure)

        self._visit.look(lambda: deps.device.organisations.all(), show)

    # An invitation

    def _read(self, page: OrganisationsPage) -> None:
        path = self._chosen_file("operator.enrol.read_title")
        if path is None:
            return
        deps = self._visit.deps

        def read() -> Offered:
            return enrolling.look(deps, enrolling.read(read_file(path)))

        page.wait_for(self._visit.tools.store_lane, read, self._show_invitation, page.show_fault)

    def _show_invitation(self, offered: Offered) -> None:
        page = InvitationPage(self._visit.context, self._visit.places, offered)
        page.accepted.connect(lambda compared, name: self._accept(page, offered, compared, name))
        page.back.connect(self.begin)
        self._visit.put(page)

    def _accept(self, page: InvitationPage, offered: Offered, compared: str, name: str) -> None:
        deps, repin = self._visit.deps, offered.change == "another_key"
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: enrolling.accept(deps, offered, compared, name, repin=repin),
            lambda request: self._post(page, offered, request),
            page.show_fault,
        )

    def _post(self, page: InvitationPage, offered: Offered, request: Mapping[str, Any]) -> None:
        """Hand the request to the server, or into a file where there is none."""
        deps, organisation_id = self._visit.deps, offered.invitation.organisation_id
        if offered.invitation.card.server is None:
            self._save_request(request)
            return

        def post() -> EnrolmentState:
            with enrolling.relay_of(deps, organisation_id, self._visit.reach) as relay:
                return enrolling.post(deps, relay, request)

        def failed(failure: Exception) -> None:
            self.begin(lambda words: words("operator.enrol.later", reason=sentence_of(failure, words)))

        page.wait_for(self._visit.tools.errands, post, self._tell_state, failed)

    def _save_request(self, request: Mapping[str, Any]) -> None:
        words, tools = self._visit.context.words, self._visit.tools
        path = tools.choose_file(words("operator.enrol.request_title"), words("operator.enrol.request_name"))
        if path is None:
            self.begin(lambda words: words("operator.enrol.not_saved"))
            return
        try:
            save_whole(path, canonical(request).encode())
        except Fault as fault:
            self.begin(failure=fault)
        else:
            self.begin(lambda words: words("operator.enrol.saved", name=path.name))

    def _tell_state(self, state: EnrolmentState) -> None:
        self.begin(lambda words: words(f"operator.enrol.{'admitted' if state == 'admitted' else 'asked'}"))

    # How it stands

    def _ask(self, page: OrganisationsPage, one: Pinned) -> None:
        deps = self._visit.deps

        def ask() -> EnrolmentState:
            with enrolling.relay_of(deps, one.organisation_id, self._visit.reach) as relay:
                return enrolling.ask(deps, relay)

        page.wait_for(self._visit.tools.errands, ask, self._tell_state, page.show_fault)

    def _take(self, page: OrganisationsPage) -> None:
        path = self._chosen_file("operator.enrol.take_title")
        if path is None:
            return
        deps = self._visit.deps

        def take() -> EnrolmentState:
            organisation_id = enrolling.take_file(deps, read_file(path))
            known = deps.device.organisations.find(organisation_id)
            if known is None:
                raise UsageFault("organisation_unknown")
            return known.enrolment

        page.wait_for(self._visit.tools.store_lane, take, self._tell_state, page.show_fault)

    def _chosen_file(self, title_key: str) -> Path | None:
        return self._visit.tools.open_file(self._visit.context.words(title_key), ".json")
