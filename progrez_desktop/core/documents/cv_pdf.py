"""The CV on A4: a grey panel with name, contact and skills, and beside it, then below it, what the person did."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.documents.cv_columns import (
    MAIN_ROOM,
    MAIN_X,
    MARGIN,
    PANEL_ROOM,
    PANEL_WIDTH,
    PANEL_X,
    SMALL,
    STRONG,
    main_rows,
    panel_rows,
)
from progrez_desktop.core.documents.flow import Column, Placed, Row, Spacing, flow
from progrez_desktop.core.documents.fonts import missing_characters
from progrez_desktop.core.documents.setting import SETTINGS
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.text import Line, Span, draw_line, wrap
from progrez_desktop.core.model.cv import CvDocument
from progrez_desktop.core.words import Words

_PAGES = 2
"""A CV is set closer rather than longer than this; what does not fit then takes more pages, for nothing is lost."""

_TOP = 33.0
_COLUMN = PAGE_HEIGHT - 2 * _TOP
_FOOT = 2 * SMALL.leading
_RUNNING = replace(STRONG, size=9, colour="ink_700")
_BELOW_RUNNING = 12.0
_WIDE_ROOM = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class _Layout:
    """A CV set on its pages. Those after the panel's last have the whole width for what the person did."""

    panel: list[list[Placed]]
    main: list[list[Placed]]

    @property
    def pages(self) -> int:
        return max(len(self.panel), len(self.main))


def render_cv(document: CvDocument, words: Words) -> bytes:
    """Return the CV as a PDF: the same bytes for the same document and words.

    Characters that no font here has are drawn as a replacement mark: ask `missing_in_cv` first and tell the person.
    """
    file = io.BytesIO()
    title = words("cv.pdf_title", name=document.full_name)
    canvas = new_canvas(file, title=title, author=document.full_name, language=document.language, made=document.made)
    layout = _laid_out(document, words)
    for page in range(layout.pages):
        _draw_page(canvas, layout, page, document, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def missing_in_cv(document: CvDocument) -> tuple[str, ...]:
    """Return the characters of this CV that can't be drawn, so that the person can be told before it is saved."""
    entries = [entry for section in document.sections for entry in section.entries]
    return missing_characters(
        document.full_name,
        *document.contact,
        document.summary,
        *(part for skill in document.skills for part in (skill.name, skill.norm)),
        *(part for entry in entries for part in (entry.title, entry.organisation, entry.period, entry.text)),
    )


def _laid_out(document: CvDocument, words: Words) -> _Layout:
    """Return the first layout of few enough pages, else the closest."""
    for size, spacings in SETTINGS:
        panel, main = list(panel_rows(document, words, size)), list(main_rows(document, words, size))
        for spacing in spacings:
            layout = _layout(document, panel, main, spacing)
            if layout.pages <= _PAGES:
                return layout
    return layout


def _layout(document: CvDocument, panel_rows: Sequence[Row], main_rows: Sequence[Row], spacing: Spacing) -> _Layout:
    below_running = _COLUMN - _height(_running(document, PANEL_ROOM)) - _FOOT
    wide = Column(_COLUMN - _height(_running(document, _WIDE_ROOM)) - _FOOT, _WIDE_ROOM)
    panel = flow(panel_rows, lambda page: Column(below_running if page else _COLUMN - _FOOT, PANEL_ROOM), spacing)
    main = flow(main_rows, lambda page: Column(_COLUMN, MAIN_ROOM) if page < len(panel) else wide, spacing)
    return _Layout(panel, main)


def _running(document: CvDocument, room: float) -> list[Line]:
    """The name at the head of each page but the first."""
    return wrap([Span(document.full_name, _RUNNING)], room)[:2]


def _height(running: Sequence[Line]) -> float:
    return sum(line.spans[0].style.leading for line in running) + _BELOW_RUNNING


def _draw_page(canvas: Any, layout: _Layout, page: int, document: CvDocument, words: Words) -> None:
    beside = page < len(layout.panel)
    x, room = (PANEL_X, PANEL_ROOM) if beside else (MARGIN, _WIDE_ROOM)
    top = PAGE_HEIGHT - _TOP
    if beside:
        canvas.setFillColor(colour("ink_100"))
        canvas.rect(0, 0, PANEL_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
    if page:
        running = _running(document, room)
        _draw_lines(canvas, running, x, top)
        top -= _height(running)
    if beside:
        _draw_rows(canvas, layout.panel[page], x, top)
    if page < len(layout.main):
        _draw_rows(canvas, layout.main[page], *((MAIN_X, PAGE_HEIGHT - _TOP) if beside else (x, top)))
    if layout.pages > 1:
        number = wrap([Span(words("cv.page", page=page + 1, pages=layout.pages), SMALL)], room)
        _draw_lines(canvas, number, x, _TOP + SMALL.leading)


def _draw_rows(canvas: Any, page: Sequence[Placed], x: float, top: float) -> None:
    for placed in page:
        placed.draw(canvas, x, top)


def _draw_lines(canvas: Any, lines: Sequence[Line], x: float, top: float) -> None:
    for line in lines:
        draw_line(canvas, line, x, top)
        top -= line.spans[0].style.leading
