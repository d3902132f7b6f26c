"""The window of a registry: opens it with passphrase and second factor, and leads from place to place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry_online
from progrez_desktop.core.services.registry import OpenedRegistry, RegistryDeps
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.candidate_visit import CandidateVisit
from progrez_desktop.ui.candidates_visit import CandidatesVisit
from progrez_desktop.ui.compare_visit import CompareVisit
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.decision_visit import DecisionVisit
from progrez_desktop.ui.export_visit import ExportVisit
from progrez_desktop.ui.files import FileChooser, FileOpener, ask_in_dialog, ask_to_open_in_dialog, open_in_browser
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.interview_visit import InterviewVisit
from progrez_desktop.ui.own_desk import OwnDesk, run_own_window
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.registry_in import ASKED_AFTER, RegistryInPage, Typed
from progrez_desktop.ui.reader_visit import ReaderVisit
from progrez_desktop.ui.records_visit import RecordsVisit
from progrez_desktop.ui.roles_visit import RolesVisit
from progrez_desktop.ui.shortlist_visit import ShortlistVisit
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.statistics_visit import StatisticsVisit
from progrez_desktop.ui.teams_visit import TeamsVisit
from progrez_desktop.ui.unkept_texts import UnkeptTexts
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.opening import Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach

T = TypeVar("T")


def _no_file(title: str, ending: str) -> Path | None:
    """Open nothing, where nobody can be asked for a file."""
    return None


@dataclass(frozen=True)
class RegistryTools:
    """What the window reaches beyond itself."""

    open_registry: "Callable[[Unlock | None, Typed], OpenedRegistry]"
    """Opens it with what was typed. Runs on the store lane."""
    skills: Sequence[Skill]
    relay: "Callable[[RegistryDeps], Relay]"
    """What asks the organisation's server."""
    choose_file: FileChooser
    reach: "Reach | None" = None
    """How the place is reached where staff sign in; over HTTPS, with what this registry trusts, by default."""
    open_address: Callable[[str], bool] = open_in_browser
    open_file: FileOpener = _no_file


class RegistryDesk(OwnDesk[OpenedRegistry]):
    """Leads from place to place; what happens in each is its visit's. The store lane alone reads the registry."""

    idle_key, locked_key = "candidates.idle", "candidates.locked"

    def __init__(self, window: Window, context: Context, tools: RegistryTools, idle: IdleTimes | None = None) -> None:
        self._typed = Typed("")
        super().__init__(window, context, lambda unlock: tools.open_registry(unlock, self._typed), idle)
        self.tools = tools
        self.free = Lane("free")
        """For what takes long and needs neither the registry nor the server."""
        self._list, records, self._teams = CandidatesVisit(self), RecordsVisit(self), TeamsVisit(self)
        decisions, roles, interviews = DecisionVisit(self), RolesVisit(self), InterviewVisit(self)
        self._unkept = UnkeptTexts(
            self,
            {
                "decision": decisions.begin,
                "letter": decisions.write,
                "weighing": interviews.weigh,
                "view": roles.open,
                "agreement": roles.open,
                "team": self._teams.go_on,
            },
        )
        self.hand_on: dict[str, Callable[[StaffPage, Sequence[str], Query], None]] = {
            "compare": lambda page, ids, _: CompareVisit(self).begin(page, ids),
            "team": lambda page, ids, _: self._teams.begin_with(page, ids) if ids else self._teams.begin(),
            "shortlist": ShortlistVisit(self).begin,
        }
        """What else may be done with those who are selected and what the list asks, from a page that says why not."""
        self._places: dict[str, Callable[[], None]] = {
            "list": self.begin,
            "roles": roles.begin,
            "shortlists": ShortlistVisit(self).see_all,
            "decisions": decisions.see_all,
            "statistics": StatisticsVisit(self).begin,
            "teams": self._teams.begin,
            "refused": records.see_refused,
            "log": records.see_deeds,
            "reader": ReaderVisit(self).begin,
            "lock": self.lock,
        }

    @property
    def deps(self) -> RegistryDeps:
        assert self.opened is not None
        return self.opened.deps

    def leave(self) -> None:
        self._list.leave()
        self._teams.leave()

    def close(self) -> None:
        super().close()
        self.free.close()

    # Opening

    def closed(self, failure: Exception) -> None:
        """Ask for what opens it, one thing after the other."""
        if not (isinstance(failure, Fault) and failure.code in ASKED_AFTER):
            super().closed(failure)
            return
        page = RegistryInPage(self.context, failure, self._typed)
        self._typed = Typed("")

        def open_with(typed: Typed) -> None:
            self._typed = typed
            page.wait_for(self.lane, self.open_again, self.opened_now, self.closed)

        page.typed.connect(open_with)
        self.show(page)

    def opened_now(self, opened: OpenedRegistry) -> None:
        self._typed = Typed("")
        super().opened_now(opened)
        if isinstance(self.window.page, StaffPage):
            self._unkept.go_on(self.window.page)

    # Leaving a page

    def lock(self) -> None:
        if self.opened is not None:
            self._unkept.hold(self.window.page, over_a_lock=True)
        super().lock()

    def show(self, page: Page) -> None:
        if self.opened is not None:
            self._unkept.hold(self.window.page)
        super().show(page)
        if self.opened is not None:
            self._unkept.give_back(page)

    # Places

    def go(self, place: str) -> None:
        self._places[place]()

    def begin(self) -> None:
        """Show the list as it was left."""
        self._list.begin()

    def look_at(self, page: StaffPage, release_id: str) -> None:
        """Open one candidate, from a page that says so where they can't be."""
        CandidateVisit(self).begin(page, release_id)

    def export(self, release_ids: Sequence[str]) -> None:
        """Ask what a file of these is for and who gets it; then it is written."""
        ExportVisit(self).begin(release_ids, self.begin)

    def save(
        self,
        page: StaffPage,
        title_key: str,
        name: str,
        job: Callable[[Callable[[bytes], None]], T],
        tell: Callable[[T, str], None],
    ) -> None:
        """Ask where a file is wanted, under this name at first, and have it written; who wants none gets none.

        Args:
            job: Makes the file, hands its bytes to what writes them whole, and may return something. On the store lane.
            tell: Says on the page what came of it, with the name that the file got.
        """
        path = self.tools.choose_file(self.context.words(title_key), name)
        if path is not None:
            write = partial(save_whole, path)
            self.run(page, lambda: job(write), lambda found: tell(found, path.name), page.show_fault)


def run_registry_desk(
    open_registry: "Callable[[Unlock | None, Typed], OpenedRegistry]",
    skills: Sequence[Skill],
    language: str | None,
) -> int:
    """Show the registry's window until it is closed; return the exit status."""

    def begin(window: Window, context: Context) -> RegistryDesk:
        tools = RegistryTools(
            open_registry,
            skills,
            registry_online.relay_of,
            ask_in_dialog(window),
            open_file=ask_to_open_in_dialog(window),
        )
        return RegistryDesk(window, context, tools)

    return run_own_window(begin, language)
