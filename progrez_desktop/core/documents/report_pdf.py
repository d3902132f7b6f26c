"""The report on A4: a first page with norm and validity, how to read it, each skill, what next; tagged."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents.flow import Column, Placed, Row, Spacing, flow
from progrez_desktop.core.documents.fonts import missing_characters
from progrez_desktop.core.documents.report_rows import ReportRows
from progrez_desktop.core.documents.report_style import LEFT, ROOM, SMALL, Setter, drawn
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.structure import Structure
from progrez_desktop.core.documents.text import Span, Style, draw_line, wrap
from progrez_desktop.core.model.report import Report
from progrez_desktop.core.words import Words

_PAGES = 6
"""A report is set closer rather than longer than this; nothing is ever left out."""
_SETTINGS = (
    (TypeSize(1.0), Spacing()),
    (TypeSize(0.97), Spacing(gaps=0.8)),
    (TypeSize(0.94), Spacing(gaps=0.7)),
    (TypeSize(0.9), Spacing(gaps=0.5)),
)
_TOP = PAGE_HEIGHT - 54.0
_COLUMN = Column(_TOP - 46.0, ROOM)
_HEAD, _FOOT = PAGE_HEIGHT - 27.0, 36.0

_BAND = 320.0
_TITLE = Style(34, "semibold", "on_accent", 1.12)
_NAME = Style(17, colour="panel_text", line_height=1.3)
_LEAD = Style(12.5, line_height=1.45)
_FACT = Style(9.5, colour="ink_500", line_height=1.4)
_VALUE = Style(9.5, line_height=1.4)
_FACT_ROOM = 112.0
_PAST = Style(9.5, "semibold", "warn", 1.4)


def render_report(report: Report, words: Words) -> bytes:
    """Return the report as a PDF: the same bytes for the same report and words.

    Characters of the name that no font here has are drawn as a replacement mark: ask `missing_in_report` first.
    """
    for size, spacing in _SETTINGS:
        sheets = _Sheets(report, words, size, spacing)
        if sheets.pages <= _PAGES:
            break
    return sheets.pdf()


def missing_in_report(report: Report) -> tuple[str, ...]:
    """Return the characters of the name that can't be drawn."""
    return missing_characters(report.name)


