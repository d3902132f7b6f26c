"""Laws of setting text: no sign is lost, no line is wider than its column, no row is lost or out of order."""

import unicodedata
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, draw_band
from progrez_desktop.core.documents.flow import Column, Row, flow
from progrez_desktop.core.documents.fonts import clusters, drawable, missing_characters, pieces, width
from progrez_desktop.core.documents.text import Span, Style, unwrapped, wrap
from tests.core.documents.pdf_text import squeezed
from tests.core.documents.test_cv_pdf import skill

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)
BODY = Style(10)
BOLD = Style(12, "bold")


@given(ANY_TEXT, ANY_TEXT, st.floats(20, 400))
@settings(deadline=None)
def test_wrapping_loses_nothing_and_no_line_is_wider_than_its_room(first: str, second: str, room: float) -> None:
    lines = wrap([Span(first, BOLD), Span(second, BODY)], room)
    assert squeezed("".join(line.text for line in lines)) == squeezed(drawable(first) + drawable(second))
    for line in lines:
        one_sign = len(list(clusters(line.text))) == 1
        assert line.width <= room + 1e-6 or one_sign


@given(ANY_TEXT, ANY_TEXT, st.floats(20, 400), st.floats(20, 400))
@settings(deadline=None)
def test_text_set_to_another_width_is_as_if_it_had_been_set_to_that_at_once(
    first: str, second: str, before: float, after: float
) -> None:
    spans = [Span(first, BOLD), Span(second, BODY)]
    assert wrap(unwrapped(wrap(spans, before)), after) == wrap(spans, after)


@given(st.lists(st.sampled_from(["a", "bc", "Łódź", "supercalifragilistic@example.org", "é" * 90]), min_size=1))
def test_words_are_never_joined_or_torn_without_need(words: list[str]) -> None:
    lines = wrap([Span(" ".join(words), BODY)], 120)
    short = [word for word in " ".join(line.text for line in lines).split() if word in words]
    assert short == [word for word in words if Span(word, BODY).width <= 120]


def test_a_long_address_breaks_after_a_sign_that_divides_it() -> None:
    lines = wrap([Span("somebody@a-long-department.example.org", BODY)], 120)
    assert [line.text for line in lines] == ["somebody@a-long-", "department.example.org"]


def test_a_style_that_changes_inside_a_word_does_not_break_it() -> None:
    lines = wrap([Span("one two", BOLD), Span(", three", BODY)], 60)
    assert [line.text for line in lines] == ["one two,", "three"]


@given(ANY_TEXT)
def test_a_combining_mark_stays_with_its_letter(text: str) -> None:
    parts = list(clusters(text))
    assert "".join(parts) == text
    assert all(not unicodedata.category(part[0]).startswith("M") for part in parts[1:])


@given(ANY_TEXT)
def test_what_is_drawn_is_composed_and_has_no_sign_that_only_steers(text: str) -> None:
    shown = drawable(text)
    assert drawable(shown) == shown or any(unicodedata.category(sign) == "Cf" for sign in text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in shown.replace("\n", ""))


@given(ANY_TEXT)
def test_every_missing_character_is_told_and_every_other_is_drawn_as_itself(text: str) -> None:
    told = set(missing_characters(text))
    shown = drawable(text).replace("\n", "")
    drawn = "".join(part for _, part in pieces(shown, "regular"))
    assert len(drawn) == len(shown)
    for wanted, got in zip(shown, drawn, strict=True):
        assert got == ("\ufffd" if wanted in told else wanted)


@given(st.lists(st.tuples(st.floats(1, 60), st.floats(0, 20), st.booleans()), max_size=60))
def test_flow_keeps_every_row_in_order_on_the_page_and_together_where_asked(
    shapes: list[tuple[float, float, bool]],
) -> None:
    rows = [Row(height, lambda *_: None, gap, keep) for height, gap, keep in shapes]
    pages = flow(rows, lambda page: Column(100 if page else 90, 50))

    placed = [item.row for page in pages for item in page]
    assert [id(row) for row in placed] == [id(row) for row in rows]
    for number, page in enumerate(pages):
        bottom = 0.0
        for item in page:
            assert item.top >= bottom - 1e-9
            bottom = item.top + item.row.height
        assert bottom <= (90 if number == 0 else 100) + 1e-9


def test_a_heading_goes_to_the_next_page_with_its_first_row() -> None:
    filler = Row(80, lambda *_: None)
    heading, entry = Row(10, lambda *_: None, keep=True), Row(10, lambda *_: None)
    pages = flow([filler, heading, entry], lambda _: Column(95, 50))
    assert [[item.row.height for item in page] for page in pages] == [[80], [10, 10]]


@given(st.lists(st.tuples(st.floats(1, 60), st.booleans()), min_size=1, max_size=60), st.floats(1, 80))
def test_a_head_is_repeated_where_a_page_begins_under_it_and_the_rows_stay_as_they_are(
    shapes: list[tuple[float, bool]], height: float
) -> None:
    head = Row(height, lambda *_: None, keep=True)
    rows = [Row(one, lambda *_: None, keep=keep, head=(head,)) for one, keep in shapes]
    pages = flow([Row(30, lambda *_: None), *rows], lambda _: Column(100, 50))

    assert [id(item.row) for page in pages for item in page if item.row is not head][1:] == [id(row) for row in rows]
    for page in pages[1:]:
        first, fits = page[0].row, height + page[-1].row.height <= 100
        assert first is head or not fits or height + first.height > 100
        assert sum(item.row is head for item in page) <= 1
        assert page[-1].bottom <= 100 + 1e-9


@dataclass
class Drawing:
    """A canvas that remembers its shapes: (left, right) of each."""

    shapes: list[tuple[float, float]] = field(default_factory=list)

    def setFillColor(self, colour: object) -> None:  # noqa: N802 (reportlab's name)
        pass

    def roundRect(self, x: float, y: float, width: float, height: float, radius: float, **_: int) -> None:  # noqa: N802
        self.shapes.append((x, x + width))

    def circle(self, x: float, y: float, radius: float, **_: int) -> None:
        self.shapes.append((x - radius, x + radius))


@given(st.lists(st.floats(1, 10), min_size=3, max_size=3).map(sorted))
def test_the_dot_lies_in_its_band_and_the_band_in_its_track(stens: list[float]) -> None:
    low, score, high = stens
    drawing = Drawing()
    draw_band(drawing, skill(low_exact=low, sten_exact=score, high_exact=high), "relate", 20.0, 100.0, 150.0)
    track, band, dot = drawing.shapes
    assert track == (20.0, 170.0)
    assert track[0] - 1e-9 <= band[0] <= dot[0] + 1e-9
    assert dot[1] - 1e-9 <= band[1] <= track[1] + 1e-9


def test_the_scale_runs_evenly_from_one_to_ten() -> None:
    centres = []
    for sten in (1.0, 5.5, 10.0):
        drawing = Drawing()
        draw_band(
            drawing, skill(low_exact=sten, sten_exact=sten, high_exact=sten), "relate", 0.0, 0.0, 90.0 + BAND_HEIGHT
        )
        centres.append(sum(drawing.shapes[-1]) / 2)
    assert centres == [3.0, 48.0, 93.0]


def test_measured_width_is_the_sum_of_its_signs() -> None:
    # Breaking a long word counts sign by sign, which is only right while no font is kerned.
    text = "AVATAR Ḃḋ Type"
    assert abs(width(text, "bold") - sum(width(sign, "bold") for sign in text)) < 1e-9
