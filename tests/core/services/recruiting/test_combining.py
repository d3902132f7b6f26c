"""Test, interview and work sample are weighed by the locked role; a person may differ, and then both are kept."""

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.interview import Sheet
from progrez_desktop.core.services.recruiting import combining, notes
from progrez_desktop.core.services.recruiting.disclosing import sentences
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.recruiting.interview_house import OTHER, PROBE, Interviewed, interviewed
from tests.core.services.registry_house import House


@pytest.fixture
def one(house: House) -> Interviewed:
    return interviewed(house)


def sheet(one: Interviewed) -> Sheet:
    return combining.sheet(one.house.deps, one.id, one.role)


def place(sten: float) -> float:
    return 100 * (sten - 1) / 9


def test_the_test_is_weighed_by_importance_up_to_the_end_of_the_range(one: Interviewed) -> None:
    (test, interview, sample) = sheet(one).weighings
    # empathy 6.4 weighs 4, initiative 9.0 counts as 8 and weighs 3, integrity 5.0 weighs 2
    assert test.told is not None and test.weight == pytest.approx(0.4)
    assert test.told.at == pytest.approx((4 * place(6.4) + 3 * place(8) + 2 * place(5.0)) / 9)
    assert interview.told is None and sample.told is None


def test_while_something_is_missing_there_is_no_sum_and_no_weight_moves(one: Interviewed) -> None:
    found = sheet(one)
    assert found.total.at is None and found.total.missing == ("interview", "work_sample")
    assert found.total.missing_weight == pytest.approx(0.6)
    assert found.weighings[0].told is not None
    assert found.total.known == pytest.approx(0.4 * found.weighings[0].told.known)
    assert found.total.high > found.total.low + 60


def test_all_three_make_a_sum_that_is_the_same_by_hand(one: Interviewed) -> None:
    deps = one.house.deps
    notes.keep_probe(deps, one.id, PROBE, 4, "")
    notes.keep_probe(deps, one.id, OTHER, 2, "")
    notes.keep_probe(deps, one.id, "integrity/promise", 5, "Added for this one: not weighed.")
    found = combining.enter_sample(deps, one.id, one.role, "A letter", 7, 1, 10)
    test = found.weighings[0].told
    assert test is not None and test.at is not None and found.total.at is not None
    assert found.total.at == pytest.approx(0.4 * test.at + 0.4 * 50 + 0.2 * 100 * 6 / 9)
    assert found.total.low < found.total.at < found.total.high


def test_only_questions_that_everybody_is_asked_are_weighed(one: Interviewed) -> None:
    notes.keep_probe(one.house.deps, one.id, "integrity/promise", 5, "")
    assert sheet(one).weighings[1].told is None


def test_a_skill_that_was_not_released_widens_the_test_and_is_named(house: House) -> None:
    one = interviewed(house)
    scores = dict(one.house.deps.store.profiles.row(one.id, 0).scores)  # type: ignore[union-attr]
    del scores["initiative"]
    found = combining.made_of(one.role, scores, (), None, None)
    assert found.missing_skills == ("initiative",)
    assert found.weighings[0].told is not None and found.weighings[0].told.at is None


def test_whoever_differs_says_why_and_both_are_kept_and_it_is_counted_once(one: Interviewed) -> None:
    deps = one.house.deps
    before = sheet(one).total
    combining.override(deps, one.id, one.role, 70, "A long stay abroad explains the gap.")
    name_reader(deps, "Ali")
    found = combining.override(deps, one.id, one.role, 72, "As Noor says, and more.")
    assert found.total == before and found.override is not None
    assert (found.override.instead, found.override.by) == (72, "Ali")
    assert deps.store.counted.tally("2027-01")["overridden"] == {"2026-11": 1}
    again = combining.take_override_back(deps, one.id, one.role)
    assert again.override is None
    assert [event.action for event in deps.store.audit.events()][-3:] == [
        *("sum_overridden", "reader_named", "sum_overridden", "override_taken_back")[1:],
    ]


def test_a_work_sample_and_an_override_do_not_wipe_each_other(one: Interviewed) -> None:
    deps = one.house.deps
    combining.override(deps, one.id, one.role, 70, "Why.")
    combining.enter_sample(deps, one.id, one.role, "A letter", 7, 1, 10, 0.5)
    assert sheet(one).override is not None
    found = combining.remove_sample(deps, one.id, one.role)
    assert found.sample is None and found.override is not None


@pytest.mark.parametrize(
    ("what", "numbers", "error", "code"),
    [
        (" ", (7, 1, 10), None, "sample_unnamed"),
        ("x" * 201, (7, 1, 10), None, "sample_name_long"),
        ("A letter", (7, 10, 1), None, "sample_scale"),
        ("A letter", (7, 1, 1), None, "sample_scale"),
        ("A letter", (11, 1, 10), None, "sample_beyond"),
        ("A letter", (float("nan"), 1, 10), None, "sample_beyond"),
        ("A letter", (7, 1, float("inf")), None, "sample_scale"),
        ("A letter", (7, 1, 10), 0.0, "sample_error"),
        ("A letter", (7, 1, 10), 10.0, "sample_error"),
        ("A letter", (7, 1, 10), float("nan"), "sample_error"),
    ],
)
def test_a_work_sample_that_is_none_changes_nothing(
    one: Interviewed, what: str, numbers: tuple[float, float, float], error: float | None, code: str
) -> None:
    with pytest.raises(UsageFault, match=code):
        combining.enter_sample(one.house.deps, one.id, one.role, what, *numbers, error)
    assert sheet(one).sample is None


@pytest.mark.parametrize(
    ("instead", "reason", "code"),
    [(70, " ", "override_reason"), (101, "Why.", "override_beyond"), (-1, "Why.", "override_beyond"),
     (70, "w" * 2001, "override_reason_long")],
)  # fmt: skip
def test_nobody_differs_without_a_reason(one: Interviewed, instead: int, reason: str, code: str) -> None:
    with pytest.raises(UsageFault, match=code):
        combining.override(one.house.deps, one.id, one.role, instead, reason)
    assert sheet(one).override is None
    assert "overridden" not in one.house.deps.store.counted.tally("2027-01")


def test_a_sheet_says_what_it_assumes_in_both_languages(one: Interviewed) -> None:
    deps = one.house.deps
    notes.keep_probe(deps, one.id, PROBE, 4, "")
    notes.keep_probe(deps, one.id, OTHER, 4, "")
    made = combining.enter_sample(deps, one.id, one.role, "A letter", 7, 1, 10)
    for language in LANGUAGES:
        words = Words(language)
        said = sentences(made, words)
        assert words("combine.sample.assumed") in said and words("combine.ratings.assumed") in said
