"""What a person typed stands on their CV as they typed it, in their order, and only where they switched it on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.consent import FIELDS
from progrez_desktop.core.details import moved, parsed_period, period_text, personal_of, sections_of, written_day
from progrez_desktop.core.model.cv import CvEntry, CvSection
from progrez_desktop.core.model.details import FACTS, LISTS, NEVER_RELEASED, Entry, MyDetails
from progrez_desktop.core.words import LANGUAGES, Words
from tests.own_details import FILLED

EN, NL = Words("en"), Words("nl")


@given(st.lists(st.integers(), min_size=1, max_size=9), st.data())
def test_moving_an_entry_keeps_all_of_them_and_the_order_of_the_others(items: list[int], data: st.DataObject) -> None:
    numbered = list(enumerate(items))
    at = data.draw(st.integers(0, len(items) - 1))
    to = data.draw(st.integers(-3, len(items) + 3))
    found = moved(numbered, at, to)
    assert found.index(numbered[at]) == max(0, min(to, len(items) - 1))
    assert [item for item in found if item != numbered[at]] == [item for item in numbered if item != numbered[at]]


def test_birth_date_gender_and_address_are_off_until_switched_on_and_are_no_field_that_may_leave() -> None:
    for name in NEVER_RELEASED:
        assert not MyDetails().is_on_cv(name)
        assert name not in FIELDS
    assert personal_of(FILLED, EN) == (("drivers_licence", "B"),)
    wanted = FILLED.with_switch("birth_date", True).with_switch("gender", True)
    assert personal_of(wanted, EN) == (("birth_date", "3 May 1997"), ("gender", "woman"), ("drivers_licence", "B"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_switched_off_stays_in_the_safe_and_off_the_cv(name) -> None:
    without = FILLED.with_switch(name, False)
    assert without.entries(name) == FILLED.entries(name)
    assert name not in [section.kind for section in sections_of(without, EN)]
    assert name in [section.kind for section in sections_of(without.with_switch(name, True), EN)]


def test_entries_stand_on_the_cv_in_the_order_of_the_person_without_empty_ones() -> None:
    entries = (Entry("b"), Entry(), Entry(text="  "), Entry("a", "c", "2019", "nu"))
    (section,) = sections_of(MyDetails(lists={"work": entries}), NL)
    assert section == CvSection("work", (CvEntry("b"), CvEntry("a", "c", "2019 tot nu")))


@pytest.mark.parametrize(
    ("start", "end", "english", "dutch"),
    [
        ("2021", "2023", "2021–2023", "2021–2023"),
        ("2023", "now", "2023 to now", "2023 tot nu"),
        ("2023", "Heden", "2023 to now", "2023 tot nu"),
        ("2023", "", "2023", "2023"),
        ("", "2023", "until 2023", "tot 2023"),
        ("", "nu", "now", "nu"),
        ("", " ", "", ""),
        ("spring 2019", "autumn", "spring 2019–autumn", "spring 2019–autumn"),
    ],
)
def test_a_period_is_said_in_the_language_of_the_cv(start: str, end: str, english: str, dutch: str) -> None:
    assert (period_text(start, end, EN), period_text(start, end, NL)) == (english, dutch)
    for words in (EN, NL):
        said = period_text(start, end, words)
        assert period_text(*parsed_period(said), words) == said


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1997-05-03", "3 May 1997"),
        ("3-5-1997", "3 May 1997"),
        ("03.05.1997", "3 May 1997"),
        ("31-2-1997", "31-2-1997"),
        ("in May", "in May"),
    ],
)
def test_a_birth_date_in_figures_is_written_out_and_any_other_text_stays(typed: str, written: str) -> None:
    assert written_day(typed, EN) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_and_column_has_its_words(language: str) -> None:
    words = Words(language)
    for part in (*FACTS, *LISTS):
        assert words(f"details.{part}")
    for fact in FACTS:
        assert words(f"cv.personal.{fact}", text="x").endswith("x")


def test_a_change_is_a_new_value() -> None:
    changed = FILLED.with_fact("gender", "man").with_entries("work", ())
    assert (FILLED.fact("gender"), changed.fact("gender")) == ("woman", "man")
    assert replace(changed, facts=FILLED.facts, lists=FILLED.lists) == FILLED
