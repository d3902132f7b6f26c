"""A recruiter's report on A4, three to five pages: for whom it is stands on each of them; tagged."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents.archival import declare
from progrez_desktop.core.documents.flow import Column, Placed, Spacing, flow
from progrez_desktop.core.documents.recruiter_report_rows import RecruiterRows
from progrez_desktop.core.documents.report_style import LEFT, ROOM, SMALL, Setter
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.structure import Structure
from progrez_desktop.core.documents.text import Span, draw_line, wrap
from progrez_desktop.core.model.recruiter_report import RecruiterReport
from progrez_desktop.core.words import Words

_PAGES = 5
"""A report is set closer rather than longer than this; nothing is ever left out."""
_SETTINGS = (
    (TypeSize(1.0), Spacing(), 2),
    (TypeSize(0.94), Spacing(gaps=0.7), 2),
    (TypeSize(0.9), Spacing(lines=0.95, gaps=0.5), 3),
)
_TOP = PAGE_HEIGHT - 54.0
_COLUMN = Column(_TOP - 64.0, ROOM)
_HEAD, _FOOT = PAGE_HEIGHT - 27.0, 34.0
_RUNNING = replace(SMALL, size=8.0)
_READER = replace(SMALL, size=8.0, weight="semibold", colour="ink_300")
_EDGE = PAGE_WIDTH - 22.0


def render_recruiter_report(report: RecruiterReport, words: Words) -> bytes:
    """Return the report as a PDF: the same bytes for the same report and words."""
    for size, spacing, across in _SETTINGS:
        structure = Structure()
        rows = RecruiterRows(report, words, Setter(structure, size), across=across)
        pages = flow(list(rows.all(structure.root)), lambda _: _COLUMN, spacing)
        if len(pages) <= _PAGES:
            break
    file, title = io.BytesIO(), words("recruiter_report.pdf_title", code=report.code)
    canvas = new_canvas(file, title=title, author="Progrez", language=report.language, made=report.made)
    declare(canvas, title=title, author="Progrez", language=report.language, made=report.made)
    starts = {id(row): text for row, text in rows.starts}
    for number, page in enumerate(pages, start=1):
        at = words("recruiter_report.page", page=number, pages=len(pages))
        _draw_page(canvas, page, structure, (report.running, at))
        _mark(canvas, page, starts, number)
        canvas.showPage()
    structure.write(canvas)
    canvas.showOutline()
    canvas.save()
    return file.getvalue()


def _draw_page(canvas: Any, page: Sequence[Placed], structure: Structure, running: tuple[str, str]) -> None:
    with structure.decoration(canvas):
        foot = wrap([Span(running[1], _RUNNING)], ROOM)[0]
        draw_line(canvas, foot, LEFT + ROOM - foot.width, _FOOT)
        draw_line(canvas, wrap([Span(running[0], _RUNNING)], ROOM)[0], LEFT, _HEAD)
        lines = wrap([Span(running[0], _RUNNING)], ROOM - foot.width - 20)
        for number, line in enumerate(lines, start=1):  # a long name whole, upwards from the foot
            draw_line(canvas, line, LEFT, _FOOT + (len(lines) - number) * _RUNNING.leading)
        canvas.setStrokeColor(colour("ink_200"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, _HEAD - 13.0, LEFT + ROOM, _HEAD - 13.0)
        _draw_reader(canvas, running[0])
    for placed in page:
        placed.draw(canvas, LEFT, _TOP)


def _draw_reader(canvas: Any, running: str) -> None:
    """Write for whom it is along the edge: a picture taken of a part of the page has it as well."""
    line = wrap([Span(running, _READER)], PAGE_HEIGHT - 120.0)[0]
    canvas.saveState()
    canvas.translate(_EDGE, PAGE_HEIGHT / 2 + line.width / 2)
    canvas.rotate(-90)
    draw_line(canvas, line, 0, 0)
    canvas.restoreState()


def _mark(canvas: Any, page: Sequence[Placed], starts: dict[int, str], number: int) -> None:
    for placed in page:
        if title := starts.get(id(placed.row)):
            name = f"{number}-{round(placed.top)}"
            canvas.bookmarkHorizontal(name, LEFT, _TOP - placed.top + 12.0)
            canvas.addOutlineEntry(title, name, 0, closed=False)
