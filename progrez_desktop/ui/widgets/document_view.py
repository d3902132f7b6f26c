"""A longer text of ours with headings, lists, tables and pictures, in the look of the other pages."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import QTextBrowser

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import LONGEST_LINE

_HEADINGS = {1: 24, 2: 20, 3: 17}
"""Pixels at the smallest text size, by level of heading."""
_LINE_PERCENT = 125
_PICTURE = "\ufffc"
"""Stands for a picture in the text of a block (Unicode: object replacement character)."""

_ROUNDING = 3
"""Pixels by which a table may come out wider than its lines, because Qt rounds each column up."""

Picture = Callable[[str, int], QImage]
"""Draws the picture of a name, so wide in pixels of the page."""


class DocumentView(QTextBrowser):
    """Scrolls with the arrow keys, follows links inside the text alone and loads nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._fill: Callable[[], None] = self.clear
        self._picture: Picture | None = None
        self._shown: tuple[str, str] | None = None
        """The text of ours, and its language."""
        self.anchorClicked.connect(self._go_to)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        # Tab leaves the text, however many links it has.
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.LinksAccessibleByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(24)
        context.changed.connect(self._draw)

    def show_markdown(self, markdown: str, language: str, spoken: str) -> None:
        """Show a text of our own; `language` is a code as "en", `spoken` its name for a screen reader."""
        if self._shown == (markdown, language):  # who comes back to it, or has it in larger letters
            self.setAccessibleName(spoken)
            return
        self._picture = None
        self._show(lambda: self.setMarkdown(markdown), language, spoken)
        self._shown = markdown, language

    def show_html(self, html: str, picture: Picture, language: str, spoken: str) -> None:
        """Show a text in the elements that Qt knows; <img src="name"> is what `picture` draws for the name."""
        self._picture, self._shown = picture, None
        # A bar that came while it is drawn would make the lines shorter, and all of it had to be drawn again.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # A table of many columns may be wider than a page of large letters, but no word in it is broken.
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._show(lambda: self.setHtml(html), language, spoken)

    def _show(self, fill: Callable[[], None], language: str, spoken: str) -> None:
        self._fill = fill
        self.setLocale(QLocale(language))
        self.setAccessibleName(spoken)
        self._draw()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        if self._picture is None or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        margins = 2 * round(self.document().documentMargin())
        return self._picture(QUrl(name).path(), self.line_width - margins)

    def _go_to(self, link: QUrl) -> None:
        if link.hasFragment() and not link.path() and not link.host():
            self.scrollToAnchor(link.fragment())

    def _draw(self) -> None:
        theme = self._context.theme
        font = QFont(self.font())
        font.setPixelSize(theme.px(16))
        self.document().setDefaultFont(font)
        self.document().setDefaultStyleSheet(self._style())
        self._keep_lines_short()
        self._fill()
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for block in list(self._blocks()):
            self._set_block(block)
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)
        edit.endEditBlock()
        self.verticalScrollBar().setValue(0)

    def _blocks(self) -> Iterator[QTextBlock]:
        """All blocks; of HTML those outside tables: there are thousands in them, and the style sheet sets those."""
        block, place = self.document().begin(), self.document().rootFrame().begin()
        while self._picture is None and block.isValid():
            yield block
            block = block.next()
        while self._picture is not None and not place.atEnd():
            if place.currentBlock().isValid():
                yield place.currentBlock()
            place += 1

    def _style(self) -> str:
        """The look of HTML, as far as blocks and tables are not set below."""
        colour, px = self._context.theme.colour, self._context.theme.px
        return (
            f"th,td{{border-bottom:1px solid {colour('ink_200').name()};line-height:{_LINE_PERCENT}%;"
            f"margin-bottom:{px(2)}px}}"
            "th{font-weight:400;text-align:left} .to-right{text-align:right} thead th,.title{font-weight:600}"
            f"a,.title{{color:{colour('spruce_700').name()}}} small{{color:{colour('ink_500').name()}}}"
            f".caption,figcaption{{color:{colour('ink_700').name()}}}"
        )

    def _set_block(self, block: QTextBlock) -> None:
        theme, level = self._context.theme, block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        look = QTextBlockFormat()
        if _PICTURE not in block.text():
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
        if self._picture is not None and self.line_width != self.lineWrapColumnOrWidth():
            self._draw()  # pictures are as wide as the lines
        self._keep_lines_short()

    @property
    def line_width(self) -> int:
        return min(self.viewport().width() - _ROUNDING, self._context.theme.px(LONGEST_LINE))

    def _keep_lines_short(self) -> None:
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(self.line_width)

    def _set_table(self, table: QTextTable) -> None:
        theme = self._context.theme
        look = table.format()
        look.setBorder(0)
        look.setBorderCollapse(True)
        look.setCellSpacing(0)
        look.setCellPadding(theme.px(5))
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(look)
        if self._picture is None:
            self._set_cells(table)

    def _set_cells(self, table: QTextTable) -> None:
        for row in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                line = QTextTableCellFormat(cell.format().toTableCellFormat())
                line.setBottomBorder(1)
                line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                line.setBottomBorderBrush(self._context.theme.colour("ink_200"))
                cell.setFormat(line)
