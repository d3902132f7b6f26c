"""The CV on A4, in one of three templates: tagged, with bookmarks and its content as JSON Resume, to be signed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.check_code import Origin, check_code
from progrez_desktop.core.documents.archival import declare
from progrez_desktop.core.documents.attachment import attach
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
from progrez_desktop.core.documents.cv_rows import CvRows
from progrez_desktop.core.documents.cv_single import CLASSIC, COMPACT, Design, single_rows
from progrez_desktop.core.documents.flow import Column, Placed, Row, Spacing, flow
from progrez_desktop.core.documents.fonts import missing_characters
from progrez_desktop.core.documents.qr_code import draw_qr_code
from progrez_desktop.core.documents.setting import SETTINGS
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.signing import leave_room
from progrez_desktop.core.documents.structure import Structure
from progrez_desktop.core.documents.text import Line, Span, draw_line, wrap
from progrez_desktop.core.json_resume import json_resume
from progrez_desktop.core.model.cv import CvDocument, CvLook
from progrez_desktop.core.ports import Signer
from progrez_desktop.core.words import Words

ATTACHED = "resume.json"

_PAGES = 2
"""A CV is set closer rather than longer than this; what does not fit then takes more pages, for nothing is lost."""

_TOP = 33.0
_COLUMN = PAGE_HEIGHT - 2 * _TOP
_FOOT = 2 * SMALL.leading
_CODE = 41.0
"""The check code: as many points as it has modules, so that each is 0.35 mm and of the same size."""
_CODE_BOTTOM = 22.0
_FOOT_WITH_CODE = _CODE_BOTTOM + _CODE + 5 - _TOP
_BESIDE_CODE = 8.0
_RUNNING = replace(STRONG, size=9, colour="ink_700")
_BELOW_RUNNING = 12.0
_WIDE_ROOM = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Seal:
    """Whose check code a CV carries; the same signer is to sign the file."""

    signer: Signer
    origin: Origin


@dataclass(frozen=True)
class MadeCv:
    """A CV as it is looked at, and what its owner is to be told of it. With a seal, room is left to sign it."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...]
    """Characters that no font here has: they are drawn as a replacement mark."""


@dataclass(frozen=True)
class _Layout:
    """A CV set on its pages. Those after the panel's last have the whole width for what the person did."""

    structure: Structure
    panel: list[list[Placed]]
    main: list[list[Placed]]
    margin: float

    @property
    def pages(self) -> int:
        return max(len(self.panel), len(self.main))


def draw_cv(document: CvDocument, words: Words, look: CvLook, seal: Seal | None = None) -> MadeCv:
    """Return the CV as a PDF: the same bytes for the same document, words, look and seal."""
    file = io.BytesIO()
    content = json_resume(document, words, look)
    code = _code(content, document, seal) if seal else ""
    title = words("cv.blind.title") if document.is_blind else words("cv.pdf_title", name=document.full_name)
    author = "" if document.is_blind else document.full_name
    canvas = new_canvas(file, title=title, author=author, language=document.language, made=document.made)
    set_out = _modern if look.template == "modern" else _single
    layout = set_out(document, words, look, _FOOT_WITH_CODE if code else _FOOT)
    for page in range(layout.pages):
        _draw_page(canvas, layout, page, document, words, code)
        canvas.showPage()
    layout.structure.write(canvas)
    attach(canvas, ATTACHED, content, kind="application/json", about=words("cv.attached"), made=document.made)
    declare(canvas, title=title, author=author, language=document.language, made=document.made)
    if code:
        leave_room(canvas, code, document.made)
    canvas.save()
    return MadeCv(file.getvalue(), layout.pages, missing_in_cv(document))


def missing_in_cv(document: CvDocument) -> tuple[str, ...]:
    """Return the characters of this CV that can't be drawn, so that the person can be told before it is saved."""
    entries = [entry for section in document.sections for entry in section.entries]
    return missing_characters(
        document.full_name,
        *document.contact,
        *(text for _, text in document.personal),
        document.summary,
        *(part for skill in document.skills for part in (skill.name, skill.norm)),
        *(part for entry in entries for part in (entry.title, entry.organisation, entry.period, entry.text)),
    )


def _code(content: bytes, document: CvDocument, seal: Seal) -> str:
    signer = seal.signer
    return check_code(content, document.made, seal.origin, signer.point, signer.sign).text


