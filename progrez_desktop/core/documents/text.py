"""Text set in lines of a given width: styles, wrapping, and the drawing of a line. Nobody's text is ever markup."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    rise: float = 0.0
    """Points above the base line, below it where negative: for indices and powers."""

    @property
    def leading(self) -> float:
        return self.size * self.line_height

    @property
    def above_base(self) -> float:
        """How far the base line lies under the upper edge of a line, centred in its leading as a browser does."""
        # 0.356 em: half of Source Sans's ascent (0.984) minus descent (0.273).
        return self.leading / 2 + 0.356 * self.size


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
    end: str = "\n"
    """What the text has before the next line: a space, a line end, or nothing inside a word that was broken."""

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
            for number, part in enumerate(_broken(word, room)):
                wide = _width(part)
                space = width(" ", part[0].style.weight) * part[0].style.size
                if line and used + space + wide > room:
                    lines.append(_line(line, "" if number else " "))
                    line = []
                used = used + space + wide if line else wide
                line.append(part)
        if line:
            lines.append(_line(line, "\n"))
    return lines


def unwrapped(lines: Sequence[Line]) -> list[Span]:
    """Return the text of these lines, to be wrapped to another width."""
    last = len(lines) - 1
    texts = (
        (span.text + (line.end if number < last and span is line.spans[-1] else ""), span.style)
        for number, line in enumerate(lines)
        for span in line.spans
    )
    return _merged(texts)


def draw_line(canvas: Any, line: Line, x: float, top: float) -> None:
    """Draw one line in the upper part of its leading, as a browser does; `top` is its upper edge."""
    tallest = max(line.spans, key=lambda span: span.style.leading).style
    canvas.setLineWidth(_OUTLINE * tallest.size)
    text = canvas.beginText(x, top - tallest.above_base)
    for span in line.spans:
        text.setFillColor(colour(span.style.colour))
        text.setStrokeColor(colour(span.style.colour))
        if span.style.rise:
            text.setRise(span.style.rise)
        for font, part in pieces(span.text, span.style.weight):
            # The fallback fonts have one weight; an outline of its own colour makes their signs as heavy as the rest.
            thicken = span.style.weight != "regular" and font in FALLBACK_FONTS
            text.setTextRenderMode(2 if thicken else 0)
            text.setFont(font, span.style.size)
            show(text, part, font, span.style.size)
        if span.style.rise:
            text.setRise(0)
    if line.end == " ":
        text.textOut(" ")  # a reader that joins the lines of a paragraph does not find words glued together
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
        for number, part in enumerate(span.text.split(" ")):
            if number and word:
                yield tuple(word)
                word = []
            if part:
                word.append(Span(part, span.style))
    if word:
        yield tuple(word)


def _width(word: Word) -> float:
    # Widths add up, because reportlab does not kern. Most words have one style, and most of the time goes in here.
    return word[0].width if len(word) == 1 else sum(span.width for span in word)


def _line(words: Sequence[Word], end: str) -> Line:
    texts = (
        ((" " if number and not place else "") + span.text, span.style)
        for number, word in enumerate(words)
        for place, span in enumerate(word)
    )
    return Line(tuple(_merged(texts)), end)


def _merged(pieces: Iterable[tuple[str, Style]]) -> list[Span]:
    """One span per style: a reader that copies the text then finds whole words, not a box for each."""
    texts: list[list[str]] = []
    styles: list[Style] = []
    for text, style in pieces:
        if not styles or style != styles[-1]:
            texts.append([])
            styles.append(style)
        texts[-1].append(text)
    return list(map(Span, map("".join, texts), styles))


def _broken(word: Word, room: float) -> Iterator[Word]:
    """The word itself, or where it is wider than a line, the parts that are not; each part ends a line but the last."""
    if _width(word) <= room:
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
