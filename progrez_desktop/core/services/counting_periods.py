"""Periods of counting: opened with noise as far as the year's budget goes, closed by time or by an operator."""

from dataclasses import dataclass, replace
from functools import partial

from progrez_desktop.core import counting
from progrez_desktop.core.counting import DAY_MS, KINDS, PERIOD_DAYS, YEARLY_BUDGET
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.counting import GROUPS, Counter, Histogram, Period, Question
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services.counting_plan import Plan, plan_of
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.bank import Bank

_WATCHED = "watched_skill"


@dataclass(frozen=True)
class Budget:
    """What of a year's budget is spent, and from when the next period may be opened."""

    spent: float
    yearly: float
    next_ms: int


@dataclass(frozen=True)
class Watched:
    """What situations, joint counts and training counts look at: one skill, and what groups are told apart by."""

    skill: str
    question: Question


def shipped_bank(deps: Deps) -> Bank:
    """Return the bank with its longer scales and its own norms: what is counted never moves with a local norm."""
    return scales.with_longer(deps.shipped.bank())


def plan(deps: Deps, period: Period) -> Plan:
    return plan_of(period, deps.assessment, shipped_bank(deps))


def current(deps: Deps) -> Period | None:
    """Return the period that people are added to now; one is opened where there is none and the budget allows it.

    Raises:
        EnvironmentFault: "noise_missing", or what the disk says.
    """
    now = deps.mark_ms()
    going = _settled(deps, now)
    if going is not None:
        return going
    periods = deps.device.counters.periods()
    epsilon = sum(deps.noise.epsilon(kind.noise_scale, kind.most_cells) for kind in KINDS)
    if counting.may_open_ms(periods, epsilon, now) > now:
        return None
    return _open(deps, epsilon, now)


def released(deps: Deps) -> list[Period]:
    """Return the closed periods of this assessment and bank, the oldest first; what is over is closed first."""
    _settled(deps, deps.mark_ms())
    return [
        period
        for period in deps.device.counters.periods()
        if period.closed_ms is not None
        and (period.assessment_id, period.bank_sha256) == (deps.assessment.id, deps.shipped.sha256(BANK))
    ]


def running(deps: Deps) -> Period | None:
    """Return the period that is open, without opening one."""
    return _settled(deps, deps.mark_ms())


def close(deps: Deps) -> Period:
    """End the period that is open, so that its figures can be shown; the year's budget is not larger for it.

    Raises:
        UsageFault: "no_period": none is open.
    """
    deps.permit("keep_computer")
    going = running(deps)
    if going is None:
        raise UsageFault("no_period")
    now = deps.mark_ms()
    deps.device.counters.close(going.id, now, _event("counting_period_closed", now, going.id))
    return replace(going, closed_ms=now)


def budget(deps: Deps) -> Budget:
    now, periods = deps.mark_ms(), deps.device.counters.periods()
    going = running(deps)
    # The next one can't be opened before this one is over.
    earliest = now if going is None else max(now, going.ends_ms)
    epsilon = sum(kind.epsilon for kind in KINDS)
    return Budget(counting.spent(periods, now), YEARLY_BUDGET, counting.may_open_ms(periods, epsilon, earliest))


def watch(deps: Deps, skill: str, question: str) -> Watched:
    """Choose what the next period looks at, with an entry in the trail. The period that is open goes on as it began.

    Raises:
        UsageFault: "skill_unknown", "question_unknown".
    """
    deps.permit("keep_computer")
    known = [one.id for one in deps.assessment.skills]
    if skill not in known:
        raise UsageFault("skill_unknown", name=skill, names=", ".join(known))
    found = next((one for one in GROUPS if one == question), None)
    if found is None:
        raise UsageFault("question_unknown", name=question, names=", ".join(GROUPS))
    chosen = f"{skill}/{question}"
    event = _event("watched_skill_chosen", deps.clock.now_ms(), None, {"to": chosen})
    deps.device.settings.put(_WATCHED, deps.assessment.id, chosen, event)
    return Watched(skill, found)


def next_watched(deps: Deps) -> Watched:
    """Return what the next period looks at: what was chosen, else skill after skill."""
    chosen = deps.device.settings.value(_WATCHED, deps.assessment.id)
    skills = [skill.id for skill in deps.assessment.skills]
    if chosen is not None:
        skill, _, question = chosen.partition("/")
        if skill in skills and (found := next((one for one in GROUPS if one == question), None)):
            return Watched(skill, found)
    return Watched(*counting.looked_at(len(deps.device.counters.periods()), skills))


def _settled(deps: Deps, now: int) -> Period | None:
    """Close what is over or of an older pack or bank, and return what is still open of this assessment."""
    mine = (deps.assessment.pack_sha256, deps.shipped.sha256(BANK))
    going = None
    for period in deps.device.counters.periods():
        if period.closed_ms is not None:
            continue
        is_mine = period.assessment_id == deps.assessment.id
        if now >= period.ends_ms or (is_mine and (period.pack_sha256, period.bank_sha256) != mine):
            deps.device.counters.close(period.id, min(now, period.ends_ms))
        elif is_mine:
            going = period
    return going


def _open(deps: Deps, epsilon: float, now: int) -> Period:
    watched = next_watched(deps)
    period = Period(
        id=deps.new_id(),
        # The day alone: the very moment would be that of the first person who agreed.
        opened_ms=now // DAY_MS * DAY_MS,
        ends_ms=(now // DAY_MS + PERIOD_DAYS) * DAY_MS,
        closed_ms=None,
        assessment_id=deps.assessment.id,
        pack_sha256=deps.assessment.pack_sha256,
        bank_sha256=deps.shipped.sha256(BANK),
        skill=watched.skill,
        question=watched.question,
        epsilon=epsilon,
    )
    deps.device.counters.open(period, map(partial(_begun, deps), plan(deps, period).histograms()))
    return period


def _begun(deps: Deps, histogram: Histogram) -> Counter:
    scale = counting.kind_of(histogram.kind).noise_scale
    return Counter(histogram, scale, deps.noise.draw(scale, histogram.size))


def _event(action: str, at_ms: int, subject_id: str | None, params: dict[str, str] | None = None) -> AuditEvent:
    return AuditEvent(at_ms, "operator", action, subject_id, params or {})
