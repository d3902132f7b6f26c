"""The table of candidates: margins in tinted cells, codes that stay in view, and no order by a score."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from progrez_desktop.core.model.registry import Margin
from progrez_desktop.ui.candidates import MARGIN_ROLE, Candidates
from progrez_desktop.ui.page import Page

_ROW = 44
"""Pixels at the smallest text size: the next row begins where a finger ends."""
_TEXT, _HEAD = 14, 13
_TINTS = ("sten_1", "sten_2", "sten_3", "sten_4", "sten_5")
_DARK_FROM = 3
"""From this tint on the words in it are light."""
_Index = QModelIndex | QPersistentModelIndex


def tint(margin: Margin) -> tuple[str, str]:
    """Return what a margin is painted on and written in; the words in the cell say the same."""
    number = (margin.sten - 1) // 2
    return _TINTS[number], "sten_high" if number >= _DARK_FROM else "sten_low"


class _Cells(QStyledItemDelegate):
    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._page.context.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("spruce_100"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("ink_200"))
        margin = index.data(MARGIN_ROLE)
        text = str(index.data())
        if isinstance(margin, Margin):
            ground, ink = tint(margin)
            box = QRectF(rect).adjusted(3, theme.px(9), -3, -theme.px(9))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(theme.colour(ink))
            painter.setFont(font_of(self._page, QFont.Weight.DemiBold))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        else:
            painter.setPen(theme.colour("ink_500"))
            painter.setFont(font_of(self._page))
            room = rect.adjusted(4, 0, -4, 0)
            skill = bool(index.column()) and index.column() <= len(_model(index).skills)
            aside = Qt.AlignmentFlag.AlignHCenter if skill else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, aside | Qt.AlignmentFlag.AlignVCenter, text)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


def _model(index: _Index) -> Candidates:
    model = index.model()
    assert isinstance(model, Candidates)
    return model


def font_of(page: Page, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(page.font())
    font.setPixelSize(page.context.theme.px(_TEXT))
    font.setWeight(weight)
    return font


class CandidateTable(QTableView):
    """Arrows go from cell to cell, Shift takes rows together, and Enter looks at one. Tab leads on."""

    opened = Signal(int)
    """The number of a row that is to be looked at."""

    def __init__(self, page: Page, model: Candidates) -> None:
        super().__init__()
        self._page, self._candidates = page, model
        self.setModel(model)
        self.setItemDelegate(_Cells(page))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        corner = self.findChild(QAbstractButton)
        assert corner is not None
        self._corner = corner
        corner.installEventFilter(self)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        page.say(self.setAccessibleName, "candidates.table")
        page.context.changed.connect(self.fit)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Name the column of codes where both headers meet: to Qt, codes are headers of rows, and it names none."""
        if watched is not self._corner or event.type() != QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        theme, rect = self._page.context.theme, self._corner.rect()
        font = font_of(self._page, QFont.Weight.DemiBold)
        font.setPixelSize(theme.px(_HEAD))
        painter = QPainter(self._corner)
        painter.fillRect(rect, theme.colour("paper"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("ink_200"))
        painter.setPen(theme.colour("ink_500"))
        painter.setFont(font)
        title = self._page.context.words("candidates.column.candidate")
        rect.adjust(4, 0, 0, -1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        return True

    def fit(self) -> None:
        """Give rows and columns the room that their words take at this text size."""
        theme = self._page.context.theme
        metrics = QFontMetrics(font_of(self._page))
        bold = QFontMetrics(font_of(self._page, QFont.Weight.DemiBold))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        words = self._page.context.words
        title = bold.horizontalAdvance(words("candidates.column.candidate"))
        self.verticalHeader().setFixedWidth(max(bold.horizontalAdvance("WNM-WN"), title) + theme.px(10))
        least = {
            0: words.short_date(1_795_424_400_000),
            self._candidates.columnCount() - 2: words("candidates.is_contested"),
            self._candidates.columnCount() - 1: words.plural("candidates.ends_in", 30),
        }
        for column in range(self._candidates.columnCount()):
            name = str(self._candidates.headerData(column, Qt.Orientation.Horizontal))
            shown = metrics.horizontalAdvance(least.get(column, "8–10")) + 12
            self.setColumnWidth(column, max(shown, bold.horizontalAdvance(name) + 9, theme.px(46)))

    def chosen(self) -> list[int]:
        """Return the numbers of the rows that are taken together."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        theme = self._page.context.theme
        return QSize(theme.px(240), theme.px(_ROW) * 4)
