"""Several tables of the same people give away together no cell of fewer than 20, and hide no more than that needs."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.counting import KINDS
from progrez_desktop.core.services.linked_tables import Table, tables_of
from progrez_desktop.scoring.disclosure import Ints, margin, may_be_shown

HIDDEN_APART = np.array([[5, 40, 200, 50], [5, 200, 40, 50]])
"""By two forms the smallest cells are others than together: the first column follows from both tables."""


def alone(cells: Ints, axes: tuple[int, ...]) -> Table:
    """A table as it was hidden when nobody looked at the others."""
    sums, _ = margin(cells, axes)
    return Table(axes, sums, may_be_shown(sums, 0.0), 0.0)


def follows(cells: Ints, tables: list[Table]) -> list[tuple[int, ...]]:
    """Return the sums of fewer than 20 that follow from what is shown: those that are the same in every other counter
    that would show the same, found by asking whether the shown sums fix them."""
    count = cells.size
    numbers = np.arange(count).reshape(cells.shape)

    def cells_of(table: Table, place: tuple[int, ...]) -> np.ndarray:
        wanted = dict(zip(table.axes, place, strict=True))
        index = tuple(wanted.get(axis, slice(None)) for axis in range(cells.ndim))
        row = np.zeros(count, dtype=int)
        row[np.atleast_1d(numbers[index]).ravel()] = 1
        return row

    places = [(table, place) for table in tables for place in np.ndindex(*table.cells.shape)]
    shown = [cells_of(table, place) for table, place in places if table.shown[place]]
    if not shown:
        return []
    rank = np.linalg.matrix_rank(np.array(shown))
    few = [(table, place) for table, place in places if table.cells[place] < 20]
    return [place for table, place in few if np.linalg.matrix_rank(np.array([*shown, cells_of(table, place)])) == rank]


def test_what_each_table_hides_by_itself_can_follow_from_both() -> None:
    """The reason why this exists: 590 people less those that two tables show are the 10 that both hide."""
    apart = [alone(HIDDEN_APART, axes) for axes in ((0, 1), (1,), ())]
    assert follows(HIDDEN_APART, apart) != []
    assert follows(HIDDEN_APART, tables_of(HIDDEN_APART, [(0, 1), (1,), ()], 0.0)) == []


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.integers(1, 3), st.integers(2, 5)).flatmap(
        lambda shape: st.lists(st.integers(0, 90), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]).map(
            lambda values: np.array(values).reshape(shape)
        )
    )
)
def test_nothing_of_fewer_than_twenty_follows_from_all_tables_together(cells: Ints) -> None:
    found = tables_of(cells, [(0, 1), (0,), (1,), ()], 0.0)
    assert follows(cells, found) == []
    for table in found:
        assert not (table.shown & (table.cells < 20)).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=24, max_size=24))
def test_tables_that_share_only_one_axis_are_looked_at_together_too(values: list[int]) -> None:
    """As joint counts are: group by category, and group by place."""
    cells = np.array(values).reshape(2, 3, 4)
    assert follows(cells, tables_of(cells, [(0, 1), (0, 2)], 0.0)) == []


def test_where_everybody_is_many_everything_is_shown() -> None:
    cells = np.full((2, 3), 100)
    assert all(table.shown.all() for table in tables_of(cells, [(0, 1), (1,), ()], 0.0))


def test_what_needs_no_second_look_is_hidden_as_before() -> None:
    cells = np.array([[500, 400], [300, 5]])
    kept = [(0, 1), (0,), (1,), ()]
    for table, axes in zip(tables_of(cells, kept, 0.0), kept, strict=True):
        assert table.shown.tolist() == alone(cells, axes).shown.tolist()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if len(kind.margins) > 1], ids=lambda kind: kind.name)
def test_every_kind_that_has_several_tables_is_safe_with_them(kind) -> None:
    names = sorted({name for kept in kind.margins for name in kept})
    shape = tuple(2 + number for number in range(len(names)))
    chance = np.random.default_rng(7)
    for _ in range(30):
        cells = chance.integers(0, 70, size=shape)
        kept = [tuple(names.index(name) for name in one) for one in kind.margins]
        assert follows(cells, tables_of(cells, kept, 0.0)) == []


def test_a_line_whose_sum_somebody_knows_otherwise_gives_nothing_away() -> None:
    """Two blocks of hidden cells that one cell joins: that one would follow from the sums of all lines."""
    few, many = 1, 500
    cells = np.full((4, 4), many)
    for row, column in (*product((0, 1), (0, 1)), *product((2, 3), (2, 3)), (1, 2)):
        cells[row, column] = few if (row, column) == (1, 2) else 15
    before, after = alone(cells, (0, 1)), tables_of(cells, [(0, 1)], 0.0)[0]
    assert after.shown.sum() < before.shown.sum()
