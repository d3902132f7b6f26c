"""Parts are put on one scale and summed by the weights that were stated; what is missing moves no weight."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.weighing import (
    RATING_ERROR,
    Piece,
    Place,
    of_ratings,
    of_sten,
    on_scale,
    weighed,
)

places = st.builds(Place, st.floats(0, 100), st.floats(0, 50))
pieces = st.lists(
    st.builds(Piece, st.text(min_size=1, max_size=3), st.floats(0.01, 100), st.one_of(st.none(), places)),
    min_size=1,
    max_size=14,
)


def test_a_sum_is_that_of_the_formula_with_its_margin() -> None:
    # By hand: .5 * 60 + .3 * 50 + .2 * 80 = 61; sqrt((.5 * 8)^2 + (.3 * 12)^2 + (.2 * 10)^2) = sqrt(32.96)
    found = weighed(
        [
            Piece("test", 50, Place(60, 8)),
            Piece("interview", 30, Place(50, 12)),
            Piece("sample", 20, Place(80, 10)),
        ]
    )
    assert found.at == pytest.approx(61.0)
    assert found.error == pytest.approx(math.sqrt(32.96))
    assert found.low == pytest.approx(61 - 1.2815515655446004 * math.sqrt(32.96))
    assert found.high == pytest.approx(61 + 1.2815515655446004 * math.sqrt(32.96))


def test_what_is_missing_is_said_and_moves_no_weight() -> None:
    found = weighed([Piece("test", 50, Place(60, 0)), Piece("interview", 30, None), Piece("sample", 20, Place(80, 0))])
    assert found.at is None and found.missing == ("interview",) and found.missing_weight == pytest.approx(0.3)
    assert found.low == pytest.approx(46.0) and found.high == pytest.approx(76.0)  # 46 is .5 * 60 + .2 * 80


def test_what_has_no_weight_is_not_missing() -> None:
    found = weighed([Piece("test", 100, Place(60, 5)), Piece("sample", 0, None)])
    assert found.at == 60 and not found.missing


@given(pieces)
def test_the_sum_lies_in_its_margin_and_what_is_missing_never_narrows_it(parts: list[Piece]) -> None:
    found = weighed(parts)
    assert 0 <= found.low <= found.high <= 100 or math.isclose(found.low, found.high)
    filled = [Piece(one.name, one.weight, one.place or Place(50, 0)) for one in parts]
    whole = weighed(filled)
    assert whole.at is not None
    assert found.low <= whole.at + 1e-9 and whole.at - 1e-9 <= found.high


@given(pieces, st.floats(0.1, 10))
def test_only_the_proportion_of_weights_counts(parts: list[Piece], by: float) -> None:
    one, other = weighed(parts), weighed([Piece(part.name, part.weight * by, part.place) for part in parts])
    assert one.known == pytest.approx(other.known) and one.error == pytest.approx(other.error)


@pytest.mark.parametrize("weights", [(0.0, 0.0), (-1.0, 2.0), (math.nan, 1.0), ()])
def test_weights_that_are_none_are_refused(weights: tuple[float, ...]) -> None:
    with pytest.raises(ScoringError, match="weights_wrong"):
        weighed([Piece("test", weight, Place(50, 5)) for weight in weights])


def test_a_scale_of_its_own_becomes_the_one_that_is_stated() -> None:
    found = on_scale(7, 1, 10, 0.9)
    assert found.at == pytest.approx(100 * 6 / 9) and found.error == pytest.approx(10)
    assert of_sten(5.5, 0.9, 10).at == pytest.approx(50)
    assert of_sten(9.2, 0.9, 7) == of_sten(7.0, 0.9, 7)


@pytest.mark.parametrize(
    ("value", "lowest", "highest", "code"),
    [(5, 10, 1, "scale_wrong"), (5, 1, math.inf, "scale_wrong"), (11, 1, 10, "not_on_scale"), (math.nan, 1, 10, "not")],
)
def test_what_lies_on_no_scale_is_refused(value: float, lowest: float, highest: float, code: str) -> None:
    with pytest.raises(ScoringError, match=code):
        on_scale(value, lowest, highest, 1.0)


def test_a_second_reader_makes_the_error_smaller_and_more_questions_of_one_do_not() -> None:
    one = of_ratings({"Noor": {"empathy": [4], "initiative": [2]}}, ["empathy", "initiative"])
    more = of_ratings({"Noor": {"empathy": [4, 4, 4], "initiative": [2, 2]}}, ["empathy", "initiative"])
    two = of_ratings({name: {"empathy": [4], "initiative": [2]} for name in ("Noor", "Ali")}, ["empathy", "initiative"])
    assert one == more == Place(50, 25 * RATING_ERROR)
    assert two is not None and two.error == pytest.approx(25 * RATING_ERROR / math.sqrt(2))


def test_readers_who_differ_widen_the_margin() -> None:
    apart = of_ratings({"Noor": {"empathy": [5]}, "Ali": {"empathy": [1]}}, ["empathy"])
    assert apart is not None and apart.at == 50 and apart.error == pytest.approx(25 * math.sqrt(8) / math.sqrt(2))


def test_whoever_rated_only_some_skills_is_not_taken_for_all() -> None:
    assert of_ratings({"Noor": {"empathy": [5]}}, ["empathy", "initiative"]) is None
    assert of_ratings({}, ["empathy"]) is None and of_ratings({"Noor": {}}, []) is None
