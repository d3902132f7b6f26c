"""The row below a page: side by side where that fits; else what is said stands above, and the buttons wrap below it."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QWidget

_LEAST_TEXT = 0.28
"""Of the width: a sentence in less than that is a column of words."""
_BETWEEN = 8
"""Pixels between two rows."""
Items = list[QLayoutItem]


class FooterRow(QHBoxLayout):
    """What comes after a stretch stands at the right."""

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if self._fits(width):
            return super().heightForWidth(width)
        around = self.contentsMargins()
        return self._place(QRect(0, 0, width, 0).marginsRemoved(around), move=False) + around.top() + around.bottom()

    def minimumHeightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self.heightForWidth(width)

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the widest of them: they wrap."""
        around = self.contentsMargins()
        widest = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(widest + around.left() + around.right(), super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        if self._fits(rect.width()):
            super().setGeometry(rect)
        else:
            QLayout.setGeometry(self, rect)
            self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def _items(self) -> Items:
        return [item for place in range(self.count()) if (item := self.itemAt(place)) is not None]

    def _shown(self) -> Items:
        return [item for item in self._items() if _is_shown(item)]

    def _fits(self, width: int) -> bool:
        around = self.contentsMargins()
        room = width - around.left() - around.right()
        shown = self._shown()
        wanted = sum(min(_width(item), round(room * _LEAST_TEXT)) if _wraps(item) else _width(item) for item in shown)
        return wanted + self.spacing() * max(0, len(shown) - 1) <= room

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return how high all of it is; what is said comes first."""
        y = rect.y()
        for item in filter(_wraps, self._shown()):
            height = item.heightForWidth(rect.width())
            if move:
                item.setGeometry(QRect(rect.x(), y, rect.width(), height))
            y += height + _BETWEEN
        for left, right in self._rows(rect.width()):
            height = max((item.sizeHint().height() for item in (*left, *right)), default=0)
            if move:
                self._put(left, QPoint(rect.x(), y), height)
                self._put(right, QPoint(rect.right() + 1 - self._length(right), y), height)
            y += height + _BETWEEN
        return y - _BETWEEN - rect.y()

    def _rows(self, width: int) -> list[tuple[Items, Items]]:
        """The buttons at the left and at the right of each row."""
        left, right = self._sides()
        *above, last = self._broken(left, width) or [[]]
        first, *below = self._broken(right, width) or [[]]
        shared: list[tuple[Items, Items]] = [(last, first)]
        if self._length([*last, *first]) > width:
            shared = [(last, []), ([], first)]
        return [*((row, []) for row in above), *shared, *(([], row) for row in below)]

    def _sides(self) -> tuple[Items, Items]:
        """The buttons before the stretch, or before a sentence that takes its place, and those after it."""
        items = self._items()
        between = [place for place, item in enumerate(items) if item.spacerItem() is not None or _wraps(item)]
        after = between[-1] if between else len(items)
        left, right = (
            [item for item in some if _is_shown(item) and not _wraps(item)] for some in (items[:after], items[after:])
        )
        return left, right

    def _broken(self, items: Items, width: int) -> list[Items]:
        rows: list[Items] = []
        for item in items:
            if not rows or self._length([*rows[-1], item]) > width:
                rows.append([])
            rows[-1].append(item)
        return rows

    def _length(self, items: Items) -> int:
        return sum(_width(item) for item in items) + self.spacing() * max(0, len(items) - 1)

    def _put(self, items: Items, at: QPoint, height: int) -> None:
        x = at.x()
        for item in items:
            size = item.sizeHint()
            item.setGeometry(QRect(x, at.y() + (height - size.height()) // 2, size.width(), size.height()))
            x += size.width() + self.spacing()


class StaffFooter(FooterRow):
    """Of a page of staff: what leads on stands at the right, whenever it is put there."""

    def __init__(self) -> None:
        super().__init__()
        self.addStretch(1)

    def addWidget(self, widget: QWidget) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        stretch = next(place for place, item in enumerate(self._items()) if item.spacerItem() is not None)
        self.insertWidget(stretch, widget)

    def put_forth(self, widget: QWidget) -> None:
        super().addWidget(widget)


def _width(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _is_shown(item: QLayoutItem) -> bool:
    return item.spacerItem() is None and not item.isEmpty()


def _wraps(item: QLayoutItem) -> bool:
    widget = item.widget()
    return isinstance(widget, QLabel) and widget.wordWrap()
