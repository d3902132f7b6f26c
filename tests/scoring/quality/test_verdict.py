"""Two things that stood out, looking at different sides of the answers, make "with care"; one never does."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.quality.indices import FAMILY, flags, indices
from progrez_desktop.scoring.quality.verdict import Instructed, Quality, judge
from tests.scoring.quality.forms import attentive, shipped_form, shipped_thresholds

ORDINARY = dict.fromkeys(shipped_form().place, 3.4)
QUICK = dict.fromkeys(shipped_form().place, 1.2)
CHECK = Instructed("made/check", 4)


def told(row: np.ndarray) -> dict[str, int]:
    return {item.id: int(answer) for item, answer in zip(shipped_form().items, row, strict=True) if answer}


def judged(row: np.ndarray, seconds: dict[str, float] = ORDINARY, *, checked: int = 4) -> Quality:
    answers = told(row) | {CHECK.item_id: checked}
    form, limits = shipped_form(), shipped_thresholds()
    return judge(form, answers, limits, seconds=seconds, instructed=(CHECK,))


def random_row(seed: int) -> np.ndarray:
    form = shipped_form()
    return 1 + (np.random.default_rng(seed).random(len(form.items)) * form.categories).astype(np.int64)


def test_ordinary_answers_are_read_as_usual() -> None:
    assert judged(attentive(1, seed=5)[0]) == Quality("as_usual", ())


def test_answers_at_random_are_to_be_read_with_care_at_any_pace() -> None:
    found = judged(random_row(1))
    assert found.verdict == "with_care"
    assert {"agreement", "pattern"} <= set(found.families)


def test_a_straight_line_is_to_be_read_with_care() -> None:
    found = judged(np.full(len(shipped_form().items), 3, dtype=np.int64))
    assert found.verdict == "with_care"
    assert {"sameness", "agreement"} <= set(found.families)


def test_pace_alone_is_not_enough() -> None:
    assert judged(attentive(1, seed=5)[0], QUICK) == Quality("as_usual", ())


def test_a_wrong_answer_to_an_instructed_statement_alone_is_not_enough() -> None:
    row = attentive(1, seed=5)[0]
    assert judged(row, checked=2) == Quality("as_usual", ())
    assert judged(row, QUICK, checked=2) == Quality("with_care", ("median_seconds", "instructed"))


def test_an_instructed_statement_that_was_left_out_says_nothing() -> None:
    answers = told(attentive(1, seed=5)[0])
    form, limits = shipped_form(), shipped_thresholds()
    found = judge(form, answers, limits, seconds=QUICK, instructed=(CHECK,))
    assert found == Quality("as_usual", ())


def test_two_indices_of_one_family_count_once() -> None:
    times = {name: 0.4 if place % 3 else 2.2 for place, name in enumerate(shipped_form().place)}
    row, form, limits = attentive(1, seed=5)[0], shipped_form(), shipped_thresholds()
    seconds = np.array([[times[item.id] for item in form.items]])
    raised = flags(indices(form, row[np.newaxis], seconds, limits), limits)
    assert raised["median_seconds"][0] and raised["fast_share"][0]
    assert judged(row, times).verdict == "as_usual"


def test_without_times_the_record_is_that_of_somebody_with_ordinary_times() -> None:
    """So that nobody sees from it that times were left out."""
    for row in (attentive(1, seed=5)[0], random_row(2)):
        assert judged(row, {}) == judged(row, ORDINARY)
        assert judged(row, {}, checked=2) == judged(row, ORDINARY, checked=2)


def test_too_few_answers_are_said_to_be_too_few() -> None:
    row = attentive(1, seed=5)[0]
    row[15:] = 0
    assert judged(row, {}) == Quality("too_few_answers", ())


def test_a_short_sitting_is_judged_by_what_it_has() -> None:
    row = random_row(1)
    row[60:] = 0
    found = judged(row)
    assert found.verdict == "with_care"
    assert "pattern" in found.families


@pytest.mark.parametrize(
    ("answers", "seconds", "code", "name"),
    [
        ({"made/nowhere": 1}, {}, "unknown_item", "made/nowhere"),
        ({}, {"made/nowhere": 1.0}, "unknown_item", "made/nowhere"),
        ({"ipip50_big5/E1": 6}, {}, "wrong_category", "ipip50_big5/E1"),
        ({"ipip50_big5/E1": True}, {}, "wrong_category", "ipip50_big5/E1"),
        ({}, {"ipip50_big5/E1": float("nan")}, "wrong_time", "ipip50_big5/E1"),
        ({}, {"ipip50_big5/E1": -1.0}, "wrong_time", "ipip50_big5/E1"),
    ],
)
def test_what_was_never_shown_is_refused_by_name(
    answers: dict[str, int], seconds: dict[str, float], code: str, name: str
) -> None:
    with pytest.raises(ScoringError) as refused:
        judge(shipped_form(), answers, shipped_thresholds(), seconds=seconds)
    assert (refused.value.code, refused.value.detail) == (code, name)


def test_every_verdict_and_family_has_its_words_in_both_languages(repo: Path) -> None:
    texts = json.loads((repo / "resources/translations/quality.json").read_text(encoding="utf-8"))
    keys = {f"quality.verdict.{name}" for name in ("as_usual", "with_care", "too_few_answers")}
    keys |= {f"quality.family.{name}" for name in set(FAMILY.values())}
    for language in ("en", "nl"):
        assert keys <= set(texts[language])
        # What a person meant is not known: no word of lying, cheating or carelessness.
        said = " ".join(texts[language].values()).lower()
        assert not any(word in said for word in ("lie", "lied", "cheat", "careless", "lieg", "gelogen", "slordig"))


def test_thresholds_of_another_bank_are_refused() -> None:
    limits = shipped_thresholds()
    assert limits.checked_for(limits.bank_sha256) is limits
    with pytest.raises(ScoringError, match="quality_other_bank"):
        replace(limits, bank_sha256="0" * 64).checked_for(limits.bank_sha256)
