"""The modern CV as rows: a panel with name, contact and skills, and beside it what the person did."""

from collections.abc import Iterator
from dataclasses import replace

from progrez_desktop.core.cv import score_in_words
from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, draw_band
from progrez_desktop.core.documents.cv_rows import CvRows, in_a_row, joined, notes, personal_lines
from progrez_desktop.core.documents.flow import Row, paragraph
from progrez_desktop.core.documents.sheet import PAGE_WIDTH
from progrez_desktop.core.documents.structure import Element
from progrez_desktop.core.documents.tagging import tagged
from progrez_desktop.core.documents.text import Span, Style
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvLook, CvSection, CvSkill
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


def panel_rows(document: CvDocument, words: Words, look: CvLook, rows: CvRows) -> Iterator[Row]:
    root = rows.structure.root
    yield from tagged(_name(document), rows.structure, root.add("H1"))
    for n, line in enumerate(personal_lines(document, words)):
        yield from rows.text(root, "P", [Span(line, _MUTED)], gap=4.5 if n == 0 else 0)
    if document.skills:
        yield from rows.heading(words("cv.skills"), _HEADING, gap=16.5, below=4.5)
        listed = root.add("L")
        for n, skill in enumerate(document.skills):
            yield from _skill(skill, words, look, rows, _item(listed), gap=0 if n == 0 else 7.5)
        for n, note in enumerate(notes(document.skills, look, words)):
            yield from rows.text(root, "P", [Span(note, SMALL)], gap=8 if n == 0 else 2.25)
    for section in document.sections:
        if section.kind in _PANEL_KINDS and section.entries:
            yield from rows.heading(words(f"cv.section.{section.kind}"), _HEADING, gap=16.5, below=4.5)
            yield from _list(section, rows)


def main_rows(document: CvDocument, words: Words, rows: CvRows) -> Iterator[Row]:
    root = rows.structure.root
    yield from rows.text(root, "P", [Span(document.summary, _SUMMARY)])
    for section in document.sections:
        if section.kind not in _PANEL_KINDS and section.entries:
            yield from rows.heading(words(f"cv.section.{section.kind}"), _HEADING, gap=13.5, below=4.5)
            listed = root.add("L")
            for n, entry in enumerate(section.entries):
                yield from _entry(entry, rows, _item(listed), gap=0 if n == 0 else 3)


def _item(listed: Element) -> Element:
    return listed.add("LI").add("LBody")


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


def _skill(skill: CvSkill, words: Words, look: CvLook, rows: CvRows, item: Element, gap: float) -> Iterator[Row]:
    yield from rows.text(item, "P", [Span(skill.name, STRONG)], gap=gap, keep=True)
    band = Row(
        BAND_HEIGHT,
        lambda canvas, x, top: draw_band(canvas, skill, skill.colour, x, top, PANEL_ROOM),
        gap=2.25,
        keep=True,
    )
    yield rows.decoration(band)
    text = score_in_words(skill, words, numbers=look.numbers)
    yield from rows.text(item, "P", [Span(text, replace(SMALL, line_height=1.3))], gap=1.5)


def _entry(entry: CvEntry, rows: CvRows, item: Element, gap: float) -> Iterator[Row]:
    title = joined(entry, STRONG, BODY, _MUTED)
    yield from rows.text(item, "P", title, gap=gap, keep=bool(entry.text.strip()))
    yield from rows.text(item, "P", [Span(entry.text, BODY)], gap=0 if title else gap)


def _list(section: CvSection, rows: CvRows) -> Iterator[Row]:
    """Spoken languages below one another, each with its level; programming languages in a row."""
    root = rows.structure.root
    if together := in_a_row(section):
        for n, text in enumerate(together):
            yield from rows.text(root, "P", [Span(text, SMALL if n else BODY)], gap=2.25 if n else 0)
        return
    listed = root.add("L")
    for entry in section.entries:
        item = _item(listed)
        yield from rows.text(item, "P", joined(entry, BODY, BODY, _MUTED), keep=bool(entry.text.strip()))
        yield from rows.text(item, "P", [Span(entry.text, BODY)])
