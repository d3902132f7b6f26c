"""What an organisation's procedure asks before a sitting begins: that it is open, and a code that people were given."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.services import tries
from progrez_desktop.core.services.deps import Deps, Session


@dataclass(frozen=True)
class Door:
    """Whether a sitting can begin now."""

    closed_on: date | None
    """The last day on which one could, where that is over."""
    asks_code: bool


def closed_on(deps: Deps) -> date | None:
    """Return the closing date where it is over, by the latest day that this device saw."""
    closes = deps.assessment.procedure.closes
    today = datetime.fromtimestamp(deps.latest_ms() / 1000, UTC).astimezone().date()
    return closes if closes is not None and today > closes else None


def door(deps: Deps, session: Session) -> Door:
    """Return what stands before somebody's first sitting of the procedure."""
    has_code = deps.assessment.procedure.start_code is not None
    return Door(closed_on(deps), has_code and not _was_let_in(deps, session))


def give_code(deps: Deps, session: Session, typed: str) -> None:
    """Let somebody in who knows the start code; they are not asked again.

    Raises:
        LockedFault: "start_code_wrong"; "sign_in_wait" after some wrong ones.
    """
    from progrez_desktop.core.keys.start_code import is_start_code

    wanted, lookup = deps.assessment.procedure.start_code, session.account_id.encode()
    if wanted is None:
        return
    tries.checked(deps, lookup)
    if not is_start_code(typed, wanted):
        tries.failed(deps, lookup)
        raise LockedFault("start_code_wrong")
    tries.succeeded(deps, lookup)
    _let_in(deps, session)


def enter(deps: Deps, session: Session) -> None:
    """Let a sitting begin, and remember that the safe has something of the pack.

    Raises:
        UsageFault: "procedure_closed", "start_code_needed".
    """
    stands = door(deps, session)
    if stands.closed_on is not None:
        raise UsageFault("procedure_closed", day=stands.closed_on.isoformat())
    if stands.asks_code:
        raise UsageFault("start_code_needed")
    _let_in(deps, session)


def _was_let_in(deps: Deps, session: Session) -> bool:
    return deps.assessment.pack_sha256 in deps.device.packs.uses(session.account_id)


def _let_in(deps: Deps, session: Session) -> None:
    deps.device.packs.note_uses(session.account_id, [deps.assessment.pack_sha256], deps.clock.now_ms())
