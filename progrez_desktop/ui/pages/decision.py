"""What a person decides of one candidate, and why: two fields to write in, and nothing to choose from."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.decision import Terms
from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting import decisions
from progrez_desktop.core.services.recruiting.unkept import Where
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.pick import Pick

_LINE, _AROUND = 23, 24
"""Pixels at the smallest text size: a line in a field, and the rim of the field."""


class _Text(QWidget):
    """Lines to write in: their name above, what is wrong below."""

    def __init__(self, page: StaffPage, key: str, most: int, lines: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        name, self._fault = label("field"), live("error")
        self.editor = Editor(most)
        self.editor.setProperty("role", "note")
        name.setBuddy(self.editor)
        page.say(name.setText, key)
        page.say(self.editor.setAccessibleName, key)
        self._page, self._lines = page, lines
        for widget in (name, self.editor, self._fault):
            column.addWidget(widget)
        self._fault.hide()
        page.context.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.editor.setFixedHeight(self._page.context.theme.px(_LINE) * self._lines + _AROUND)

    def text(self) -> str:
        return self.editor.toPlainText().strip()

    def show_fault(self, key: str | None) -> None:
        self._fault.setVisible(key is not None)
        if key is not None:
            self._page.say(self._fault.setText, key)
            self.editor.setFocus()


class DecisionPage(StaffPage):
    back = Signal()
    decided = Signal(str, str, object, str, bool)
    """A decision, its reason, the Terms, the id of a role, and whether what looks like a score is none."""

    def __init__(self, context: Context, row: Row, roles: Sequence[RoleProfile], terms: Terms, reader: str) -> None:
        super().__init__(context, PLACES, "decisions", None)
        self.say(self.entitle, "decision.title", code=row.code)
        self.show_lead(lambda words: words("decision.lead", reader=reader))
        frame, inside = card(margin=20, spacing=12)
        told = label("body")
        self.say(told.setText, "decision.text")
        self.role = Pick(self, "decision.role", [(role.id, plain(role.name)) for role in roles])
        named = label("field")
        self.say(named.setText, "decision.role")
        self.decision = _Text(self, "decision.decision", decisions.LONGEST_DECISION, 2)
        self.reason = _Text(self, "decision.reason", decisions.LONGEST_REASON, 5)
        self.anyway = ChoiceCard(context, small=True)
        self.tell(
            lambda title: self.anyway.show_texts(title, context.words("decision.anyway.text")),
            lambda words: words("decision.anyway"),
        )
        self.anyway.hide()
        for widget in (told, named, self.role, self.decision, self.reason, self.anyway):
            inside.addWidget(widget)
        self.body.addWidget(frame)
        self.body.addWidget(self._terms(terms))
        self.body.addStretch(1)
        self.back_button, self.keep_button = Button(), Button("primary")
        self.say(self.back_button.setText, "decision.back")
        self.say(self.keep_button.setText, "decision.keep")
        self.back_button.clicked.connect(self.back)
        self.keep_button.clicked.connect(self._keep)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.keep_button)
        self.filled_in: FilledIn = FilledIn(self, Where("decision", row.release_id), self._read, self._write)

    def _terms(self, terms: Terms) -> QWidget:
        frame, inside = self.titled_card("decision.kept")
        told = label("small")
        self.say(told.setText, "decision.kept.text")
        self.basis, self.days = Field(self, "decision.basis"), Field(self, "decision.days_kept")
        self.basis.edit.setMaxLength(decisions.LONGEST_BASIS)
        self.days.edit.setMaxLength(4)
        self.basis.edit.setText(terms.basis)
        self.basis.edit.setCursorPosition(0)
        self.days.edit.setText(str(terms.days))
        for widget in (told, self.basis, self.days):
            inside.addWidget(widget)
        return frame

    def _keep(self) -> None:
        days = self.days.text().strip()
        is_number = days.isascii() and days.isdigit()
        self.days.show_fault(None if is_number else "decision.days_wrong")
        self.basis.show_fault(None if self.basis.text().strip() else "error.decision_no_basis")
        self.reason.show_fault(None if self.reason.text() else "error.decision_no_reason")
        self.decision.show_fault(None if self.decision.text() else "error.decision_empty")
        if is_number and self.basis.text().strip() and self.reason.text() and self.decision.text():
            kept = Terms(self.basis.text(), int(days))
            self.decided.emit(self.decision.text(), self.reason.text(), kept, self.role.chosen, self.anyway.isChecked())

    def show_quote(self, failure: Exception) -> None:
        """Warn of what looks like a score, and let a person say that it is none."""
        self.anyway.show()
        self.show_fault(failure)
        self.anyway.setFocus()
        self.show_together(self.anyway, self.anyway)

    # What is typed

    def _read(self) -> dict[str, str]:
        texts = {name: part.editor.toPlainText() for name, part in self._texts.items()}
        terms = {"basis": self.basis.edit.text(), "days": self.days.edit.text()}
        return {**texts, **terms, "role": self.role.chosen}

    @property
    def _texts(self) -> dict[str, _Text]:
        return {"decision": self.decision, "reason": self.reason}

    def _write(self, fields: Mapping[str, str]) -> None:
        """Nobody meant any score by it yet."""
        for name, part in self._texts.items():
            part.editor.setPlainText(fields[name])
        self.basis.edit.setText(fields["basis"])
        self.days.edit.setText(fields["days"])
        self.role.choose(fields["role"])

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.keep_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.decision.editor
