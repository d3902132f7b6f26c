"""Asks for an age in years, for a comparison that is for the person alone."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.services.own_age import OLDEST, YOUNGEST
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.field import Field


class AgeForm(QWidget):
    """Keeping the age is not ticked beforehand."""

    given = Signal(int, bool)
    """The age in years, and whether the person wants it kept."""
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._context = page.context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        title, text = label("h3"), label("small")
        page.say(title.setText, "notes.by_age.title")
        page.say(text.setText, "notes.by_age.text")
        self.field = Field(page, "notes.by_age.field")
        # Nothing typed is acceptable too: otherwise Enter would stay silent.
        self.field.edit.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,3}"), self))
        self.field.edit.setMaximumWidth(160)
        self.field.edit.returnPressed.connect(self._give)
        self.keep = ChoiceCard(page.context, small=True)
        for widget in (title, text, self.field, self.keep):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.cancel, self.show_button = Button(), Button("primary")
        page.say(self.cancel.setText, "notes.by_age.cancel")
        page.say(self.show_button.setText, "notes.by_age.show")
        self.cancel.clicked.connect(self.left)
        self.show_button.clicked.connect(self._give)
        row.addWidget(self.cancel)
        row.addWidget(self.show_button)
        row.addStretch(1)
        column.addLayout(row)
        page.context.changed.connect(self._say)
        self._say()

    def begin(self) -> None:
        """Start anew, with the focus on the age."""
        self.keep.setChecked(False)
        self.field.edit.clear()
        self.field.show_fault(None)
        self.field.edit.setFocus()

    def _give(self) -> None:
        text = self.field.text().strip()
        if not text.isdecimal() or not YOUNGEST <= int(text) <= OLDEST:
            self.field.show_fault("age.not_an_age")
            self.field.edit.setFocus()
            return
        self.given.emit(int(text), self.keep.isChecked())

    def _say(self) -> None:
        words = self._context.words
        self.keep.show_texts(words("notes.by_age.keep"), words("notes.by_age.keep_detail"))
