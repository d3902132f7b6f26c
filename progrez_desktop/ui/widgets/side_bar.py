"""The dark bar of a staff window: the mark, where one can go, and below them the ways out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.ui.widgets.basic import Button, label, mark
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from progrez_desktop.ui.page import Page

_WIDTH = 210
"""Pixels at the smallest text size, as in the design."""


class _Entries(FlowLayout):
    """Below one another, all as wide as the bar; side by side where large text needs the width for the page."""

    is_column = True

    def _place(self, rect: QRect, *, move: bool) -> int:
        if not self.is_column:
            return super()._place(rect, move=move)
        y = rect.y()
        for item in self._shown():
            height = item.sizeHint().height()
            if move:
                item.setGeometry(QRect(QPoint(rect.x(), y), QSize(rect.width(), height)))
            y += height + self.spacing()
        return y - rect.y() - (self.spacing() if y > rect.y() else 0)


class SideBar(QFrame):
    """Where the bar stands beside the page, it is as high as the window; with large text it lies above it."""

    wanted = Signal(str)

    def __init__(self, page: "Page", above: Sequence[str], below: Sequence[str], current: str) -> None:
        """Make one whose entries say these keys; each is called by its last part."""
        super().__init__()
        self._page = page
        self.setObjectName("side")
        self.entries: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 20)
        column.setSpacing(10)
        self._brand = QWidget()
        row = QHBoxLayout(self._brand)
        row.setContentsMargins(8, 0, 8, 8)
        row.setSpacing(10)
        row.addWidget(mark())
        row.addWidget(label("sidebrand", "Progrez", wrap=False))
        row.addStretch(1)
        column.addWidget(self._brand)
        self._lists = [self._list(above, current), self._list(below, current)]
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.addLayout(self._lists[0])
        self._both.addStretch(1)
        self._both.addLayout(self._lists[1])
        column.addLayout(self._both, 1)
        self._arrange()
        page.context.changed.connect(self._arrange)

    def _list(self, keys: Sequence[str], current: str) -> _Entries:
        entries = _Entries(spacing=6)
        for key in keys:
            name = key.rpartition(".")[2]
            button = self.entries[name] = Button("side")
            button.setCheckable(True)
            button.setChecked(name == current)
            self._page.say(button.setText, key)
            button.clicked.connect(partial(self._press, name, name == current))
            entries.addWidget(button)
        return entries

    def _press(self, name: str, is_current: bool) -> None:
        self.entries[name].setChecked(is_current)  # the page that follows marks its own
        self.wanted.emit(name)

    def _arrange(self) -> None:
        theme = self._page.context.theme
        self._brand.setVisible(not theme.is_large)
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._both.setDirection(sideways if theme.is_large else downwards)
        for entries in self._lists:
            entries.is_column = not theme.is_large
            entries.invalidate()
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(16, 8 if theme.is_large else 24, 16, 8 if theme.is_large else 20)
        least = max((one.sizeHint().width() for one in self.entries.values()), default=0) + 32
        if theme.is_large:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(max(_WIDTH, least))
