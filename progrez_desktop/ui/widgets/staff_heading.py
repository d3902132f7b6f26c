"""The title of a page of staff, beside it how it stands and what is done from there; below it with large text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.widgets.basic import ROOM, Button, label
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class StaffHeading(QWidget):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.title, self.lead, self.state = label("desktitle"), label("muted"), label("pill", wrap=False)
        self.lead.hide()
        self.state.hide()
        self._buttons: list[Button] = []
        self._row, self._titles, self._below = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._flow = FlowLayout(spacing=12, below=8)
        self._row.setSpacing(12)
        self._titles.setSpacing(2)
        self._titles.addWidget(self.title)
        self._row.addLayout(self._titles, 1)
        self._display = DisplaySettings(context, compact=True)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(12)
        self._beside.addWidget(self._display, 0, _MIDDLE)  # or it holds down what is higher
        self._row.addLayout(self._beside)
        self._row.setAlignment(self._beside, Qt.AlignmentFlag.AlignTop)  # in the same place, however long the lead is
        self._below.setSpacing(4)
        self._below.addLayout(self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM, 0, ROOM, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addLayout(self._below)
        self.arrange()

    def put(self, button: Button) -> None:
        """Put a button after those that are there."""
        self._buttons.append(button)
        self._place(button)

    def put_before(self, button: Button) -> None:
        """Put a button before the title."""
        self._row.insertWidget(0, button)

    def forget(self, button: Button) -> None:
        """Let a button stand elsewhere."""
        if button in self._buttons:
            self._buttons.remove(button)

    def arrange(self) -> None:
        """Beside the title, large text would leave it no room."""
        large = self._context.theme.is_large
        self.state.setWordWrap(large)
        take_out(self.lead)
        (self._below if large else self._titles).insertWidget(0 if large else 1, self.lead)
        for part in (self.state, *self._buttons):
            self._place(part)

    def _place(self, part: QWidget) -> None:
        take_out(part)
        if self._context.theme.is_large:
            self._flow.addWidget(part)
        else:
            self._beside.insertWidget(self._beside.indexOf(self._display), part, 0, _MIDDLE)
