"""What was measured joins a score with its weight and source; what was not stands beside it, and changes no byte."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.model.assessment import Validity
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import BANK, MODEL, QUALITY, shipped
from progrez_desktop.core.services import accounts, joining, objections, opening, own_texts, result_file, results
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.rescoring import Rescored, RescoreFiles, rescore
from progrez_desktop.core.store.result_record import given_as_json
from progrez_desktop.core.store.safe_store import StoredReading
from progrez_desktop.scoring.combination import Source, combine
from progrez_desktop.scoring.combination import Validity as Worth
from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.scoring.text.reading import reading_record
from tests.core.services.sitting_house import attentive, sit
from tests.fakes import FakeClock, there
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of
from tests.scoring.text.made_reading import made_reading

SKILL, OTHER = "empathy", "communication"
MEASURED = Validity(240, 2, 0.81, 0.6, 1.9, 0.8, "2027-03-01", "A made study", "ab" * 32)
NEAR = replace(MEASURED, mean=0.3, sd=0.4)


@pytest.fixture
def shipped_deps(tmp_path: Path) -> Iterator[Deps]:
    opened = opening.open_storage(parts_of(tmp_path, FakeClock()), MACHINE)
    yield opened.deps
    opened.close()


@pytest.fixture
def deps(shipped_deps: Deps) -> Deps:
    """With a pack that measured readings of one skill."""
    return with_validity(shipped_deps, validity={SKILL: MEASURED})


@pytest.fixture
def session(shipped_deps: Deps) -> Session:
    return accounts.create(shipped_deps, ANNA, PASSWORD).session


def with_validity(deps: Deps, **measured: dict[str, Validity]) -> Deps:
    return replace(deps, assessment=replace(deps.assessment, **measured))  # type: ignore[arg-type]


def read_as(deps: Deps, session: Session, profile: Profile, level: int | None) -> Profile:
    """Keep a reading of each text, with one level of every skill, and look at the profile."""
    for one in own_texts.load(deps, session, profile.attempt_id).texts:
        body = reading_record(made_reading({SKILL: level, OTHER: level}))
        stored = StoredReading(one.prompt.id, one.response.revision, PINS[MODEL], body)
        session.safe.save_reading(profile.attempt_id, stored)
    return results.with_readings(deps, session, profile)


def line_of(profile: Profile, skill: str = SKILL) -> SkillLine:
    return next(line for line in profile.lines if line.skill_id == skill)


def score_of(profile: Profile, skill: str = SKILL) -> SkillScore:
    score = line_of(profile, skill).score
    assert isinstance(score, SkillScore)
    return score


def again(deps: Deps, document: bytes) -> Rescored:
    return rescore(document, RescoreFiles(deps.assessment, shipped().read(BANK), shipped().read(QUALITY)))


def test_a_measured_reading_joins_as_the_model_says_and_only_its_skill(deps: Deps, session: Session) -> None:
    before = sit(deps, session, attentive(deps))
    after = read_as(deps, session, before, 2)
    then, now = score_of(before), score_of(after)
    loading = 0.6 * 0.9
    wanted = combine(
        [
            Source.of_statements(then.theta, then.se),
            Source("own_words", (2 - MEASURED.mean) / MEASURED.sd, 0.0, Worth(loading, 240, "human_ratings")),
        ]
    )
    assert [now.theta, now.se] == pytest.approx([there(wanted.theta), there(wanted.se)])
    assert now.se < then.se and now.se_printed / now.se == pytest.approx(then.se_printed / then.se)
    assert now.low <= now.sten <= now.high and now.low_exact < now.sten_exact < now.high_exact
    weights = there(line_of(after).sources).weights
    assert weights["own_words"] == pytest.approx(wanted.shares["own_words"]) and 0.05 < weights["own_words"] < 0.5
    assert sum(weights.values()) == pytest.approx(1.0)
    assert there(line_of(after).sources).apart == ("situations",)
    assert [line for line in after.lines if line.skill_id != SKILL] == [
        line for line in before.lines if line.skill_id != SKILL
    ]
    assert joining.source_of(line_of(after), deps.assessment, "own_words") == MEASURED
    assert joining.source_of(line_of(after), deps.assessment, "situations") is None


def test_a_result_with_a_reading_is_kept_and_computed_again_byte_for_byte(
    deps: Deps, session: Session, repo: Path
) -> None:
    profile = read_as(deps, session, sit(deps, session, attentive(deps)), 2)
    assert results.latest(deps, session) == profile
    assert profile.provenance.model_sha256 == PINS[MODEL]
    document = result_file.exported(deps, session)
    for name, part in (("result-export", json.loads(document)), ("result-record", json.loads(document)["result"])):
        jsonschema_rs.validate(json.loads((repo / f"resources/contracts/{name}.schema.json").read_bytes()), part)
    assert again(deps, document).is_same
    changed: dict[str, Any] = json.loads(document)
    next(one for one in changed["responses"]["prompts"] if "levels" in one)["levels"][SKILL] = 5
    assert not again(deps, json.dumps(changed).encode()).is_same


def test_a_contested_reading_is_taken_out_of_the_score_again(deps: Deps, session: Session) -> None:
    before = sit(deps, session, attentive(deps))
    after = read_as(deps, session, before, 2)
    for one in own_texts.load(deps, session, before.attempt_id).texts:
        objections.object_to(deps, session, before.attempt_id, one.prompt.id, SKILL, "not_meant")
    assert results.with_readings(deps, session, after) == before


CHANGES: dict[str, Callable[[Validity], Validity]] = {
    "too few people": lambda one: replace(one, people=199),
    "no relation": lambda one: replace(one, r=0.0),
    "raters who don't agree": lambda one: replace(one, icc=-0.1),
}


@pytest.mark.parametrize("why", CHANGES)
def test_what_was_not_measured_well_enough_weighs_nothing(why: str, shipped_deps: Deps, session: Session) -> None:
    deps = with_validity(shipped_deps, validity={SKILL: CHANGES[why](MEASURED)})
    after = read_as(deps, session, before := sit(deps, session, attentive(deps)), 2)
    assert after.lines == before.lines
    assert there(line_of(after).sources).apart == ("situations", "own_words")


def test_a_text_that_tells_nothing_of_a_skill_is_not_a_low_level(deps: Deps, session: Session) -> None:
    before = sit(deps, session, attentive(deps))
    assert read_as(deps, session, before, None) == before


def test_sources_that_contradict_each_other_are_not_averaged(shipped_deps: Deps, session: Session) -> None:
    deps = with_validity(shipped_deps, validity={SKILL: replace(MEASURED, r=1.0, icc=1.0, mean=4.9, sd=0.5)})
    before = sit(deps, session, attentive(deps))
    after = read_as(deps, session, before, 0)
    assert score_of(after) == score_of(before)
    sources = there(line_of(after).sources)
    assert sources.weights["statements"] == 1.0
    [against] = sources.disagreements
    assert (against.one, against.other) == ("statements", "own_words")
    assert abs(there(against.difference)) > 1.96 * there(against.error)


def test_measured_situations_join_when_the_sitting_ends(shipped_deps: Deps, session: Session) -> None:
    plain = sit(shipped_deps, session, attentive(shipped_deps))
    deps = with_validity(shipped_deps, situations_validity={SKILL: NEAR})
    joined = sit(deps, session, attentive(deps))
    assert there(line_of(joined).sources).weights["situations"] > 0.05
    assert score_of(joined).theta != score_of(plain).theta and score_of(joined).se < score_of(plain).se
    assert joining.source_of(line_of(joined), deps.assessment, "situations") == NEAR
    assert line_of(joined, OTHER) == line_of(plain, OTHER)
    assert again(deps, result_file.exported(deps, session)).is_same


def test_todays_pack_changes_no_byte_and_looks_at_no_reading(shipped_deps: Deps, session: Session) -> None:
    before = sit(shipped_deps, session, attentive(shipped_deps))
    file = result_file.exported(shipped_deps, session)
    assert read_as(shipped_deps, session, before, 2) is before
    assert result_file.exported(shipped_deps, session) == file
    assert all("levels" not in one for one in given_as_json(there(session.safe.given(before.attempt_id)))["prompts"])
    assert {tuple(there(line.sources).weights.values()) for line in before.lines} == {(1.0, 0.0, 0.0)}


def test_a_result_that_would_be_another_today_stays_as_it_was_made(deps: Deps, session: Session) -> None:
    before = sit(deps, session, attentive(deps))
    other = replace(deps, assessment=replace(deps.assessment, pack_sha256="cd" * 32))
    assert read_as(other, session, before, 2) is before
