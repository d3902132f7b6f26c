"""The blocks of an article as rows of a column, each with its place in the structure of the document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article_table import table_rows
from progrez_desktop.core.documents.drawing_pdf import draw_drawing
from progrez_desktop.core.documents.flow import Row, paragraph
from progrez_desktop.core.documents.plot_layout import laid_out
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Element, Structure
from progrez_desktop.core.documents.tagging import tagged
from progrez_desktop.core.documents.text import Span, Style, draw_line, wrap

BODY = Style(9.5, line_height=1.38)
_CHAPTER = Style(19, "semibold", line_height=1.2)
_SUBHEADING = Style(11.5, "semibold", "spruce_700", 1.3)
_CAPTION = Style(8.5, colour="ink_700", line_height=1.35)
_FORMULA = Style(10, line_height=1.55)
_SHIFTED = 0.72
_RISES = {"sub": -0.22, "sup": 0.36, "": 0.0}

_UNDER_TABLE = 6.0

MEASURE = 452.0
"""How long a line of reading text is, in points; tables and figures take the whole width."""
_INDENT = 13.0
_NOTE_EDGE, _NOTE_ROOM = 2.5, 12.0


class BlockRows:
    """Sets blocks to a width. `starts` has the row in which each chapter and subheading begins, by its id."""

    def __init__(self, room: float, structure: Structure) -> None:
        self._room, self._structure = room, structure
        self.starts: dict[str, Row] = {}

    def chapter(self, chapter: article.Chapter) -> Iterator[Row]:
        section = self._structure.root.add("Sect")
        number = Span(f"{chapter.number}  ", replace(_CHAPTER, colour="spruce_700"))
        heading = paragraph([number, Span(chapter.title, _CHAPTER)], self._room, gap=21, below=4, keep=True)
        yield from self._starting(chapter.id, heading, section.add("H1"))
        for block in chapter.blocks:
            yield from self._block(block, section)

    def _block(self, block: article.Block, parent: Element) -> Iterator[Row]:
        if isinstance(block, article.Paragraph):
            yield from self._tagged(paragraph(_spans(block.text, BODY), MEASURE, gap=6.5), parent.add("P"))
        elif isinstance(block, article.Subheading):
            rows = paragraph([Span(block.text, _SUBHEADING)], MEASURE, gap=13, below=-1, keep=True)
            yield from self._starting(block.id, rows, parent.add("H2"))
        elif isinstance(block, article.Bullets):
            yield from self._bullets(block, parent.add("L"))
        elif isinstance(block, article.Formula):
            element = parent.add("Formula", alternative=article.plain(block.text))
            rows = paragraph(_spans(block.text, _FORMULA), MEASURE - 2 * _INDENT, gap=6, below=1)
            yield from (_moved(row, 2 * _INDENT) for row in self._tagged(rows, element))
        elif isinstance(block, article.Note):
            yield from self._note(block, parent.add("Note"))
        elif isinstance(block, article.Table):
            yield from self._caption(block, parent)
            *rows, last = table_rows(block, self._room, self._structure, parent)
            yield from (*rows, replace(last, below=_UNDER_TABLE))
        else:
            yield from self._figure(block, parent)

    def _bullets(self, block: article.Bullets, element: Element) -> Iterator[Row]:
        style, room = (_CAPTION, self._room) if block.is_small else (BODY, MEASURE)
        for number, item in enumerate(block.items):
            rows = paragraph(_spans(item, style), room - _INDENT, gap=6 if number == 0 else 2.5)
            rows[0] = self._with_bullet(rows[0], style)
            body = element.add("LI").add("LBody")
            yield from (_moved(row, _INDENT) for row in self._tagged(rows, body))

    def _with_bullet(self, row: Row, style: Style) -> Row:
        (bullet,) = wrap([Span("•", replace(style, colour="spruce_700"))], _INDENT)

        def draw(canvas: Any, x: float, top: float) -> None:
            draw_line(canvas, bullet, x - _INDENT + 2.0, top)
            row.draw(canvas, x, top)

        return replace(row, draw=draw)

    def _note(self, block: article.Note, element: Element) -> Iterator[Row]:
        for row in self._tagged(paragraph(_spans(block.text, BODY), MEASURE - _NOTE_ROOM, gap=9, below=2), element):
            yield replace(row, draw=self._beside_edge(row))

    def _beside_edge(self, row: Row) -> Callable[[Any, float, float], None]:
        def draw(canvas: Any, x: float, top: float) -> None:
            with self._structure.decoration(canvas):
                canvas.setFillColor(colour("marigold"))
                # A little higher than its line, so that the pieces join.
                canvas.rect(x, top - row.height, _NOTE_EDGE, row.height + 0.2, stroke=0, fill=1)
            row.draw(canvas, x + _NOTE_ROOM, top)

        return draw

    def _caption(self, block: article.Table | article.Figure, parent: Element) -> Iterator[Row]:
        label = Span(f"{block.label}  ", replace(_CAPTION, weight="bold"))
        rows = paragraph([label, *_spans(block.caption, _CAPTION)], self._room, gap=11, below=2.5, keep=True)
        yield from (replace(row, keep=True) for row in self._tagged(rows, parent.add("Caption")))

    def _figure(self, block: article.Figure, parent: Element) -> Iterator[Row]:
        drawing = laid_out(block.plot, self._room)
        yield from self._caption(block, parent)
        element = parent.add("Figure", alternative=block.alternative)

        def draw(canvas: Any, x: float, top: float) -> None:
            with self._structure.content(canvas, element):
                draw_drawing(canvas, drawing, x, top)

        yield Row(drawing.height, draw, gap=3, below=9)

    def _tagged(self, rows: Sequence[Row], element: Element) -> list[Row]:
        return tagged(rows, self._structure, element)

    def _starting(self, id_: str, heading: Sequence[Row], element: Element) -> list[Row]:
        rows = self._tagged(heading, element)
        self.starts[id_] = rows[0]
        return rows


def _moved(row: Row, by: float) -> Row:
    return replace(row, draw=lambda canvas, x, top: row.draw(canvas, x + by, top))


def _spans(runs: article.Text, style: Style) -> list[Span]:
    return [Span(run.text, _look(run, style)) for run in runs]


def _look(run: article.Run, style: Style) -> Style:
    if run.shift:
        return replace(style, size=style.size * _SHIFTED, rise=_RISES[run.shift] * style.size, line_height=1.0)
    return replace(style, weight="semibold") if run.is_strong else style
