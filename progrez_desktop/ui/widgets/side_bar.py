"""The dark bar of a staff window: the mark, where one can go, and below them the ways out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.widgets.basic import Button, label, mark
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from progrez_desktop.ui.page import Page

_GAP = 10
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

    def __init__(self, page: "Page", places: Sequence[Sequence[str]], deeds: Sequence[str], current: str) -> None:
        """Make one whose entries say these keys; each is called by its last part.

        Args:
            places: Where one can go, above and below.
            deeds: What is done at once, below all of them: told as buttons, for no page stands behind them.
        """
        super().__init__()
        self._page = page
        self.setObjectName("side")
        self.entries: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 20)
        column.setSpacing(_GAP)
        self._brand = QWidget()
        row = QHBoxLayout(self._brand)
        row.setContentsMargins(8, 0, 8, 8)
        row.setSpacing(10)
        row.addWidget(mark())
        row.addWidget(label("sidebrand", "Progrez", wrap=False))
        row.addStretch(1)
        column.addWidget(self._brand)
        self._lists = [self._list(keys, current) for keys in places]
        self._lists.append(self._list(deeds, None))
        self._all = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._all.setSpacing(_GAP)
        for entries in self._lists:
            self._all.addLayout(entries)
        self._all.insertStretch(1, 1)
        column.addLayout(self._all, 1)
        self._held = [[self.entries[key.rpartition(".")[2]] for key in keys] for keys in (*places, deeds)]
        self._arrange()
        page.context.changed.connect(self._arrange)

    def _list(self, keys: Sequence[str], current: str | None) -> _Entries:
        """Return what stands below one another: places, or deeds where there is no current one."""
        entries = _Entries(spacing=6)
        for key in keys:
            name = key.rpartition(".")[2]
            button = self.entries[name] = Button("side")
            self._page.say(button.setText, key)
            if current is None:
                button.setProperty("deed", "true")
                button.clicked.connect(partial(self.wanted.emit, name))
            else:
                button.setCheckable(True)
                button.setProperty("spoken", "tab")
                button.setChecked(name == current)
                button.clicked.connect(partial(self._press, name, name == current))
            entries.addWidget(button)
        return entries

    def _press(self, name: str, is_current: bool) -> None:
        self.entries[name].setChecked(is_current)  # the page that follows marks its own
        self.wanted.emit(name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._show_brand()

    def _show_brand(self) -> None:
        """It gives its room to the entries where the screen is low or the text large."""
        width = self.width() - 32
        entries = sum(one.heightForWidth(width) + _GAP for one in self._lists) + 24 + 20
        is_low = self.height() < entries + self._brand.sizeHint().height() + _GAP
        self._brand.setVisible(not self._page.context.theme.is_large and not is_low)

    def _arrange(self) -> None:
        theme = self._page.context.theme
        self._show_brand()
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._all.setDirection(sideways if theme.is_large else downwards)
        # Side by side they share their rows: large text has no height to give away.
        for entries, buttons in zip(self._lists, self._held, strict=True):
            for button in buttons:
                take_out(button)
                (self._lists[0] if theme.is_large else entries).addWidget(button)
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
