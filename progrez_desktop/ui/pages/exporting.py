"""What a file of candidates is for and who gets it: asked before it is written, told to everybody who is in it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.handing import FORMS, Form
from progrez_desktop.core.services.registry_export import LONGEST_SAID
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Pick

_FIELDS = {"export_without_purpose": "purpose", "export_without_recipient": "recipient"}


class ExportingPage(StaffPage):
    save = Signal(str, str, str)
    """The form, the purpose and the recipient."""
    back = Signal()

    def __init__(self, context: Context, count: int) -> None:
        super().__init__(context, PLACES, "list", None)
        self.tell(self.entitle, lambda words: words.plural("exporting.title", count))
        frame, inside = card(margin=24, spacing=14)
        text, after = label("body"), label("small")
        self.say(text.setText, "exporting.text")
        self.say(after.setText, "exporting.after")
        self.fields = {name: Field(self, f"exporting.{name}") for name in ("purpose", "recipient")}
        self.form = Pick(self, "exporting.form", [(one, _said(one)) for one in (FORMS[2], *FORMS[:2])])
        inside.addWidget(text)
        for field in self.fields.values():
            field.edit.setMaxLength(LONGEST_SAID)
            field.edit.returnPressed.connect(self._press)
            inside.addWidget(field)
        row = FlowLayout()
        row.addWidget(self.form)
        inside.addLayout(row)
        inside.addWidget(after)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.back_button, self.save_button = Button(), Button("primary")
        self.say(self.back_button.setText, "candidate.back")
        self.say(self.save_button.setText, "exporting.save")
        self.back_button.clicked.connect(self.back)
        self.save_button.clicked.connect(self._press)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.save_button)

    @property
    def chosen_form(self) -> Form:
        return next(form for form in FORMS if form == self.form.chosen)

    def _press(self) -> None:
        missing = [name for name, field in self.fields.items() if not field.text().strip()]
        for name, field in self.fields.items():
            field.show_fault(f"error.export_without_{name}" if name in missing else None)
        if missing:
            self.fields[missing[0]].edit.setFocus()
        elif not self.is_busy:
            self.save.emit(self.chosen_form, self.fields["purpose"].text(), self.fields["recipient"].text())

    def show_exported(self, count: int, name: str) -> None:
        """Say what was written; where nobody is here any more, nothing was."""
        self.tell_note(
            lambda words: (
                words.plural("candidates.exported", count, name=name) if count else words("candidates.exported_none")
            )
        )
        self.back_button.setFocus()

    def show_fault(self, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in _FIELDS:
            self.fields[_FIELDS[failure.code]].show_fault(failure.message_key)
            return
        super().show_fault(failure)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.save_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.fields["purpose"].edit


def _said(form: str) -> Sentence:
    return lambda words: words(f"exporting.form.{form}")