def _modern(document: CvDocument, words: Words, look: CvLook, foot: float) -> _Layout:
    """Return the first layout of few enough pages, else the closest.

    Args:
        foot: What the first page leaves free below.
    """
    for size, spacings in SETTINGS:
        structure = Structure()
        panel = list(panel_rows(document, words, look, CvRows(structure, size, PANEL_ROOM)))
        main = list(main_rows(document, words, CvRows(structure, size, MAIN_ROOM)))
        for spacing in spacings:
            layout = _beside(document, structure, panel, main, spacing, foot)
            if layout.pages <= _PAGES:
                return layout
    return layout


def _beside(
    document: CvDocument,
    structure: Structure,
    panel_rows: Sequence[Row],
    main_rows: Sequence[Row],
    spacing: Spacing,
    foot: float,
) -> _Layout:
    first = Column(_COLUMN - foot, PANEL_ROOM)
    below_running = _COLUMN - _height(_running(document, PANEL_ROOM)) - _FOOT
    wide = Column(_COLUMN - _height(_running(document, _WIDE_ROOM)) - _FOOT, _WIDE_ROOM)
    panel = flow(panel_rows, lambda page: Column(below_running, PANEL_ROOM) if page else first, spacing)
    main = flow(main_rows, lambda page: Column(_COLUMN, MAIN_ROOM) if page < len(panel) else wide, spacing)
    return _Layout(structure, panel, main, MARGIN)


def _single(document: CvDocument, words: Words, look: CvLook, foot: float) -> _Layout:
    design: Design = CLASSIC if look.template == "classic" else COMPACT
    first = Column(_COLUMN - foot, design.room)
    others = Column(_COLUMN - _FOOT - _height(_running(document, design.room)), design.room)
    for most, size, spacings in design.tries:
        structure = Structure()
        rows = list(single_rows(document, words, look, design, CvRows(structure, size, design.room)))
        for spacing in spacings:
            pages = flow(rows, lambda page: others if page else first, spacing)
            if len(pages) <= most:
                return _Layout(structure, [], pages, design.margin)
    return _Layout(structure, [], pages, design.margin)


def _running(document: CvDocument, room: float) -> list[Line]:
    """The name at the head of each page but the first."""
    return wrap([Span(document.full_name, _RUNNING)], room)[:2]


def _height(running: Sequence[Line]) -> float:
    return sum(line.spans[0].style.leading for line in running) + _BELOW_RUNNING


def _draw_page(canvas: Any, layout: _Layout, page: int, document: CvDocument, words: Words, code: str) -> None:
    beside = page < len(layout.panel)
    x, room = (PANEL_X, PANEL_ROOM) if beside else (layout.margin, PAGE_WIDTH - 2 * layout.margin)
    top = PAGE_HEIGHT - _TOP
    with layout.structure.decoration(canvas):
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
    below = _TOP + SMALL.leading
    if code and not page:
        below = _draw_code(canvas, layout.structure, code, words, x, room)
        x += _CODE + _BESIDE_CODE
    if layout.pages > 1:
        with layout.structure.decoration(canvas):
            number = wrap([Span(words("cv.page", page=page + 1, pages=layout.pages), SMALL)], room)
            _draw_lines(canvas, number, x, below)


def _draw_code(canvas: Any, structure: Structure, code: str, words: Words, x: float, room: float) -> float:
    """Draw the check code at the foot of a page, the last thing that is read, and return where its words end."""
    with structure.content(canvas, structure.root.add("Figure", alternative=words("cv.code.is"))):
        draw_qr_code(canvas, code, x, _CODE_BOTTOM, _CODE)
    said = wrap([Span(words("cv.code"), SMALL)], room - _CODE - _BESIDE_CODE)
    with structure.content(canvas, structure.root.add("P")):
        _draw_lines(canvas, said, x + _CODE + _BESIDE_CODE, _CODE_BOTTOM + _CODE)
    return _CODE_BOTTOM + _CODE - len(said) * SMALL.leading


def _draw_rows(canvas: Any, page: Sequence[Placed], x: float, top: float) -> None:
    for placed in page:
        placed.draw(canvas, x, top)


def _draw_lines(canvas: Any, lines: Sequence[Line], x: float, top: float) -> None:
    for line in lines:
        draw_line(canvas, line, x, top)
        top -= line.spans[0].style.leading
