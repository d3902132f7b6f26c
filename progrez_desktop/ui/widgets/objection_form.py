"""Why somebody does not agree with a reading or a score: one of a few reasons, and a line of their own words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.services.objections import LONGEST_WORDS
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.choice import ChoiceCard, only_one
from progrez_desktop.ui.widgets.field import Field


class ObjectionForm(QWidget):
    """No reason is chosen beforehand; the words may stay empty."""

    given = Signal(str, str)
    """The reason, and the person's own words."""
    left = Signal()

    def __init__(self, page: Page, about: str, reasons: Sequence[str]) -> None:
        """`about` is how the keys of its words begin, those of the reasons among them."""
        super().__init__()
        self._context, self._about = page.context, about
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = label("h3")
        page.say(title.setText, f"{about}.title")
        column.addWidget(title)
        self.reasons = {reason: ChoiceCard(page.context, small=True, one_of_several=True) for reason in reasons}
        only_one(tuple(self.reasons.values()))
        for choice in self.reasons.values():
            choice.toggled.connect(self._allow)
            column.addWidget(choice)
        self.words = Field(page, f"{about}.words")
        self.words.edit.setMaxLength(LONGEST_WORDS)
        column.addWidget(self.words)
        self.beside = QVBoxLayout()
        """For what else is asked before the buttons."""
        column.addLayout(self.beside)
        column.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.cancel, self.take_out = Button(), Button("primary")
        page.say(self.cancel.setText, f"{about}.cancel")
        page.say(self.take_out.setText, f"{about}.take_out")
        self.cancel.clicked.connect(self.left)
        self.take_out.clicked.connect(self._give)
        row.addWidget(self.cancel)
        row.addWidget(self.take_out)
        row.addStretch(1)
        column.addLayout(row)
        page.context.changed.connect(self._say)
        self._say()

    def begin(self) -> None:
        """Start anew, and put the focus on the first reason."""
        for choice in self.reasons.values():
            choice.setChecked(False)
        self.words.edit.clear()
        self._allow()
        next(iter(self.reasons.values())).setFocus()

    def _chosen(self) -> str | None:
        return next((reason for reason, choice in self.reasons.items() if choice.isChecked()), None)

    def _allow(self) -> None:
        self.take_out.setEnabled(self._chosen() is not None)

    def _give(self) -> None:
        reason = self._chosen()
        if reason is not None:
            self.given.emit(reason, self.words.text())

    def _say(self) -> None:
        for reason, choice in self.reasons.items():
            choice.show_texts(self._context.words(f"{self._about}.{reason}"), "")
