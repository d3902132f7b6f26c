"""A plot of a document and a table of one, on screen: the one in the colours of the theme, the other in words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.core.documents.drawing_svg import svg_of
from progrez_desktop.core.documents.plot_layout import laid_out
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import label, line
from progrez_desktop.ui.widgets.svg_picture import picture_of

if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Figure, Table

_FONT = "Source Sans Pro"
_POINT = 1.7
"""Pixels of a point at the smallest text size: letters in a plot are then as large as small print."""
_NARROWEST = 200.0


class FigureView(QWidget):
    """Drawn anew for each width, so that its letters stay as large as those around it."""

    def __init__(self, context: Context, figure: "Figure") -> None:
        super().__init__()
        self._context, self._figure = context, figure
        self._drawn: tuple[tuple[int, float, str], QImage] | None = None
        self._heights: dict[tuple[int, float], int] = {}
        # Not fixed: that would be the height of the hint, whatever the width asks for.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(figure.alternative)

    def _points(self, width: int) -> float:
        return max(_NARROWEST, width / (self._context.theme.px(100) / 100.0 * _POINT))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Worked out once a width: a layout asks for the same few again and again."""
        asked = width, self._points(width)
        if asked not in self._heights:
            drawing = laid_out(self._figure.plot, asked[1])
            self._heights[asked] = round(drawing.height * width / drawing.width)
        return self._heights[asked]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture())
        painter.end()

    def _picture(self) -> QImage:
        """Return the plot for this width and these colours; drawn once, since scrolling paints it again and again."""
        paint = self._context.theme.colour
        wanted = (self.width(), self.devicePixelRatioF(), paint("paper").name())
        if self._drawn is None or self._drawn[0] != wanted:
            drawing = laid_out(self._figure.plot, self._points(self.width()))
            svg = svg_of(drawing, lambda token: paint(token).name(), self._figure.alternative, _FONT)
            self._drawn = wanted, picture_of(svg, *wanted[:2])
        return self._drawn[1]


def table_view(context: Context, table: "Table") -> QWidget:
    """Return a table in labels; where the text is large each row is stacked, a column's name before its cell."""
    return _stacked(table) if context.theme.is_large else _gridded(table)


def _gridded(table: "Table") -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for column, one in enumerate(table.columns):
        grid.addWidget(label("column", one.head), 0, column)
        grid.setColumnStretch(column, 3 if column == 0 else 2)
    for number, row in enumerate(table.rows, start=1):
        grid.addWidget(line(), 2 * number - 1, 0, 1, len(table.columns))
        for column, cell in enumerate(row.cells):
            grid.addWidget(_cell(table, column, cell.text), 2 * number, column)
    return whole


def _stacked(table: "Table") -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for row in table.rows:
        column.addWidget(line())
        for number, cell in enumerate(row.cells):
            if cell.text:
                told = cell.text if number == 0 else f"{table.columns[number].head}: {cell.text}"
                column.addWidget(_cell(table, number, told))
    return whole


def _cell(table: "Table", column: int, text: str) -> QWidget:
    made = label("smallink" if column else "body", text)
    made.setAccessibleName(text if column == 0 else f"{table.columns[column].head}: {text}")
    return made
