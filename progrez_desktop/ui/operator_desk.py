"""The operator's window: opens the storage of this device, asks who of staff comes, and shows their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.services import papers, staff
from progrez_desktop.core.services.opening import Opened
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.files import FileChooser, FileOpener, ask_in_dialog, ask_to_open_in_dialog, open_in_browser
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.operator_places import IN_WINDOW
from progrez_desktop.ui.operator_visit import OperatorVisit, Tools
from progrez_desktop.ui.own_desk import OwnDesk, run_own_window
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.staff_door import StaffDoor
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach

_OF_PACKS = ("pack_in_use_missing", "pack_in_use_damaged")


@dataclass(frozen=True)
class Outside:
    """What the window reaches beyond itself."""

    open_storage: "Callable[[Unlock | None], Opened]"
    choose_file: FileChooser
    open_file: FileOpener
    reach: "Reach | None" = None
    """How a server is reached; over HTTPS, with what this computer trusts, by default."""
    open_address: Callable[[str], bool] = open_in_browser
    open_without_packs: "Callable[[Unlock | None], Opened] | None" = None
    """Where a pack in use is missing or damaged: what shipped stands in for it, so that staff can put that right."""


class OperatorDesk(OwnDesk[Opened]):
    idle_key, locked_key = "operator.idle", "operator.locked"

    def __init__(self, window: Window, context: Context, outside: Outside, idle: IdleTimes | None = None) -> None:
        super().__init__(window, context, outside.open_storage, idle)
        self._outside = outside
        self.visit: OperatorVisit | None = None
        self._packs_fault: str | None = None

    def open_again(self) -> Opened:
        self._packs_fault = None
        try:
            return super().open_again()
        except DataFault as fault:
            without = self._outside.open_without_packs
            if fault.code not in _OF_PACKS or without is None:
                raise
            self._packs_fault = fault.code
            return without(self._unlock)

    def leave(self) -> None:
        visit, self.visit = self.visit, None
        if self.opened is not None:
            staff.signed_out(self.opened.deps)
        if visit is not None:
            visit.end()
            visit.deleteLater()

    def begin(self) -> None:
        """Ask who is there: after a first start with the recovery code of this computer before it."""
        assert self.opened is not None
        code = self.opened.machine_recovery_code
        if code is None:
            self._ask_staff()
            return
        page = RecoveryPage(self.context, code, "machine")
        page.kept.connect(self._ask_staff)
        page.save_sheet.connect(lambda: self._save_sheet(page, code))
        self.show(page)

    def _save_sheet(self, page: RecoveryPage, code: str) -> None:
        assert self.opened is not None
        words, deps = self.context.words, self.opened.deps
        path = self._outside.choose_file(words("file.save_sheet"), words("file.sheet_name"))
        if path is not None:
            self.run(
                page,
                lambda: papers.save(path, papers.recovery_sheet(deps, code, "machine", words)),
                lambda _: page.show_sheet_saved(path.name),
                page.show_sheet_fault,
            )

    def _ask_staff(self) -> None:
        assert self.opened is not None
        door = StaffDoor(self, self.context, self.opened.deps, self.lane, self.show)
        door.came_in.connect(lambda session, _: self._enter(session))
        door.gave_up.connect(self.window.close)
        door.ask("keep_own_factors", may_choose=True)

    def _enter(self, session: StaffSession) -> None:
        assert self.opened is not None
        outside, deps = self._outside, self.opened.deps
        tools = Tools(
            store_lane=self.lane,
            errands=self.errands,
            choose_file=outside.choose_file,
            open_file=outside.open_file,
            reach=outside.reach,
            open_address=outside.open_address,
            stir=self.stir,
            packs_fault=self._packs_fault,
        )
        self.visit = OperatorVisit(self, self.context, deps, session, IN_WINDOW, tools, self.show, self.lock)
        self.visit.begin()


def run_operator_desk(
    open_storage: "Callable[[Unlock | None], Opened]",
    open_without_packs: "Callable[[Unlock | None], Opened]",
    language: str | None,
) -> int:
    """Show the operator's window until it is closed; return the exit status."""

    def begin(window: Window, context: Context) -> OperatorDesk:
        outside = Outside(
            open_storage,
            ask_in_dialog(window),
            ask_to_open_in_dialog(window),
            open_without_packs=open_without_packs,
        )
        return OperatorDesk(window, context, outside)

    return run_own_window(begin, language)
