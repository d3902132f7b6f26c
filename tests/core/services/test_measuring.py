"""A result says how its answers were given, as advice and in codes, and what weighs in each of its scores."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.attempt import ResponseValue, SituationValue
from progrez_desktop.core.model.profile import Disagreement, Profile, QualityLine
from progrez_desktop.core.packs.shipped import QUALITY
from progrez_desktop.core.services import accounts, device_settings, opening, results
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.scoring.scores import NotScored
from progrez_desktop.scoring.situations import side_of
from tests.core.services.sitting_house import attentive, hurried, in_one_line, missing_the_named_answer, played, sit
from tests.fakes import FakeClock, there
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of


@pytest.fixture
def deps(tmp_path: Path) -> Iterator[Deps]:
    opened = opening.open_storage(parts_of(tmp_path, FakeClock()), MACHINE)
    yield opened.deps
    opened.close()


@pytest.fixture
def session(deps: Deps) -> Session:
    return accounts.create(deps, ANNA, PASSWORD).session


@pytest.fixture(params=["fixed", "adaptive"])
def form(request: pytest.FixtureRequest, deps: Deps) -> str:
    device_settings.choose(deps, "form", request.param)
    return str(request.param)


def quality(profile: Profile) -> QualityLine:
    return there(profile.quality)


def test_ordinary_answers_are_as_usual_and_the_thresholds_are_named(deps: Deps, form: str) -> None:
    found = played(deps, attentive(deps))
    assert found.form == form
    assert found.quality == QualityLine("as_usual", (), deps.shipped.sha256(QUALITY))


def test_one_thing_that_stands_out_is_not_even_kept(deps: Deps, form: str) -> None:
    answers = attentive(deps)
    for one in (played(deps, answers, hurried), played(deps, missing_the_named_answer(deps, answers))):
        assert (quality(one).verdict, quality(one).families) == ("as_usual", ())


def test_two_things_make_a_result_to_be_read_with_care(deps: Deps, form: str) -> None:
    found = quality(played(deps, missing_the_named_answer(deps, attentive(deps)), hurried))
    assert (found.verdict, found.families) == ("with_care", ("pace", "instruction"))
    line = quality(played(deps, in_one_line(deps, attentive(deps))))
    assert line.verdict == "with_care"
    assert {"sameness", "agreement", "instruction"} <= set(line.families)


def test_without_times_nothing_is_told_of_pace_and_nothing_of_leaving_it_out(deps: Deps, session: Session) -> None:
    answers = missing_the_named_answer(deps, attentive(deps))
    hasty, plain = sit(deps, session, answers, hurried, has=Accommodations(no_times=True)), sit(deps, session, answers)
    assert hasty.quality == plain.quality
    assert quality(hasty).verdict == "as_usual"
    attempt = session.safe.attempt(hasty.attempt_id)
    assert attempt.accommodations.no_times
    assert {one.seconds for one in results.given(deps, session, attempt).statements} == {None}
    # A careless sitting is told of all the same.
    line = quality(sit(deps, session, in_one_line(deps, answers), hurried, has=Accommodations(no_times=True)))
    assert "pace" not in line.families and line.verdict == "with_care"


def test_the_statement_that_names_its_answer_feeds_no_score(deps: Deps, form: str) -> None:
    answers = attentive(deps)
    right, wrong = played(deps, answers), played(deps, missing_the_named_answer(deps, answers))
    assert [line.score for line in right.lines] == [line.score for line in wrong.lines]
    assert sum(line.statements.answered for line in right.lines) == right.answered - 1 - 15
    assert right.answered == right.of == wrong.answered
    if form == "fixed":
        assert right.of == 127


def test_a_result_holds_for_eighteen_months(deps: Deps, session: Session) -> None:
    assert sit(deps, session, attentive(deps)).valid_until == date(2028, 5, 23)


def test_statements_alone_make_a_score_and_the_others_are_named_as_apart(deps: Deps) -> None:
    for line in played(deps, attentive(deps)).lines:
        sources = there(line.sources)
        assert sources.weights == {"statements": 1.0, "situations": 0.0, "own_words": 0.0}
        assert sources.apart == ("situations", "own_words")


def test_choices_as_keyed_are_near_and_their_opposite_is_far(deps: Deps) -> None:
    answers = attentive(deps)  # chooses as keyed throughout
    near, far = played(deps, answers), played(deps, _turned(answers))
    for one, other in zip(near.lines, far.lines, strict=True):
        assert one.situations.nearness == pytest.approx(1.0)
        assert other.situations.nearness == pytest.approx(-1.0)
        assert {one.situations.keyed, other.situations.keyed} == {"rational"}
        assert (one.situations.answered, one.situations.of) == (1, 1)
        assert one.score == other.score


def _turned(answers: Mapping[str, ResponseValue]) -> dict[str, ResponseValue]:
    """The best taken for the worst, in every situation."""
    return {
        name: SituationValue(value.worst, value.best) if isinstance(value, SituationValue) else value
        for name, value in answers.items()
    }


def test_one_situation_of_a_skill_contradicts_nothing(deps: Deps) -> None:
    answers = attentive(deps)
    for line in (*played(deps, answers).lines, *played(deps, _turned(answers)).lines):
        assert (line.situations.of, line.situations.agreement) == (1, "not_enough")
        assert there(line.sources).disagreements == ()


def test_sources_that_disagree_are_said_to_and_none_is_averaged_away(deps: Deps) -> None:
    """With two situations of each skill: its own, and that of the skill before it in the pack."""
    keys = deps.assessment.keys
    more = tuple(replace(other, skill=key.skill) for key, other in zip(keys, (keys[-1], *keys[:-1]), strict=True))
    two = replace(deps, assessment=replace(deps.assessment, keys=(*keys, *more)))
    answers = attentive(two)
    near, far = played(two, answers), played(two, _turned(answers))
    sides = {line.skill_id: side_of(line.score) for line in near.lines}
    assert 1 in sides.values()
    for one, other in zip(near.lines, far.lines, strict=True):
        side = sides[one.skill_id]
        for found, sign in ((one, 1), (other, -1)):
            against = (Disagreement("statements", "situations"),) if side * sign < 0 else ()
            assert there(found.sources).disagreements == against
            assert found.situations.agreement == {0: "not_enough", 1: "same_way", -1: "differs"}[side * sign]
        assert one.score == other.score


def test_nothing_answered_is_no_score_no_source_and_too_little_to_look_at(deps: Deps) -> None:
    found = played(deps, {})
    assert {type(line.score) for line in found.lines} == {NotScored}
    assert {line.sources for line in found.lines} == {None}
    assert {(line.situations.nearness, line.situations.answered) for line in found.lines} == {(None, 0)}
    assert quality(found).verdict == "too_few_answers"


def test_no_typing_rhythm_is_kept_of_texts(deps: Deps, session: Session) -> None:
    found = sit(deps, session, attentive(deps), lambda position: 3_333)
    events = session.safe.timed_events(found.attempt_id)
    assert {event.active_ms % 60_000 for event in events if event.kind == "text"} == {0}
    assert {event.active_ms % 3_333 for event in events if event.kind == "statement"} == {0}
    given = results.given(deps, session, session.safe.attempt(found.attempt_id))
    assert [one.seconds for one in given.statements[:2]] == [3.333, 3.333]
