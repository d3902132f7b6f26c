"""A person's own text with some of its words marked: a tint, a line below them, and a number before the sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.ui.context import Context

_LINE_PERCENT, _QUIET_PERCENT = 145, 128
_ROOM = "\N{NO-BREAK SPACE}" * 2
"""On both sides of a number, within its disc."""
_TARGET = 48
"""Pixels: as high as everything else that the keyboard comes to."""
Span = tuple[int, int]


@dataclass(frozen=True)
class TextMark:
    """A sentence from `start`, and the words in it that carry what was read. `opposite`: they point the other way.

    `spoken` is what a screen reader says after the sentence: the number, and why it is marked.
    """

    start: int
    end: int
    words: tuple[Span, ...]
    spoken: str
    opposite: bool = False


@dataclass(frozen=True)
class _Run:
    """Characters of the drawn document, and how to mark them."""

    start: int
    end: int
    kind: str


class MarkedText(QWidget):
    """Read aloud in one go with its marks. The text is never read as markup."""

    def __init__(self, context: Context, *, size: int = 17, numbered: bool = True, reachable: bool = True) -> None:
        super().__init__()
        self._context = context
        self._size = size
        self._numbered = numbered
        self._text = ""
        self._marks: tuple[TextMark, ...] = ()
        self._runs: list[_Run] = []
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._least_height = _TARGET if reachable else 0
        if reachable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.changed.connect(self._draw)

    def show_text(self, text: str, marks: Sequence[TextMark] = (), spoken: str = "") -> None:
        """Show a text; the marks stand in its order. `spoken` names it for a screen reader."""
        self._text, self._marks = text, tuple(sorted(marks, key=lambda mark: mark.start))
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(self._aloud())
        self._draw()

    def _aloud(self) -> str:
        """Return the text with the reason of each mark said after its sentence."""
        said, place = [], 0
        for mark in sorted(self._marks, key=lambda mark: mark.end):
            said += [self._text[place : mark.end], f" {mark.spoken} "]
            place = mark.end
        return "".join([*said, self._text[place:]])

    def _draw(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(self._size))
        self._document.clear()
        self._document.setDefaultFont(font)
        self._runs = []
        cursor = QTextCursor(self._document)
        lines = QTextBlockFormat()
        lines.setLineHeight(
            _LINE_PERCENT if self._numbered else _QUIET_PERCENT,
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        cursor.setBlockFormat(lines)
        for piece, kind in self._pieces():
            start = cursor.position()
            cursor.insertText(piece, self._format(kind))
            if kind != "plain":
                self._runs.append(_Run(start, cursor.position(), kind))
            if kind == "number":
                cursor.insertText("\N{NO-BREAK SPACE}", self._format("plain"))
        self._document.setTextWidth(max(self.width(), 1))
        self.updateGeometry()
        self.update()

    def _pieces(self) -> Iterator[tuple[str, str]]:
        """The text in pieces that look alike: plain, marked ("words" or "opposite"), or the number of a mark."""
        kinds = {span: "opposite" if mark.opposite else "words" for mark in self._marks for span in mark.words}
        numbers: dict[int, list[int]] = {}
        for number, mark in enumerate(self._marks, start=1):
            numbers.setdefault(mark.start, []).append(number)
        edges = {0, len(self._text), *numbers, *(edge for span in kinds for edge in span)}
        places = sorted(edge for edge in edges if 0 <= edge <= len(self._text))
        for start, end in zip(places, [*places[1:], len(self._text)], strict=True):
            for number in numbers.get(start, []) if self._numbered else ():
                yield f"{_ROOM}{number}{_ROOM}", "number"
            kind = next((kind for span, kind in kinds.items() if span[0] <= start and end <= span[1]), "plain")
            if start < end:
                yield self._text[start:end], kind

    def _format(self, kind: str) -> QTextCharFormat:
        theme, look = self._context.theme, QTextCharFormat()
        look.setForeground(theme.colour("on_accent" if kind == "number" else "ink_900"))
        if kind == "number":
            look.setProperty(QTextCharFormat.Property.FontPixelSize, theme.px(self._size - 4))
            look.setFontWeight(QFont.Weight.Bold)
        return look

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if width != self._document.textWidth():
            self._document.setTextWidth(max(width, 1))
        return max(round(self._document.size().height()) + 2, self._least_height)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._document.setTextWidth(max(self.width(), 1))
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._document.setTextWidth(max(self.width(), 1))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for run in self._runs:
            for place in self._places(run):
                self._paint_mark(painter, run.kind, place)
        self._document.drawContents(painter)

    def _paint_mark(self, painter: QPainter, kind: str, place: QRectF) -> None:
        theme = self._context.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if kind == "number":
            painter.setBrush(theme.colour("spruce_600"))
            height = theme.px(self._size) * 1.06
            disc = QRectF(0, 0, max(place.width() - 2, height), height)
            disc.moveCenter(place.center())
            painter.drawRoundedRect(disc, height / 2, height / 2)
            return
        tint = QColor(theme.colour("spruce_100" if kind == "words" else "warn_100"))
        painter.setBrush(tint)
        painter.drawRoundedRect(place.adjusted(-2, 0, 2, 1), 4, 4)
        line = QPen(theme.colour("bar" if kind == "words" else "warn"), 1.6)
        if kind == "opposite":
            line.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _places(self, run: _Run) -> Iterator[QRectF]:
        """Where the characters of a run lie, line by line."""
        block = self._document.findBlock(run.start)
        while block.isValid() and block.position() < run.end:
            yield from self._places_in(block, run)
            block = block.next()

    def _places_in(self, block: QTextBlock, run: _Run) -> Iterator[QRectF]:
        layout, offset = block.layout(), block.position()
        corner = layout.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            start, end = max(run.start - offset, first), min(run.end - offset, last)
            if start >= end:
                continue
            left, right = sorted((_x(line, start), _x(line, end)))
            text = line.naturalTextRect()  # without the space at the end of a line
            left, right = max(left, text.left()), min(right, text.right())
            top = corner.y() + line.y()
            yield QRectF(corner.x() + left, top, right - left, line.ascent() + line.descent())


def _x(line: QTextLine, place: int) -> float:
    """Where a character begins, from the left of its line."""
    found: Any = line.cursorToX(place)  # x and the place itself; the stubs of PySide6 know only half of that
    return float(found[0])
