"""What is said of a column of scores is what is said of each of them alone."""

import numpy as np
import pytest

from progrez_desktop.scoring.fit import SkillRange, fitting
from progrez_desktop.scoring.fit_columns import likely_at_least
from progrez_desktop.scoring.precision import LEAST_PROBABILITY


@pytest.mark.parametrize("least", range(1, 11))
def test_a_column_says_of_each_score_what_is_said_of_it_alone(least: int) -> None:
    thousandths = np.random.default_rng(least).integers((1000, 50), (10_001, 4000), (20_000, 2))
    exact, error = thousandths[:, 0] / 1000, thousandths[:, 1] / 1000
    alone = [
        fitting(one, wide, SkillRange(least)).at_least >= LEAST_PROBABILITY
        for one, wide in zip(exact.tolist(), error.tolist(), strict=True)
    ]
    assert likely_at_least(exact, error, least).tolist() == alone


def test_the_very_border_falls_the_same_way() -> None:
    for error in np.arange(50, 3000, 7) / 1000:
        border = 5.5 + 0.8416212335729143 * error
        exact = np.array([border + step * 1e-15 for step in range(-40, 41)])
        alone = [fitting(one, error, SkillRange(6)).at_least >= LEAST_PROBABILITY for one in exact.tolist()]
        assert likely_at_least(exact, np.full(81, error), 6).tolist() == alone
