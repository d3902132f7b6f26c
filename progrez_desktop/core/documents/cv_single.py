"""The CV in one column: classic, with a line for each thing, which parsers read well; and compact, for one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from progrez_desktop.core.cv import score_in_words
from progrez_desktop.core.documents.cv_rows import CvRows, in_a_row, joined, notes, personal_lines
from progrez_desktop.core.documents.flow import Row, Spacing
from progrez_desktop.core.documents.setting import SETTINGS, TypeSize
from progrez_desktop.core.documents.sheet import PAGE_WIDTH
from progrez_desktop.core.documents.structure import Element
from progrez_desktop.core.documents.text import Span, Style
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvLook, CvSection, SectionKind
from progrez_desktop.core.words import Words

_LAST: tuple[SectionKind, ...] = ("skills", "basis")
"""What the scores mean and rest on: the skills stand before it, and after what the person did."""


@dataclass(frozen=True)
class Design:
    """How one of the two looks."""

    margin: float
    name: Style
    heading: Style
    body: Style
    title: Style
    muted: Style
    summary: Style
    section_gap: float
    entry_gap: float
    line_for_each: bool
    """Title, organisation with period, and text have lines of their own."""
    tries: Sequence[tuple[int, TypeSize, Sequence[Spacing]]]
    """How many pages are few enough at which size and spacings; the last one is taken in any case."""

    @property
    def room(self) -> float:
        return PAGE_WIDTH - 2 * self.margin


CLASSIC = Design(
    margin=56.0,
    name=Style(22, "semibold", line_height=1.2),
    heading=Style(12, "bold", "spruce_700", 1.3),
    body=Style(10.5),
    title=Style(10.5, "bold"),
    muted=Style(10.5, colour="ink_700"),
    summary=Style(11),
    section_gap=15.0,
    entry_gap=7.0,
    line_for_each=True,
    # A little closer where that saves the second page, much closer only where it saves the third.
    tries=((1, SETTINGS[0][0], SETTINGS[0][1][:2]), *((2, size, spacings) for size, spacings in SETTINGS)),
)
COMPACT = Design(
    margin=42.0,
    name=Style(17, "semibold", line_height=1.15),
    heading=Style(9.5, "bold", "spruce_700", 1.25),
    body=Style(9, line_height=1.3),
    title=Style(9, "bold", line_height=1.3),
    muted=Style(9, colour="ink_700", line_height=1.3),
    summary=Style(9.5, line_height=1.3),
    section_gap=8.0,
    entry_gap=2.0,
    line_for_each=False,
    tries=(
        (1, *SETTINGS[0]),
        (1, TypeSize(0.9), (Spacing(lines=0.87, gaps=0.6), Spacing(lines=0.83, gaps=0.35))),
    ),
)


def single_rows(document: CvDocument, words: Words, look: CvLook, design: Design, rows: CvRows) -> Iterator[Row]:
    """Return all of the CV from its name on."""
    return _Single(document, words, look, design, rows).all()


@dataclass(frozen=True)
class _Single:
    document: CvDocument
    words: Words
    look: CvLook
    design: Design
    rows: CvRows

    def all(self) -> Iterator[Row]:
        root, design, document = self.rows.structure.root, self.design, self.document
        yield from self.rows.text(root, "H1", [Span(document.full_name, design.name)], keep=True)
        told = "\u00a0· ".join(personal_lines(document, self.words))
        yield from self.rows.text(root, "P", [Span(told, design.muted)], gap=2)
        yield from self.rows.text(root, "P", [Span(document.summary, design.summary)], gap=design.section_gap * 0.6)
        for section in document.sections:
            if section.kind not in _LAST:
                yield from self._section(section)
        yield from self._skills()
        for section in document.sections:
            if section.kind in _LAST:
                yield from self._section(self._not_said(section))

    def _section(self, section: CvSection) -> Iterator[Row]:
        if section.entries:
            yield from self._heading(self.words(f"cv.section.{section.kind}"))
            if together := in_a_row(section):
                for n, text in enumerate(together):
                    style = self.design.muted if n else self.design.body
                    yield from self.rows.text(self.rows.structure.root, "P", [Span(text, style)])
                return
            listed = self.rows.structure.root.add("L")
            for n, entry in enumerate(section.entries):
                yield from self._entry(entry, _item(listed), 0 if n == 0 else self._gap(entry))

    def _heading(self, text: str) -> list[Row]:
        return self.rows.heading(text, self.design.heading, gap=self.design.section_gap, below=3)

    def _gap(self, entry: CvEntry) -> float:
        """Single lines stand closer than entries of several."""
        several = self.design.line_for_each and bool(entry.organisation or entry.text)
        return self.design.entry_gap if several else min(self.design.entry_gap, 2.0)

    def _entry(self, entry: CvEntry, item: Element, gap: float) -> Iterator[Row]:
        design, goes_on = self.design, bool(entry.text.strip())
        lines = [joined(entry, design.title, design.body, design.muted)]
        if design.line_for_each and entry.title.strip() and entry.organisation.strip():
            below = CvEntry(organisation=entry.organisation, period=entry.period)
            lines = [[Span(entry.title, design.title)], joined(below, design.title, design.body, design.muted)]
        for n, spans in enumerate(lines):
            keep = goes_on or n < len(lines) - 1
            yield from self.rows.text(item, "P", spans, gap=gap if n == 0 else 0, keep=keep)
        yield from self.rows.text(item, "P", [Span(entry.text, design.body)], gap=0 if lines[0] else gap)

    def _skills(self) -> Iterator[Row]:
        if not self.document.skills:
            return
        yield from self._heading(self.words("cv.skills"))
        listed, meanings, design = self.rows.structure.root.add("L"), self._meanings(), self.design
        for skill in self.document.skills:
            level = score_in_words(skill, self.words, numbers=self.look.numbers)
            meaning = meanings.get(skill.name, "")
            spans = [Span(skill.name, design.title), Span(f": {level}", design.body)]
            item = _item(listed)
            yield from self.rows.text(item, "P", spans, gap=1.5, keep=bool(meaning))
            yield from self.rows.text(item, "P", [Span(meaning, design.muted)])
        for note in notes(self.document.skills, self.look, self.words):
            yield from self.rows.text(self.rows.structure.root, "P", [Span(note, design.muted)], gap=3)

    def _meanings(self) -> dict[str, str]:
        """What each skill is, by its name, where the CV says so."""
        entries = [entry for section in self.document.sections if section.kind == "skills" for entry in section.entries]
        return {entry.title: entry.text for entry in entries}

    def _not_said(self, section: CvSection) -> CvSection:
        """The section without what stands with the skills already."""
        said = {skill.name for skill in self.document.skills} if section.kind == "skills" else set()
        return CvSection(section.kind, tuple(entry for entry in section.entries if entry.title not in said))


def _item(listed: Element) -> Element:
    return listed.add("LI").add("LBody")
