"""Situations beside a score: a word where both say something, and "not enough" everywhere else."""

from dataclasses import replace

import pytest

from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.scoring.situations import SituationKey, agreement
from progrez_desktop.scoring.situations import score as near

ACTIONS = ("a", "b", "c", "d")
KEYS = {name: SituationKey.by_reasoning(ACTIONS, *key) for name, key in (("s1", "ad"), ("s2", "bc"))}
AVERAGE = SkillScore(
    theta=0.0, se=0.3, se_printed=0.34, sten=6, low=5, high=6, sten_exact=5.5, low_exact=4.6, high_exact=6.4,
    percentile=50, percentile_low=33, percentile_high=67, answered=10, of=10, norm_id="made", norm_n=500,
)  # fmt: skip
HIGH = replace(AVERAGE, sten_exact=8.0, low_exact=7.1, high_exact=8.9)
LOW = replace(AVERAGE, sten_exact=3.0, low_exact=2.1, high_exact=3.9)


@pytest.mark.parametrize(
    ("chosen", "score", "expected"),
    [
        ({"s1": ("a", "d")}, HIGH, "same_way"),
        ({"s1": ("a", "d")}, LOW, "differs"),
        ({"s1": ("d", "a")}, LOW, "same_way"),
        ({"s1": ("d", "a")}, HIGH, "differs"),
        ({"s1": ("a", "b")}, HIGH, "same_way"),  # one as keyed, one between: half of what was possible
        ({"s1": ("a", None), "s2": ("b", None)}, HIGH, "same_way"),
        ({"s1": (None, "a"), "s2": (None, "b")}, HIGH, "differs"),  # the best taken for the worst, twice
        ({"s1": ("a", "d"), "s2": ("c", "b")}, HIGH, "not_enough"),  # they cancel out
        ({"s1": ("a", "b"), "s2": ("a", "d")}, HIGH, "not_enough"),  # one of four: under half
        ({"s1": ("b", "c")}, HIGH, "not_enough"),  # neither towards nor away
        ({"s1": ("a", None)}, HIGH, "not_enough"),  # a single choice
        ({"other": ("a", "d")}, HIGH, "not_enough"),  # a situation of another skill
        ({}, HIGH, "not_enough"),
        ({"s1": ("a", "d")}, AVERAGE, "not_enough"),  # the band reaches over the average
        ({"s1": ("a", "d")}, NotScored("too_few_answers", 3, 10), "not_enough"),
    ],
)
def test_a_word_is_given_only_where_choices_and_score_both_point_somewhere(
    chosen: dict[str, tuple[str | None, str | None]], score: SkillScore | NotScored, expected: str
) -> None:
    assert agreement(near(chosen, KEYS), score) == expected
