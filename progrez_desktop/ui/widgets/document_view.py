"""A longer text with headings, lists and tables, written in Markdown by us, in the look of the other pages."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import (
    QFont,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import QTextBrowser

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import LONGEST_LINE

_HEADINGS = {1: 24, 2: 20, 3: 17}
"""Pixels at the smallest text size, by level of heading."""
_LINE_PERCENT = 125


class DocumentView(QTextBrowser):
    """Scrolls with the arrow keys, opens no link and loads nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._markdown = ""
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(24)
        context.changed.connect(self._draw)

    def show_markdown(self, markdown: str, language: str, spoken: str) -> None:
        """Show a text of our own; `language` is a code as "en", `spoken` its name for a screen reader."""
        self._markdown = markdown
        self.setLocale(QLocale(language))
        self.setAccessibleName(spoken)
        self._draw()

    def _draw(self) -> None:
        theme = self._context.theme
        font = QFont(self.font())
        font.setPixelSize(theme.px(16))
        self.document().setDefaultFont(font)
        self._keep_lines_short()
        self.setMarkdown(self._markdown)
        block = self.document().begin()
        while block.isValid():
            self._set_block(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        self.verticalScrollBar().setValue(0)

    def _set_block(self, block: QTextBlock) -> None:
        theme, level = self._context.theme, block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        look = QTextBlockFormat()
        look.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setTopMargin(theme.px(16 if level and block.position() else 0))
        look.setBottomMargin(theme.px(2 if cursor.currentTable() else 4 if level or cursor.currentList() else 10))
        cursor.mergeBlockFormat(look)
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            font = QTextCharFormat()
            # Set and not merged: headings come with an adjustment of their own, which would multiply with this.
            size = round(_HEADINGS.get(level, 17) * theme.heading_factor)
            font.setProperty(QTextFormat.Property.FontPixelSize, size)
            font.setFontWeight(QFont.Weight.DemiBold)
            cursor.setCharFormat(font)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._keep_lines_short()

    def _keep_lines_short(self) -> None:
        width = min(self.viewport().width(), self._context.theme.px(LONGEST_LINE))
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(width)

    def _set_table(self, table: QTextTable) -> None:
        theme = self._context.theme
        look = table.format()
        look.setBorder(0)
        look.setBorderCollapse(True)
        look.setCellSpacing(0)
        look.setCellPadding(theme.px(5))
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(look)
        for row in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                line = QTextTableCellFormat(cell.format().toTableCellFormat())
                line.setBottomBorder(1)
                line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                line.setBottomBorderBrush(theme.colour("ink_200"))
                cell.setFormat(line)
