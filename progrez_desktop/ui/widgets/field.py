"""One thing to fill in: its name above, what is wrong with it below."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label, live, set_tone


class Field(QWidget):
    """A line to type in. A password field gets a button that shows it."""

    def __init__(self, page: Page, name_key: str, *, secret: bool = False) -> None:
        super().__init__()
        self._page = page
        self._name_key, self._is_secret = name_key, secret
        self._fault: tuple[str, dict[str, str | int]] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)  # in line with the one beside it, under which a fault stands
        self._name = label("field")
        page.say(self._name.setText, name_key)
        column.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setMaxLength(300)
        page.say(self.edit.setAccessibleName, name_key)
        self._name.setBuddy(self.edit)
        row.addWidget(self.edit, 1000)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
            self._show = Button("link")
            self._show.setCheckable(True)
            self._show.toggled.connect(self._reveal)
            page.say(self._show.setText, "field.show")
            page.tell(self._show.setAccessibleName, self._show_named)
            row.addWidget(self._show)
        else:
            row.addStretch()
        column.addLayout(row)
        self._error = live("error")
        self._error.hide()
        column.addWidget(self._error)
        page.context.changed.connect(self._say_fault)

    def _reveal(self, shown: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._page.say(self._show.setText, "field.hide" if shown else "field.show")
        self._page.tell(self._show.setAccessibleName, self._show_named)

    def _show_named(self, words: Words) -> str:
        """Of two on a page it is heard which is which."""
        return f"{words('field.hide' if self._show.isChecked() else 'field.show')}: {words(self._name_key)}"

    def call(self, name_key: str) -> None:
        """Give it another name, where something else is to be typed there now."""
        self._name_key = name_key
        self._page.say(self._name.setText, name_key)
        self._page.say(self.edit.setAccessibleName, name_key)
        if self._is_secret:
            self._page.tell(self._show.setAccessibleName, self._show_named)

    def text(self) -> str:
        return self.edit.text()

    def show_fault(self, key: str | None, **params: str | int) -> None:
        """Say what is wrong, or take it back with None."""
        self._fault = (key, params) if key else None
        self._say_fault()
        if key:
            QTimer.singleShot(0, self, self._show_whole)  # when there is room for the sentence

    def _show_whole(self) -> None:
        """Have the sentence in view where the person types."""
        if self.edit.hasFocus():
            self._page.show_together(self, self)

    def _say_fault(self) -> None:
        words = self._page.context.words
        sentence = words(self._fault[0], **self._fault[1]) if self._fault else ""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.edit.setAccessibleDescription(sentence)
        set_tone(self.edit, "invalid", "true" if sentence else "false")
