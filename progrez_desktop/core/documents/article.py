"""A longer document as data: chapters of paragraphs, lists, formulas, tables and figures, to be set as PDF or HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from progrez_desktop.core.documents.plot import Plot

Shift = Literal["", "sub", "sup"]
Align = Literal["left", "right"]


@dataclass(frozen=True)
class Run:
    """A piece of text with one look. `language` is named where it is not that of the document."""

    text: str
    is_strong: bool = False
    shift: Shift = ""
    language: str = ""


Text = tuple[Run, ...]

_MARKED = re.compile(r"\*\*(?P<strong>.+?)\*\*|(?P<mark>[_^])\[(?P<shifted>[^\]]*)\]")


def text(source: str) -> Text:
    """Return a text in which **this** is strong, _[this] an index and ^[this] a power."""
    runs, at = [], 0
    for found in _MARKED.finditer(source):
        runs.append(Run(source[at : found.start()]))
        if found["strong"]:
            runs.append(Run(found["strong"], is_strong=True))
        else:
            runs.append(Run(found["shifted"], shift="sub" if found["mark"] == "_" else "sup"))
        at = found.end()
    return tuple(run for run in (*runs, Run(source[at:])) if run.text)


def plain(of: Text) -> str:
    return "".join(run.text for run in of)


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    is_small: bool = False
    """As a list that is looked something up in, and not read."""


@dataclass(frozen=True)
class Formula:
    text: Text


@dataclass(frozen=True)
class Note:
    """A paragraph that has to be seen: what may not be overlooked, set apart."""

    text: Text


@dataclass(frozen=True)
class Subheading:
    id: str
    text: str


@dataclass(frozen=True)
class Cell:
    """`below` is set small under it: the error of a parameter, the text of a code."""

    text: str
    below: str = ""
    language: str = ""
    shade: int = 0
    """A ground of one of three depths, 1 to 3, on paper; the text says the same without it."""


@dataclass(frozen=True)
class Column:
    head: str
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """The cells of a row, the first of which names it; or with `title`, a heading over the rows that follow."""

    cells: tuple[Cell, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Table:
    id: str
    label: str
    """ "Table 3": how the text refers to it."""
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figure:
    id: str
    label: str
    caption: Text
    alternative: str
    plot: Plot


Block = Paragraph | Bullets | Formula | Note | Subheading | Table | Figure


@dataclass(frozen=True)
class Chapter:
    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def subheadings(self) -> Iterator[Subheading]:
        return (block for block in self.blocks if isinstance(block, Subheading))


@dataclass(frozen=True)
class Article:
    """`facts` stand on the first page, a name and a value each; `running` and `page` head and foot every other one.

    `page` has places for {page} and {pages}.
    """

    title: str
    subtitle: str
    lead: Text
    facts: tuple[tuple[str, str], ...]
    contents: str
    running: str
    page: str
    language: str
    author: str
    made: date
    chapters: tuple[Chapter, ...]

    @property
    def figures(self) -> Iterator[Figure]:
        return (block for chapter in self.chapters for block in chapter.blocks if isinstance(block, Figure))
