"""The CV on A4: a grey panel with name, contact and soft skills, and beside it what the person did."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, draw_band
from progrez_desktop.core.documents.flow import Placed, Row, flow, paragraph
from progrez_desktop.core.documents.fonts import missing_characters
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, day_in_words, new_canvas
from progrez_desktop.core.documents.text import Line, Span, Style, draw_line, wrap
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvSection, CvSkill
from progrez_desktop.core.profile import level_of
from progrez_desktop.core.words import Words

# Points; the design's pixels are 0.75 of them.
_PANEL_WIDTH = 187.5
_PANEL_X = 19.5
_PANEL_ROOM = _PANEL_WIDTH - 2 * _PANEL_X
_MAIN_X = _PANEL_WIDTH + 30
_MAIN_ROOM = PAGE_WIDTH - _MAIN_X - 30
_TOP = 33.0
_COLUMN = PAGE_HEIGHT - 2 * _TOP

_BODY = Style(9.75)
_STRONG = Style(9.75, "bold")
_MUTED = Style(9.75, colour="ink_500")
_SMALL = Style(8.25, colour="ink_500")
_HEADING = Style(9, "bold", "spruce_700")
_SUMMARY = Style(11.25)
_NAME_SIZES = (21.0, 18.0, 15.0, 12.0)
_NAME_LINES = 4
_PANEL_KINDS = ("languages", "code")


def render_cv(document: CvDocument, words: Words) -> bytes:
    """Return the CV as a PDF: the same bytes for the same document and words.

    Characters that no font here has are drawn as a replacement mark: ask `missing_in_cv` first and tell the person.
    """
    file = io.BytesIO()
    title = words("cv.pdf_title", name=document.full_name)
    canvas = new_canvas(file, title=title, author=document.full_name, language=document.language, made=document.made)
    running = wrap([Span(document.full_name, replace(_STRONG, size=9, colour="ink_700"))], _PANEL_ROOM)[:2]
    below_running = _COLUMN - sum(line.spans[0].style.leading for line in running) - 12
    foot = 2 * _SMALL.leading
    panel = flow(list(_panel(document, words)), _COLUMN - foot, below_running - foot)
    main = flow(list(_main(document, words)), _COLUMN, _COLUMN)
    pages = max(len(panel), len(main))
    for page in range(pages):
        canvas.setFillColor(colour("ink_100"))
        canvas.rect(0, 0, _PANEL_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
        top = PAGE_HEIGHT - _TOP
        if page:
            top = _draw_lines(canvas, running, _PANEL_X, top) - 12
        _draw(canvas, panel[page : page + 1], _PANEL_X, top)
        _draw(canvas, main[page : page + 1], _MAIN_X, PAGE_HEIGHT - _TOP)
        if pages > 1:
            number = wrap([Span(words("cv.page", page=page + 1, pages=pages), _SMALL)], _PANEL_ROOM)
            _draw_lines(canvas, number, _PANEL_X, _TOP + _SMALL.leading)
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


def _draw(canvas: Any, pages: Sequence[Sequence[Placed]], x: float, top: float) -> None:
    for page in pages:
        for placed in page:
            placed.row.draw(canvas, x, top - placed.top)


def _draw_lines(canvas: Any, lines: Sequence[Line], x: float, top: float) -> float:
    for line in lines:
        draw_line(canvas, line, x, top)
        top -= line.spans[0].style.leading
    return top


def _panel(document: CvDocument, words: Words) -> Iterator[Row]:
    yield from _name(document)
    for n, line in enumerate(document.contact):
        yield from paragraph([Span(line, _MUTED)], _PANEL_ROOM, gap=4.5 if n == 0 else 0)
    if document.skills:
        yield from _heading(words("cv.skills"), _PANEL_ROOM, gap=16.5)
        for n, skill in enumerate(document.skills):
            yield from _skill(skill, words, gap=0 if n == 0 else 7.5)
        for n, note in enumerate(_notes(document.skills, words)):
            yield from paragraph([Span(note, _SMALL)], _PANEL_ROOM, gap=8 if n == 0 else 2.25)
    for section in document.sections:
        if section.kind in _PANEL_KINDS and section.entries:
            yield from _heading(words(f"cv.section.{section.kind}"), _PANEL_ROOM, gap=16.5)
            yield from _list(section)


def _main(document: CvDocument, words: Words) -> Iterator[Row]:
    yield from paragraph([Span(document.summary, _SUMMARY)], _MAIN_ROOM)
    for section in document.sections:
        if section.kind not in _PANEL_KINDS and section.entries:
            yield from _heading(words(f"cv.section.{section.kind}"), _MAIN_ROOM, gap=13.5)
            for n, entry in enumerate(section.entries):
                yield from _entry(entry, _MAIN_ROOM, gap=0 if n == 0 else 3)


def _name(document: CvDocument) -> list[Row]:
    """First and last name on lines of their own, as large as leaves every word whole; smaller still for the longest."""
    parts = [part for part in (document.first_name.strip(), document.last_name.strip()) if part]
    for size in _NAME_SIZES:
        style = Style(size, "semibold", line_height=1.15)
        whole = all(Span(word, style).width <= _PANEL_ROOM for part in parts for word in part.split())
        rows = [row for part in parts for row in paragraph([Span(part, style)], _PANEL_ROOM, keep=True)]
        if whole and len(rows) <= _NAME_LINES:
            return rows
    style = Style(_BODY.size, "semibold", line_height=1.25)
    return [row for part in parts for row in paragraph([Span(part, style)], _PANEL_ROOM)]


def _heading(text: str, room: float, gap: float) -> list[Row]:
    rows = paragraph([Span(text, _HEADING)], room, gap=gap, keep=True)
    return [*rows[:-1], replace(rows[-1], height=rows[-1].height + 4.5)]


def _skill(skill: CvSkill, words: Words, gap: float) -> Iterator[Row]:
    yield from paragraph([Span(skill.name, _STRONG)], _PANEL_ROOM, gap=gap, keep=True)
    yield Row(
        BAND_HEIGHT,
        lambda canvas, x, top: draw_band(canvas, skill, x, top, _PANEL_ROOM),
        gap=2.25,
        keep=True,
    )
    level = words(f"level.{level_of(skill)}")
    key = "cv.band.one" if skill.low == skill.high else "cv.band.range"
    text = words(key, low=skill.low, high=skill.high, level=level)
    yield from paragraph([Span(text, replace(_SMALL, line_height=1.3))], _PANEL_ROOM, gap=1.5)


def _notes(skills: Sequence[CvSkill], words: Words) -> Iterator[str]:
    """What the scale means, then the norm group and the day: once where all skills share them, else for each."""
    yield words("cv.note.scale")
    sources: dict[tuple[str, date], list[str]] = {}
    for skill in skills:
        sources.setdefault((skill.norm, skill.measured), []).append(skill.name)
    for (norm, measured), names in sources.items():
        key = "cv.note.norm" if len(sources) == 1 else "cv.note.norm_of"
        yield words(key, norm=norm, date=day_in_words(measured, words), skills=", ".join(names))


def _entry(entry: CvEntry, room: float, gap: float) -> Iterator[Row]:
    title = _title(entry)
    yield from paragraph(title, room, gap=gap, keep=bool(entry.text))
    yield from paragraph([Span(entry.text, _BODY)], room, gap=0 if title else gap)


def _title(entry: CvEntry, strong: Style = _STRONG) -> list[Span]:
    """Title, organisation · period: those of them that are there."""
    spans: list[Span] = []
    for text, style, mark in (
        (entry.title, strong, ""),
        (entry.organisation, _BODY, ", "),
        (entry.period, _MUTED, " ·\u00a0"),
    ):
        if text.strip():
            spans.append(Span((mark if spans else "") + text.replace("\n", " "), style))
    return spans


def _list(section: CvSection) -> Iterator[Row]:
    """Spoken languages below one another, each with its level; programming languages in a row, where they are bare."""
    bare = not any(entry.organisation or entry.period or entry.text for entry in section.entries)
    if section.kind == "code" and bare:
        yield from paragraph([Span("\u00a0· ".join(entry.title for entry in section.entries), _BODY)], _PANEL_ROOM)
        return
    for entry in section.entries:
        yield from paragraph(_title(entry, _BODY), _PANEL_ROOM, keep=bool(entry.text))
        yield from paragraph([Span(entry.text, _BODY)], _PANEL_ROOM)
