"""How the report looks: its measures, its type, and what sets a text in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.sheet import PAGE_WIDTH, colour
from progrez_desktop.core.documents.structure import Element, Structure
from progrez_desktop.core.documents.tagging import beside, stacked, tagged
from progrez_desktop.core.documents.text import Span, Style, draw_line, wrap

LEFT = 48.0
ROOM = PAGE_WIDTH - 2 * LEFT
GAP = 22.0
COLUMN = (ROOM - GAP) / 2
PANEL = 10.0
"""From the edge of a tinted panel to its text."""

TITLE = Style(19, "semibold", line_height=1.25)
GROUP = Style(14, "semibold", line_height=1.3)
SKILL = Style(12, "semibold", line_height=1.3)
BODY = Style(9.25, line_height=1.38)
INK = Style(9.25, line_height=1.38)
STRONG = Style(9.25, "semibold", line_height=1.38)
LABEL = Style(8.75, "bold", "spruce_700", 1.35)
SMALL = Style(8.25, colour="ink_500", line_height=1.35)
_INDENT = 11.0
_RADIUS = 7.0


@dataclass(frozen=True)
class Setter:
    """Sets texts in one size of type, each as a part of an element."""

    structure: Structure
    size: TypeSize

    def text(
        self,
        text: str,
        style: Style,
        room: float,
        element: Element,
        *,
        gap: float = 0.0,
        below: float = 0.0,
        keep: bool = False,
    ) -> list[Row]:
        return self.spans([Span(text, style)], room, element, gap=gap, below=below, keep=keep)

    def spans(
        self,
        spans: Sequence[Span],
        room: float,
        element: Element,
        *,
        gap: float = 0.0,
        below: float = 0.0,
        keep: bool = False,
    ) -> list[Row]:
        rows = self.size.paragraph(spans, room, gap=gap, below=below, keep=keep)
        return tagged(rows, self.structure, element)

    def headed(self, head: str, text: str, room: float, element: Element, *, gap: float = 0.0) -> list[Row]:
        """Set a text whose heading stands on its first line."""
        return self.spans([Span(f"{head}  ", LABEL), Span(text, BODY)], room, element, gap=gap)

    def width(self, text: str, style: Style) -> float:
        """Return how wide a text is in this size, on one line."""
        return sum(span.width for span in self.size.sized([Span(text, style)]))

    def bulleted(self, text: str, room: float, parent: Element, *, gap: float) -> Row:
        return self._marked("•", text, room, parent, gap)

    def numbered(self, number: int, text: str, room: float, parent: Element, *, gap: float) -> Row:
        return self._marked(str(number), text, room, parent, gap)

    def _marked(self, sign: str, text: str, room: float, parent: Element, gap: float) -> Row:
        item = parent.add("LI")
        mark = stacked(self.text(sign, replace(STRONG, colour="spruce_700"), _INDENT, item.add("LBody")))
        said = stacked(self.text(text, BODY, room - _INDENT, item.add("LBody")))
        return beside(mark, said, _INDENT, gap=gap)

    def panel(self, row: Row, room: float) -> Row:
        """Put a row on a tinted ground that is `room` wide."""
        height = row.height + 2 * PANEL

        def draw(canvas: Any, x: float, top: float) -> None:
            with self.structure.decoration(canvas):
                canvas.setFillColor(colour("ink_100"))
                canvas.roundRect(x, top - height, room, height, _RADIUS, stroke=0, fill=1)
            row.draw(canvas, x + PANEL, top - PANEL)

        return Row(height, draw, gap=row.gap)


def drawn(text: str, style: Style, canvas: Any, x: float, top: float, room: float) -> float:
    """Draw a text in lines of `room` points and return where the next one goes."""
    for line in wrap([Span(text, style)], room):
        draw_line(canvas, line, x, top)
        top -= style.leading
    return top
