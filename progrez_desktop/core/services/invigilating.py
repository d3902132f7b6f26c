"""What staff do at a kiosk where somebody may sit: kept in the record of the sitting, and in the list of what was done.

Where the safe is locked meanwhile, its owner hears of it as of whatever staff do: sealed, and told at the next sign-in.
Nothing here reads an answer.
"""

from contextlib import suppress
from typing import Literal

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.sitting_event import SittingEventKind
from progrez_desktop.core.model.staff import Reason, StaffDeed
from progrez_desktop.core.services import notices, sitting_events
from progrez_desktop.core.services.deps import Deps, Session

KioskDeed = Literal["kiosk_unlocked", "sitting_paused", "sitting_went_on", "safe_locked", "kiosk_reset", "kiosk_left"]

_NEEDS: dict[KioskDeed, StaffDeed] = {
    "kiosk_unlocked": "unlock_kiosk",
    "sitting_paused": "pause_sitting",
    "safe_locked": "lock_safe",
    "kiosk_reset": "reset_kiosk",
    "kiosk_left": "leave_kiosk",
}
_RECORDED: dict[KioskDeed, SittingEventKind] = {
    "kiosk_unlocked": "unlocked",
    "sitting_went_on": "break",
    "safe_locked": "locked",
    "kiosk_reset": "locked",
    "kiosk_left": "locked",
}
"""As what each stands in the record of the sitting; a pause once it is known for how long it was."""


def note(
    deps: Deps,
    deed: KioskDeed,
    reason: Reason,
    session: Session | None,
    locked_account: str | None = None,
    *,
    by: str | None = None,
    paused_ms: int | None = None,
) -> None:
    """Keep what is done, before it is done.

    Args:
        session: Whose safe is open here, if one is.
        locked_account: Whose locked itself here a moment ago, if nobody came since.
        by: Which member began it, where they are not there any more: who goes on after a pause needs nobody.
        paused_ms: Since when the sitting stood still, where it goes on.

    Raises:
        UsageFault: "staff_may_not". EnvironmentFault: What the disk says; nothing was kept in the list then.
    """
    if deed in _NEEDS:
        deps.permit(_NEEDS[deed])
    acting, now = deps.device.acting, deps.clock.now_ms()
    who = by if acting is None else acting.member.id
    params: dict[str, str] = {"reason": reason} if by is None else {"reason": reason, "by": by}
    with deps.device.transaction():
        deps.device.audit.append(AuditEvent(now, "kiosk", deed, None, params))
    kind = _RECORDED.get(deed)
    if kind is None:
        return
    if session is not None:
        began, lasted = (now, None) if paused_ms is None else (paused_ms, max(0, now - paused_ms))
        with suppress(EnvironmentFault):  # a disk that is full keeps nobody from going on
            sitting_events.add(deps, session, kind, reason, at_ms=began, lasted_ms=lasted, who=who)
    elif deed == "kiosk_unlocked" and locked_account is not None:
        account = deps.device.account(locked_account)
        if account is not None:
            notices.leave(deps, account, "kiosk_unlocked", {"reason": reason}, number=deps.new_id()[:8])


def pause_till_lock(
    deps: Deps, reason: Reason, session: Session, by: str | None, *, paused_ms: int, locked_ms: int
) -> None:
    """Keep a pause in the record of the sitting whose safe locks itself meanwhile: later nothing can be kept there."""
    with suppress(EnvironmentFault):  # as above
        lasted = max(0, locked_ms - paused_ms)
        sitting_events.add(deps, session, "break", reason, at_ms=paused_ms, lasted_ms=lasted, who=by)
