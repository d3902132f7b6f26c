"""Parts become a whole in a way that length by itself moves little."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.together import TYPICAL_WORDS, mean, stronger_half, without_length

PARTS = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def test_a_mean_counts_words() -> None:
    assert mean([0.2, 0.8], [30, 10]) == pytest.approx((0.2 * 30 + 0.8 * 10) / 40)


@pytest.mark.parametrize(
    ("parts", "half"), [([0.3], 0.3), ([0.1, 0.9], 0.9), ([0.9, 0.1, 0.5], 0.7), ([0.2, 0.4, 0.6, 0.8], 0.7)]
)
def test_the_stronger_half_counts_the_middle_one_in(parts: list[float], half: float) -> None:
    assert stronger_half(parts) == pytest.approx(half)


@given(PARTS)
def test_the_order_of_the_parts_means_nothing(parts: list[float]) -> None:
    assert stronger_half(reversed(parts)) == stronger_half(parts)


@given(PARTS, st.integers(2, 4))
def test_saying_everything_again_is_no_stronger(parts: list[float], times: int) -> None:
    pairs = parts * 2
    assert stronger_half(pairs * times) == pytest.approx(stronger_half(pairs))


def test_length_is_taken_out_on_both_sides_of_what_is_typical() -> None:
    assert without_length(4.0, 0.5, TYPICAL_WORDS) == 4.0
    assert without_length(4.0, 0.5, 2 * TYPICAL_WORDS) == pytest.approx(4.0 - 0.5 * log(2))
    assert without_length(4.0, 0.5, 0) == pytest.approx(4.0 + 0.5 * log(TYPICAL_WORDS))
