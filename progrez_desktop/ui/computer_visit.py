"""An operator and this computer: how it stands, its settings, its clock, what is over, and a look at everything."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.places import Places as Files
from progrez_desktop.core.services import device_settings, doctor, kiosk_door, retention, this_computer
from progrez_desktop.core.services.device_settings import Choice
from progrez_desktop.core.services.kiosk_door import Standing
from progrez_desktop.core.services.retention import Swept
from progrez_desktop.core.services.this_computer import Computer
from progrez_desktop.core.settings import Preferences, load_preferences, save_preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.counts_visit import CountsVisit
from progrez_desktop.ui.pages.operator_checks import ChecksPage
from progrez_desktop.ui.pages.operator_computer import ComputerPage
from progrez_desktop.ui.pages.operator_settings import SettingsPage

if TYPE_CHECKING:
    from progrez_desktop.core.services.doctor import Finding
    from progrez_desktop.ui.operator_visit import OperatorVisit
    from progrez_desktop.ui.page import Sentence
    from progrez_desktop.ui.staff_page import StaffPage


class ComputerVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self, note: "Sentence | None" = None) -> None:
        deps = self._visit.deps

        def show(found: Computer) -> None:
            page = ComputerPage(self._visit.context, self._visit.places, found)
            page.see_settings.connect(lambda: self._see_settings())  # a bound method alone would let it go
            page.see_checks.connect(lambda: self._check(page))
            page.see_counts.connect(lambda: CountsVisit(self._visit, self.begin).begin())
            page.sweep.connect(lambda: self._sweep(page))
            page.trust_clock.connect(lambda: self._trust_clock(page))
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)
            self._visit.see_lock(page, page.show_lock)

        self._visit.look(lambda: this_computer.look(deps), show)

    def _sweep(self, page: ComputerPage) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: retention.sweep(deps),
            lambda swept: self.begin(lambda words: _swept(swept, words)),
            page.show_fault,
        )

    def _trust_clock(self, page: ComputerPage) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: retention.trust_clock(deps),
            lambda _: self.begin(lambda words: words("computer.clock_trusted")),
            page.show_fault,
        )

    # A look at everything

    def _check(self, page: "StaffPage") -> None:
        """It reads every file that ships, so that nothing else waits for it."""
        deps = self._visit.deps
        page.show_note("checks_page.under_way")

        def check() -> "tuple[Sequence[Finding], Standing]":
            return doctor.examine(deps.folder.root), kiosk_door.look(deps)

        page.wait_for(self._visit.tools.errands, check, self._show_checks, page.show_fault)

    def _show_checks(self, found: "tuple[Sequence[Finding], Standing]") -> None:
        page = ChecksPage(self._visit.context, self._visit.places, *found)
        page.again.connect(lambda: self._check(page))
        page.back.connect(lambda: self.begin())
        self._visit.put(page)

    # Settings

    def _see_settings(self) -> None:
        deps, file = self._visit.deps, Files(self._visit.deps.folder.root).preferences

        def look() -> tuple[list[Choice], Preferences]:
            return list(device_settings.choices(deps)), load_preferences(file, self._visit.context.language)

        def show(found: tuple[list[Choice], Preferences]) -> None:
            page = SettingsPage(self._visit.context, self._visit.places, *found)
            page.chosen.connect(lambda name, value: self._choose(page, name, value))
            page.preferred.connect(lambda language, percent: self._prefer(page, Preferences(language, percent)))
            page.back.connect(lambda: self.begin())
            self._visit.put(page)

        self._visit.look(look, show)

    def _choose(self, page: SettingsPage, name: str, value: str) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: device_settings.choose(deps, name, value),
            lambda _: page.show_note("settings_page.kept"),
            page.show_fault,
        )

    def _prefer(self, page: SettingsPage, wanted: Preferences) -> None:
        file = Files(self._visit.deps.folder.root).preferences
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: save_preferences(file, wanted),
            lambda _: page.show_note("settings_page.kept_for_start"),
            page.show_fault,
        )


def _swept(swept: Swept, words: Words) -> str:
    told = [words.plural("cli.retention.swept", swept.destroyed)]
    if not swept.is_complete:
        told.append(words("cli.retention.later"))
    if swept.left:
        told.append(words.plural("cli.retention.left", swept.left))
    return " ".join(told)
