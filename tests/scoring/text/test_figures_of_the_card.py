"""The figures on the model card are found again, on the development rows and through the product's own model."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.text_model.card import card_of
from calibration.text_model.corpora import Corpora, read_corpora, sums
from calibration.text_model.fairness import identity_swap
from calibration.text_model.figures import calibration_error, macro_f1, measure
from tests.scoring.text.made import MODEL, shipped_model

FIGURES = json.loads((MODEL / "tone.figures.json").read_bytes())

# What the issue and the research behind it ask of a model of words and word pairs.
AT_LEAST = {
    "emotions_macro_f1": 0.45,
    "ekman_macro_f1": 0.56,
    "sentiment_macro_f1": 0.64,
    "courtesy_r": 0.43,
    "concern_r_respondent_folds": 0.34,
}


@pytest.fixture(scope="module")
def corpora(shared_dir: Path) -> Corpora:
    return read_corpora(shared_dir / "data")


@pytest.mark.shared
def test_the_figures_are_found_again(corpora: Corpora) -> None:
    found = measure(shipped_model(), corpora)
    assert found.keys() == FIGURES.keys() - {"concern_r_respondent_folds", "identity_swap"}
    assert flat(found) == pytest.approx(flat({name: FIGURES[name] for name in found}), abs=0.001)


@pytest.mark.shared
def test_the_card_states_these_figures(corpora: Corpora) -> None:
    assert card_of(corpora, FIGURES) == (MODEL / "tone.card.md").read_text(encoding="utf-8")


@pytest.mark.shared
def test_exchanging_identities_moves_nothing(shared_dir: Path, corpora: Corpora) -> None:
    found = identity_swap(shipped_model(), shared_dir / "data", corpora.emotions_dev.texts[:500])
    assert (found["n"], found["mean"], found["most"]) == (FIGURES["identity_swap"]["n"], 0.0, 0.0)


@pytest.mark.shared
def test_the_model_was_trained_on_the_recorded_files(shared_dir: Path) -> None:
    assert json.loads((MODEL / "tone.json").read_bytes())["files_sha256"] == sums(shared_dir / "data")


@pytest.mark.parametrize("figure", AT_LEAST)
def test_the_model_reads_as_well_as_was_asked(figure: str) -> None:
    assert FIGURES[figure]["value"] >= AT_LEAST[figure]
    assert FIGURES[figure]["low"] < FIGURES[figure]["value"] < FIGURES[figure]["high"]


@pytest.mark.parametrize("head", ["emotions", "ekman", "sentiment"])
def test_probabilities_mean_what_they_say(head: str) -> None:
    assert FIGURES[f"{head}_calibration_error"]["value"] <= 0.05


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


def flat(figures: dict[str, Any], name: str = "") -> dict[str, float]:
    """Return {"a.b": value} of nested figures."""
    found: dict[str, float] = {}
    for key, value in figures.items():
        found |= flat(value, f"{name}{key}.") if isinstance(value, dict) else {f"{name}{key}": value}
    return found
