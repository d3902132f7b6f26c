"""What the model hears: the words that were meant, and nothing that says who somebody is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.hearing import NEUTRAL, Lexicon, hear, heard_features
from tests.scoring.text.made import ANSWER

LEXICON = Lexicon(
    ordinary=(
        "in",
        "we",
        "was",
        "with",
        "from",
        "plan",
        "people",
        "deliver",
        "planning",
        "grace",
        "said",
        "woman",
        "spoke",
    ),
    identity_words=frozenset(("she", "her", "fifties", "widow", "norwegian")),
    identity_phrases=frozenset(("asylum seeker", "# year old", "down syndrome")),
    names=frozenset(("grace",)),
    unrepaired=frozenset(("plane", "paln")),
)


def said(text: str) -> list[str]:
    return [one.form for one in hear(text, LEXICON) if one.form]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("the plan was a mess", ["plan", "was", "mess"]),
        ("an asylum seeker spoke", [NEUTRAL, NEUTRAL, "spoke"]),
        ("a 34-year-old spoke", [NEUTRAL, NEUTRAL, NEUTRAL, "spoke"]),
        ("Then we spoke with Grace", [NEUTRAL, "we", "spoke", "with", NEUTRAL]),
        ("grace was with us", ["grace", "was", "with", "us"]),
        ("[NAME] spoke", [NEUTRAL, "spoke"]),
    ],
)
def test_who_somebody_is_is_not_heard(text: str, heard: list[str]) -> None:
    assert said(text) == heard


def test_a_name_that_no_list_holds_is_not_heard_either() -> None:
    assert said("we spoke with Sooyin and 서윤 in HR") == ["we", "spoke", "with", NEUTRAL, "and", NEUTRAL, "in", "hr"]


def test_names_that_hang_together_are_one() -> None:
    assert said("people from Ghana spoke") == [NEUTRAL, NEUTRAL, NEUTRAL, "spoke"]
    assert said("she in her fifties was") == [NEUTRAL] * 4 + ["was"]
    assert said("we spoke with her. In Ghana we was") == ["we", "spoke", "with", NEUTRAL, "in", NEUTRAL, "we", "was"]
    assert said("people spoke") == ["people", "spoke"]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("plna", "plan"),
        ("Plna", "plan"),
        ("paln", "plan"),
        ("delivr", "deliver"),
        ("delivver", "deliver"),
        ("plannimg", "planning"),
        ("widwo", NEUTRAL),
        ("delivers", "delivers"),
        ("plane", "plane"),
        ("plam", "plam"),
        ("Delivr", NEUTRAL),
        ("2plna", "2plna"),
    ],
)
def test_a_slip_of_the_pen_is_heard_as_what_was_meant(slip: str, meant: str) -> None:
    assert said(slip) == [meant]


def test_a_question_may_name_what_its_answers_are_about() -> None:
    heard = hear("a Norwegian widow spoke", LEXICON, spared=frozenset(("norwegian",)))
    assert [one.form for one in heard if one.form] == ["norwegian", NEUTRAL, "spoke"]


def test_no_feature_holds_a_name_or_reaches_over_one() -> None:
    assert heard_features(hear("we spoke with the Norwegian woman", LEXICON)) == [
        *("we", "spoke", "with", "woman"),
        *("we spoke", "spoke with"),
    ]


@given(st.text(max_size=300) | st.text("ab'’ .!?<>[]AB12 ", max_size=200))
def test_what_is_heard_stands_in_order_where_it_says(text: str) -> None:
    heard = hear(text, LEXICON)
    assert all(one.token.start < one.token.end <= len(text) for one in heard)
    assert all(one.token.end <= other.token.start for one, other in pairwise(heard))


def test_without_a_lexicon_all_is_heard_but_articles() -> None:
    heard = [one.form for one in hear(ANSWER, Lexicon()) if one.form and one.token.is_word]
    assert len(heard) == sum(word.lower() not in ("a", "an", "the") for word in ANSWER.split())
