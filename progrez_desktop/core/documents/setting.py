"""How close a document is set: as designed, or with lower lines, smaller gaps and smaller type to save a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from progrez_desktop.core.documents.flow import Row, Spacing, paragraph
from progrez_desktop.core.documents.text import Span, Style

_SMALLEST = 8.0
"""Points: what is designed larger goes no further down, what is designed smaller stays as it is."""


@dataclass(frozen=True)
class TypeSize:
    """A factor of the designed size of type. Its text is wrapped once and tried with several spacings."""

    factor: float

    def paragraph(
        self, spans: Sequence[Span], width: float, *, gap: float = 0.0, below: float = 0.0, keep: bool = False
    ) -> list[Row]:
        """Return what `flow.paragraph` returns for the same text in this size."""
        return paragraph(self.sized(spans), width, gap=gap, below=below, keep=keep)

    def sized(self, spans: Sequence[Span]) -> list[Span]:
        return [Span(span.text, _in_size(span.style, self.factor)) for span in spans]


@cache
def _in_size(style: Style, factor: float) -> Style:
    return replace(style, size=max(style.size * factor, min(style.size, _SMALLEST)))


SETTINGS = (
    (TypeSize(1.0), (Spacing(), Spacing(lines=0.92, gaps=0.8), Spacing(lines=0.85, gaps=0.6))),
    (TypeSize(0.86), (Spacing(lines=0.87, gaps=0.6), Spacing(lines=0.83, gaps=0.4))),
)
"""From the design to the closest that is still read with ease: 8.4 points, in lines of 1.16 times that."""
