"""Counts a person without their name, while they are signed in: once a period, in few cells, under a live grant.

    count_begun(deps, session, attempt, language)          once a sitting was begun
    count_result(deps, session, profile)                   once its profile was made, and after it is on screen
    count_facts(deps, session, profile, facts)             when they said of themselves which group they belong to

Nothing of a sitting is counted later: who was not counted then is not counted, and is not asked for a group. What may
be counted, for which purpose and in how many cells is declared in `core.counting`; which cells those are is found in
`counting_plan`.
"""

from collections.abc import Callable
from contextlib import suppress

from progrez_desktop.core.consent import live_grant
from progrez_desktop.core.counting import KINDS, kind_of
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.counting import GroupFacts, KindName, Period, Question
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import counting_periods
from progrez_desktop.core.services.counting_plan import Cell, Cells, Sitting, begun_cells, finished_cells
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.scoring.situation_keys import FOLDS

OF_GROUPS: tuple[KindName, ...] = ("impact", "dif")
"""What is counted only of people who say which group they belong to."""


def count_begun(deps: Deps, session: Session, attempt: Attempt, language: str) -> tuple[KindName, ...]:
    """Count a sitting that was begun, in the language of its questions; return the kinds that it was added to."""
    return _counted(deps, session, lambda _: begun_cells(attempt.form, language))


def count_result(deps: Deps, session: Session, profile: Profile) -> tuple[KindName, ...]:
    """Count a finished sitting; return the kinds that the person was added to.

    Without a live grant, in a period in which the person was counted already, when the year's budget is spent, or on a
    disk that takes no more, nobody is counted and nothing is told: it is no part of what the person came for.

    Raises:
        DataFault: "device_damaged", "safe_damaged".
    """

    return _counted(deps, session, lambda period: _finished(deps, session, profile, period, GroupFacts()))


def question_for(deps: Deps, session: Session, profile: Profile) -> Question | None:
    """Return what the open period tells groups apart by, where the person may still be asked which one is theirs.

    Only who was counted with this sitting is asked, in that period, once, and where it has the skill that the period
    looks at: what is not counted is not asked. Looking opens no period.

    Raises:
        DataFault: "device_damaged", "safe_damaged".
    """
    asked = _asked_in(deps, session, profile)
    return asked.question if asked else None


def count_facts(deps: Deps, session: Session, profile: Profile, facts: GroupFacts) -> bool:
    """Count in joint counts what a person said of themselves for this purpose, voluntarily; it is kept nowhere.

    Returns:
        Whether it could still be counted. That they said something is noted in their safe, also where it is no group
        that is told apart, so that the note does not tell what it was.

    Raises:
        DataFault: "device_damaged", "safe_damaged".
        EnvironmentFault: What the disk says.
    """
    period = _asked_in(deps, session, profile)
    if period is None:
        return False
    found = _finished(deps, session, profile, period, facts)
    return bool(_add(deps, session, period, {kind: found.get(kind, []) for kind in OF_GROUPS}))


def permitted(deps: Deps, session: Session) -> frozenset[KindName]:
    """Return the kinds that the person may be counted in now, by their live grants."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return frozenset()
    grants, now = session.safe.grants(), deps.mark_ms()
    return frozenset(kind.name for kind in KINDS if live_grant(grants, organisation.id, kind.purpose, now))


def _asked_in(deps: Deps, session: Session, profile: Profile) -> Period | None:
    if not permitted(deps, session) >= set(OF_GROUPS):
        return None
    period = counting_periods.running(deps)
    if period is None or profile.finished_ms < period.opened_ms:
        return None
    counted = session.safe.counted.kinds(period.id)
    has_skill = any(line.skill_id == period.skill and isinstance(line.score, SkillScore) for line in profile.lines)
    return period if "finished" in counted and has_skill and not counted & set(OF_GROUPS) else None


def _finished(deps: Deps, session: Session, profile: Profile, period: Period, facts: GroupFacts) -> Cells:
    responses = session.safe.responses(profile.attempt_id)
    sitting = Sitting(profile, responses, facts, fold=deps.entropy.bytes(1)[0] % FOLDS)
    return finished_cells(counting_periods.plan(deps, period), sitting)


def _counted(deps: Deps, session: Session, cells_in: Callable[[Period], Cells]) -> tuple[KindName, ...]:
    with suppress(EnvironmentFault):
        allowed = permitted(deps, session)
        period = counting_periods.current(deps) if allowed else None
        if period is not None:
            cells = {kind: found for kind, found in cells_in(period).items() if kind in allowed}
            return _add(deps, session, period, cells)
    return ()


def _add(deps: Deps, session: Session, period: Period, cells: Cells) -> tuple[KindName, ...]:
    """Remember in the safe, then add on the device: each is one transaction, and a kill between them counts nobody."""
    new = session.safe.counted.claim(period.id, cells)
    histograms = deps.device.counters.histograms(period.id)
    places = [(name, histograms[name].cell(labels)) for kind in new for name, labels in _bounded(deps, kind, cells)]
    deps.device.counters.add(period.id, places)
    return new


def _bounded(deps: Deps, kind: KindName, cells: Cells) -> list[Cell]:
    """Return no more cells than one person may be in; where there are more, which ones is drawn."""
    most = kind_of(kind).most_cells
    if len(cells[kind]) <= most:
        return cells[kind]
    return sorted(cells[kind], key=lambda _: deps.entropy.bytes(8))[:most]
