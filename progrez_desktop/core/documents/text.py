"""Text set in lines of a given width: styles, wrapping, and the drawing of a line. Nobody's text is ever markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from progrez_desktop.core.documents.fonts import FALLBACK_FONTS, Weight, clusters, drawable, pieces, width
from progrez_desktop.core.documents.marks import show
from progrez_desktop.core.documents.sheet import colour


@dataclass(frozen=True)
class Style:
    """How text looks: sizes in points, `line_height` a factor of the size, `colour` a token of resources/style."""

    size: float
    weight: Weight = "regular"
    colour: str = "ink_900"
    line_height: float = 1.4

    @property
    def leading(self) -> float:
        return self.size * self.line_height


@dataclass(frozen=True)
class Span:
    text: str
    style: Style

    @property
    def width(self) -> float:
        return width(self.text, self.style.weight) * self.style.size


@dataclass(frozen=True)
class Line:
    spans: tuple[Span, ...]

    @property
    def width(self) -> float:
        return sum(span.width for span in self.spans)

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


_OUTLINE = 0.03
"""Of the type size: what a stem of Noto Sans regular lacks beside Source Sans semibold."""

Word = tuple[Span, ...]
"""Signs without a space between them; more than one span where the style changes inside ("title," in two weights)."""


def wrap(spans: Sequence[Span], room: float) -> list[Line]:
    """Return the lines that hold all of the text, each at most `room` points wide; "\\n" begins a new line.

    A word wider than a line is broken, after a sign such as "@" or "-" where there is one. No text gives no line.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        line: list[Word] = []
        used = 0.0
        for word in _words(paragraph):
            for part in _broken(word, room):
                # Widths add up, because reportlab does not kern.
                wide = sum(span.width for span in part)
                space = Span(" ", part[0].style).width
                if line and used + space + wide > room:
                    lines.append(_line(line))
                    line = []
                used = used + space + wide if line else wide
                line.append(part)
        if line:
            lines.append(_line(line))
    return lines


def draw_line(canvas: Any, line: Line, x: float, top: float) -> None:
    """Draw one line in the upper part of its leading, as a browser does; `top` is its upper edge."""
    tallest = max(line.spans, key=lambda span: span.style.leading).style
    canvas.setLineWidth(_OUTLINE * tallest.size)
    # 0.356 em: half of Source Sans's ascent (0.984) minus descent (0.273), which centres it in the leading.
    text = canvas.beginText(x, top - tallest.leading / 2 - 0.356 * tallest.size)
    for span in line.spans:
        text.setFillColor(colour(span.style.colour))
        text.setStrokeColor(colour(span.style.colour))
        for font, part in pieces(span.text, span.style.weight):
            # The fallback fonts have one weight; an outline of its own colour makes their signs as heavy as the rest.
            thicken = span.style.weight != "regular" and font in FALLBACK_FONTS
            text.setTextRenderMode(2 if thicken else 0)
            text.setFont(font, span.style.size)
            show(text, part, font, span.style.size)
    text.setTextRenderMode(0)  # it would go on into the next line
    canvas.drawText(text)


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    paragraph: list[Span] = []
    for span in spans:
        first, *others = drawable(span.text).split("\n")
        paragraph.append(Span(first, span.style))
        for text in others:
            yield paragraph
            paragraph = [Span(text, span.style)]
    yield paragraph


def _words(paragraph: Sequence[Span]) -> Iterator[Word]:
    word: list[Span] = []
    for span in paragraph:
        for part in re.split("( +)", span.text):
            if part.startswith(" ") and word:
                yield tuple(word)
                word = []
            elif part.strip(" "):
                word.append(Span(part, span.style))
    if word:
        yield tuple(word)


def _line(words: Sequence[Word]) -> Line:
    spans: list[Span] = []
    for word in words:
        if spans:
            spans.append(Span(" ", word[0].style))
        spans.extend(word)
    # One span per style: a reader that copies the text then finds whole words, not a box for each.
    merged = (Span("".join(span.text for span in same), style) for style, same in groupby(spans, lambda s: s.style))
    return Line(tuple(merged))


def _broken(word: Word, room: float) -> Iterator[Word]:
    """The word itself, or where it is wider than a line, the parts that are not; each part ends a line but the last."""
    if sum(span.width for span in word) <= room:
        yield word
        return
    part: list[Span] = []
    used = 0.0
    for span in word:
        taken = ""
        for cluster in clusters(span.text):
            wide = width(cluster, span.style.weight) * span.style.size
            if used + wide > room and (taken or part):
                at = _good_break(taken)
                yield tuple(part) + ((Span(taken[:at], span.style),) if at else ())
                part, taken = [], taken[at:]
                used = Span(taken, span.style).width
            taken += cluster
            used += wide
        part.append(Span(taken, span.style))
    yield tuple(part)


def _good_break(text: str) -> int:
    """Where to break: after the last sign that divides an address, if that leaves no short line, else at the end."""
    at = max(text.rfind(sign) for sign in "@-/._") + 1
    return at if at > len(text) / 2 else len(text)
