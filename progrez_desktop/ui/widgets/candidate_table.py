"""The table of candidates: margins in tinted cells, codes with their boxes in view, and no order by a score."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from progrez_desktop.core.model.registry import Margin, Row
from progrez_desktop.ui.candidates import Candidates
from progrez_desktop.ui.page import Page

_ROW = 46
"""Pixels at the smallest text size: the next row begins where a finger ends."""
_TEXT, _HEAD = 14, 13
_BOX, _BOX_ROOM = 19, 38
_LONGEST_NAME = 170
"""Pixels at the smallest text size: a longer name is cut, and whole where one candidate is shown."""
_TINTS = ("sten_1", "sten_2", "sten_3", "sten_4", "sten_5")
_DARK_FROM = 3
"""From this tint on the words in it are light."""
_MOST_SPREAD = 40
"""Pixels at the smallest text size that a column gets beyond what it needs."""
_PAINTED = 3000
"""Pictures of cells that are kept."""
_QUALITY = {"as_usual": ("ok_100", "ok"), "with_care": ("warn_100", "warn"), "too_few_answers": ("warn_100", "warn")}
_Index = QModelIndex | QPersistentModelIndex


def tint(margin: Margin) -> tuple[str, str]:
    """Return what a margin is painted on and written in; the words in the cell say the same."""
    number = (margin.sten - 1) // 2
    return _TINTS[number], "sten_high" if number >= _DARK_FROM else "sten_low"


class _Cells(QStyledItemDelegate):
    """Asks the model itself, and paints what few cells differ in once: a frame of a large screen has 700 of them."""

    def __init__(self, page: Page, model: Candidates) -> None:
        super().__init__(page)
        self._page, self._candidates = page, model
        self._painted: dict[tuple[str, str, str, bool, int, int], QPixmap] = {}
        self.at = (-1, -1)
        """The row and column that the keyboard is on: said once a frame, since Qt's flags cost more a cell."""
        self.fit()

    def fit(self) -> None:
        theme = self._page.context.theme
        names = ("spruce_100", "ink_200", "ink_500", "focus", *_TINTS, "sten_low", "sten_high")
        self._colours = {name: theme.colour(name) for name in (*names, "ok", "ok_100", "warn", "warn_100")}
        self._plain, self._bold = font_of(self._page), font_of(self._page, QFont.Weight.DemiBold)
        self._air = theme.px(11)
        self._painted.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        model, column = self._candidates, index.column()
        row = model.row(index.row())
        if row is not None and row.release_id in model.chosen:
            painter.fillRect(rect, self._colours["spruce_100"])
        text = model.text_of(row, column)
        if text:
            painter.drawPixmap(rect.topLeft(), self._cell(row, column, text, rect))
        if (index.row(), column) == self.at:
            self._ring(painter, rect)

    def _cell(self, row: Row | None, column: int, text: str, rect: QRect) -> QPixmap:
        """Return the picture of a cell: the same for each that says the same in as much room."""
        ground, ink = self._look(row, column)
        is_skill = 0 < column <= len(self._candidates.skills)
        key = (text, ground, ink, is_skill, rect.width(), rect.height())
        found = self._painted.get(key)
        if found is None:
            while len(self._painted) >= _PAINTED:
                self._painted.pop(next(iter(self._painted)))
            found = self._painted[key] = self._picture(text, ground, ink, rect.size(), is_skill=is_skill)
        return found

    def _look(self, row: Row | None, column: int) -> tuple[str, str]:
        """Return what a cell is painted on, "" for nothing, and written in."""
        called = self._candidates.columns[column]
        if row is not None and 0 < column <= len(self._candidates.skills):
            margin = row.scores.get(called)
            return tint(margin) if margin is not None else ("", "ink_500")
        if row is not None and called == "quality" and row.quality is not None:
            return _QUALITY.get(row.quality, ("ink_200", "ink_500"))
        return "", "ink_500"

    def _picture(self, text: str, ground: str, ink: str, size: QSize, *, is_skill: bool) -> QPixmap:
        ratio = self._page.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._bold if ground else self._plain)
        box = QRectF(0, 0, size.width(), size.height())
        if ground:
            box.adjust(3, self._air, -3, -self._air)
            if not is_skill:
                box.setWidth(min(box.width(), painter.fontMetrics().horizontalAdvance(text) + 24))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours[ground])
            radius = 5 if is_skill else box.height() / 2
            painter.drawRoundedRect(box, radius, radius)
        else:
            box.adjust(4, 0, -4, 0)
        painter.setPen(self._colours[ink])
        aside = Qt.AlignmentFlag.AlignHCenter if is_skill or ground else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, aside | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        return picture

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["focus"], 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


