"""Set phrases are found as whole words where they stand; an action is the writer's own or it is none."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.cues import Cues, Line, own_actions, own_cues
from progrez_desktop.scoring.text.features import tokens_of
from progrez_desktop.scoring.text.rubric import Rubric

RUBRIC = Rubric.of(
    json.loads((Path(__file__).parents[3] / "resources/assessments/working-together/rubric.json").read_bytes())
)
WORDS = RUBRIC.action_words


def line(text: str) -> Line:
    return Line(tokens_of(text))


def found(text: str, *phrases: str) -> list[str]:
    return [text[start:end] for start, end in Cues(phrases).spans(line(text))]


def actions(text: str) -> list[tuple[float, str]]:
    return [(strength, text[start:end]) for strength, (start, end) in own_actions(line(text), WORDS)]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I asked her what was wrong.", [(1.0, "asked")]),
        ("Then I calmly and politely explained it.", [(1.0, "explained")]),
        ("We divided the work.", [(0.7, "divided")]),
        ("I would ask for help.", [(0.4, "ask")]),
        ("I did not help him.", []),
        ("I never asked.", []),
        ("I was asked to stay.", []),
        ("I thought that it was fine.", []),
        ("She helped me with it.", []),
        ("I listened, and then I wrote it down.", [(1.0, "listened"), (1.0, "wrote")]),
        ("It was I", []),
        ("", []),
    ],
)
def test_an_own_action_is_told_by_its_grammar(text: str, expected: list[tuple[float, str]]) -> None:
    assert actions(text) == expected


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("I lied to my boss.", True),
        ("Because of that I simply lied.", True),
        ("I lied", True),
        ("She lied to me.", False),
        ("I never lied.", False),
        ("I saw that she lied.", False),
        ("I was told that somebody lied.", False),
        ("They lied and I stayed.", False),
        ("lied", False),
    ],
)
def test_a_phrase_counts_when_it_is_said_of_the_writer(text: str, is_own: bool) -> None:
    assert bool(own_cues(line(text), Cues(["lied"]), WORDS)) == is_own