class _Sheets:
    """One report on its way to paper, in one size of type."""

    def __init__(self, report: Report, words: Words, size: TypeSize, spacing: Spacing) -> None:
        self._report, self._words = report, words
        self._structure = Structure()
        self._cover = self._structure.root.add("Sect")
        self._rows = ReportRows(report, words, Setter(self._structure, size))
        self._sheets = [page for part in self._parts() if part for page in flow(part, lambda _: _COLUMN, spacing)]

    def _parts(self) -> Iterator[list[Row]]:
        """What begins a page of its own."""
        root, rows = self._structure.root, self._rows
        yield [*rows.reading(root), *rows.overview(root)]
        yield list(rows.skills(root))
        yield [*rows.next_steps(root), *rows.said(root), *rows.rights(root)]

    @property
    def pages(self) -> int:
        return 1 + len(self._sheets)

    def pdf(self) -> bytes:
        report, words, file = self._report, self._words, io.BytesIO()
        key = "report.pdf_title_of" if report.name else "report.pdf_title"
        title = words(key, name=report.name)
        canvas = new_canvas(
            file, title=title, author=report.name or "Progrez", language=report.language, made=report.made
        )
        self._draw_cover(canvas)
        starts = {id(row): (text, level) for row, text, level in self._rows.starts}
        for number, page in enumerate(self._sheets, start=2):
            self._draw_page(canvas, page, number, starts)
        self._structure.write(canvas)
        canvas.showOutline()
        canvas.save()
        return file.getvalue()

    # The first page

    def _draw_cover(self, canvas: Any) -> None:
        report, words = self._report, self._words
        with self._structure.decoration(canvas):
            canvas.setFillColor(colour("panel_top"))
            canvas.rect(0, PAGE_HEIGHT - _BAND, PAGE_WIDTH, _BAND, stroke=0, fill=1)
            canvas.setFillColor(colour("marigold"))
            canvas.rect(LEFT, PAGE_HEIGHT - _BAND + 54.0, 46.0, 3.0, stroke=0, fill=1)
        name = wrap([Span(report.name, _NAME)], ROOM)[:3] if report.name else []
        title = wrap([Span(words("report.title"), _TITLE)], ROOM)
        top = PAGE_HEIGHT - _BAND + 78.0 + _NAME.leading * len(name) + _TITLE.leading * len(title)
        with self._part(canvas, "H1"):
            top = drawn(words("report.title"), _TITLE, canvas, LEFT, top, ROOM)
        if name:
            with self._part(canvas, "P"):
                for line in name:
                    draw_line(canvas, line, LEFT, top - 4)
                    top -= _NAME.leading
        with self._part(canvas, "P"):
            top = drawn(words("report.lead"), _LEAD, canvas, LEFT, PAGE_HEIGHT - _BAND - 34.0, ROOM) - 20
        for label, value, style in self._facts():
            with self._part(canvas, "P"):
                drawn(label, _FACT, canvas, LEFT, top, _FACT_ROOM)
                top = drawn(value, style, canvas, LEFT + _FACT_ROOM, top, ROOM - _FACT_ROOM) - 5
        canvas.showPage()

    @contextmanager
    def _part(self, canvas: Any, kind: Any) -> Iterator[None]:
        with self._structure.content(canvas, self._cover.add(kind)):
            yield

    def _facts(self) -> Iterator[tuple[str, str, Style]]:
        report, words = self._report, self._words
        until = words.day(report.valid_until)
        named = {
            "assessment": report.assessment,
            "form": words(f"report.form.{report.form}"),
            "answers": words("report.fact.answered_of", answered=report.answered, of=report.of),
            "taken": words.day(report.taken),
            "until": until,
            "made": words.day(report.made),
            "language": words("report.language"),
            "seen_by": words("report.seen_by"),
        }
        for name, value in named.items():
            yield words(f"report.fact.{name}"), value, _VALUE
            if name == "until" and report.has_expired:
                yield "", words("notes.expired", date=until), _PAST
        for number, block in enumerate(report.compared):
            skills = ", ".join(skill.name for skill in block.skills)
            yield words("report.fact.norms") if number == 0 else "", f"{block.norm} ({skills})", _VALUE

    # Every other page

    def _draw_page(self, canvas: Any, page: Sequence[Placed], number: int, starts: dict[int, tuple[str, int]]) -> None:
        with self._structure.decoration(canvas):
            self._draw_running(canvas, number)
        for placed in page:
            if found := starts.get(id(placed.row)):
                name = f"{number}-{round(placed.top)}"
                canvas.bookmarkHorizontal(name, LEFT, _TOP - placed.top + 12.0)
                canvas.addOutlineEntry(found[0], name, found[1], closed=False)
            placed.draw(canvas, LEFT, _TOP)
        canvas.showPage()

    def _draw_running(self, canvas: Any, number: int) -> None:
        words, report = self._words, self._report
        small = replace(SMALL, size=8.0)
        (title,) = wrap([Span(words("report.pdf_title"), replace(small, weight="semibold", colour="spruce_700"))], ROOM)
        draw_line(canvas, title, LEFT, _HEAD)
        name = wrap([Span(report.name or report.assessment, small)], ROOM - title.width - 20)[:1]
        foot = wrap([Span(words("cv.page", page=number, pages=self.pages), small)], ROOM)
        for top, lines in ((_HEAD, name), (_FOOT, foot)):
            for line in lines:
                draw_line(canvas, line, LEFT + ROOM - line.width, top)
        canvas.setStrokeColor(colour("ink_200"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, _HEAD - 13.0, LEFT + ROOM, _HEAD - 13.0)
