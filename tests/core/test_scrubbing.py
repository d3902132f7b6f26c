"""What leaves as an example has no name and no number that the writing shows; what it can't see is not promised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.scrubbing import also_left_out, scrubber

HIDDEN = "[…]"
SCRUB = scrubber(("Sanne de Vries", "de Vries", "Sanne"), ("Fietsenfabriek", "Rozengracht 12"), HIDDEN)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I asked Mark de Boer at Philips in Eindhoven.", "I asked […] at […] in […]."),
        ("Bij Albert Heijn werkte ik met Anne-Marie van ’t Hof.", "Bij […] werkte ik met […]."),
        ("Then Mrs. Smith called.", "Then […]. […] called."),
        ("Jan Jansen was boos.", "[…] was boos."),
        ("I saw Mark. Mark said nothing.", "I saw […]. […] said nothing."),
        ("De baas van de fietsenfabriek was er.", "De baas van de […] was er."),
        ("SANNE zei ja, en sanne de vries ook.", "[…] zei ja, en […] ook."),
    ],
)
def test_names_are_left_out(text: str, told: str) -> None:
    assert SCRUB(text) == told


@pytest.mark.parametrize(
    "number",
    [
        *("12-03-2021", "2021-03-12", "2019", "06 12345678", "+31 6 12 34 56 78", "1012 AB", "NL91ABNA0417164300"),
        *("@sanne_dv", "s.devries@example.org", "www.example.org/me", "123456782"),
    ],
)
def test_numbers_days_and_addresses_are_left_out(number: str) -> None:
    told = SCRUB(f"it was {number} all along")
    assert told.startswith("it was ") and told.endswith(" all along")
    assert not [one for one in number if one.isalnum() and one in told[7:-10]]


@pytest.mark.parametrize(
    "text",
    [
        "I'm fine, and I said so on Monday.",
        "Ik vroeg wat er was. Toen luisterde ik naar 12 mensen.",
        "We were late. The others had left. So I called.",
        "In English it is easier than in Dutch.",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert SCRUB(text) == text


def test_what_it_can_not_see_stays_and_that_is_known() -> None:
    """The sentence beside the text says so, and whoever wrote it may leave out more."""
    assert SCRUB("Mark helped me.") == "Mark helped me."
    assert SCRUB("the only diver of the village") == "the only diver of the village"
    more = scrubber(("Sanne", "de Vries"), also_left_out("Mark, the only diver"), HIDDEN)
    assert more("Mark helped the only diver.") == "[…] helped […]."


def test_what_is_to_be_left_out_too_is_parted_by_commas_and_lines() -> None:
    assert also_left_out(" Mark ,,de sluis\nUrk; ") == ("Mark", "de sluis", "Urk")


@given(st.text(max_size=300))
def test_nothing_that_somebody_types_breaks_it_and_no_name_of_theirs_is_left(text: str) -> None:
    told = SCRUB(f"{text} Sanne de Vries {text}")
    assert "Vries" not in told
    assert SCRUB(told).count("Vries") == 0
