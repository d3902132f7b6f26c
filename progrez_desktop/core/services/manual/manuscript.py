"""Reads the prose of a chapter: paragraphs, lists, formulas, notes, and the places of tables and figures.

A block ends at an empty line. "# " is the title, "## " a subheading, "- " an item of a list, "$ " a formula and "> "
a note. "[table name] Caption" and "[figure name] Caption" stand where they go. Under a table its heads (as "| Skill |
n > |", ">" for numbers that stand to the right) and rows of words, if it has any; under a figure its words ("x: Age").
"[list name]" and the other rows are what the program gives, and so is {name} in any text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

InsertKind = Literal["table", "figure", "list"]
PartKind = Literal["paragraph", "subheading", "bullets", "formula", "note"]

_INSERT = re.compile(r"\[(table|figure|list) (\w+)\] ?(.*)")
_MARKS: dict[str, PartKind] = {"## ": "subheading", "$ ": "formula", "> ": "note"}


@dataclass(frozen=True)
class Part:
    kind: PartKind
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Insert:
    """`lines` are the cells of a table as they are written, its heads first; `labels` a figure's words by their use."""

    kind: InsertKind
    name: str
    caption: str
    lines: tuple[tuple[str, ...], ...]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Manuscript:
    title: str
    parts: tuple[Part | Insert, ...]


def read_manuscript(source: str) -> Manuscript:
    """Return the parts of a chapter.

    Raises:
        ValueError: It does not begin with its title.
    """
    first, *blocks = (block.splitlines() for block in re.split(r"\n\s*\n", source.strip()))
    title = " ".join(first)
    if not title.startswith("# "):
        raise ValueError("a chapter begins with its title")
    return Manuscript(title[2:], tuple(_part(block) for block in blocks))


def _part(lines: list[str]) -> Part | Insert:
    if found := _INSERT.fullmatch(lines[0]):
        return _insert(found, lines[1:])
    if lines[0].startswith("- "):
        return Part("bullets", tuple(_items(lines)))
    whole = " ".join(line.strip() for line in lines)
    for mark, kind in _MARKS.items():
        if whole.startswith(mark):
            return Part(kind, (whole[len(mark) :],))
    return Part("paragraph", (whole,))


def _items(lines: list[str]) -> Iterator[str]:
    """Items of a list, one that goes on over indented lines joined."""
    item = ""
    for line in lines:
        if line.startswith("- ") and item:
            yield item
            item = ""
        item = f"{item} {line.removeprefix('- ').strip()}".strip()
    yield item


def _insert(found: re.Match[str], below: list[str]) -> Insert:
    kind: InsertKind = found[1]  # type: ignore[assignment]
    caption, lines, labels = found[3], list[tuple[str, ...]](), dict[str, str]()
    for line in below:
        name, colon, words = line.partition(": ")
        if kind == "table":
            lines.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
        elif colon and name.isidentifier():
            labels[name] = words
    return Insert(kind, found[2], caption, tuple(lines), labels)
