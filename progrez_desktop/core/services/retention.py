"""How long safes are kept: what a person is told and may choose, and the sweep that destroys what is over, unopened.

The device keeps a mirror of each term, by random ids, so that nobody has to sign in for it. When a safe was last sat in
stands in the safe too, and the mirror is set right by it at each sign-in.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import repeat

from progrez_desktop.core import duty
from progrez_desktop.core import retention as rules
from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.retention import CHOICES, Choice, Limits, Term
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import access_log, clock_standing, device_settings, erasing
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.deps import Deps, Session

BATCH = 200
"""So many safes are destroyed in one go: whoever comes to the window meanwhile waits for no more."""
_CHOSEN: dict[Choice, Action] = {"sooner": "kept_sooner", "usual": "kept_as_usual", "longer": "kept_longer"}


@dataclass(frozen=True)
class Kept:
    """What a person sees: until when, and what they may choose instead, each with its end."""

    term: Term
    offers: tuple[tuple[Choice, int], ...]


@dataclass(frozen=True)
class Swept:
    destroyed: int
    """Safes that are gone now."""
    left: int
    """Safes that are over and still there: hidden, and waiting for seven days in which the clock is believed."""
    is_complete: bool = True
    """Else the disk kept some of it: nobody can open it, and it is destroyed when the program starts again."""
    has_more: bool = False
    """Whether more could be destroyed right now."""


def limits(deps: Deps) -> Limits:
    """Return what holds here: the presets, or less where the organisation of this assessment wants less."""
    organisation = deps.assessment.organisation
    pack = rules.USUAL_DAYS if organisation is None else organisation.retention_days
    longer = device_settings.value(deps, device_settings.KEEP_LONGER)
    usual = min(rules.USUAL_DAYS, pack, int(device_settings.value(deps, device_settings.KEEP)))
    return Limits(usual, int(longer) if longer.isdigit() else None)


def count_anew(deps: Deps, account_id: str) -> None:
    """Count a term from now on: somebody made an account, or began or finished a sitting."""
    with suppress(EnvironmentFault):  # a full disk stops nobody in their sitting; the next sign-in sets it right
        term, now = deps.device.retention.term(account_id), deps.mark_ms()
        if term is not None:
            _put(deps, replace(term, from_ms=max(term.from_ms, now)))


def settle(deps: Deps, session: Session) -> None:
    """Set the mirror right by what the safe says, where the program was killed between the two."""
    term, now = deps.device.retention.term(session.account_id), deps.device.high_water_ms()
    moments = (moment for one in session.safe.attempts() for moment in (one.started_ms, one.finished_ms))
    last = max((moment for moment in moments if moment is not None and moment <= now), default=0)
    if term is not None and last > term.from_ms:
        with suppress(EnvironmentFault):
            _put(deps, replace(term, from_ms=last))


def is_over(deps: Deps, account_id: str) -> bool:
    """Return whether a safe is hidden, because it was kept for as long as was agreed."""
    term = deps.device.retention.term(account_id)
    return term is not None and deps.latest_ms() >= term.until_ms


def look(deps: Deps, session: Session) -> Kept | None:
    """Return until when the person's safe is kept, and what else they may choose that doesn't end at once."""
    term, now, within = deps.device.retention.term(session.account_id), deps.mark_ms(), limits(deps)
    if term is None:
        return None
    ends = {rules.until_ms(term.from_ms, choice, within): choice for choice in reversed(CHOICES)}
    offers = [(choice, end) for end, choice in sorted(ends.items()) if end > now and end != term.until_ms]
    return Kept(term, tuple(offers))


def choose(deps: Deps, session: Session, choice: Choice) -> None:
    """Keep a safe longer, with its owner's consent, or less long. The log in the safe is the proof of it.

    Raises:
        UsageFault: "term_not_offered".
        EnvironmentFault: What the disk says.
    """
    kept = look(deps, session)
    if kept is None or choice not in dict(kept.offers):
        raise UsageFault("term_not_offered")
    until = dict(kept.offers)[choice]
    access_log.tell(deps, session, _CHOSEN[choice], until_ms=until)  # first: nothing is kept longer without its proof
    deps.device.retention.put(replace(kept.term, choice=choice, chosen_ms=deps.mark_ms(), until_ms=until))


def clock(deps: Deps) -> ClockStanding:
    """Look at the clock, and remember what was seen."""
    return clock_standing.look(deps.device.retention, deps.clock)


def trust_clock(deps: Deps) -> ClockStanding:
    """Take the clock for right, where a wrong one had raised the mark; what counts from later counts from now.

    Nothing is destroyed until both have agreed for seven days again.

    Raises:
        UsageFault: "clock_not_behind": there is nothing to put right.
    """
    deps.permit("keep_computer")
    if not clock(deps).is_behind:
        raise UsageFault("clock_not_behind")
    clock_ms, before = deps.clock.now_ms(), deps.device.high_water_ms()
    event = AuditEvent(clock_ms, "operator", "clock_trusted", None, {"from": str(before), "to": str(clock_ms)})
    with deps.device.transaction():
        deps.device.retention.put_mark_back(clock_ms)
        for term in deps.device.retention.terms():
            if term.from_ms > clock_ms:
                _put(deps, replace(term, from_ms=clock_ms))
        deps.device.outbox.put_back(clock_ms)
        for one in map(duty.put_back, deps.device.duties.all(), repeat(clock_ms)):
            deps.device.duties.keep(one)
        deps.device.audit.append(event)
    return clock(deps)


def over(deps: Deps) -> list[Term]:
    """Return every term that is over by the latest time ever seen."""
    now = deps.mark_ms()
    return [term for term in deps.device.retention.terms() if term.until_ms <= now]


def to_destroy(deps: Deps, most: int) -> list[tuple[Term, str]]:
    """Return terms that have been over for seven days in which the clock was believed, each with its safe's file."""
    before = clock(deps).destroyed_before_ms
    return [] if before is None else deps.device.retention.over(before, most)


def sweep(deps: Deps, most: int | None = None) -> Swept:
    """Destroy what has been over for long enough; releases of swept safes live on to their own end.

    Args:
        most: Leave the rest to a later call.

    Raises:
        EnvironmentFault: What the disk says, before anything was destroyed.
    """
    done, complete = 0, True
    while complete and (most is None or done < most):
        found = to_destroy(deps, BATCH if most is None else min(BATCH, most - done))
        if not found:
            break
        complete = erasing.erase_over(deps, [(term.account_id, safe_file) for term, safe_file in found])
        done += len(found)
    has_more = complete and bool(to_destroy(deps, 1))
    if complete and not has_more:
        _tidy(deps)
    return Swept(done, len(over(deps)), complete, has_more)


def sweep_if_due(deps: Deps) -> bool:
    """Sweep a part where a day has gone by since the last whole sweep; return whether more is left to do now."""
    if not rules.is_sweep_due(deps.device.retention.swept_ms(), clock(deps).high_water_ms):
        return False
    return sweep(deps, BATCH).has_more


def _tidy(deps: Deps) -> None:
    """What else comes to its end, at the end of a whole sweep."""
    standing, store = clock(deps), deps.device.retention
    if standing.destroyed_before_ms is not None:
        store.drop_ended_releases(standing.clock_ms)
        deps.device.duties.wipe(standing.clock_ms - duty.KEPT_MS, standing.clock_ms)
        store.was_swept(standing.high_water_ms)


def _put(deps: Deps, term: Term) -> None:
    deps.device.retention.put(replace(term, until_ms=rules.until_ms(term.from_ms, term.choice, limits(deps))))