class _Codes(QHeaderView):
    """The codes of the rows, each with the box that selects it; they stay in view however far one scrolls aside."""

    pressed = Signal(int, bool)
    """A row, and whether Shift was held."""

    def __init__(self, page: Page, model: Candidates) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._page, self._candidates = page, model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        theme = self._page.context.theme
        names = ("spruce_100", "spruce_600", "paper", "ink_200", "ink_500", "ink_900", "on_accent")
        self._colours = {name: theme.colour(name) for name in names}
        self._bold, self._room = font_of(self._page, QFont.Weight.DemiBold), theme.px(_BOX_ROOM)
        self._boxes = {chosen: self._box(theme.px(_BOX), chosen=chosen) for chosen in (False, True)}

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as was said: Qt would measure the first and the last rows, and have the last page read for it."""
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        model = self._candidates
        chosen, box = model.is_chosen(section), self._boxes[model.is_chosen(section)]
        painter.fillRect(rect, self._colours["spruce_100" if chosen else "paper"])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours["ink_200"])
        painter.drawPixmap(
            QPointF(rect.x() + 8, rect.y() + (rect.height() - box.deviceIndependentSize().height()) / 2), box
        )
        painter.setPen(self._colours["ink_900"])
        painter.setFont(self._bold)
        room = rect.adjusted(self._room, 0, -4, -1)
        text = str(model.headerData(section, Qt.Orientation.Vertical))
        if model.has_names:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _box(self, side: int, *, chosen: bool) -> QPixmap:
        """Return the picture of a box, with or without its tick."""
        ratio = self._page.devicePixelRatioF()
        picture = QPixmap(QSize(side + 4, side + 4) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        box = QRectF(2, 2, side, side)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours["spruce_600" if chosen else "ink_500"], 1.6))
        painter.setBrush(self._colours["spruce_600" if chosen else "paper"])
        painter.drawRoundedRect(box, 5, 5)
        if chosen:
            painter.setPen(QPen(self._colours["on_accent"], max(2.0, side / 9)))
            places = ((0.24, 0.53), (0.43, 0.72), (0.77, 0.3))
            painter.drawPolyline([QPointF(box.x() + x * side, box.y() + y * side) for x, y in places])
        painter.end()
        return picture

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        number = self.logicalIndexAt(event.position().toPoint())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(number, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))


def font_of(page: Page, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(page.font())
    font.setPixelSize(page.context.theme.px(_TEXT))
    font.setWeight(weight)
    return font


def head_font(page: Page) -> QFont:
    """Return what the style sheet writes the names of columns in."""
    font = font_of(page, QFont.Weight.DemiBold)
    font.setPixelSize(page.context.theme.px(_HEAD))
    return font


class CandidateTable(QTableView):
    """Arrows go from cell to cell, Space selects a row, Shift+Space all since the last, and Enter looks at one."""

    opened = Signal(int)
    """The number of a row that is to be looked at."""
    span_chosen = Signal(int, int)
    """The first and last of rows that are to be selected together."""

    def __init__(self, page: Page, model: Candidates) -> None:
        super().__init__()
        self._page, self._candidates, self._anchor, self._least = page, model, -1, list[int]()
        self.codes, self._cells = _Codes(page, model), _Cells(page, model)
        self.setVerticalHeader(self.codes)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
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
        self.codes.pressed.connect(self._press)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        model.chosen_changed.connect(self._repaint)
        page.say(self.setAccessibleName, "candidates.table")
        page.context.changed.connect(self.fit)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        current = self.currentIndex()
        self._cells.at = (current.row(), current.column()) if self.hasFocus() else (-1, -1)
        super().paintEvent(event)
        self._rule()

    def _rule(self) -> None:
        """Draw the line below each row, once and not a piece a cell."""
        painter, colour = QPainter(self.viewport()), self._page.context.theme.colour("ink_200")
        width, height = self.viewport().width(), self.viewport().height()
        number = self.rowAt(0)
        while number >= 0 and (top := self.rowViewportPosition(number)) < height:
            painter.fillRect(0, top + self.rowHeight(number) - 1, width, 1, colour)
            number = number + 1 if number + 1 < self._candidates.rowCount() else -1
        painter.end()

    def _repaint(self) -> None:
        self.viewport().update()
        self.codes.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Name the column of codes where both headers meet: to Qt, codes are headers of rows, and it names none."""
        if watched is not self._corner or event.type() != QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        theme, rect = self._page.context.theme, self._corner.rect()
        painter = QPainter(self._corner)
        painter.fillRect(rect, theme.colour("paper"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.colour("ink_200"))
        painter.setPen(theme.colour("ink_500"))
        painter.setFont(head_font(self._page))
        title = self._page.context.words("candidates.column.candidate")
        rect.adjust(theme.px(_BOX_ROOM), 0, 0, -1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        return True

    def fit(self) -> None:
        """Give rows and columns the room that their words take at this text size."""
        theme, model = self._page.context.theme, self._candidates
        self._cells.fit()
        self.codes.fit()
        metrics = QFontMetrics(font_of(self._page))
        bold = QFontMetrics(font_of(self._page, QFont.Weight.DemiBold))
        head = QFontMetrics(head_font(self._page))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        words = self._page.context.words
        title = bold.horizontalAdvance(words("candidates.column.candidate"))
        named = theme.px(_LONGEST_NAME) if model.has_names else 0
        width = max(bold.horizontalAdvance("WNM-WN"), title) + theme.px(_BOX_ROOM + 10) + named
        self.verticalHeader().setFixedWidth(width)
        qualities = [words(f"candidates.quality.{name}") for name in _QUALITY]
        least = {
            "assessed": words.near_date(1_795_424_400_000, 1_795_424_400_000),
            "said": words("candidates.is_contested"),
            "quality": max(qualities, key=bold.horizontalAdvance) + "nn",
            "until": words.plural("candidates.ends_in", 30),
            "procedure": "working-together",
        }
        self._least.clear()
        for column, called in enumerate(model.columns):
            name = str(model.headerData(column, Qt.Orientation.Horizontal))
            shown = metrics.horizontalAdvance(least.get(called, "8–10")) + 8
            self._least.append(max(shown, head.horizontalAdvance(name) + 9, theme.px(40)))

        self._spread()

    def _spread(self) -> None:
        """Share out what room is left, as far as the eye can still follow a row."""
        shown = [column for column in range(len(self._least)) if not self.isColumnHidden(column)]
        left = self.viewport().width() - sum(self._least[column] for column in shown)
        more = max(0, min(left // max(1, len(shown)), self._page.context.theme.px(_MOST_SPREAD)))
        for column in shown:
            self.setColumnWidth(column, self._least[column] + more)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._spread()

    def hide_columns(self, hidden: "set[str]") -> None:
        for column, name in enumerate(self._candidates.columns):
            self.setColumnHidden(column, name in hidden)
        self._spread()

    # Selecting

    def choose_row(self, number: int) -> None:
        """Select a row, or take it out."""
        row = self._candidates.row(number)
        if row is not None:
            self._anchor = number
            self._candidates.choose([row], chosen=row.release_id not in self._candidates.chosen)

    def _press(self, number: int, together: bool) -> None:
        """Take all rows since the last one together, or this one alone."""
        if together and self._anchor >= 0:
            self.span_chosen.emit(min(self._anchor, number), max(self._anchor, number))
        else:
            self.choose_row(number)

    def forget_anchor(self) -> None:
        """Other rows are in the list: what was pressed last is elsewhere."""
        self._anchor = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.row())
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self._press(index.row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        theme = self._page.context.theme
        return QSize(theme.px(240), theme.px(_ROW) * 4)
