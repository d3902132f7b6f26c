"""Sums over closed periods of what was counted here, in the records that scoring reads. Nothing of an open period."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.core.model.assessment import Situation
from progrez_desktop.core.model.counting import Histogram, KindName, Period, Question
from progrez_desktop.core.services import counting_periods
from progrez_desktop.core.services.counting_plan import BINS
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.scoring.bank import BankSkill
from progrez_desktop.scoring.fairness.counts import ItemCounts, Places
from progrez_desktop.scoring.local_norms import ThetaCounts
from progrez_desktop.scoring.noisy import noise_sd, surely
from progrez_desktop.scoring.situation_keys import SituationCounts

LEAST_OF_A_LANGUAGE = 20
"""Sittings, surely: as many as a cell needs to be told."""


@dataclass(frozen=True)
class Summed:
    """One histogram over the periods that have it, with the SD of the noise in each cell."""

    histogram: Histogram
    cells: NDArray[np.int64]
    noise_sd: float
    periods: tuple[Period, ...]

    def of_noise_in(self, cells: int) -> float:
        """Return the SD of the noise in the sum of so many cells."""
        return self.noise_sd * math.sqrt(cells)


def summed(deps: Deps, kind: KindName) -> list[Summed]:
    """Return every histogram of a kind over the closed periods of this assessment and bank."""
    found: dict[tuple[str, Histogram], Summed] = {}
    for period in counting_periods.released(deps):
        for counter in deps.device.counters.released(period.id):
            histogram = counter.histogram
            if histogram.kind != kind:
                continue
            cells = np.array(counter.cells, dtype=np.int64).reshape(histogram.shape)
            mine = Summed(histogram, cells, noise_sd(counter.noise_scale), (period,))
            before = found.get((histogram.name, histogram))
            found[histogram.name, histogram] = mine if before is None else _both(before, mine)
    return list(found.values())


def _both(one: Summed, other: Summed) -> Summed:
    noise = math.hypot(one.noise_sd, other.noise_sd)
    return Summed(one.histogram, one.cells + other.cells, noise, (*one.periods, *other.periods))


def theta_counts(deps: Deps) -> dict[str, tuple[ThetaCounts, tuple[Period, ...]]]:
    """Return by scale how many thetas fell into each cell, and in which periods."""
    bank = counting_periods.shipped_bank(deps)
    found = {}
    for one in summed(deps, "norms"):
        scale = one.histogram.name.partition("/")[2]
        counts = ThetaCounts(f"{scale}@{bank.sha256}", tuple(int(cell) for cell in one.cells), one.noise_sd)
        found[scale] = (counts, one.periods)
    return found


def languages(deps: Deps) -> tuple[str, ...]:
    """Return the languages that surely 20 sittings were finished in, the most used first."""
    found: dict[str, int] = {}
    for one in summed(deps, "finished"):
        by_language = one.cells.sum(axis=0)
        for language, count in zip(one.histogram.axes[1].labels, by_language, strict=True):
            if surely(float(count), one.of_noise_in(one.cells.shape[0])) >= LEAST_OF_A_LANGUAGE:
                found[language] = found.get(language, 0) + int(count)
    return tuple(sorted(found, key=lambda language: -found[language]))


def situation_counts(deps: Deps) -> dict[str, SituationCounts]:
    """Return by situation how often each choice was made by people of each fifth of the norm group."""
    actions = {
        situation.id: tuple(action.id for action in situation.actions)
        for situation in deps.assessment.items
        if isinstance(situation, Situation)
    }
    found = {}
    for one in summed(deps, "situations"):
        situation = one.histogram.name.partition("/")[2]
        found[situation] = SituationCounts(situation, actions[situation], one.cells, one.noise_sd)
    return found


@dataclass(frozen=True)
class JointCounts:
    """Of one scale and one question: group by place, and each statement by group, category and place."""

    scale: str
    question: Question
    places: Summed
    items: tuple[ItemCounts, ...]


def joint_counts(deps: Deps) -> list[JointCounts]:
    """Return what was counted of groups, scale by scale and question by question."""
    bank = counting_periods.shipped_bank(deps)
    items = {(one.histogram.name, one.histogram.axes[0]): one for one in summed(deps, "dif")}
    found = []
    for places in summed(deps, "impact"):
        scale = places.histogram.name.partition("/")[2]
        group = places.histogram.axes[0]
        of_items = tuple(
            _item_counts(bank.skills[scale], item.id, items[f"dif/{scale}/{item.id}", group])
            for item in bank.skills[scale].items
        )
        found.append(JointCounts(scale, places.periods[0].question, places, of_items))
    return found


def _item_counts(scale: BankSkill, item: str, one: Summed) -> ItemCounts:
    return ItemCounts(item, one.histogram.axes[0].labels, Places.of(scale.norm, BINS), one.cells, one.noise_sd)
