"""A row of tabs: one of them is shown. Left and right go from tab to tab, Tab comes to each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class _Tab(Button):
    def __init__(self) -> None:
        super().__init__("tab")
        self.setCheckable(True)
        self.setProperty("spoken", "tab")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        parent = self.parentWidget()
        if step is None or not isinstance(parent, QWidget):
            super().keyPressEvent(event)
            return
        tabs = parent.findChildren(_Tab)
        place = tabs.index(self) + step
        if 0 <= place < len(tabs):
            tabs[place].setFocus(Qt.FocusReason.TabFocusReason)
            tabs[place].click()


class Tabs(QWidget):
    """Emits `chosen` with the number of the tab, from 0, when the person asks for another."""

    chosen = Signal(int)

    def __init__(self, count: int, current: int = 0) -> None:
        super().__init__()
        row = FlowLayout(spacing=4)
        self.setLayout(row)
        self.tabs = [_Tab() for _ in range(count)]
        self.current = current
        for number, tab in enumerate(self.tabs):
            tab.clicked.connect(lambda _=False, to=number: self._go(to))
            row.addWidget(tab)
        self._mark()

    def _go(self, number: int) -> None:
        changed = number != self.current
        self.current = number
        self._mark()
        if changed:
            self.chosen.emit(number)

    def show_current(self, number: int) -> None:
        """Show another one, for which nobody asked here."""
        self.current = number
        self._mark()

    def _mark(self) -> None:
        for number, tab in enumerate(self.tabs):
            tab.setChecked(number == self.current)

    def show_texts(self, texts: Sequence[str], spoken: Sequence[str]) -> None:
        """Say what stands on each tab, and what a screen reader says instead."""
        for tab, text, said in zip(self.tabs, texts, spoken, strict=True):
            tab.setText(text)
            tab.setAccessibleName(said)
