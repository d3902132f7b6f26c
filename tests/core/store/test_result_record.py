"""Results of every version are read as what they were, and nothing that is not one is read at all."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.profile import Disagreement, SituationsLine, SourcesLine, StatementsLine
from progrez_desktop.core.store.result_record import profile_from_text, profile_of_record, profile_to_text, record_of
from progrez_desktop.scoring.scores import SkillScore

ALONE = {"statements": 1.0, "situations": 0.0, "own_words": 0.0}


@pytest.fixture
def record(repo: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((repo / "resources/contracts/examples/result-record.json").read_text("utf-8"))
    return read


def version_2(record: dict[str, Any]) -> dict[str, Any]:
    """The same result as the release before wrote it."""
    old = deepcopy(record) | {"version": 2}
    del old["valid_until"], old["quality"]
    for line in old["lines"]:
        del line["sources"], line["situations"]["nearness"], line["situations"]["keyed"]
    return old


def version_1(record: dict[str, Any]) -> dict[str, Any]:
    old = version_2(record) | {"version": 1}
    del old["form"], old["aim_se"]
    for line in old["lines"]:
        del line["statements"]
    return old


def test_a_record_of_today_comes_back_byte_for_byte(record: dict[str, Any]) -> None:
    profile = profile_of_record(record)
    assert record_of(profile) == record
    assert profile_from_text(profile_to_text(profile)) == profile


def test_an_end_is_kept_where_there_is_one_and_leaves_no_trace_elsewhere(record: dict[str, Any]) -> None:
    first = profile_of_record(record).lines[0]
    assert isinstance(first.score, SkillScore) and first.score.at_end is None
    at_end = replace(profile_of_record(record), lines=(replace(first, score=replace(first.score, at_end="highest")),))
    assert record_of(at_end)["lines"][0]["score"]["at_end"] == "highest"
    assert profile_of_record(record_of(at_end)) == at_end
    assert "at_end" not in json.dumps(record_of(profile_of_record(record)))


def test_a_result_of_the_release_before_has_what_it_had_and_what_follows_from_it(record: dict[str, Any]) -> None:
    today, old = profile_of_record(record), profile_of_record(version_2(record))
    assert (old.quality, old.valid_until) == (None, date(2028, 5, 23))
    for line, before in zip(today.lines, old.lines, strict=True):
        assert before.situations == replace(line.situations, nearness=None)
        assert before.sources == line.sources
        assert replace(before, situations=line.situations) == line
    assert replace(old, quality=today.quality, lines=today.lines) == today


def test_a_result_of_the_first_release_was_of_the_fixed_form(record: dict[str, Any]) -> None:
    old = profile_of_record(version_1(record))
    assert (old.form, old.aim_se) == ("fixed", None)
    assert old.lines[0].statements == StatementsLine("communication", 16, 16, 6, 0)
    assert old.lines[1].situations == SituationsLine(0, 1, "not_enough")


def test_what_pointed_another_way_then_is_a_disagreement_now(record: dict[str, Any]) -> None:
    old = version_2(record)
    for line in old["lines"]:
        line["situations"]["agreement"] = "differs"
    scored, not_scored = profile_of_record(old).lines
    against = (Disagreement("statements", "situations"),)
    assert scored.sources == SourcesLine(ALONE, ("situations", "own_words"), against)  # type: ignore[arg-type]
    assert not_scored.sources is None


SPOILT: dict[str, tuple[str, Any]] = {
    "no lines": ("/lines", None),
    "field that nobody knows": ("/rank", 3),
    "score that nobody knows": ("/lines/0/score/iq", 120),
    "no score": ("/lines/0/score", None),
    "no provenance": ("/provenance", None),
    "day that does not exist": ("/valid_until", "2028-02-30"),
    "quality without thresholds": ("/quality", {"verdict": "as_usual", "families": []}),
    "no such version": ("/version", 0),
    "version that is no number": ("/version", "3"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_no_result_is_refused_and_not_guessed_at(what: str, record: dict[str, Any]) -> None:
    place, value = SPOILT[what]
    *way, name = place.split("/")[1:]
    part: Any = record
    for step in way:
        part = part[int(step) if step.isdigit() else step]
    part[name] = value
    with pytest.raises(DataFault) as refused:
        profile_of_record(record)
    assert refused.value.code == "result_unreadable"


def test_a_later_version_is_told_as_such(record: dict[str, Any]) -> None:
    with pytest.raises(DataFault) as refused:
        profile_of_record(record | {"version": 4})
    assert (refused.value.code, refused.value.params) == ("result_newer", {"version": 4})
