"""Rows of a CV's column, each a part of the document's structure: headings, lists of entries, paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.structure import Element, Kind, Structure
from progrez_desktop.core.documents.tagging import tagged
from progrez_desktop.core.documents.text import Span, Style
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvLook, CvSection, CvSkill
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class CvRows:
    """Sets text to one width, in one size of type."""

    structure: Structure
    size: TypeSize
    room: float

    def text(
        self,
        parent: Element,
        kind: Kind,
        spans: Sequence[Span],
        *,
        gap: float = 0.0,
        below: float = 0.0,
        keep: bool = False,
    ) -> list[Row]:
        """Return the rows of a text as one part of `parent`; no text is no part."""
        rows = self.size.paragraph(spans, self.room, gap=gap, below=below, keep=keep)
        return tagged(rows, self.structure, parent.add(kind)) if rows else []

    def heading(self, text: str, style: Style, *, gap: float, below: float) -> list[Row]:
        """Return a heading, which the file's bookmarks lead to as well."""
        first, *others = self.text(self.structure.root, "H2", [Span(text, style)], gap=gap, below=below, keep=True)
        name = f"section-{len(self.structure.root.kids)}"

        def draw(canvas: Any, x: float, top: float) -> None:
            canvas.bookmarkHorizontal(name, x, top)
            canvas.addOutlineEntry(text, name, 0)
            first.draw(canvas, x, top)

        return [replace(first, draw=draw), *others]

    def decoration(self, row: Row) -> Row:
        """Return a row that is not read, since the words beside it say the same."""

        def draw(canvas: Any, x: float, top: float) -> None:
            with self.structure.decoration(canvas):
                row.draw(canvas, x, top)

        return replace(row, draw=draw)


def joined(entry: CvEntry, title: Style, body: Style, muted: Style) -> list[Span]:
    """Title, organisation · period: those of them that are there."""
    spans: list[Span] = []
    for text, style, mark in (
        (entry.title, title, ""),
        (entry.organisation, body, ", "),
        (entry.period, muted, " ·\u00a0"),
    ):
        if text.strip():
            spans.append(Span((mark if spans else "") + text.replace("\n", " "), style))
    return spans


def in_a_row(section: CvSection) -> tuple[str, ...]:
    """Programming languages on one line, and what their shares are of on the next; nothing for any other section."""
    named = [entry for entry in section.entries if entry.title.strip()]
    said = [entry.text for entry in section.entries if not entry.title.strip()]
    is_more = any(entry.organisation for entry in section.entries) or any(entry.text for entry in named)
    if section.kind != "code" or is_more or not named:
        return ()
    shown = (f"{entry.title} ({entry.period})" if entry.period.strip() else entry.title for entry in named)
    return ("\u00a0· ".join(shown), *filter(None, said))


def personal_lines(document: CvDocument, words: Words) -> Iterator[str]:
    """What stands below the name: lines of contact, then what the person wants to tell of themselves."""
    yield from document.contact
    for name, text in document.personal:
        yield words(f"cv.personal.{name}", text=text)


def notes(skills: Sequence[CvSkill], look: CvLook, words: Words) -> Iterator[str]:
    """What the levels mean, then the norm group and the days: once where all skills share them, else for each."""
    if look.template == "modern":
        yield words("cv.note.scale" if look.numbers else "cv.note.band")
    else:
        yield words("cv.note.stens" if look.numbers else "cv.note.words")
    sources: dict[tuple[str, date, date | None], list[str]] = {}
    for skill in skills:
        sources.setdefault((skill.norm, skill.measured, skill.valid_until), []).append(skill.name)
    for (norm, measured, until), names in sources.items():
        day = words.day(measured)
        days = words("cv.note.days", date=day, until=words.day(until)) if until else words("cv.note.day", date=day)
        key = "cv.note.norm" if len(sources) == 1 else "cv.note.norm_of"
        yield words(key, norm=norm, days=days, skills=", ".join(names))
