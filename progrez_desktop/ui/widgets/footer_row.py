"""The row below a page: side by side where that fits; else what is said stands above, and the buttons wrap below it."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QWidget, QWidgetItem

from progrez_desktop.ui.layouts import parts_of

_LEAST_TEXT = 0.28
"""Of the width: a sentence in less than that is a column of words."""
_BETWEEN = 8
"""Pixels between two rows."""
Parts = list[QWidget]


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
        widest = max((QWidgetItem(part).minimumSize().width() for part in self._shown()), default=0)
        return QSize(widest + around.left() + around.right(), super().minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        if self._fits(rect.width()):
            super().setGeometry(rect)
        else:
            QLayout.setGeometry(self, rect)
            self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

    def _places(self) -> list[QWidget | None]:
        """What stands at each place; nothing where the stretch is."""
        return [part if isinstance(part, QWidget) else None for part in parts_of(self)]

    def _shown(self) -> Parts:
        return [part for part in self._places() if part is not None and _is_shown(part)]

    def _fits(self, width: int) -> bool:
        around = self.contentsMargins()
        room = width - around.left() - around.right()
        shown = self._shown()
        wanted = sum(min(_width(part), round(room * _LEAST_TEXT)) if _wraps(part) else _width(part) for part in shown)
        return wanted + self.spacing() * max(0, len(shown) - 1) <= room

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return how high all of it is; what is said comes first."""
        y = rect.y()
        for said in filter(_wraps, self._shown()):
            height = QWidgetItem(said).heightForWidth(rect.width())
            if move:
                QWidgetItem(said).setGeometry(QRect(rect.x(), y, rect.width(), height))
            y += height + _BETWEEN
        for left, right in self._rows(rect.width()):
            height = max((QWidgetItem(part).sizeHint().height() for part in (*left, *right)), default=0)
            if move:
                self._put(left, QPoint(rect.x(), y), height)
                self._put(right, QPoint(rect.right() + 1 - self._length(right), y), height)
            y += height + _BETWEEN
        return y - _BETWEEN - rect.y()

    def _rows(self, width: int) -> list[tuple[Parts, Parts]]:
        """The buttons at the left and at the right of each row."""
        left, right = self._sides()
        *above, last = self._broken(left, width) or [[]]
        first, *below = self._broken(right, width) or [[]]
        shared: list[tuple[Parts, Parts]] = [(last, first)]
        if self._length([*last, *first]) > width:
            shared = [(last, []), ([], first)]
        return [*((row, []) for row in above), *shared, *(([], row) for row in below)]

    def _sides(self) -> tuple[Parts, Parts]:
        """The buttons before the stretch, or before a sentence that takes its place, and those after it."""
        places = self._places()
        between = [place for place, part in enumerate(places) if part is None or _wraps(part)]
        after = between[-1] if between else len(places)
        left, right = (
            [part for part in some if part is not None and _is_shown(part) and not _wraps(part)]
            for some in (places[:after], places[after:])
        )
        return left, right

    def _broken(self, parts: Parts, width: int) -> list[Parts]:
        rows: list[Parts] = []
        for part in parts:
            if not rows or self._length([*rows[-1], part]) > width:
                rows.append([])
            rows[-1].append(part)
        return rows

    def _length(self, parts: Parts) -> int:
        return sum(_width(part) for part in parts) + self.spacing() * max(0, len(parts) - 1)

    def _put(self, parts: Parts, at: QPoint, height: int) -> None:
        x = at.x()
        for part in parts:
            item = QWidgetItem(part)
            size = item.sizeHint()
            item.setGeometry(QRect(x, at.y() + (height - size.height()) // 2, size.width(), size.height()))
            x += size.width() + self.spacing()


class StaffFooter(FooterRow):
    """Of a page of staff: what leads on stands at the right, whenever it is put there."""

    def __init__(self) -> None:
        super().__init__()
        self.addStretch(1)

    def addWidget(self, widget: QWidget) -> None:  # type: ignore[override]  # noqa: N802 - Qt's name
        self.insertWidget(self._places().index(None), widget)

    def put_forth(self, widget: QWidget) -> None:
        super().addWidget(widget)


def _width(part: QWidget) -> int:
    return QWidgetItem(part).sizeHint().width()


def _is_shown(part: QWidget) -> bool:
    return not QWidgetItem(part).isEmpty()


def _wraps(part: QWidget) -> bool:
    return isinstance(part, QLabel) and part.wordWrap()
