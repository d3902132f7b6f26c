"""Test, interview and work sample of one candidate weighed together, with what a person puts beside the sum."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.interview import Sheet
from progrez_desktop.core.services.recruiting.combining import LONGEST_REASON, LONGEST_WHAT
from progrez_desktop.core.services.recruiting.unkept import Where
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.long_words import in_a_line
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, live
from progrez_desktop.ui.widgets.combination_card import CombinationCard
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_NUMBERS = ("value", "lowest", "highest", "error")
SAMPLE, OVERRIDE = ("what", *_NUMBERS), ("instead", "reason")
"""What is filled in of each."""


class CombinationPage(StaffPage):
    """Of one candidate alone: no page shows people in the order of a sum."""

    sampled = Signal(str, object)
    """What the work sample was, and its value, lowest, highest and error, the last None where it is left open."""
    sample_removed = Signal()
    overridden = Signal(int, str)
    taken_back = Signal()
    back = Signal()

    def __init__(
        self, context: Context, release_id: str, code: str, role: str, reader: str, skills: Sequence[Skill]
    ) -> None:
        super().__init__(context, PLACES, "list", None)
        self._names = {skill.id: skill.short_name for skill in skills}
        self.say(self.entitle, "combine.page", code=code)
        self.show_lead(lambda words: words("interview.role", role=in_a_line(role), reader=in_a_line(reader)))
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        halves = self.row_or_column(16)
        halves.addWidget(self._sample_card(), 1)
        halves.addWidget(self._override_card(), 1)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "combine.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)
        self.filled_in: FilledIn = FilledIn(self, Where("weighing", release_id), self._read, self._write)

    def show_sheet(self, sheet: Sheet, of: Sequence[str] = (*SAMPLE, *OVERRIDE)) -> None:
        """Show it, and in the fields `of` what is kept; what is typed in the others stays."""
        clear(self._place)
        self.card = CombinationCard(self, sheet, self._names)
        self._place.addWidget(self.card)
        self.know(sheet)
        self._write({name: self.filled_in.kept[name] for name in of})
        self.remove_button.setEnabled(sheet.sample is not None)
        self.back_to_sum.setEnabled(sheet.override is not None)

    # What is typed

    def know(self, sheet: Sheet) -> None:
        """Know what is kept; where the page was left meanwhile, it shows nothing any more."""
        sample, override = sheet.sample, sheet.override
        told = dict.fromkeys((*SAMPLE, *OVERRIDE), "")
        if sample is not None:
            numbers = {name: getattr(sample, name) for name in _NUMBERS}
            told |= {name: "" if number is None else f"{number:g}" for name, number in numbers.items()}
            told["what"] = sample.what
        if override is not None:
            told |= {"instead": str(override.instead), "reason": override.reason}
        self.filled_in.kept = told

    def _read(self) -> dict[str, str]:
        return {**{name: edit.text() for name, edit in self._edits.items()}, "reason": self.reason.toPlainText()}

    def _write(self, fields: Mapping[str, str]) -> None:
        for name in fields.keys() & self._edits.keys():
            self._edits[name].setText(fields[name])
        if "reason" in fields:
            self.reason.setPlainText(fields["reason"])

    @property
    def _edits(self) -> dict[str, QLineEdit]:
        fields = {"what": self.what, **self.numbers, "instead": self.instead}
        return {name: field.edit for name, field in fields.items()}

    # The work sample

    def _sample_card(self) -> QFrame:
        frame, inside = self.titled_card("combine.sample.title")
        self.what = Field(self, "combine.sample.what")
        self.what.edit.setMaxLength(LONGEST_WHAT)
        inside.addWidget(self.what)
        self.numbers = {name: Field(self, f"combine.sample.{name}") for name in _NUMBERS}
        for field in self.numbers.values():
            field.edit.setMaxLength(20)
            inside.addWidget(field)
        self.enter_button, self.remove_button = Button(), Button("link")
        self._buttons(
            inside,
            (self.enter_button, "combine.sample.enter", self._enter),
            (self.remove_button, "combine.sample.remove", self._remove),
        )
        inside.addStretch(1)
        return frame

    def _enter(self) -> None:
        read = {name: _number(field.text()) for name, field in self.numbers.items()}
        wrong = [name for name, number in read.items() if number is None and (name != "error" or self._has_error)]
        for name, field in self.numbers.items():
            field.show_fault("error.sample_numbers" if name in wrong else None)
        self.what.show_fault(None if self.what.text().strip() else "error.sample_unnamed")
        if wrong or not self.what.text().strip():
            (self.numbers[wrong[0]] if self.what.text().strip() else self.what).edit.setFocus()
            return
        self.sampled.emit(self.what.text(), tuple(read[name] for name in _NUMBERS))

    @property
    def _has_error(self) -> bool:
        return bool(self.numbers["error"].text().strip())

    def _remove(self) -> None:
        for field in (self.what, *self.numbers.values()):
            field.edit.clear()
            field.show_fault(None)
        self.what.edit.setFocus()
        self.sample_removed.emit()

    # What a person puts in the place of the sum

    def _override_card(self) -> QFrame:
        frame, inside = self.titled_card("combine.override.title")
        lead, why = label("smallink"), label("field")
        self.say(lead.setText, "combine.override.lead")
        inside.addWidget(lead)
        self.instead = Field(self, "combine.override.instead")
        self.instead.edit.setMaxLength(3)
        inside.addWidget(self.instead)
        self.reason = Editor(LONGEST_REASON)
        self.reason.setProperty("role", "note")
        self.say(why.setText, "combine.override.why")
        self.say(self.reason.setAccessibleName, "combine.override.why")
        why.setBuddy(self.reason)
        self.fault = live("error")
        self.fault.hide()
        for widget in (why, self.reason, self.fault):
            inside.addWidget(widget)
        self.override_button, self.back_to_sum = Button(), Button("link")
        self._buttons(
            inside,
            (self.override_button, "combine.override.enter", self._override),
            (self.back_to_sum, "combine.override.take_back", self._take_back),
        )
        inside.addStretch(1)
        return frame

    def _override(self) -> None:
        typed, reason = self.instead.text().strip(), self.reason.toPlainText().strip()
        is_number = typed.isascii() and typed.isdecimal() and int(typed) <= 100
        self.instead.show_fault(None if is_number else "error.override_beyond")
        self.fault.setVisible(not reason)
        if not reason:
            self.say(self.fault.setText, "error.override_reason")
        if not is_number:
            self.instead.edit.setFocus()
        elif not reason:
            self.reason.setFocus()
        else:
            self.overridden.emit(int(typed), reason)

    def _take_back(self) -> None:
        self.instead.edit.clear()
        self.reason.clear()
        self.instead.edit.setFocus()
        self.taken_back.emit()

    def _buttons(self, inside: QVBoxLayout, *buttons: tuple[Button, str, object]) -> None:
        row = FlowLayout(spacing=12, below=0)
        for button, key, act in buttons:
            self.say(button.setText, key)
            button.clicked.connect(act)
            row.addWidget(button)
        inside.addLayout(row)

    def first_control(self) -> QWidget:
        return self.what.edit


def _number(typed: str) -> float | None:
    """Return a number that was typed with a comma or a point; None where it is none."""
    try:
        return float(typed.strip().replace(",", "."))
    except ValueError:
        return None
