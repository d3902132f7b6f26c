"""An operator and the requests that came by mail: entered, and taken step by step to the letter that ends them."""

from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core import duty as rules
from progrez_desktop.core.model.duty import Duty, Kind, Request
from progrez_desktop.core.services import disclosure, duties, duty_view
from progrez_desktop.core.services.disclosure import Order
from progrez_desktop.core.services.duty_view import Going, Told
from progrez_desktop.core.words import Words
from progrez_desktop.ui.pages.operator_disclosing import DisclosingPage
from progrez_desktop.ui.pages.operator_duties import DutiesPage
from progrez_desktop.ui.pages.operator_duty import DutyPage
from progrez_desktop.ui.pages.operator_duty_new import DutyNewPage

if TYPE_CHECKING:
    from progrez_desktop.ui.operator_visit import OperatorVisit
    from progrez_desktop.ui.page import Sentence
    from progrez_desktop.ui.staff_page import StaffPage


class DutiesVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit

    def begin(self, note: "Sentence | None" = None) -> None:
        """Show all of them, and what came of the step before."""
        deps = self._visit.deps

        def show(found: list[duties.Standing]) -> None:
            page = DutiesPage(self._visit.context, self._visit.places, found, deps.clock.now_ms())
            page.opened.connect(lambda number: self.look_at(number))  # a bound method alone would let it go
            page.entering.connect(lambda: self._enter())
            self._put(page, note)

        def look() -> list[duties.Standing]:
            duties.carry_out_pending(deps)
            return duties.standings(deps)

        self._visit.look(look, show)

    def look_at(self, number: str, note: "Sentence | None" = None) -> None:
        """Show one of them."""
        deps, key = self._visit.deps, self._visit.key
        self._visit.look(lambda: duty_view.look(deps, key, number), lambda told: self._show(told, note))

    def _put(self, page: "StaffPage", note: "Sentence | None" = None) -> None:
        self._visit.put(page)
        if note is not None:
            page.tell_note(note)

    # Entering

    def _enter(self) -> None:
        page = DutyNewPage(self._visit.context, self._visit.places, self._visit.deps.today().isoformat())
        page.typed.connect(lambda *typed: self._typed(page, *typed))
        page.back.connect(lambda: self.begin())
        self._put(page)

    def _typed(self, page: DutyNewPage, kind: Kind, request: Request, day: str, is_sure: bool) -> None:
        """Enter it; what erases at once is said first, and asked for once more."""
        deps, key, lane = self._visit.deps, self._visit.key, self._visit.tools.store_lane

        def enter() -> Duty | Going:
            going = None if is_sure else duty_view.gone_at_once(deps, kind, request)
            return going or duties.enter(deps, key, kind, request, rules.day_typed(day))

        def entered(made: Duty | Going) -> None:
            if isinstance(made, Going):
                page.show_going(made)
            else:
                self.look_at(made.number, lambda words: _entered(made, words))

        page.wait_for(lane, enter, entered, page.show_fault)

    # One of them

    def _show(self, told: Told, note: "Sentence | None") -> None:
        number = told.standing.duty.number
        page = DutyPage(self._visit.context, self._visit.places, told, self._visit.deps.clock.now_ms())
        page.confirm.connect(lambda: self._confirm(page, number))
        page.identified.connect(lambda how: self._identify(page, number, how))
        page.ended.connect(lambda step, text: self._end(page, number, step, text))
        page.disclose.connect(lambda: self._ask_what_is_told(number))
        page.back.connect(lambda: self.begin())
        self._put(page, note)

    def _confirm(self, page: DutyPage, number: str) -> None:
        deps, key, words = self._visit.deps, self._visit.key, self._visit.context.words
        path = self._asked("duties.save.mail", words("duties.file.mail", number=number))
        if path is not None:
            page.wait_for(
                self._visit.tools.store_lane,
                lambda: duties.confirm(deps, key, number, path),
                lambda _: self.look_at(number, lambda words: words("cli.duty.confirmed", name=path.name)),
                page.show_fault,
            )

    def _identify(self, page: DutyPage, number: str, how: str) -> None:
        deps, key = self._visit.deps, self._visit.key
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: duties.check_identity(deps, key, number, how),
            lambda _: self.look_at(number, lambda words: words("cli.duty.identified")),
            page.show_fault,
        )

    def _end(self, page: DutyPage, number: str, step: str, text: str) -> None:
        """Ask where the letter goes, and the package where one is wanted, and end it."""
        deps, key, words = self._visit.deps, self._visit.key, self._visit.context.words
        letter = self._asked("duties.save.letter", words("duties.file.letter", number=number))
        package = None
        if letter is not None and step == "package":
            package = self._asked("duties.save.package", words("duties.file.package", number=number))
        if letter is None or (step == "package" and package is None):
            return
        answer = duties.Answer(letter, text, refused=step == "refuse", package=package)
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: duties.close(deps, key, number, answer, words),
            lambda closed: self.begin(lambda words: _closed(letter, package, closed, words)),
            page.show_fault,
        )

    def _asked(self, title_key: str, name: str) -> Path | None:
        return self._visit.tools.choose_file(self._visit.context.words(title_key), name)

    # An authority

    def _ask_what_is_told(self, number: str) -> None:
        page = DisclosingPage(self._visit.context, self._visit.places, number)
        page.ordered.connect(lambda order: self._disclose(page, number, order))
        page.back.connect(lambda: self.look_at(number))
        self._put(page)

    def _disclose(self, page: DisclosingPage, number: str, given: "tuple[Order, str]") -> None:
        from dataclasses import replace

        deps, key, words = self._visit.deps, self._visit.key, self._visit.context.words
        letter = self._asked("duties.save.letter", words("duties.file.letter", number=number))
        if letter is None:
            return

        def disclose() -> None:
            order, day = given
            whole = replace(order, silent_until=rules.day_typed(day))
            disclosure.disclose(deps, key, number, whole, letter, words)

        page.wait_for(
            self._visit.tools.store_lane,
            disclose,
            lambda _: self.begin(lambda words: words("cli.disclose.done", name=letter.name, beside=_beside(letter))),
            page.show_fault,
        )


def _entered(made: Duty, words: Words) -> str:
    reminder = rules.reminder_day(rules.day_of(made.received_ms))
    days = {"due": words.day(rules.day_of(made.due_ms)), "reminder": words.day(reminder)}
    told = words("cli.duty.entered", number=made.number, **days)
    return told if made.acted_ms is None else f"{told} {words('duties.done_at_once')}"


def _closed(letter: Path, package: Path | None, closed: duties.Closed, words: Words) -> str:
    told = words("cli.duty.closed", name=letter.name, text=duties.beside(letter, ".txt").name)
    if package is not None and closed.outcome == "package":
        return f"{told} {words('my_data.saved', name=package.name)}"
    return told


def _beside(letter: Path) -> str:
    return ", ".join(duties.beside(letter, ending).name for ending in (".txt", ".json"))
