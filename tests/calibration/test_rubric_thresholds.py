"""Thresholds move to where raters draw the line, never the wrong way round, and only with enough to learn from."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration import rating_study
from calibration import rubric_thresholds as thresholds
from calibration.rating_study import PARTS, Moves
from calibration.sources import CalibrationError
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.rating_rubric import rater_rubric
from progrez_desktop.scoring.text import findings as engine
from progrez_desktop.scoring.text.evidence import PARTS as ALL_PARTS
from progrez_desktop.scoring.text.features import sentences_of
from progrez_desktop.scoring.text.findings import AboutSkill, Finding, PartOfEpisode, findings_of
from progrez_desktop.scoring.text.reader import AnswerReader
from progrez_desktop.scoring.text.rubric import MIN_CERTAINTY, Rubric
from progrez_desktop.scoring.text.shown import skill_readings
from tests.scoring.text.fake_model import FakeModel
from tests.scoring.text.made import ANSWER

ASSESSMENT = shipped().assessment()
RAW: Mapping[str, Any] = ASSESSMENT.rubric
SHA256 = rater_rubric(ASSESSMENT).sha256
SKILLS = ("collaboration", "empathy", "initiative")

chance = st.floats(0.001, 0.999)
sentence = st.fixed_dictionaries(
    {
        "early": st.just(False),
        "parts": st.fixed_dictionaries(dict.fromkeys(ALL_PARTS, chance)),
        "skills": st.fixed_dictionaries(dict.fromkeys(SKILLS, chance)),
        "opposite": st.lists(st.sampled_from(SKILLS), max_size=1),
    }
)


def line(sentences: list[dict[str, Any]], ratings: Mapping[str, Mapping[str, int]], person: int = 1) -> dict[str, Any]:
    return {
        "contract": "progrez.human-rating-study/1",
        "person": person,
        "item_id": "disagreement",
        "model": "cd" * 32,
        "rubric_sha256": SHA256,
        "sentences": sentences,
        "computer": {},
        "ratings": ratings,
    }


def simulated(people: int, moves: Moves, raters: int = 2, seed: int = 3) -> list[dict[str, Any]]:
    """Three answers by each of some people, rated as if the rubric were moved so."""
    random = np.random.default_rng(seed)
    lines = []
    for number in range(3 * people):
        sentences = [
            {
                "early": place == 0,
                "parts": {part: _p(random.normal(-0.5, 1.6)) for part in ALL_PARTS},
                "skills": {skill: _p(random.normal(-0.8, 1.6)) for skill in SKILLS},
                "opposite": [],
            }
            for place in range(random.integers(2, 9))
        ]
        unrated = line(sentences, {"A": dict.fromkeys(SKILLS, 0)}, number // 3 + 1)
        chances = rating_study.level_chances(rating_study.read_study([unrated], ["x"]), moves)[0]
        given_by = {
            letter: {
                skill: int(random.choice(6, p=chances[place] / chances[place].sum()))
                for place, skill in enumerate(SKILLS)
            }
            for letter in "ABC"[:raters]
        }
        lines.append(unrated | {"ratings": given_by})
    return lines


def _drawn(chances: np.ndarray, random: np.random.Generator) -> dict[str, int]:
    return {skill: int(random.choice(6, p=mass / mass.sum())) for skill, mass in zip(SKILLS, chances, strict=True)}


def _p(logit: float) -> float:
    return round(1 / (1 + float(np.exp(-logit))), 6)


STRICTER = Moves(np.array([-1.5, 0.8, -0.6, 1.0]), np.array([1.6, 1.0, 0.7, 1.0]), np.array([0.9, -0.9, 0.0]))
"""Raters who ask more of an action than the rubric does, and less of a reason."""


@settings(max_examples=60)
@given(st.lists(sentence, min_size=0, max_size=7))
def test_unmoved_numbers_give_the_levels_of_the_engine(sentences: list[dict[str, Any]]) -> None:
    found = tuple(map(_finding, sentences))
    expected = skill_readings(SKILLS, found, lambda *_: ())
    study = rating_study.read_study([line(sentences, {"A": dict.fromkeys(SKILLS, 0)})], ["x"])
    chances = rating_study.level_chances(study, Moves.none(len(SKILLS)))[0]
    for place, skill in enumerate(SKILLS):
        assert chances[place].max() == pytest.approx(expected[skill].certainty, abs=1e-5)
        if chances[place].max() > MIN_CERTAINTY + 1e-4:
            assert int(chances[place].argmax()) == expected[skill].level


def _finding(one: Mapping[str, Any]) -> Finding:
    [whole] = sentences_of("Somewhere there is a sentence.")
    skills = {
        skill: AboutSkill(p, np.zeros(1), (), ((0, 1),) if skill in one["opposite"] else ())
        for skill, p in one["skills"].items()
    }
    return Finding(whole, skills, {part: PartOfEpisode(p, 0, ()) for part, p in one["parts"].items()})


def test_the_constants_are_those_of_the_engine() -> None:
    parts = {part: PartOfEpisode(0.5, 0, ()) for part in ALL_PARTS}
    early = engine._in_order(parts, 0, 1)
    assert [early[part].p for part in ALL_PARTS if part in PARTS] == pytest.approx(
        [0.5, 0.5, 0.5 * rating_study.EARLY, 0.5 * rating_study.EARLY]
    )
    assert engine._in_order(parts, 1, 1) == parts


def test_a_moved_rubric_moves_every_sentence_by_just_that() -> None:
    """What was learned on logits is what the engine does with the numbers of the new file."""
    study = rating_study.read_study(simulated(2, STRICTER), ["x"] * 6)
    moved = thresholds.moved_rubric(RAW, study, STRICTER)
    meaning = FakeModel().look
    found = []
    for raw in (RAW, moved):
        rubric = Rubric.of(raw)
        reader = AnswerReader(FakeModel(), rubric, {})
        sentences = sentences_of(ANSWER)
        meanings = [meaning(ANSWER[one.start : one.end]).meaning for one in sentences]
        found.append(findings_of(rubric, reader.definitions, sentences, meanings))
    for before, after in zip(*found, strict=True):
        for place, part in enumerate(("action", "reason")):
            logit = STRICTER.part_shift[place] + STRICTER.part_stretch[place] * _logit(before.parts[part].p)
            assert _logit(after.parts[part].p) == pytest.approx(logit, abs=0.01)
        for place, skill in enumerate(SKILLS):
            logit = _logit(before.skills[skill].p) + STRICTER.skill_shift[place]
            assert _logit(after.skills[skill].p) == pytest.approx(logit, abs=0.01)
    assert {key: moved[key] for key in ("levels", "action_words")} == {
        key: RAW[key] for key in ("levels", "action_words")
    }


def _logit(p: float) -> float:
    return float(np.log(p / (1 - p)))


def test_where_raters_draw_another_line_the_thresholds_follow_and_foretell_better() -> None:
    files = thresholds.learn(simulated(80, STRICTER), ["x"] * 240, RAW)
    told = json.loads(files["rubric.provenance.json"])
    assert (told["answers"], told["double_rated"], told["people"]) == (240, 240, 80)
    assert told["part_shift"]["action"] < -0.5 < 0.3 < told["part_shift"]["reason"]
    assert told["skill_shift"]["collaboration"] > 0.3 > -0.3 > told["skill_shift"]["empathy"]
    assert told["after_in_unseen_people"]["log_likelihood"] > told["before"]["log_likelihood"] + 0.05
    assert told["after_in_unseen_people"]["told"] > told["before"]["told"] + 0.1  # and it is silent less often
    moved = json.loads(files["rubric.json"])
    assert moved["parts"]["action"]["base"] < RAW["parts"]["action"]["base"]
    assert moved["skills"]["collaboration"]["half"] < RAW["skills"]["collaboration"]["half"]
    assert moved["skills"]["leadership"] == RAW["skills"]["leadership"]  # nobody rated it


def test_a_fit_never_turns_a_threshold_round() -> None:
    """Raters who give levels by chance may weaken a part, and can't make it count against itself."""
    random = np.random.default_rng(5)
    lines = simulated(70, Moves.none(len(SKILLS)))
    for one in lines:
        one["ratings"] = {letter: {skill: int(random.integers(6)) for skill in SKILLS} for letter in "AB"}
    moves = thresholds.fit(rating_study.read_study(lines, ["x"] * len(lines)))
    assert (moves.part_stretch > 0).all()


