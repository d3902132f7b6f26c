"""Figures of an organisation and of nobody in it: what was done at this desk, and what its devices counted.

Never of a recruiter: nothing here knows who sat at the desk. Months are told once they are over, and from 20 people on
(told_counts).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from progrez_desktop.core.model.counting import KindName, Question
from progrez_desktop.core.services.recruiting import impact, pool
from progrez_desktop.core.services.recruiting.pool import Pool
from progrez_desktop.core.services.recruiting.told_counts import Shares, Told, shares, steps
from progrez_desktop.core.services.registry_deps import RegistryDeps

if TYPE_CHECKING:
    from progrez_desktop.core.model.assessment import Assessment
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.fairness.impact import Impact, NotKnown

USE = ("received", "opened", "exported", "decided")
DUTIES = ("withdrawn", "expired", "contested", "letter")
VERDICTS = ("as_usual", "with_care", "too_few_answers")
UPPER_FIFTHS = (1, 2, 3)


@dataclass(frozen=True)
class ByMonth:
    """One deed: at each month how often it was done since the one that is told before, and all that is told."""

    kind: str
    months: tuple[Told, ...]
    total: Told


@dataclass(frozen=True)
class Growth:
    """About how many people were counted for the norms of one skill, after each period in which it can be told."""

    skill: str
    after: tuple[tuple[str, int], ...]

    @property
    def n(self) -> int:
        return self.after[-1][1] if self.after else 0


@dataclass(frozen=True)
class Reliability:
    """The smallest of the three reliabilities of a skill in its norm group, and what it leaves as error in stens."""

    skill: str
    smallest: float
    sem_stens: float
    norm_n: int


@dataclass(frozen=True)
class CutFigures:
    """What cuts on one skill would do to groups, by how many upper fifths they would let pass."""

    skill: str
    question: Question
    cuts: "Mapping[int, tuple[Impact | NotKnown, ...]]"


@dataclass(frozen=True)
class Statistics:
    months: tuple[str, ...]
    """Those that are over and in which something was done, as 2026-11."""
    use: tuple[ByMonth, ...]
    duties: tuple[ByMonth, ...]
    abstention: Mapping[str, Shares]
    """By skill: scored, and too little to say anything."""
    decisions: Shares
    overrides: Shares
    quality_here: Shares
    quality_counted: Shares
    periods: int
    begun: int
    """Sittings that devices counted, as far as noise lets one tell; likewise finished."""
    finished: int
    norms: tuple[Growth, ...]
    reliability: tuple[Reliability, ...]
    impact: tuple[CutFigures, ...]

    @property
    def is_empty(self) -> bool:
        return not self.months and not self.periods


def look(deps: RegistryDeps) -> Statistics:
    """Return all that may be told now."""
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring.bank import Bank

    files = shipped()
    assessment, bank = files.assessment(), Bank.from_bytes(files.bank())
    this_month = f"{datetime.fromtimestamp(deps.mark_ms() / 1000, UTC):%Y-%m}"
    tally, counted = deps.store.counted.tally(this_month), pool.read(deps)
    months = tuple(sorted({month for by_month in tally.values() for month in by_month}))
    counts = {kind: [by_month.get(month, 0) for month in months] for kind, by_month in tally.items()}
    of = _Counts(counts, [0] * len(months))
    skills = [skill.id for skill in assessment.skills]
    return Statistics(
        months=months,
        use=tuple(of.by_month(kind) for kind in USE),
        duties=tuple(of.by_month(kind) for kind in DUTIES),
        abstention={skill: of.abstention(skill) for skill in skills},
        decisions=of.decisions(),
        overrides=shares({"overridden": of["overridden"]}, of["combined"]),
        quality_here=shares({verdict: of[f"quality/{verdict}"] for verdict in VERDICTS}, of["received"]),
        quality_counted=_counted_quality(counted),
        periods=len(counted),
        begun=_sittings(counted, "begun"),
        finished=_sittings(counted, "finished"),
        norms=_growth(counted, assessment),
        reliability=_reliability(bank, skills),
        impact=_impact(counted),
    )


@dataclass(frozen=True)
class _Counts:
    """What was done at this desk, by kind and month."""

    counts: Mapping[str, Sequence[int]]
    none: Sequence[int]

    def __getitem__(self, kind: str) -> Sequence[int]:
        return self.counts.get(kind, self.none)

    def by_month(self, kind: str) -> ByMonth:
        told = steps(self[kind])
        return ByMonth(kind, told, sum(count or 0 for count in told) or None)

    def abstention(self, skill: str) -> Shares:
        return shares({kind: self[f"{kind}/{skill}"] for kind in ("scored", "unscored")}, self["received"])

    def decisions(self) -> Shares:
        """Return of how many people whose profile was opened something was decided, and of how many not yet."""
        opened, decided = self["opened/first"], self["decided/first"]
        still_open = [one - other for one, other in zip(opened, decided, strict=True)]
        return shares({"decided": decided, "open": still_open}, opened)


# What devices counted


def _sittings(of: Pool, kind: KindName) -> int:
    return sum(table.cells[0] or 0 for table in pool.tables(of, kind, ()))


def _counted_quality(of: Pool) -> Shares:
    """Add up how sittings were answered; a cell that a device hid stays out of its part and of the sum."""
    parts: dict[str, int] = dict.fromkeys(VERDICTS, 0)
    for table in pool.tables(of, "quality", ("verdict",)):
        for verdict, cell in zip(table.labels[0], table.cells, strict=True):
            parts[verdict] = parts.get(verdict, 0) + (cell or 0)
    whole = sum(parts.values())
    return Shares({name: count or None for name, count in parts.items()}, whole or None)


def _growth(of: Pool, assessment: "Assessment") -> tuple[Growth, ...]:
    skills = impact.skills_of_scales()
    added: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for table in pool.tables(of, "norms", ()):
        scale = pool.scale_of(table)
        added[skills.get(scale, scale)][table.closed] += table.cells[0] or 0
    return tuple(_grown(skill.id, added.get(skill.id, {})) for skill in assessment.skills)


def _grown(skill: str, added: Mapping[str, int]) -> Growth:
    total, after = 0, []
    for closed in sorted(added):
        total += added[closed]
        after.append((closed, total))
    return Growth(skill, tuple(after))


def _reliability(bank: "Bank", skills: Sequence[str]) -> tuple[Reliability, ...]:
    """Return what the bank says: with hidden tails, counts can't tell how far people here lie apart."""
    found = []
    for skill in skills:
        if (scale := bank.skills.get(skill)) is not None:
            smallest = min(scale.alpha, scale.omega_t, scale.irt_marginal)
            found.append(Reliability(skill, smallest, 2.0 * (1.0 - smallest) ** 0.5, scale.norm.n))
    return tuple(found)


def _impact(of: Pool) -> tuple[CutFigures, ...]:
    return tuple(
        CutFigures(skill, question, {upper: impact.told(places, upper) for upper in UPPER_FIFTHS})
        for (skill, question), places in sorted(impact.selections(of).items())
    )
