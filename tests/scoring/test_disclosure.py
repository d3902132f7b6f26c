"""No table shows fewer than 20 people, nor lets them be told from what it shows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from progrez_desktop.scoring.disclosure import margin, may_be_shown
from progrez_desktop.scoring.noisy import noise_sd, surely

tables = arrays(np.int64, array_shapes(max_dims=3, max_side=4), elements=st.integers(-30, 120))


@given(tables, st.sampled_from([0.0, 2.8, 11.3]))
def test_what_is_shown_is_surely_twenty_and_so_is_what_a_line_hides(cells: np.ndarray, sd: float) -> None:
    shown = may_be_shown(cells, sd)
    assert all(surely(float(cell), sd) >= 20 for cell in cells[shown])
    for axis in range(cells.ndim):
        lines = zip(
            np.moveaxis(cells, axis, -1).reshape(-1, cells.shape[axis]),
            np.moveaxis(shown, axis, -1).reshape(-1, cells.shape[axis]),
            strict=True,
        )
        for line, is_shown in lines:
            hidden = line[~is_shown]
            if is_shown.any() and len(hidden):
                assert len(hidden) > 1
                assert surely(float(hidden.sum()), sd * np.sqrt(len(hidden))) >= 20 - 1e-9


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([40, 50, 60], [True, True, True]),
        ([19, 50, 60], [False, False, True]),  # the sum less two would give the nineteen away
        ([9, 10, 60, 70], [False, False, False, True]),  # nineteen together are as few as nineteen alone
        ([10, 10, 60, 70], [False, False, True, True]),
        ([3, 4, 5], [False, False, False]),
        ([20], [True]),
        ([19], [False]),
        (20, True),
        (19, False),
    ],
)
def test_the_complement_of_a_small_cell_is_hidden_with_it(cells: list[int] | int, shown: list[bool] | bool) -> None:
    assert may_be_shown(np.array(cells), 0.0).tolist() == shown


def test_a_small_cell_of_a_table_hides_a_square() -> None:
    """Rows and columns both have sums: one hidden cell needs company in its row, in its column, and across."""
    cells = np.array([[5, 40, 50], [30, 60, 70], [45, 80, 90]])
    assert may_be_shown(cells, 0.0).tolist() == [[False, False, True], [False, False, True], [True, True, True]]


def test_noise_asks_for_more_than_twenty() -> None:
    """Scale 8 has an SD of 11.3: what is counted as 38 may be under 20 more often than once in twenty."""
    assert may_be_shown(np.array([38, 39]), 0.0).tolist() == [True, True]
    assert may_be_shown(np.array([39, 39]), noise_sd(8.0)).tolist() == [True, True]
    assert may_be_shown(np.array([38, 38]), noise_sd(8.0)).tolist() == [False, False]


def test_a_margin_is_the_sum_over_the_other_axes_and_tells_of_how_many() -> None:
    cells = np.arange(24).reshape(2, 3, 4)
    summed, of = margin(cells, (2, 0))
    assert (summed == cells.sum(axis=1).T).all()
    assert of == 3
    assert margin(cells, (0, 1, 2))[1] == 1
    whole, of = margin(cells, ())
    assert (int(whole), of) == (276, 24)
