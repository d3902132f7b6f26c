"""A statement that means something else to one group is found, one that does not is left in peace."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fairness.counts import ItemCounts, Places
from progrez_desktop.scoring.fairness.dif import (
    Dif,
    NotKnown,
    expected_score_difference,
    find_dif,
    purified,
)
from progrez_desktop.scoring.grm import Scale, answer_table, log_probabilities
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, noise_sd
from tests.scoring.made import SHIPPED
from tests.scoring.quality.forms import REPO

GROUPS = ("men", "women")


@cache
def skill() -> BankSkill:
    return Bank.from_bytes((REPO / SHIPPED).read_bytes()).skills["communication"]


class People:
    """Two groups by the model, the second half an SD higher; some statements easier or flatter for it."""

    def __init__(
        self, n: int, seed: int, easier: dict[int, float] | None = None, flatter: dict[int, float] | None = None
    ):
        random = np.random.default_rng(seed)
        self.group = np.repeat([0, 1], n)
        theta = random.standard_normal(2 * n) + 0.5 * self.group
        self.levels = np.zeros((2 * n, len(skill().items)), dtype=np.int64)
        for column, item in enumerate(skill().items):
            for group in (0, 1):
                rows = self.group == group
                flat = (flatter or {}).get(column, 1.0) if group else 1.0
                # Thresholds stay where they are in logits: what the regression calls a difference that is not uniform.
                a, easy = item.a * flat, (easier or {}).get(column, 0.0) * group
                b = [threshold / flat - easy for threshold in item.b]
                chances = np.exp(log_probabilities(a, b, theta[rows]))
                self.levels[rows, column] = (random.random(n) > chances.cumsum(axis=0)[:-1]).sum(axis=0)

    def theta(self, anchors: tuple[bool, ...]) -> NDArray[np.float64]:
        kept = [at for at, is_anchor in enumerate(anchors) if is_anchor]
        items = [skill().items[at] for at in kept]
        scale = Scale([answer_table(item.a, item.b, reverse=False) for item in items])
        return scale.posterior(self.levels[:, kept].astype(np.intp) + 1).mean

    def counts_on(self, anchors: tuple[bool, ...]) -> list[ItemCounts]:
        places = Places.of(skill().norm)
        bins = np.searchsorted(places.edges, self.theta(anchors), side="right")
        counts = []
        for column, item in enumerate(skill().items):
            cells = np.zeros((2, item.categories, len(places.values)), dtype=np.int64)
            np.add.at(cells, (self.group, self.levels[:, column], bins), 1)
            counts.append(ItemCounts(item.id, GROUPS, places, cells))
        return counts

    def all(self) -> list[ItemCounts]:
        return self.counts_on((True,) * len(skill().items))


def told(found: object) -> Dif:
    assert isinstance(found, Dif)
    return found


def test_groups_that_differ_in_the_skill_alone_show_no_dif() -> None:
    for seed in range(3):
        found = [told(one) for one in find_dif(People(2000, seed).all(), *GROUPS)]
        assert {one.dif_class for one in found} == {"A"}
        assert max(one.r2_change for one in found) < 0.005
        assert abs(expected_score_difference(found)) < 0.3


def test_a_statement_that_one_group_agrees_with_sooner_is_found_by_size_and_side() -> None:
    found = [told(one) for one in find_dif(People(2000, 4, easier={3: 1.2}).all(), *GROUPS)]
    assert found[3].dif_class in ("B", "C")
    assert found[3].effect > 0.3
    assert found[3].p_uniform < 1e-6
    assert found[3].r2_uniform == pytest.approx(found[3].r2_change, abs=0.01)
    assert max(one.r2_change for at, one in enumerate(found) if at != 3) < found[3].r2_change / 4


def test_a_statement_that_tells_less_in_one_group_is_found_as_non_uniform() -> None:
    found = [told(one) for one in find_dif(People(3000, 5, flatter={3: 0.35}).all(), *GROUPS)]
    assert found[3].p_non_uniform < 1e-6
    assert found[3].r2_change - found[3].r2_uniform > 0.01
    assert found[3].effect_unsigned > abs(found[3].effect)


def test_purified_anchors_clear_those_that_only_looked_different() -> None:
    """Four statements easier for one group shift everybody's match; then the others seem harder for it."""
    crowd = People(3000, 6, easier=dict.fromkeys((0, 1, 2, 4), 1.2))
    before = [told(one) for one in find_dif(crowd.all(), *GROUPS)]
    after = purified(crowd.counts_on, len(skill().items), *GROUPS)
    assert after.settled and after.rounds > 1
    assert [at for at, anchor in enumerate(after.anchors) if not anchor] == [0, 1, 2, 4]
    innocent = [at for at in range(10) if at not in (0, 1, 2, 4)]
    assert max(told(after.found[at]).r2_change for at in innocent) < max(before[at].r2_change for at in innocent) / 2


def test_without_four_anchors_nothing_is_settled() -> None:
    crowd = People(3000, 7, easier=dict.fromkeys(range(0, 10, 2), 2.5) | dict.fromkeys(range(1, 9, 2), -2.5))
    assert not purified(crowd.counts_on, len(skill().items), *GROUPS).settled


