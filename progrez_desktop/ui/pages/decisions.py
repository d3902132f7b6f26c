"""What was decided here, by whom, and until when that is kept: without a score, and longer than a profile."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.decision import Decision
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.desk_entry import DeskEntry, plain


class DecisionsPage(StaffPage):
    written_to = Signal(str)
    disclosed = Signal(str)

    def __init__(self, context: Context, found: Sequence[Decision]) -> None:
        super().__init__(context, PLACES, "decisions", "decisions.title")
        self.show_lead(lambda words: words("decisions.lead"))
        self.entries: dict[str, DeskEntry] = {}
        for one in found:
            self.body.addWidget(self._entry(one))
        if not found:
            self.body.addWidget(self.sole_card("decisions.none"))
        self.body.addStretch(1)

    def _entry(self, one: Decision) -> DeskEntry:
        lines: list[Sentence] = [plain(one.decision), partial(_reason, one), partial(_by, one), partial(_kept, one)]
        lines.append(partial(_letter, one))
        entry = self.entries[one.id] = DeskEntry(self, plain(f"{one.code} · {one.role}"), lines)
        entry.add_button("decisions.letter", lambda: self.written_to.emit(one.id))
        entry.add_button("decisions.disclose", lambda: self.disclosed.emit(one.id))
        return entry

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for entry in self.entries.values():
            for button in entry.buttons.values():
                button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        buttons = (button for entry in self.entries.values() for button in entry.buttons.values())
        return next(buttons, self.bar.entries["decisions"])


def _reason(one: Decision, words: Words) -> str:
    return words("decisions.reason", reason=one.reason)


def _by(one: Decision, words: Words) -> str:
    return words("decisions.by", by=one.by, at=words.date(one.at_ms))


def _kept(one: Decision, words: Words) -> str:
    return words("decision.kept_until", until=words.date(one.until_ms), basis=one.basis)


def _letter(one: Decision, words: Words) -> str:
    if one.handed_ms is None:
        return words("decisions.no_letter")
    return words("decisions.letter_handed", at=words.date(one.handed_ms))
