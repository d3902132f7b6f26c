"""Whether a statement means the same to two groups: people of one place on the skill should answer it alike.

Ordinal logistic regression of the answer on the place (1), on place and group (2), and on both and their product (3).
What (2) adds is a difference that goes one way; what (3) adds is one that depends on the place. With many people any
difference is significant, so that the class goes by size: the change of Nagelkerke's R2.

What it is nearly blind to: a statement that tells less in one group and whose categories lie closer together there in
proportion. Both groups share thresholds, and a slope of a third with 3,000 people each changed R2 by .006 at most.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from progrez_desktop.scoring.distributions import benjamini_hochberg, chi_square_tail
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fairness.counts import ItemCounts
from progrez_desktop.scoring.fairness.ordinal import OrdinalFit, fit, nagelkerke, null_log_likelihood
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL

DifClass = Literal["A", "B", "C"]
WhyUnknown = Literal["group_too_small", "too_noisy", "too_few_categories", "no_fit"]

LEAST_IN_A_GROUP = 200
LEAST_ANCHORS = 4
SIGNIFICANT = 0.05
B_FROM, C_FROM = 0.035, 0.070
_MOST_ROUNDS = 10
_CHI_SQUARE_95 = 5.991
"""Of two degrees of freedom: what chance stays under in 95 of 100 cases."""


@dataclass(frozen=True)
class Dif:
    """What was found for one statement. `adjusted_p` is p among all statements looked at together.

    Where cells began with noise, each chi-square is divided by how much more they vary through it.

    `effect` is the focal group's expected answer less the reference group's at the same place, in categories of the
    response format, meant over the focal group's places: above 0 where the focal group scores higher than its skill
    says. `effect_unsigned` does not let differences at low and high places cancel out.
    """

    item: str
    reference_n: int
    focal_n: int
    chi_square: float
    p: float
    p_uniform: float
    p_non_uniform: float
    adjusted_p: float
    r2_change: float
    r2_uniform: float
    effect: float
    effect_unsigned: float

    @property
    def dif_class(self) -> DifClass:
        """A: none, or too small to matter. B: moderate, to be looked at. C: large, to be taken out or explained.

        Source:
            Jodoin & Gierl (2001), Applied Measurement in Education 14(4), 329-349: .035 and .070.
        """
        if self.adjusted_p >= SIGNIFICANT or self.r2_change < B_FROM:
            return "A"
        return "B" if self.r2_change < C_FROM else "C"


@dataclass(frozen=True)
class NotKnown:
    """Nothing is told, and why: not surely 200 in a group, noise that could look like class B by itself, under two
    categories with 20 of each group, or no maximum."""

    item: str
    why: WhyUnknown


Found = Dif | NotKnown


@dataclass(frozen=True)
class Purified:
    """Findings with matching on anchors that show no DIF themselves; `settled` is False where none could be agreed."""

    found: tuple[Found, ...]
    anchors: tuple[bool, ...]
    rounds: int
    settled: bool


def find_dif(items: Sequence[ItemCounts], reference: str, focal: str) -> tuple[Found, ...]:
    """Return the finding of each statement, p values adjusted for looking at all of them (Benjamini-Hochberg).

    Raises:
        ScoringError: "unknown_group".

    Source:
        Zumbo (1999), A handbook on the theory and methods of differential item functioning; Swaminathan & Rogers
        (1990), Journal of Educational Measurement 27(4), 361-370.
    """
    found = [_one(item, reference, focal) for item in items]
    told = [one for one in found if isinstance(one, Dif)]
    adjusted = iter(benjamini_hochberg([one.p for one in told]))
    return tuple(replace(one, adjusted_p=next(adjusted)) if isinstance(one, Dif) else one for one in found)


def purified(
    counts_on: Callable[[tuple[bool, ...]], Sequence[ItemCounts]], items: int, reference: str, focal: str
) -> Purified:
    """Return findings with matching on statements that were found to be of class A.

    Args:
        counts_on: Gives the joint counts of all statements, people matched on these anchors, which takes rows. On site
            only counts are kept: there `find_dif` is all there is, with matching on the whole scale.
        items: How many statements there are.

    Source:
        Iterative purification: Candell & Drasgow (1988), Applied Psychological Measurement 12(3), 253-260.
    """
    anchors: tuple[bool, ...] = (True,) * items
    seen = [anchors]
    found = find_dif(counts_on(anchors), reference, focal)
    for rounds in range(1, _MOST_ROUNDS + 1):
        wanted = tuple(isinstance(one, NotKnown) or one.dif_class == "A" for one in found)
        if wanted == anchors:
            return Purified(found, anchors, rounds, True)
        if wanted in seen or sum(wanted) < LEAST_ANCHORS:
            break
        anchors = wanted
        seen.append(anchors)
        found = find_dif(counts_on(anchors), reference, focal)
    return Purified(found, anchors, len(seen), False)


def _one(item: ItemCounts, reference: str, focal: str) -> Found:
    if min(item.surely(reference), item.surely(focal)) < LEAST_IN_A_GROUP:
        return NotKnown(item.item, "group_too_small")
    people = np.array([item.people(reference), item.people(focal)], dtype=np.float64)
    if item.noise_sd > 0.0 and _CHI_SQUARE_95 * _varies(item, people) / people.sum() > B_FROM:
        return NotKnown(item.item, "too_noisy")
    groups = np.stack([item.of(reference), item.of(focal)])
    cells, scores = _joined_categories(groups)
    if len(scores) < 2:
        return NotKnown(item.item, "too_few_categories")
    try:
        return _compared(item, cells, scores, people)
    except ScoringError as error:
        if error.code != "ordinal_no_maximum":
            raise
        return NotKnown(item.item, "no_fit")


def _varies(item: ItemCounts, people: Floats) -> float:
    """Return how much more cells vary than chance alone lets them: 1 without noise.

    A cell of m people varies by m, and by the variance of its noise; with m taken as the mean over all cells.
    """
    return 1.0 + item.noise_sd**2 * int(item.cells[0].size) * 2 / float(people.sum())


def _compared(item: ItemCounts, cells: Floats, scores: Floats, people: Floats) -> Dif:
    counts = np.concatenate([cells[0].T, cells[1].T])
    place = np.tile(np.asarray(item.places.values), 2)
    group = np.repeat([0.0, 1.0], len(item.places.values))
    used = counts.sum(axis=1) > 0.0
    columns = np.stack([place, group, place * group], axis=1)
    models = [fit(columns[used, :width], counts[used]) for width in (1, 2, 3)]
    logs, null, n = [model.log_likelihood for model in models], null_log_likelihood(counts), float(counts.sum())
    more = _varies(item, people)
    r2 = [nagelkerke(log, null, n) for log in logs]
    signed, unsigned = _effects(models[2], item, cells[1], scores)
    chi_square = max(0.0, 2.0 * (logs[2] - logs[0]) / more)
    return Dif(
        item=item.item,
        reference_n=int(people[0]),
        focal_n=int(people[1]),
        chi_square=chi_square,
        p=(p := chi_square_tail(chi_square, 2)),
        p_uniform=chi_square_tail(2.0 * (logs[1] - logs[0]) / more, 1),
        p_non_uniform=chi_square_tail(2.0 * (logs[2] - logs[1]) / more, 1),
        adjusted_p=p,
        r2_change=max(0.0, r2[2] - r2[0]),
        r2_uniform=max(0.0, r2[1] - r2[0]),
        effect=signed,
        effect_unsigned=unsigned,
    )


def _effects(model: OrdinalFit, item: ItemCounts, focal: Floats, scores: Floats) -> tuple[float, float]:
    """Return the mean difference of expected answers over the focal group's places, signed and unsigned.

    Source:
        Meade (2010), Journal of Applied Psychology 95(4), 728-743: SIDS and UIDS.
    """
    place = np.asarray(item.places.values)
    zeros, ones = np.zeros_like(place), np.ones_like(place)
    as_reference = model.chances(np.stack([place, zeros, zeros], axis=1)) @ scores
    as_focal = model.chances(np.stack([place, ones, place], axis=1)) @ scores
    weights = focal.sum(axis=0) / focal.sum()
    difference = as_focal - as_reference
    return float((weights * difference).sum()), float((weights * np.abs(difference)).sum())


def _joined_categories(groups: Floats) -> tuple[Floats, Floats]:
    """Return cells with neighbouring categories joined until each holds 20 of each group, and each one's mean level.

    The rarest goes first, to its rarer neighbour. Fewer than 20 would weigh little and could point to somebody.
    """
    cells = groups
    levels = np.arange(cells.shape[1], dtype=np.float64)
    while len(levels) > 1:
        rarest = cells.sum(axis=2).min(axis=0)
        if rarest.min() >= LEAST_IN_A_CELL:
            break
        at = int(rarest.argmin())
        beside = [one for one in (at - 1, at + 1) if 0 <= one < len(levels)]
        to = min(beside, key=lambda one: rarest[one])
        first = min(at, to)
        weights = cells[:, first : first + 2].sum(axis=(0, 2))
        total = weights.sum()
        level = (
            levels[first : first + 2].mean()
            if total == 0.0
            else float((weights * levels[first : first + 2]).sum() / total)
        )
        joined = cells[:, first : first + 1] + cells[:, first + 1 : first + 2]
        cells = np.concatenate([cells[:, :first], joined, cells[:, first + 2 :]], axis=1)
        levels = np.concatenate([levels[:first], [level], levels[first + 2 :]])
    return cells, levels


def expected_score_difference(found: Sequence[Found]) -> float:
    """Return what all differences come to in the sum of the scale: they may cancel out. In categories."""
    return math.fsum(one.effect for one in found if isinstance(one, Dif))
