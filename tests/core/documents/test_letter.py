"""A paper that states one thing: whole, in reading order, tagged, and the same bytes each time."""

from datetime import date

import pytest

from progrez_desktop.core.documents.letter import Letter, Part, render_letter
from tests.core.documents.pdf_text import about, squeezed, text_of

LETTER = Letter(
    title="Receipt: account deleted",
    lead="It was deleted at the wish of its owner.",
    facts=(("Reference", "7f" * 16), ("Done", "2026-11-23 09:00")),
    parts=(Part("What was destroyed", ("The keys.", "The safe.")), Part("What stays", ("Counts.",))),
    language="en",
    made=date(2026, 11, 23),
)


def test_everything_is_there_in_the_order_of_reading() -> None:
    text = squeezed(text_of(render_letter(LETTER)))
    expected = (
        *(LETTER.title, LETTER.lead, "Reference", "7f" * 16, "Done"),
        *("What was destroyed", "The keys.", "The safe.", "What stays", "Counts."),
    )
    places = [text.find(squeezed(one)) for one in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_it_is_tagged_and_says_its_language_and_title() -> None:
    catalogue, data = about(render_letter(LETTER))
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert data["/Title"] == LETTER.title
    kinds = [kid.get_object()["/S"] for kid in catalogue["/StructTreeRoot"]["/K"].get_object()["/K"]]
    assert kinds == ["/H1", "/P", "/P", "/P", "/H2", "/P", "/P", "/H2", "/P"]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render_letter(LETTER) == render_letter(LETTER)


@pytest.mark.parametrize("lines", [1, 300])
def test_a_long_one_goes_on_over_pages_and_loses_nothing(lines: int) -> None:
    long = Letter("T", "L", (), (Part("P", tuple(f"line {n}." for n in range(lines))),), "nl", date(2026, 1, 1))
    text = text_of(render_letter(long))
    assert all(f"line {n}." in text for n in range(lines))