def test_under_200_in_a_group_nothing_is_known() -> None:
    assert all(one == NotKnown(one.item, "group_too_small") for one in find_dif(People(199, 8).all(), *GROUPS))
    assert all(isinstance(one, Dif) for one in find_dif(People(200, 8).all(), *GROUPS))


def test_a_large_sample_makes_no_class_of_a_small_difference() -> None:
    found = told(find_dif(People(20_000, 9, easier={3: 0.25}).all(), *GROUPS)[3])
    assert found.adjusted_p < 1e-10
    assert found.dif_class == "A"


def test_categories_of_fewer_than_twenty_are_joined_and_two_must_remain() -> None:
    places = Places((0.0,), (-0.8, 0.8))
    rare = np.array([[[150, 30], [19, 19], [40, 160]], [[140, 40], [3, 2], [50, 150]]])
    assert isinstance(find_dif([ItemCounts("i", GROUPS, places, rare)], *GROUPS)[0], Dif)
    one_sided = np.array([[[5, 5], [200, 200]], [[100, 100], [100, 100]]])
    assert find_dif([ItemCounts("i", GROUPS, places, one_sided)], *GROUPS) == (NotKnown("i", "too_few_categories"),)
    assert LEAST_IN_A_CELL == 20


def test_answers_that_the_place_tells_without_fail_have_no_finding() -> None:
    places = Places((0.0,), (-0.8, 0.8))
    cells = np.array([[[150, 0], [0, 150]], [[150, 0], [0, 150]]])
    assert find_dif([ItemCounts("i", GROUPS, places, cells)], *GROUPS) == (NotKnown("i", "no_fit"),)


def in_fifths(crowd: People, noise_scale: float, seed: int) -> list[ItemCounts]:
    """Counts as they are kept on site: fifths of the norm group, cells that begin with noise."""
    random, places = np.random.default_rng(seed), Places.of(skill().norm, 5)
    bins = np.searchsorted(places.edges, crowd.theta((True,) * len(skill().items)), side="right")
    chance, counts = 1.0 - np.exp(-1.0 / noise_scale), []
    for column, item in enumerate(skill().items):
        shape = (2, item.categories, len(places.values))
        cells = random.geometric(chance, shape) - random.geometric(chance, shape)
        np.add.at(cells, (crowd.group, crowd.levels[:, column], bins), 1)
        counts.append(ItemCounts(item.id, GROUPS, places, cells, noise_sd(noise_scale)))
    return counts


def test_a_difference_is_found_through_the_noise_that_counters_begin_with() -> None:
    crowd = People(800, 11, easier={3: 1.5})
    found = [told(one) for one in find_dif(in_fifths(crowd, 8.0, 10), *GROUPS)]
    assert [one.dif_class for at, one in enumerate(found) if at != 3] == ["A"] * 9
    assert found[3].dif_class == "C"


def test_noise_alone_is_seldom_taken_for_a_difference() -> None:
    """700 in each group, a little above where telling begins with noise of scale 8. Nothing but noise is there."""
    found = [one for seed in range(12) for one in find_dif(in_fifths(People(700, seed), 8.0, seed), *GROUPS)]
    classes = [told(one).dif_class for one in found]
    assert len(classes) == 120
    assert sum(one != "A" for one in classes) <= 2


def test_noise_that_could_look_like_a_difference_leaves_nothing_known() -> None:
    for n, scale, why in ((450, 8.0, "too_noisy"), (900, 20.0, "too_noisy"), (205, 8.0, "group_too_small")):
        assert {one.why for one in find_dif(in_fifths(People(n, 1), scale, 1), *GROUPS)} == {why}  # type: ignore[union-attr]


def test_counts_tell_how_many_and_refuse_what_does_not_fit() -> None:
    places = Places.of(skill().norm)
    cells = np.zeros((2, 5, 10), dtype=np.int64)
    cells[1, 4, places.bin_of(0.3)] = 1
    one = ItemCounts("i", GROUPS, places, cells, 3.0)
    assert (one.people("women"), one.people("men")) == (1, 0)
    for refused, code in (
        (lambda: places.bin_of(float("nan")), "not_a_measure"),
        (lambda: ItemCounts("i", GROUPS, places, cells[:1]), "joint_counts: i"),
        (lambda: find_dif([one], "men", "other"), "unknown_group: i: other"),
    ):
        with pytest.raises(ScoringError, match=code):
            refused()


@pytest.mark.parametrize("bins", [5, 10])
def test_places_hold_as_much_of_the_norm_group_each(bins: int) -> None:
    places = Places.of(skill().norm, bins)
    assert len(places.values) == bins
    assert sorted(places.values) == list(places.values)
    people = np.interp(np.random.default_rng(1).random(20_000), np.arange(1, 100) / 100, skill().norm.quantiles)
    shares = np.bincount([places.bin_of(float(theta)) for theta in people], minlength=bins) / 20_000
    assert shares == pytest.approx(np.full(bins, 1.0 / bins), abs=0.01)
