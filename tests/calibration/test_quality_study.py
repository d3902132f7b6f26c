"""The study of response quality joins people as it says, and shortens forms as a sitting would."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.careless import CARELESS, hurried_times, model_people
from calibration.joined_people import _by_rank, like_pairs
from calibration.quality_table import meetings, with_care
from calibration.shortened import LEAST_ITEMS, TARGET_SE, information, shortened
from progrez_desktop.scoring.grm import Scale, answer_table
from tests.scoring.quality.forms import attentive, shipped_form


@pytest.mark.parametrize("r", [0.0, 0.3, 0.9])
def test_care_goes_together_as_far_as_is_asked_and_everybody_is_as_likely(r: float) -> None:
    random = np.random.default_rng(1)
    cares = [random.standard_normal(500), random.exponential(size=900)]
    common, drawn = random.standard_normal(20_000), []
    for how_careful in cares:
        latent = np.sqrt(r) * common + np.sqrt(1 - r) * random.standard_normal(20_000)
        rows = _by_rank(how_careful, latent, random)
        drawn.append(np.argsort(np.argsort(how_careful))[rows] / len(how_careful))
        assert np.bincount(rows, minlength=len(how_careful)).min() > 0
    assert np.corrcoef(drawn[0], drawn[1])[0, 1] == pytest.approx(r, abs=0.03)


@given(st.floats(0.3, 3.0), st.floats(-2.0, 2.0), st.floats(-3.0, 3.0))
def test_information_of_two_categories_is_that_of_the_textbook(a: float, b: float, theta: float) -> None:
    # Birnbaum (1968): a^2 P (1 - P).
    p = 1 / (1 + np.exp(-a * (theta - b)))
    item = replace(shipped_form().items[0], categories=2, a=a, b=(b,))
    assert information(item, np.array([theta]))[0] == pytest.approx(a**2 * p * (1 - p), rel=0.01)


def test_a_shortened_form_keeps_what_a_sitting_would_ask() -> None:
    form = shipped_form()
    answers = attentive(50, seed=6)
    kept = shortened(form, answers)
    assert ((kept == answers) | (kept == 0)).all()
    assert 60 < (kept > 0).sum(axis=1).mean() < 105  # research, section C: 91 of 111 at SE .35
    for columns in form.of_skill().values():
        given_ = kept[:, columns] > 0
        assert (given_.sum(axis=1) >= LEAST_ITEMS).all()
        for key in (1, -1):
            assert given_[:, form.keys[columns] == key].any(axis=1).all()
        items = [form.items[at] for at in columns]
        scale = Scale([answer_table(item.a, item.b, reverse=item.key < 0) for item in items])
        se = scale.posterior(kept[:, columns].astype(np.intp)).sd
        assert (se[given_.sum(axis=1) < len(columns)] < TARGET_SE + 0.15).all()


@pytest.mark.parametrize("kind", sorted(CARELESS))
def test_careless_people_answer_in_the_categories_that_there_are(kind: str) -> None:
    form, real = shipped_form(), attentive(40, seed=7)
    found = CARELESS[kind](form, real, np.random.default_rng(8))
    assert found.shape == real.shape
    assert (form.checked(found) > 0).all()
    again = CARELESS[kind](form, real, np.random.default_rng(8))
    assert (found == again).all()


def test_hurried_people_keep_their_rhythm_at_another_pace() -> None:
    seconds = np.random.default_rng(9).lognormal(1.2, 0.6, (20, 111))
    hurried = hurried_times(seconds)
    assert np.median(hurried, axis=1) == pytest.approx(np.full(20, 1.4))
    assert (np.argsort(hurried, axis=1) == np.argsort(seconds, axis=1)).all()


def test_like_pairs_are_of_one_format_and_above_the_limit() -> None:
    form = shipped_form()
    answers = model_people(form, 4000, np.random.default_rng(10))
    keyed = form.keyed(answers)
    pairs = like_pairs(form, answers, 0.5)
    assert pairs
    for one, other, r in pairs:
        assert one.partition("/")[0] == other.partition("/")[0]
        assert r == pytest.approx(np.corrcoef(keyed[:, form.place[one]], keyed[:, form.place[other]])[0, 1], abs=1e-3)
        assert r > 0.5


def test_care_needs_two_families() -> None:
    pace, pattern = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert with_care({"pace": pace, "pattern": pattern}).tolist() == [True, False, False, False]
    (met,) = meetings({"pace": pace, "pattern": pattern})
    assert (met["both"], met["by_chance"], met["phi"]) == (0.25, 0.25, 0.0)
