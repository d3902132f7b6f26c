"""What stands in the two columns of a CV, as rows: name, contact and skills; and what the person did."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, draw_band
from progrez_desktop.core.documents.flow import Row, paragraph
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.sheet import PAGE_WIDTH
from progrez_desktop.core.documents.text import Span, Style
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvSection, CvSkill
from progrez_desktop.core.profile import level_of
from progrez_desktop.core.words import Words

# Points; the design's pixels are 0.75 of them.
PANEL_WIDTH = 187.5
PANEL_X = 19.5
PANEL_ROOM = PANEL_WIDTH - 2 * PANEL_X
MARGIN = 30.0
MAIN_X = PANEL_WIDTH + MARGIN
MAIN_ROOM = PAGE_WIDTH - MAIN_X - MARGIN

BODY = Style(9.75)
STRONG = Style(9.75, "bold")
SMALL = Style(8.25, colour="ink_500")
_MUTED = Style(9.75, colour="ink_500")
_HEADING = Style(9, "bold", "spruce_700")
_SUMMARY = Style(11.25)
_NAME_SIZES = (21.0, 18.0, 15.0, 12.0)
_NAME_LINES = 4
_PANEL_KINDS = ("languages", "code")


def panel_rows(document: CvDocument, words: Words, size: TypeSize) -> Iterator[Row]:
    yield from _name(document)
    for n, line in enumerate(document.contact):
        yield from size.paragraph([Span(line, _MUTED)], PANEL_ROOM, gap=4.5 if n == 0 else 0)
    if document.skills:
        yield from _heading(words("cv.skills"), PANEL_ROOM, size, gap=16.5)
        for n, skill in enumerate(document.skills):
            yield from _skill(skill, words, size, gap=0 if n == 0 else 7.5)
        for n, note in enumerate(_notes(document.skills, words)):
            yield from size.paragraph([Span(note, SMALL)], PANEL_ROOM, gap=8 if n == 0 else 2.25)
    for section in document.sections:
        if section.kind in _PANEL_KINDS and section.entries:
            yield from _heading(words(f"cv.section.{section.kind}"), PANEL_ROOM, size, gap=16.5)
            yield from _list(section, size)


def main_rows(document: CvDocument, words: Words, size: TypeSize) -> Iterator[Row]:
    yield from size.paragraph([Span(document.summary, _SUMMARY)], MAIN_ROOM)
    for section in document.sections:
        if section.kind not in _PANEL_KINDS and section.entries:
            yield from _heading(words(f"cv.section.{section.kind}"), MAIN_ROOM, size, gap=13.5)
            for n, entry in enumerate(section.entries):
                yield from _entry(entry, size, gap=0 if n == 0 else 3)


def _name(document: CvDocument) -> list[Row]:
    """First and last name on lines of their own, as large as leaves every word whole; smaller still for the longest."""
    parts = [part for part in (document.first_name.strip(), document.last_name.strip()) if part]
    for points in _NAME_SIZES:
        style = Style(points, "semibold", line_height=1.15)
        whole = all(Span(word, style).width <= PANEL_ROOM for part in parts for word in part.split())
        rows = [row for part in parts for row in paragraph([Span(part, style)], PANEL_ROOM, keep=True)]
        if whole and len(rows) <= _NAME_LINES:
            return rows
    style = Style(BODY.size, "semibold", line_height=1.25)
    return [row for part in parts for row in paragraph([Span(part, style)], PANEL_ROOM)]


def _heading(text: str, room: float, size: TypeSize, gap: float) -> list[Row]:
    return size.paragraph([Span(text, _HEADING)], room, gap=gap, below=4.5, keep=True)


def _skill(skill: CvSkill, words: Words, size: TypeSize, gap: float) -> Iterator[Row]:
    yield from size.paragraph([Span(skill.name, STRONG)], PANEL_ROOM, gap=gap, keep=True)
    yield Row(
        BAND_HEIGHT,
        lambda canvas, x, top: draw_band(canvas, skill, skill.colour, x, top, PANEL_ROOM),
        gap=2.25,
        keep=True,
    )
    level = words(f"level.{level_of(skill)}")
    key = "cv.band.one" if skill.low == skill.high else "cv.band.range"
    text = words(key, low=skill.low, high=skill.high, level=level)
    yield from size.paragraph([Span(text, replace(SMALL, line_height=1.3))], PANEL_ROOM, gap=1.5)


def _notes(skills: Sequence[CvSkill], words: Words) -> Iterator[str]:
    """What the scale means, then the norm group and the days: once where all skills share them, else for each."""
    yield words("cv.note.scale")
    sources: dict[tuple[str, date, date | None], list[str]] = {}
    for skill in skills:
        sources.setdefault((skill.norm, skill.measured, skill.valid_until), []).append(skill.name)
    for (norm, measured, until), names in sources.items():
        day = words.day(measured)
        days = words("cv.note.days", date=day, until=words.day(until)) if until else words("cv.note.day", date=day)
        key = "cv.note.norm" if len(sources) == 1 else "cv.note.norm_of"
        yield words(key, norm=norm, days=days, skills=", ".join(names))


def _entry(entry: CvEntry, size: TypeSize, gap: float) -> Iterator[Row]:
    title = _title(entry)
    yield from size.paragraph(title, MAIN_ROOM, gap=gap, keep=bool(entry.text))
    yield from size.paragraph([Span(entry.text, BODY)], MAIN_ROOM, gap=0 if title else gap)


def _title(entry: CvEntry, strong: Style = STRONG) -> list[Span]:
    """Title, organisation · period: those of them that are there."""
    spans: list[Span] = []
    for text, style, mark in (
        (entry.title, strong, ""),
        (entry.organisation, BODY, ", "),
        (entry.period, _MUTED, " ·\u00a0"),
    ):
        if text.strip():
            spans.append(Span((mark if spans else "") + text.replace("\n", " "), style))
    return spans


def _list(section: CvSection, size: TypeSize) -> Iterator[Row]:
    """Spoken languages below one another, each with its level; programming languages in a row, where they are bare."""
    bare = not any(entry.organisation or entry.period or entry.text for entry in section.entries)
    if section.kind == "code" and bare:
        together = "\u00a0· ".join(entry.title for entry in section.entries)
        yield from size.paragraph([Span(together, BODY)], PANEL_ROOM)
        return
    for entry in section.entries:
        yield from size.paragraph(_title(entry, BODY), PANEL_ROOM, keep=bool(entry.text))
        yield from size.paragraph([Span(entry.text, BODY)], PANEL_ROOM)
