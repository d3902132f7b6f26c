"""Plots: everything lies inside the picture, names never touch, and PDF and SVG draw the same shapes."""

import io
import re
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.documents.drawing import Dot, Drawing, Path, Word
from progrez_desktop.core.documents.drawing_pdf import draw_drawing
from progrez_desktop.core.documents.drawing_svg import svg_of
from progrez_desktop.core.documents.fonts import width
from progrez_desktop.core.documents.plot import Band, Bars, Key, Line, Panel, Plot, Rule, axis
from progrez_desktop.core.documents.plot_layout import laid_out

WIDTH = 400.0
X = axis((0.0, 5.0, 10.0), ("0", "5", "10"))
Y = axis((-1.0, 0.0, 1.0), ("−1", "0", "1"))
VALUE = st.floats(-1.0, 1.0)


def plot(*parts, panels: int = 3, columns: int = 2) -> Plot:
    keys = (Key("core", "ink_700"), Key("longer", "ink_700", "dashed"), Key("area", "ink_300", is_area=True))
    return Plot(tuple(Panel(f"Panel {n}", X, Y, parts) for n in range(panels)), columns, 90.0, "age", "theta", keys)


def ends(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of each shape."""
    found = []
    for shape in drawing.shapes:
        if isinstance(shape, Path):
            across, down = zip(*shape.points, strict=True)
            found.append((min(across), max(across), min(down), max(down)))
        elif isinstance(shape, Dot):
            (x, y), r = shape.at, shape.radius
            found.append((x - r, x + r, y - r, y + r))
        else:
            wide = width(shape.text, shape.weight) * shape.size
            left = shape.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[shape.anchor]
            found.append((left, left + wide, shape.at[1] - shape.size, shape.at[1]))
    return found


@given(st.lists(st.tuples(st.text("abcdefg", min_size=1, max_size=9), VALUE, VALUE), min_size=1, max_size=6))
def test_nothing_leaves_the_picture_and_names_of_lines_never_touch(lines: list[tuple[str, float, float]]) -> None:
    parts = [Line(((0.0, start), (10.0, end)), "think", name, with_dots=True) for name, start, end in lines]
    drawing = laid_out(plot(Band(((0.0, -1.0, 1.0), (10.0, -0.5, 0.5)), "self"), *parts), WIDTH)
    for left, right, top, bottom in ends(drawing):
        assert left >= -4.0 and right <= WIDTH + 4.0 and top >= -2.0
        assert bottom <= drawing.height + 8.0 * max(0, len(lines) - 4)
    names = [shape for shape in drawing.shapes if isinstance(shape, Word) and shape.colour == "think"]
    for of_panel in (names[at : at + len(lines)] for at in range(0, len(names), len(lines))):
        places = [word.at[1] for word in of_panel]
        levels = [level for level in _levels(drawing) if level[0] - 1.0 <= places[0] <= level[1] + 4.0]
        assert any(places[-1] <= bottom + 4.0 for _, bottom in levels)
        assert all(below - above >= 8.0 - 1e-9 for above, below in pairwise(places))


def _levels(drawing: Drawing) -> set[tuple[float, float]]:
    """The upper and the lower edge of each panel's data: its first and its last tick."""
    levels = [shape.points[0][1] for shape in drawing.shapes if isinstance(shape, Path) and shape.stroke == "ink_200"]
    return {(min(panel), max(panel)) for panel in (levels[at : at + 3] for at in range(0, len(levels), 3))}


@given(VALUE, VALUE)
def test_names_stand_in_the_order_in_which_their_lines_end(one: float, other: float) -> None:
    lines = [Line(((0.0, 0.0), (10.0, end)), "think", name) for name, end in (("one", one), ("other", other))]
    drawing = laid_out(plot(*lines, panels=1, columns=1), WIDTH)
    first, second = (shape.text for shape in drawing.shapes if isinstance(shape, Word) and shape.colour == "think")
    assert {first, second} == {"one", "other"}
    if abs(one - other) > 1e-6:
        assert first == ("one" if one > other else "other")


def test_a_bar_stands_on_zero_and_is_as_high_as_its_value() -> None:
    drawing = laid_out(plot(Bars(((2.0, 0.5), (4.0, 1.0), (6.0, -0.5)), "drive"), panels=1, columns=1), WIDTH)
    bars = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.fill == "drive"]
    heights = [bar.points[0][1] - bar.points[1][1] for bar in bars]
    assert heights == pytest.approx([heights[1] / 2, heights[1], -heights[1] / 2])
    assert len({bar.points[0][1] for bar in bars}) == 1


def test_a_line_passes_through_the_ticks_that_it_names() -> None:
    drawing = laid_out(plot(Line(((0.0, -1.0), (5.0, 0.0), (10.0, 1.0)), "think"), panels=1, columns=1), WIDTH)
    (line,) = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.stroke == "think"]
    below = {word.text: word.at[0] for word in drawing.shapes if isinstance(word, Word) and word.anchor == "middle"}
    assert [x for x, _ in line.points] == pytest.approx([below["0"], below["5"], below["10"]])
    levels = [shape.points[0][1] for shape in drawing.shapes if isinstance(shape, Path) and shape.stroke == "ink_200"]
    assert sorted(y for _, y in line.points) == pytest.approx(sorted(levels))


def test_an_svg_holds_what_is_shown_and_nothing_from_elsewhere() -> None:
    rule = Rule(0.5)
    shown = laid_out(plot(Line(((0.0, 0.0), (10.0, 1.0)), "think", "a < b & “c”"), rule, panels=1, columns=1), WIDTH)
    svg = svg_of(shown, lambda token: f"var(--{token})", 'one "panel" <with> a line', "sans-serif")
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    assert root.get("aria-label") == 'one "panel" <with> a line'
    assert root.get("role") == "img"
    words = [shape.text for shape in shown.shapes if isinstance(shape, Word)]
    assert [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")] == words
    assert "var(--think)" in svg
    assert not re.search(r"script|href|url\(|http(?!://www\.w3\.org/2000/svg)", svg)


@dataclass
class Counting:
    """A canvas that counts what is drawn on it."""

    drawn: list[str] = field(default_factory=list)

    def __getattr__(self, name: str):
        def note(*_: object, **__: object) -> "Counting":
            self.drawn.append(name)
            return self

        return note


def test_every_shape_is_drawn_on_paper_as_a_vector() -> None:
    parts = (Bars(((2.0, 0.5),), "drive"), Line(((0.0, 0.0), (10.0, 1.0)), "think", "name", with_dots=True))
    drawing = laid_out(plot(*parts), WIDTH)
    canvas = Counting()
    draw_drawing(canvas, drawing, 0.0, 0.0)
    kinds = {kind: sum(isinstance(shape, kind) for shape in drawing.shapes) for kind in (Path, Dot, Word)}
    assert [canvas.drawn.count(name) for name in ("drawPath", "circle", "drawText")] == list(kinds.values())
    assert "drawImage" not in canvas.drawn


def test_paper_gets_the_same_bytes_for_the_same_plot() -> None:
    from reportlab.pdfgen.canvas import Canvas

    def made() -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, invariant=1)
        draw_drawing(canvas, laid_out(plot(Line(((0.0, 0.0), (10.0, 1.0)), "self", "name")), WIDTH), 50.0, 700.0)
        canvas.save()
        return file.getvalue()

    assert made() == made()
