"""One entry of a list about oneself: its fields, and what moves it or takes it out."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from progrez_desktop.core.model.details import COLUMNS, LONGEST_LINE, LONGEST_TEXT, Column, Entry, ListName
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui import numbers
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_PAIRS: tuple[tuple[Column, ...], ...] = (("title", "organisation", "level", "link"), ("start", "end"))
_TEXT_HEIGHT = 84
BESIDE_LINKS = 44
"""The height of a text that stands in one row with links."""


class _Handle(QLabel):
    """Drags the entry that it belongs to. Who has no mouse moves it with Alt and an arrow, which it says."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("textFormat", numbers.PLAIN_TEXT)
        self.setProperty("role", "small")
        self.setMinimumHeight(BESIDE_LINKS)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit(event.globalPosition().toPoint())


def show(widget: QWidget, wanted: bool) -> None:
    """Show or hide what may be new. Saying "show" before the page itself shows has every style looked up twice."""
    is_new = not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    parent = widget.parentWidget()
    if not (wanted and is_new and (parent is None or not parent.isVisible())):
        widget.setVisible(wanted)


class EntryForm(QFrame):
    """Says `typed` with every change by the person, and asks to be moved or taken out."""

    typed = Signal()
    moved = Signal(int)
    """By so many places, down where positive."""
    removed = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, page: Page, name: ListName) -> None:
        super().__init__()
        self.setProperty("entry", "true")
        self._context, self._name, self._place = page.context, name, 0
        self._columns = COLUMNS[name]
        self.fields: dict[Column, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 6)
        column.setSpacing(8)
        for pair in _PAIRS:
            if wanted := [one for one in pair if one in self._columns]:
                row = page.row_or_column(12)
                for one in wanted:
                    row.addWidget(self._field(page, name, one), 1)
                column.addLayout(row)
        if "text" in self._columns:
            self._add_text(page, name, column)
        column.addLayout(self._buttons(page))

    def _field(self, page: Page, name: ListName, column: Column) -> Field:
        field = self.fields[column] = Field(page, f"details.{name}.{column}")
        field.edit.setMaxLength(LONGEST_LINE)
        field.edit.textEdited.connect(lambda _: self.typed.emit())
        return field

    def _add_text(self, page: Page, name: ListName, column: QVBoxLayout) -> None:
        title = label("field")
        self.text = Editor(LONGEST_TEXT)
        self.text.setProperty("role", "note")
        page.context.changed.connect(self._leave_room)
        self.text.textChanged.connect(self.typed)
        page.say(title.setText, f"details.{name}.text")
        page.say(self.text.setAccessibleName, f"details.{name}.text")
        title.setBuddy(self.text)
        column.addWidget(title)
        column.addWidget(self.text)
        self._leave_room()

    def _leave_room(self) -> None:
        """Three lines or so at any text size; more are scrolled."""
        self.text.setFixedHeight(self._context.theme.px(_TEXT_HEIGHT))

    def _buttons(self, page: Page) -> FlowLayout:
        row = FlowLayout(spacing=20, below=0)
        self.handle = _Handle()
        self.handle.dragged.connect(self.dragged)
        self.handle.dropped.connect(self.dropped)
        page.say(self.handle.setText, "details.drag")
        self.up, self.down, self.remove = (Button("link") for _ in range(3))
        for button, key in ((self.up, "details.up"), (self.down, "details.down"), (self.remove, "details.remove")):
            page.say(button.setText, key)
            row.addWidget(button)
        page.context.changed.connect(self._say_place)
        row.addWidget(self.handle)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        return row

    def entry(self) -> Entry:
        texts = {column: clean_text(field.text()) for column, field in self.fields.items()}
        if "text" in self._columns:
            texts["text"] = clean_text(self.text.toPlainText())
        return Entry(**texts)

    def show_entry(self, entry: Entry, place: int, of: int) -> None:
        """Show an entry, and by which ways it may go from its place."""
        for column, field in self.fields.items():
            if field.text() != getattr(entry, column):
                field.edit.setText(getattr(entry, column))
        if "text" in self._columns and self.text.toPlainText() != entry.text:
            self.text.blockSignals(True)
            self.text.setPlainText(entry.text)
            self.text.blockSignals(False)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < of - 1)
        for widget in (self.up, self.down, self.handle):
            show(widget, of > 1)
        self._place = place
        self._say_place()

    def _say_place(self) -> None:
        """Say for those who hear it which entry it is, and which one a button moves: "Work 2: Move up"."""
        words = self._context.words
        called = f"{words(f'details.{self._name}')} {self._place + 1}"
        self.setAccessibleName(called)
        for button, key in ((self.up, "details.up"), (self.down, "details.down"), (self.remove, "details.remove")):
            button.setAccessibleName(f"{called}: {words(key)}")

    def controls(self) -> list[QWidget]:
        """In the order in which Tab comes to them."""
        fields: list[QWidget] = [field.edit for field in self.fields.values()]
        return [*fields, *([self.text] if "text" in self._columns else []), self.up, self.down, self.remove]

    def first_field(self) -> QLineEdit:
        return self.fields[self._columns[0]].edit

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)
