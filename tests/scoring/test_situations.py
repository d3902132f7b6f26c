"""Situations beside a score: a word where both say more than chance does, and "not enough" everywhere else."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.scoring.situations import HALF_NEAR, SituationKey, SituationScore, agreement, side_of
from progrez_desktop.scoring.situations import score as near
from tests.fakes import there

ACTIONS = ("a", "b", "c", "d")
KEYS = {name: SituationKey.by_reasoning(ACTIONS, *key) for name, key in (("s1", "ad"), ("s2", "bc"))}
AVERAGE = SkillScore(
    theta=0.0, se=0.3, se_printed=0.34, sten=6, low=5, high=6, sten_exact=5.5, low_exact=4.6, high_exact=6.4,
    percentile=50, percentile_low=33, percentile_high=67, answered=10, of=10, norm_id="made", norm_n=500,
)  # fmt: skip
HIGH = replace(AVERAGE, sten_exact=8.0, low_exact=7.1, high_exact=8.9)
LOW = replace(AVERAGE, sten_exact=3.0, low_exact=2.1, high_exact=3.9)


EVERY = tuple(permutations(ACTIONS, 2))


@pytest.mark.parametrize(
    ("chosen", "score", "expected"),
    [
        ({"s1": ("a", "d"), "s2": ("b", "c")}, HIGH, "same_way"),
        ({"s1": ("a", "d"), "s2": ("b", "c")}, LOW, "differs"),
        ({"s1": ("d", "a"), "s2": ("c", "b")}, LOW, "same_way"),
        ({"s1": ("d", "a"), "s2": ("c", "b")}, HIGH, "differs"),
        ({"s1": ("a", "d"), "s2": ("b", "a")}, HIGH, "not_enough"),  # three of four: chance gives it once in eight
        ({"s1": ("a", "d"), "s2": ("c", "b")}, HIGH, "not_enough"),  # they cancel out
        ({"s1": ("a", None), "s2": ("b", None)}, HIGH, "not_enough"),  # two single choices
        ({"s1": ("a", "d")}, HIGH, "not_enough"),  # one situation
        ({"s1": ("d", "a")}, HIGH, "not_enough"),
        ({"other": ("a", "d")}, HIGH, "not_enough"),  # a situation of another skill
        ({}, HIGH, "not_enough"),
        ({"s1": ("a", "d"), "s2": ("b", "c")}, AVERAGE, "not_enough"),  # the score can't be told from the average
        ({"s1": ("a", "d"), "s2": ("b", "c")}, NotScored("too_few_answers", 3, 10), "not_enough"),
    ],
)
def test_a_word_is_given_only_where_choices_and_score_both_point_somewhere(
    chosen: dict[str, tuple[str | None, str | None]], score: SkillScore | NotScored, expected: str
) -> None:
    assert agreement(near(chosen, KEYS), score) == expected


def test_a_choice_and_its_opposite_are_told_alike_whatever_the_key() -> None:
    for best, worst in EVERY:
        key = {"s": SituationKey.by_reasoning(ACTIONS, best, worst)}
        told = {pair: there(near({"s": pair}, key).nearness) for pair in EVERY}
        assert sorted(told.values()) == [-1.0, *[-0.5] * 4, 0.0, 0.0, *[0.5] * 4, 1.0]
        for (one, other), nearness in told.items():
            assert told[other, one] == -nearness


def test_two_situations_point_one_way_or_the_other_equally_often() -> None:
    for name in KEYS:
        two = {"s1": KEYS["s1"], "again": KEYS[name]}
        told = [agreement(near({"s1": one, "again": other}, two), HIGH) for one, other in product(EVERY, EVERY)]
        assert told.count("same_way") == told.count("differs") == 1


def test_somebody_at_random_is_hardly_ever_told_anything() -> None:
    """Of all that can be chosen: nothing of one situation, and of more at most 1 in 12."""
    for number in (1, 2, 3):
        keys = {f"s{n}": KEYS["s1"] for n in range(number)}
        told = [
            agreement(near(dict(zip(keys, picks, strict=True)), keys), HIGH) for picks in product(EVERY, repeat=number)
        ]
        share = 1 - told.count("not_enough") / len(told)
        assert share == 0 if number == 1 else share < 1 / 12


def test_what_chance_gives_has_the_error_that_is_named() -> None:
    found = [near({"s1": one, "s2": other}, KEYS) for one, other in product(EVERY, EVERY)]
    spread = (sum((one.nearness or 0.0) ** 2 for one in found) / len(found)) ** 0.5
    assert [one.by_chance for one in found] == pytest.approx([spread] * len(found), abs=1e-12)


@pytest.mark.parametrize(("margin", "side"), [(1.6, 1), (1.7, 0)])
def test_a_score_has_a_side_from_1_96_errors_on(margin: float, side: int) -> None:
    """80 % reach 1.2816 errors and 95 % 1.96: 2.5 stens above the average is a side up to a margin of 1.635."""
    score = replace(AVERAGE, sten_exact=8.0, low_exact=8.0 - margin, high_exact=8.0 + margin)
    assert side_of(score) == side
    assert side_of(replace(score, sten_exact=3.0, low_exact=3.0 - margin, high_exact=3.0 + margin)) == -side


def test_half_way_is_near_and_its_opposite_far() -> None:
    found: list[SituationScore] = [near({"s1": pair}, KEYS) for pair in (("a", "b"), ("b", "a"))]
    assert [one.nearness for one in found] == [HALF_NEAR, -HALF_NEAR]
