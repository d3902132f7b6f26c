"""A reader of a blind CV finds no name, however it was spelt, and no way to reach the person."""

import pytest

from progrez_desktop.core.blinding import accounts_in, hider

HIDDEN = "[left out]"


def hide(text: str, first: str = "Sanne", last: str = "de Vries", *told: str) -> str:
    return hider((f"{first} {last}", last, first), told, HIDDEN)(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sanne de Vries",
        "SANNE DE VRIES",
        "sanne",
        "De Vries",
        "mevr. DE VRIES",
        "Sanne\u00a0de\u00a0Vries",
        "Sanne-de-Vries",
        "sannedevries",
        "sanne_devries",
        "Vries",
        "S\u0430nne".replace("\u0430", "a"),
    ],
)
def test_a_name_is_put_out_in_every_spelling(text: str) -> None:
    told = hide(f"Thanks to {text}, all went well.")
    assert told.startswith("Thanks to ") and told.endswith(", all went well.")
    assert "anne" not in told.casefold() and "vries" not in told.casefold()


@pytest.mark.parametrize(
    "text",
    ["Seán O’Brien", "Sean O'Brien", "SEÁN", "Mevrouw van ’t Hof", "sean-obrien", "Sea\u0301n", "O`Brien"],
)
def test_accents_and_apostrophes_make_no_difference(text: str) -> None:
    told = hide(f"({text})", "Seán", "O’Brien-van ’t Hof")
    assert not [part for part in ("sean", "seán", "brien", "hof") if part in told.casefold()]
    assert told.endswith(")")


@pytest.mark.parametrize(
    "text",
    [
        "sanne.devries@example.com",
        "https://example.org/people/7",
        "www.example.org/cv",
        "06-12345678",
        "+31 6 12 34 56 78",
        "+31 (0)6 1234 5678",
        "+31 (0)30 - 123 45 67",
        "010 - 123 45 67",
        "(030) 123 4567",
        "030-1234567",
        "0031 6 12345678",
        "(555) 123-4567",
        "github.com/sdv97",
        "GitHub.com/sdv97/polder-flow",
        "linkedin.com/in/sdv97",
        "sdv97.github.io",
        "sdv97.nl",
        "ftp://example.org/cv",
        "@sdv97",
        "@sdv97.example.social",
    ],
)
def test_no_way_to_reach_the_person_is_left(text: str) -> None:
    assert hide(f"Write to {text} at any time.") == f"Write to {HIDDEN} at any time."


@pytest.mark.parametrize(
    "text",
    [
        "I worked there from 2019-2023, and 01-2019 - 02-2023 elsewhere.",
        "The deposit of the van was 12,000.",
        "It took an hour, on 01-02-2019.",
        "It ran on Python 3.11.2, node.js and ASP.NET, e.g. under ISO 27001:2013 for 100.000 euro.",
    ],
)
def test_other_words_and_years_stay(text: str) -> None:
    assert hide(text, "An", "van den Berg") == text


def test_a_short_name_is_put_out_as_it_was_written() -> None:
    assert hide("An hour later Bo left; a bo tree.", "Bo", "Li") == f"An hour later {HIDDEN} left; a bo tree."


def test_what_else_is_known_is_put_out_where_it_stands() -> None:
    assert hide("Born in Voorbeeldstad.", "Sanne", "de Vries", "Voorbeeldstad") == f"Born in {HIDDEN}."


def test_what_somebody_is_called_elsewhere_is_read_from_their_addresses() -> None:
    told = accounts_in(
        ["https://github.com/sdv97/polder-flow", "linkedin.com/in/s-dv/", "dv97.gitlab.io", "s.dv@example.org", "none"]
    )
    assert set(told) == {"sdv97", "s-dv", "dv97", "s.dv"}


def test_a_person_without_a_name_loses_nothing() -> None:
    assert hider(("", "", ""), (), HIDDEN)("Nothing here.") == "Nothing here."
