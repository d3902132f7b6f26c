"""A deed is what the writer says to have done: no wish, plan, attempt or refusal, and nothing that others did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.deeds import Deed, deeds_of
from progrez_desktop.scoring.text.features import sentences_of


def deeds(text: str) -> list[Deed]:
    return [deed for sentence in sentences_of(text) for deed in deeds_of(text, sentence)]


def done(text: str) -> list[str]:
    return [text[slice(*deed.verb)] for deed in deeds(text) if deed.is_done]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("I asked her what was wrong.", ["asked"]),
        ("Then I calmly and politely explained it.", ["explained"]),
        ("We divided the work.", ["divided"]),
        ("I listened, and then I wrote it down.", ["listened", "wrote"]),
        ("I sat down with both of them and drew a plan.", ["sat", "drew"]),
        ("Told him so.", ["Told"]),
        ("Me and Sam cleared it out.", ["cleared"]),
        ("I decided to call the customer.", ["call"]),
        ("I did not shout.", ["shout"]),
        ("I didn't give up.", ["give"]),
        ("Looking back, I have helped many of them.", ["helped"]),
    ],
)
def test_what_was_done_is_found(text: str, verbs: list[str]) -> None:
    assert done(text) == verbs


@pytest.mark.parametrize(
    "text",
    [
        "I would ask for help.",
        "I will ask her tomorrow.",
        "I wanted to lead the project.",
        "I had planned to lead, but my colleague took it over.",
        "I tried to explain it.",
        "I was asked to stay.",
        "I thought that it was fine.",
        "I am a good listener.",
        "I did not help him.",
        "I never asked.",
        "She helped me with it.",
        "My boss changed the plan.",
        "He said that I helped him.",
        'My boss said "I fixed it myself" to everyone.',
        "If I asked her, she would know.",
        "It was I",
        "",
    ],
)
def test_what_was_not_done_by_the_writer_is_no_deed(text: str) -> None:
    assert done(text) == []


def test_something_left_undone_is_known_as_that() -> None:
    [deed] = deeds("I did not tell her.")
    assert not deed.is_done and not deed.is_forborne
    [deed] = deeds("I did not shout.")
    assert deed.is_done and deed.is_forborne


@given(st.text(st.characters(), max_size=120) | st.text("I we did'not.,\" asked him\n", max_size=200))
def test_places_lie_in_the_sentence_whatever_it_is(text: str) -> None:
    for sentence in sentences_of(text):
        for deed in deeds_of(text, sentence):
            assert sentence.start <= deed.start <= deed.verb[0] < deed.verb[1] <= sentence.end
