"""The rubric that ships is whole, and what ratings on site moved is read from it."""

import json

from progrez_desktop.core.packs.shipped import ASSESSMENT, shipped
from progrez_desktop.scoring.text.evidence import LEVELS, PARTS
from progrez_desktop.scoring.text.rubric import Rubric
from tests.scoring.text.made_rubric import RUBRIC, TABLE


def test_the_shipped_rubric_is_whole() -> None:
    assert len(RUBRIC.levels) == len(LEVELS)
    assert tuple(RUBRIC.parts) == PARTS
    assert len(RUBRIC.skills) == 12
    for rule in RUBRIC.skills.values():
        assert 3 <= len(rule.concepts) <= 5
        assert len({concept.id for concept in rule.concepts}) == len(rule.concepts)
        assert all(set(concept.definition) == {"en", "nl"} for concept in rule.concepts)


def test_every_skill_of_the_rubric_can_be_told() -> None:
    assert set(RUBRIC.skills) == TABLE.skills


def test_moves_stretch_and_shift_parts_and_shift_skills() -> None:
    raw = json.loads(shipped().source.read(f"{ASSESSMENT}/rubric.json"))
    moves = {"parts": {"reason": {"stretch": 2.0, "shift": -1.0}}, "skills": {"empathy": 0.5}}
    moved = Rubric.of({**raw, "moves": moves}).moves
    assert (moved.part("reason", 1.5), moved.part("result", 1.5)) == (2.0, 1.5)
    assert (moved.skill("empathy", 1.0), moved.skill("integrity", 1.0)) == (1.5, 1.0)
