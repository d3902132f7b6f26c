"""Puts widgets side by side and goes on in the next row, like words on a page."""

from bisect import bisect_left

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    def __init__(self, spacing: int = 8, below: int | None = None) -> None:
        """`spacing` lies beside the widgets, and `below` between two rows of them where that is another one."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._below = spacing if below is None else below
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = self.spacing() * max(0, len(sizes) - 1)
        return QSize(sum(size.width() for size in sizes) + gaps, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        """What is hidden takes no room, nor a gap beside it."""
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        rows = self._rows(rect.width())
        for row in rows:
            height = max(size.height() for _, size in row)
            if move:
                self._put(row, QPoint(rect.x(), y), height)
            y += height + self._below
        return y - (self._below if rows else 0) - rect.y()

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._shown():
            size = _within(item, width)
            if not rows or x + size.width() > width:
                rows.append([])
                x = 0
            rows[-1].append((item, size))
            x += size.width() + self.spacing()
        return rows

    def _put(self, row: list[tuple[QLayoutItem, QSize]], at: QPoint, height: int) -> None:
        """Put a row in its place: a link, a pill and a field have their middles on one line."""
        x = at.x()
        for item, size in row:
            item.setGeometry(QRect(QPoint(x, at.y() + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()


def _within(item: QLayoutItem, width: int) -> QSize:
    """The size that an item wants, or where it is wider than a row, that of a row as high as it then needs.

    What breaks its words gets no more lines than a whole row would give it, and no more width than these take: by
    itself a label asks for half or a quarter of a line once its words are more than a few.
    """
    size = item.sizeHint()
    if not item.hasHeightForWidth():
        return size
    height = item.heightForWidth(width)
    if size.width() > width:
        return QSize(width, height)
    if item.heightForWidth(size.width()) <= height:
        return size
    least = bisect_left(range(size.width(), width), 1, key=lambda wide: item.heightForWidth(wide) <= height)
    return QSize(size.width() + least, height)
