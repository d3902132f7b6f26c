"""What the joint counts of this device tell of fairness: statements that mean something else to a group, and cuts.

Counts are of people who said voluntarily which group they belong to and agreed to be counted. They are never of
candidates on a list, and they tell nothing where they are too few or too noisy.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from progrez_desktop.core.model.counting import GROUPS, Question
from progrez_desktop.core.services.counted_figures import JointCounts, Summed, joint_counts
from progrez_desktop.core.services.counting_plan import BINS
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.scoring.fairness.dif import Found, find_dif
from progrez_desktop.scoring.fairness.impact import Impact, NotKnown, Selected, adverse_impact

UPPER_FIFTHS = (1, 2, 3)
"""Cuts that are looked at: what would happen if only those in the upper one, two or three fifths were taken."""


@dataclass(frozen=True)
class DifTable:
    """The statements of one scale, one group against another; both groups with about how many people they have."""

    scale: str
    question: Question
    reference: str
    focal: str
    reference_n: int
    focal_n: int
    found: tuple[Found, ...]


@dataclass(frozen=True)
class ImpactTable:
    """What cuts on one scale would do to groups, by how many upper fifths of the norm group they would let pass.

    Nobody is cut: it is what a rule that is never allowed would do.
    """

    scale: str
    question: Question
    cuts: Mapping[int, tuple[Impact | NotKnown, ...]]


def dif_tables(deps: Deps) -> list[DifTable]:
    """Return every comparison that people were counted for, scale by scale."""
    tables = []
    for counts in joint_counts(deps):
        reference, *others = GROUPS[counts.question]
        for focal in others:
            found = find_dif(counts.items, reference, focal)
            many = {group: _people(counts.places, group) for group in (reference, focal)}
            told = DifTable(counts.scale, counts.question, reference, focal, many[reference], many[focal], found)
            tables.append(told)
    return tables


def impact_tables(deps: Deps) -> list[ImpactTable]:
    """Return what each cut would do, scale by scale."""
    tables = []
    for counts in joint_counts(deps):
        cuts = {upper: adverse_impact(_selected(counts, upper)) for upper in UPPER_FIFTHS}
        tables.append(ImpactTable(counts.scale, counts.question, cuts))
    return tables


def not_looked_at(deps: Deps) -> list[str]:
    """Return the skills that no closed period looked at yet."""
    counted = {counts.scale for counts in joint_counts(deps)}
    longer = deps.assessment.adaptive.scales if deps.assessment.adaptive else {}
    return [skill.id for skill in deps.assessment.skills if not counted & {skill.id, longer.get(skill.id)}]


def _people(places: Summed, group: str) -> int:
    """Return how many of a group were counted, from the counter that has the least noise."""
    row = places.histogram.axes[0].labels.index(group)
    return max(0, int(places.cells[row].sum()))


def _selected(counts: JointCounts, upper: int) -> dict[str, Selected]:
    places = counts.places
    groups = places.histogram.axes[0].labels
    return {group: _of_group(places, row, upper) for group, row in zip(groups, places.cells, strict=True)}


def _of_group(places: Summed, row: "np.ndarray[tuple[int], np.dtype[np.int64]]", upper: int) -> Selected:
    selected, others = max(0, int(row[BINS - upper :].sum())), max(0, int(row[: BINS - upper].sum()))
    noise = places.of_noise_in(upper), places.of_noise_in(BINS - upper)
    return Selected(selected, selected + others, *noise)
