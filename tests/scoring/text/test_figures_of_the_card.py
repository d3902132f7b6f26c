"""The figures on the model card are found again, on the development rows and through the product's own loader."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.measure import calibration_error, macro_f1
from calibration.text_model.asked import Bar, bars_of, missed
from calibration.text_model.card import card_of
from calibration.text_model.corpora import Corpora, held_apart, interview_texts, read_corpora, sums
from calibration.text_model.fairness import (
    TOLD_VALUES,
    identity_swap,
    length_correlation,
    other_identities,
    slips,
    with_typos,
    without_articles,
)
from calibration.text_model.figures import measure, seen_in_dev
from calibration.text_model.relevance import auc, relevance
from tests.scoring.text.made import ANSWER, MODEL, shipped_model

FIGURES = json.loads((MODEL / "answers.figures.json").read_bytes())
DEV = FIGURES["dev"]
EVERY_TEMPLATE = 40

SHORT = [
    *("courtesy", "distress", "relevance_interviews", "relevance_workplace_answers"),
    *("length of interviews, emotions pride", "length of essays, emotions neutral"),
]
"""What was asked and is not reached."""


@pytest.fixture(scope="module")
def corpora(shared_dir: Path) -> Corpora:
    return read_corpora(shared_dir / "data")


@pytest.mark.shared
def test_the_figures_are_found_again(corpora: Corpora) -> None:
    # Processors round 8-bit sums alike, but not every last digit in between.
    found = measure(shipped_model(), corpora, seen_in_dev(shipped_model(), corpora))
    recorded = {head: {name: DEV[head][name] for name in figures} for head, figures in found.items()}
    assert flat(found) == pytest.approx(flat(recorded), abs=0.01)


@pytest.mark.shared
def test_answers_are_told_from_answers_to_other_questions(shared_dir: Path) -> None:
    found = relevance(shipped_model(), interview_texts(shared_dir / "data", ("dev",)))
    assert flat(found) == pytest.approx(flat(FIGURES["elsewhere"]["relevance_interviews"]), abs=0.01)


@pytest.mark.shared
def test_the_card_states_these_figures(corpora: Corpora) -> None:
    assert card_of(corpora, FIGURES) == (MODEL / "answers.card.md").read_text(encoding="utf-8")


def test_what_was_asked_is_reached_but_for_what_the_card_names() -> None:
    short = missed(FIGURES)
    assert [bar.name for bar in short] == SHORT
    card = (MODEL / "answers.card.md").read_text(encoding="utf-8")
    assert all(bar.name in card for bar in short)
    assert {bar.name for bar in bars_of(FIGURES)} >= {"courtesy", "distress", "typos", "rounding of ekman"}


def test_a_bar_is_kept_on_its_own_side() -> None:
    assert [Bar("", value, 0.5).is_kept for value in (0.4, 0.5, 0.6)] == [False, True, True]
    assert [Bar("", value, 0.5, is_most=True).is_kept for value in (0.4, 0.5, 0.6)] == [True, True, False]


def test_the_model_is_one_file_of_25_mebibytes_at_most() -> None:
    assert (MODEL / "answers.onnx").stat().st_size <= 25 * 2**20


@pytest.mark.shared
def test_exchanging_identities_moves_nothing(shared_dir: Path, corpora: Corpora) -> None:
    comments = corpora.emotions_dev.texts[:100]
    found = identity_swap(shipped_model(), shared_dir / "data", comments, EVERY_TEMPLATE)
    assert found["n"] > 500
    assert found["mean"] <= 0.05
    assert found["most"] <= 0.25


@pytest.mark.shared
def test_identities_that_stand_in_no_template_move_nothing_either(corpora: Corpora) -> None:
    found = other_identities(shipped_model(), corpora.emotions_dev.texts[:100])
    assert found["n"] > 1000
    assert found["mean"] <= 0.05
    assert found["most"] <= 0.25


@pytest.mark.shared
def test_slips_and_length_hardly_move_a_tone(shared_dir: Path) -> None:
    answers = [answer for _, answer in interview_texts(shared_dir / "data", ("dev",))]
    found = slips(shipped_model(), answers[:100])
    assert found["typos"]["largest_moved"] <= 0.1
    assert found["no_articles"]["largest_moved"] <= 0.01
    lengths = length_correlation(shipped_model(), answers)
    assert all(abs(lengths[value]) <= 0.2 for value in TOLD_VALUES)


@pytest.mark.shared
def test_the_model_was_trained_on_the_recorded_files(shared_dir: Path) -> None:
    assert json.loads((MODEL / "answers.json").read_bytes())["files_sha256"] == sums(shared_dir / "data")


def test_macro_f1_is_the_mean_of_the_labels() -> None:
    # By hand: label 1 has 2 hits of 3 given and 2 there, F1 = 4/5; label 2 was neither given nor there, F1 = 0.
    given = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 0.0]])
    truth = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    assert macro_f1(given, truth) == pytest.approx(0.4)


def test_calibration_error_is_the_weighted_gap() -> None:
    # By hand: ten texts at .95 of which eight have it, gap .15; ten at .15 of which two have it, gap .05.
    p = np.array([[0.95]] * 10 + [[0.15]] * 10)
    truth = np.array([[1.0]] * 8 + [[0.0]] * 2 + [[1.0]] * 2 + [[0.0]] * 8)
    assert calibration_error(p, truth) == pytest.approx((0.15 + 0.05) / 2)


def test_auc_is_the_share_of_pairs_in_order() -> None:
    # By hand: of four pairs two are in order, one is not, one is a tie.
    assert auc(np.array([0.9, 0.4, 0.4, 0.5]), np.array([1.0, 1.0, 0.0, 0.0])) == pytest.approx(2.5 / 4)


def test_of_every_label_a_tenth_is_kept_apart() -> None:
    labels = np.zeros((1000, 3))
    labels[:700, 0], labels[650:970, 1], labels[970:, 2] = 1.0, 1.0, 1.0
    apart = held_apart(labels)
    np.testing.assert_allclose(labels[apart].sum(axis=0), [70, 32, 3], atol=1.5)


def test_slips_change_what_they_say() -> None:
    assert without_articles("The plan was a mess, and an order came.") == "plan was mess, and order came."
    changed = with_typos(ANSWER * 20, np.random.default_rng(1))
    assert sorted(changed) == sorted(ANSWER * 20)
    words = zip((ANSWER * 20).split(), changed.split(), strict=True)
    share = np.mean([one != other for one, other in words])
    assert 0.01 < share < 0.06


def flat(figures: dict[str, Any], name: str = "") -> dict[str, float]:
    """Return {"a.b": value} of nested figures."""
    found: dict[str, float] = {}
    for key, value in figures.items():
        found |= flat(value, f"{name}{key}.") if isinstance(value, dict) else {f"{name}{key}": value}
    return found
