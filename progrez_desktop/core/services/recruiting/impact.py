"""What a filter would do to groups, from the anonymous pool alone: shown before it becomes a shortlist.

Never of the candidates on the list: nobody here knows who belongs to which group.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from progrez_desktop.core.model.counting import GROUPS, Question
from progrez_desktop.core.model.statistics import Cut, CutImpact, ImpactShown
from progrez_desktop.core.services.recruiting import pool
from progrez_desktop.core.services.recruiting.pool import Pool
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.distributions import Z_80, normal_cdf

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.fairness.impact import Impact, NotKnown, Selected

FIFTHS = 5
_Z_LIKELY = 0.8416212335729143
"""Standard errors above a sten from which it is likely reached."""


class Filter(Protocol):
    """What of a query cuts: skills with a sten that their margin reaches, or that is likely reached."""

    @property
    def reaches(self) -> tuple[tuple[str, int], ...]: ...
    @property
    def likely(self) -> tuple[tuple[str, int], ...]: ...


def cuts_of(asked: Filter) -> tuple[Cut, ...]:
    likely = (Cut(skill, sten, True) for skill, sten in asked.likely)
    return (*likely, *(Cut(skill, sten, False) for skill, sten in asked.reaches))


def impact_of(deps: RegistryDeps, query_or_cut: Filter | Sequence[Cut]) -> ImpactShown:
    """Return what each cut of a filter would do to groups, each cut by itself: together they are counted nowhere.

    A group under 30, or a cell under 20, is not told (scoring.fairness.impact); nor is what nobody was counted for.
    """
    cuts = tuple(query_or_cut) if isinstance(query_or_cut, Sequence) else cuts_of(query_or_cut)
    if not cuts:
        return ImpactShown((), (), is_cut=False)
    counted = selections(pool.read(deps))
    found, uncounted, bank = [], [], _bank()
    for cut in cuts:
        here = [(question, places) for (skill, question), places in counted.items() if skill == cut.skill]
        if not here:
            uncounted.append(cut.skill)
        for question, places in here:
            found += [CutImpact(cut, question, upper, told(places, upper)) for upper in fifths_of(cut, bank)]
    return ImpactShown(tuple(found), tuple(dict.fromkeys(uncounted)))


Places = Mapping[str, "Counts"]
"""By group, how many of it were counted in each fifth."""


class Counts:
    """One group of the pool, summed over periods that show it whole."""

    def __init__(self) -> None:
        self.cells, self.noise = [0] * FIFTHS, 0.0

    def add(self, cells: Iterable[int], noise_sd: float) -> None:
        self.cells = [mine + other for mine, other in zip(self.cells, cells, strict=True)]
        self.noise = math.hypot(self.noise, noise_sd)

    def selected(self, upper: int) -> "Selected":
        from progrez_desktop.scoring.fairness.impact import Selected

        taken, others = sum(self.cells[FIFTHS - upper :]), sum(self.cells[: FIFTHS - upper])
        noise = self.noise * math.sqrt(upper), self.noise * math.sqrt(FIFTHS - upper)
        return Selected(taken, taken + others, *noise)


def selections(of: Pool) -> dict[tuple[str, Question], Places]:
    """Return by skill and question what was counted; both scales of a skill together, since fifths are of each norm."""
    skills, found = skills_of_scales(), dict[tuple[str, Question], dict[str, Counts]]()
    for table in pool.tables(of, "impact", ("group", "place")):
        skill = skills.get(pool.scale_of(table), pool.scale_of(table))
        groups = found.setdefault((skill, table.question), {group: Counts() for group in GROUPS[table.question]})
        for group, cells in _whole_lines(table):
            if group in groups:
                groups[group].add(cells, table.noise_sd)
    return {of_skill: groups for of_skill, groups in found.items() if any(any(one.cells) for one in groups.values())}


def _whole_lines(table: pool.Table) -> Iterator[tuple[str, list[int]]]:
    """Give the groups of which every fifth is shown: a line with a hidden cell says nothing of where a cut falls."""
    for group in table.labels[0]:
        shown = [cell for cell in table.line(group) if cell is not None]
        if len(shown) == FIFTHS:
            yield group, shown


def told(places: Places, upper: int) -> "tuple[Impact | NotKnown, ...]":
    """Return what taking so many upper fifths would do to each group."""
    from progrez_desktop.scoring.fairness.impact import adverse_impact

    return adverse_impact({group: counts.selected(upper) for group, counts in places.items()})


def fifths_of(cut: Cut, bank: "Bank") -> tuple[int, ...]:
    """Return the one or two numbers of upper fifths that a cut lies at or between, 1 to 4.

    A sten of 6 begins at 5.5, the middle of the norm group; the cut is moved by the usual error of that skill's score,
    up where the sten has to be likely, down where a margin has to reach it.
    """
    scale = bank.skills.get(cut.skill)
    error = 1.0 if scale is None else 2.0 * scale.mean_se * scale.honest_factor / scale.norm.sd
    moved = error * (_Z_LIKELY if cut.is_likely else -Z_80)
    share = 1.0 - normal_cdf((cut.sten - 0.5 + moved - 5.5) / 2.0)
    ends = (math.floor(share * FIFTHS), math.ceil(share * FIFTHS))
    return tuple(sorted({min(FIFTHS - 1, max(1, end)) for end in ends}))


def _bank() -> "Bank":
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring.bank import Bank

    return Bank.from_bytes(shipped().bank())


def skills_of_scales() -> dict[str, str]:
    """Return by longer scale the skill that it measures."""
    from progrez_desktop.core.packs.shipped import shipped

    adaptive = shipped().assessment().adaptive
    return {scale: skill for skill, scale in adaptive.scales.items()} if adaptive else {}
