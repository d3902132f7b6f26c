"""The study of response quality joins people as it says, and asks them adaptively as a sitting does."""

import numpy as np
import pytest

from calibration.adaptive_sittings import Asking
from calibration.careless import CARELESS, hurried_times, model_people
from calibration.joined_people import Sample, _by_rank, like_pairs
from calibration.quality_table import meetings, with_care
from progrez_desktop.core.model.assessment import Statement
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.packs.shipped import shipped
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


def test_everybody_meets_the_statements_that_a_sitting_would_ask_them() -> None:
    asking = Asking.over(shipped().bank())
    people = Sample(asking.pool, model_people(asking.pool, 3, np.random.default_rng(6)), np.ones((3, 152)))
    for number, sat in enumerate(asking.sat(people)):
        history: list[tuple[str, StatementValue]] = []
        while (item := asked_now(asking, str(number), history)) is not None:
            place = asking.pool.place.get(item.id)  # None for the one that names its answer
            given = item.instructed if place is None else int(people.answers[number, place])
            assert given is not None
            history.append((item.id, StatementValue(given)))
        scored = {item: value.category for item, value in history if item in asking.pool.place}
        assert [item.id for item in sat.form.items] == list(scored)
        assert sat.answers.tolist() == [list(scored.values())]
        assert sat.answers.shape == sat.seconds.shape


def asked_now(asking: Asking, seed: str, history: list[tuple[str, StatementValue]]) -> Statement | None:
    """The statement that the product itself would ask now."""
    seen = {item for item, _ in history}
    route = asking.guide.route(seed, history).items
    return next((item for item in route if isinstance(item, Statement) and item.id not in seen), None)


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
