"""An article on A4: first page, contents with page numbers, chapters, bookmarks, running heads; tagged."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents import article as model
from progrez_desktop.core.documents.article_rows import MEASURE, BlockRows
from progrez_desktop.core.documents.flow import Column, Placed, Row, flow, paragraph
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.structure import Element, Structure
from progrez_desktop.core.documents.text import Line, Span, Style, draw_line, wrap

_LEFT = 60.0
_ROOM = PAGE_WIDTH - 2 * _LEFT
_TOP = PAGE_HEIGHT - 62.0
_COLUMN = Column(_TOP - 54.0, _ROOM)
_HEAD, _FOOT = PAGE_HEIGHT - 32.0, 38.0

_BAND = 330.0
_TITLE = Style(36, "semibold", "on_accent", 1.1)
_SUBTITLE = Style(15, colour="panel_text", line_height=1.3)
_LEAD = Style(12, line_height=1.5)
_FACT = Style(8.5, colour="ink_500", line_height=1.35)
_VALUE = Style(8.5, line_height=1.35)
_CONTENTS = Style(19, "semibold", line_height=1.2)
_ENTRY = Style(10.5, line_height=1.35)
_RUNNING = Style(7.75, colour="ink_500")
_FOR_PAGE = 30.0
_FACT_ROOM = 116.0


def render_article(document: model.Article) -> bytes:
    """Return the article as a PDF: the same bytes for the same article."""
    return _Sheets(document).pdf()


class _Sheets:
    """One article on its way to paper."""

    def __init__(self, document: model.Article) -> None:
        self._document = document
        self._structure = Structure()
        self._file = io.BytesIO()
        self._canvas = new_canvas(
            self._file,
            title=f"{document.title}: {document.subtitle}",
            author=document.author,
            language=document.language,
            made=document.made,
        )
        chapters = document.chapters
        self._entries = {chapter.id: (chapter.heading, 0) for chapter in chapters}
        self._entries |= {sub.id: (sub.text, 1) for chapter in chapters for sub in chapter.subheadings}
        self._pages: dict[str, int] = {}

    def pdf(self) -> bytes:
        first = self._structure.root.add("Sect")
        contents = flow(list(self._contents(self._structure.root)), lambda _: _COLUMN)
        blocks = BlockRows(_ROOM, self._structure)
        chapters = flow([row for one in self._document.chapters for row in blocks.chapter(one)], lambda _: _COLUMN)
        pages = [*contents, *chapters]
        starts = {id(row): name for name, row in blocks.starts.items()}
        self._pages = {
            starts[at]: n for n, page in enumerate(pages, 2) for one in page if (at := id(one.row)) in starts
        }
        self._draw_first(first)
        for number, page in enumerate(pages, start=2):
            self._draw_page(page, number, 1 + len(pages), starts)
        self._structure.write(self._canvas)
        self._canvas.showOutline()
        self._canvas.save()
        return self._file.getvalue()

    # The first page

    def _draw_first(self, element: Element) -> None:
        document, canvas = self._document, self._canvas
        with self._structure.decoration(canvas):
            canvas.setFillColor(colour("panel_top"))
            canvas.rect(0, PAGE_HEIGHT - _BAND, PAGE_WIDTH, _BAND, stroke=0, fill=1)
            canvas.setFillColor(colour("marigold"))
            canvas.rect(_LEFT, PAGE_HEIGHT - _BAND + 52.0, 46.0, 3.0, stroke=0, fill=1)
        title = wrap([Span(document.title, _TITLE)], _ROOM)
        subtitle = wrap([Span(document.subtitle, _SUBTITLE)], _ROOM)
        top = PAGE_HEIGHT - _BAND + 74.0 + _height(title) + _height(subtitle)
        top = self._draw_lines(title, top, element.add("H1"))
        self._draw_lines(subtitle, top - 6.0, element.add("P"))
        lead = wrap([Span(model.plain(document.lead), _LEAD)], MEASURE)
        top = self._draw_lines(lead, PAGE_HEIGHT - _BAND - 34.0, element.add("P")) - 22.0
        for name, value in document.facts:
            lines = wrap([Span(value, _VALUE)], _ROOM - _FACT_ROOM)
            line = element.add("P")
            self._draw_lines(wrap([Span(name, _FACT)], _FACT_ROOM), top, line)
            top = self._draw_lines(lines, top, line, _LEFT + _FACT_ROOM) - 3.5
        canvas.bookmarkHorizontal("first", _LEFT, PAGE_HEIGHT)
        canvas.showPage()

    def _draw_lines(self, lines: list[Line], top: float, element: Element, x: float = _LEFT) -> float:
        """Draw lines below one another and return where the next one goes."""
        with self._structure.content(self._canvas, element):
            for line in lines:
                draw_line(self._canvas, line, x, top)
                top -= line.spans[0].style.leading
        return top

    # The table of contents

    def _contents(self, parent: Element) -> Iterator[Row]:
        heading = parent.add("H1")
        for row in paragraph([Span(self._document.contents, _CONTENTS)], _ROOM, below=8, keep=True):
            yield self._marked(row, heading)
        listed = parent.add("TOC")
        for chapter in self._document.chapters:
            yield self._entry(chapter, listed.add("TOCI"))

    def _entry(self, chapter: model.Chapter, element: Element) -> Row:
        number, title = (wrap([Span(text, _ENTRY)], MEASURE)[0] for text in (str(chapter.number), chapter.title))
        height = _ENTRY.leading + 7.0

        def draw(canvas: Any, x: float, top: float) -> None:
            (page,) = wrap([Span(str(self._pages[chapter.id]), _ENTRY)], _FOR_PAGE)
            draw_line(canvas, number, x, top)
            draw_line(canvas, title, x + 26.0, top)
            draw_line(canvas, page, x + _ROOM - page.width, top)
            canvas.linkRect("", chapter.id, (x, top - height, x + _ROOM, top), relative=0, Border="[0 0 0]")

        return replace(self._marked(Row(height, draw), element), below=0.0)

    def _marked(self, row: Row, element: Element) -> Row:
        def draw(canvas: Any, x: float, top: float) -> None:
            with self._structure.content(canvas, element):
                row.draw(canvas, x, top)

        return replace(row, draw=draw, again=None)

    # Every other page

    def _draw_page(self, page: list[Placed], number: int, pages: int, starts: dict[int, str]) -> None:
        canvas = self._canvas
        with self._structure.decoration(canvas):
            self._draw_running(number, pages)
        for placed in page:
            if name := starts.get(id(placed.row)):
                title, level = self._entries[name]
                canvas.bookmarkHorizontal(name, _LEFT, _TOP - placed.top + 12.0)
                canvas.addOutlineEntry(title, name, level, closed=level == 0)
            placed.draw(canvas, _LEFT, _TOP)
        canvas.showPage()

    def _draw_running(self, number: int, pages: int) -> None:
        canvas, document = self._canvas, self._document
        # The first line of each: a name may be longer than a head is wide.
        title = wrap([Span(document.title, replace(_RUNNING, weight="semibold", colour="spruce_700"))], _ROOM)[0]
        running = wrap([Span(document.running, _RUNNING)], _ROOM - title.width - 20.0)[0]
        foot = wrap([Span(document.page.format(page=number, pages=pages), _RUNNING)], _ROOM)[0]
        draw_line(canvas, title, _LEFT, _HEAD)
        draw_line(canvas, running, _LEFT + _ROOM - running.width, _HEAD)
        canvas.setStrokeColor(colour("ink_200"))
        canvas.setLineWidth(0.5)
        canvas.line(_LEFT, _HEAD - 13.0, _LEFT + _ROOM, _HEAD - 13.0)
        draw_line(canvas, foot, _LEFT + _ROOM - foot.width, _FOOT)


def _height(lines: list[Line]) -> float:
    return sum(line.spans[0].style.leading for line in lines)
