"""What is told of answers that we wrote and rated, of writers that nothing was learned from.

It proves nothing about other people's answers: whoever wrote these also wrote the rubric.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from calibration.evidence.figures import Pair, figures_of, pairs_of
from calibration.evidence.texts import read_answers
from progrez_desktop.core.packs.shipped import MODEL, shipped
from progrez_desktop.scoring.text.reading import Reading
from tests.scoring.text.shipped_reader import shipped_reader

FIGURES = json.loads((Path(__file__).parents[3] / "resources/model/evidence.figures.json").read_bytes())


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(pairs_of(shipped_reader(), read_answers("measure")))


def read(text: str) -> Reading:
    return shipped_reader().read(text, "", "en", regardless=True)


def test_the_figures_of_the_card_are_of_enough_answers_of_many_writers() -> None:
    assert (FIGURES["answers"] >= 120, FIGURES["writers"] >= 40) == (True, True)
    fit, measure = (read_answers(half) for half in ("fit", "measure"))
    assert {one.writer for one in fit}.isdisjoint(one.writer for one in measure)


@pytest.mark.parametrize("of", [FIGURES, None], ids=["as the card has it", "as it is read"])
def test_what_is_told_is_ours_or_next_to_ours(of: dict[str, Any] | None) -> None:
    figures = of or figures_of(pairs())
    assert figures["adjacent"] >= 0.95
    assert figures["kappa"]["value"] >= 0.75
    assert figures["shown"]["false"] <= 0.2
    assert figures["shown"]["denied"] <= 0.02
    assert figures["none"]["false"] <= 0.01
    assert figures["shown"]["found"] >= 0.15


def test_a_certainty_is_worth_what_it_says() -> None:
    """Within what chance does to so few: counted over bins of the card, in writers whose answers moved nothing."""
    for one in FIGURES["certainty"]:
        if one["n"] >= 15:
            assert one["near"] >= one["certainty"] - 0.12


def test_the_table_was_fitted_for_the_model_that_ships() -> None:
    assert shipped_reader().table.onnx_sha256 == shipped().sha256(MODEL)


def test_what_was_found_stands_in_the_text_and_is_never_missing() -> None:
    for pair in pairs():
        level, found = pair.read.level, {mark.part for mark in pair.read.found if mark.direction > 0}
        assert not found & set(pair.read.missing)
        assert all(pair.answer.text[start:end].strip() for mark in pair.read.found for start, end in mark.words)
        if level is not None and level >= 2:
            assert ("situation" in pair.read.missing) == (level == 2)
            assert "action" in found


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("My boss changed the plan. I shouted at her in front of everybody and slammed the door.", "composure"),
        ("I broke the machine on Friday. I lied about it and blamed the boy who works on Saturdays.", "integrity"),
    ],
)
def test_the_opposite_of_a_skill_is_told_as_that(text: str, skill: str) -> None:
    evidence = read(text).evidence
    assert evidence is not None
    assert -1 in {mark.direction for mark in evidence.skills[skill].found}
    assert all(one.level in (0, 1, None) for one in evidence.skills.values())


@pytest.mark.parametrize(
    "text",
    [
        "I had planned to lead the project, but my colleague took it over. It was a quiet month for all of us there.",
        "I would say that I am a team player. I like to work with people and I always try to see both sides of it.",
        "The Eiffel Tower stands in Paris and is 330 metres high. It was built for the world fair of 1889.",
    ],
)
def test_what_nobody_did_shows_no_skill(text: str) -> None:
    evidence = read(text).evidence
    assert evidence is not None
    assert {one.level for one in evidence.skills.values()} <= {0, 1, None}
