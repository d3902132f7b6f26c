"""Set phrases are found as whole words where they stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.cues import Cues, Line
from progrez_desktop.scoring.text.features import tokens_of


def line(text: str) -> Line:
    return Line(tokens_of(text))


def found(text: str, *phrases: str) -> list[str]:
    return [text[start:end] for start, end in Cues(phrases).spans(line(text))]


def test_phrases_are_whole_words_and_the_longest_counts() -> None:
    assert found("So, in the END it was fine.", "in the end", "in the") == ["in the END"]
    assert found("Dependable people depend on it.", "end", "depend", "depend on") == ["depend on"]
    assert found("because? Because!", "because") == ["because", "Because"]
    assert found("nothing here", "so that") == []


@given(st.text(st.characters(), max_size=80), st.text("ab i\ufdfa", max_size=40))
def test_places_are_those_of_the_text_whatever_it_is(noise: str, near: str) -> None:
    text = f"{noise} so that {near} so that"
    spans = Cues(["so that"]).spans(line(text))
    assert all(tokens_of(text[start:end])[0].form == "so" for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert len(spans) >= 1


def test_a_star_stands_for_one_to_four_words() -> None:
    assert found("I gave the whole sum back.", "gave * back") == ["gave the whole sum back"]
    assert found("I gave back.", "gave * back") == found("I gave a b c d e back.", "gave * back") == []