def test_raters_who_agree_with_the_rubric_leave_it_as_it_is() -> None:
    with pytest.raises(CalibrationError, match="not foretell unseen ratings better"):
        thresholds.learn(simulated(70, Moves.none(len(SKILLS))), ["x"] * 210, RAW)


@pytest.mark.parametrize(("people", "raters", "counted"), [(66, 2, 198), (100, 1, 0), (0, 2, 0)])
def test_too_few_double_rated_answers_move_nothing(people: int, raters: int, counted: int) -> None:
    lines = simulated(people, STRICTER, raters)
    with pytest.raises(CalibrationError, match=f"^{counted} answers .* 200 are needed"):
        thresholds.learn(lines, ["x"] * len(lines), RAW)


def test_ratings_by_another_rubric_are_not_learned_from() -> None:
    lines = simulated(70, STRICTER)
    lines[7]["rubric_sha256"] = "0" * 64
    with pytest.raises(CalibrationError, match="another rubric"):
        thresholds.learn(lines, ["x"] * len(lines), RAW)


def test_a_person_is_foretold_from_other_people_alone() -> None:
    people = [f"p{number // 3}" for number in range(90)]
    folds = thresholds._folds(people)
    assert sorted(np.concatenate(folds)) == list(range(90))
    for fold in folds:
        inside = {people[row] for row in fold}
        assert not inside & {people[row] for row in range(90) if row not in fold}


def test_the_command_writes_nothing_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "study.jsonl"
    study.write_text("\n".join(map(json.dumps, simulated(3, STRICTER))))
    out = tmp_path / "out"
    assert thresholds.main([str(study), "--out", str(out)]) == 1
    assert "9 answers were rated by two raters; 200 are needed" in capsys.readouterr().err
    assert not out.exists()
