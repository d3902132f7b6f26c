"""Puts widgets in columns of the same width, as many as have room, and each row as high as what is highest in it."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem

from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class EvenGrid(FlowLayout):
    """In a row are at most `most`, none narrower than `least` pixels where there are several."""

    def __init__(self, spacing: int) -> None:
        super().__init__(spacing)
        self._most, self._least = 1, 0

    def allow(self, most: int, least: int) -> None:
        if (most, least) != (self._most, self._least):
            self._most, self._least = most, least
            self.invalidate()

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown, gap = self._shown(), self.spacing()
        columns = max(1, min(self._most, (rect.width() + gap) // (self._least + gap)))
        begins = [place * (rect.width() + gap) // columns for place in range(columns + 1)]
        widths = [end - begin - gap for begin, end in pairwise(begins)]
        y = rect.y()
        for begin in range(0, len(shown), columns):
            row = list(zip(shown[begin : begin + columns], begins, widths, strict=False))
            height = max(_height(one, width) for one, _, width in row)
            for one, left, width in row if move else ():
                one.setGeometry(QRect(QPoint(rect.x() + left, y), QSize(width, height)))
            y += height + gap
        return max(0, y - gap - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
