"""One request as staff look at it: what only they may read, whether there is an account, and what erasing it takes."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.duty import Duty, Kind, Request
from progrez_desktop.core.services import duties
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.duties import Standing

Step = Literal["confirm", "identity", "letter", "package", "act", "answer", "disclose", "refuse"]
_ENDS: dict[str, tuple[Step, ...]] = {
    "access": ("letter", "package"),
    "portability": ("letter", "package"),
    "erasure": ("act",),
    "withdrawal": ("act",),
    "under_16": ("letter",),
    "correction": ("answer",),
    "objection": ("answer",),
    "authority": ("disclose",),
}
"""How a request of each kind ends, once it is known who asks."""


@dataclass(frozen=True)
class Going:
    """What erasing destroys and ends, as far as the device knows it while the safe is locked. Names nobody."""

    made_ms: int
    safe_kib: int
    answers: int
    """At most: the last number in the chain of answers that this device saw."""
    waiting: int
    """Releases that nobody has yet: they are dropped."""
    told: int
    """Releases that somebody may have: they are asked to erase them."""


@dataclass(frozen=True)
class Told:
    standing: Standing
    request: Request
    has_account: bool | None
    """None: who has not shown yet who they are is not told, and neither is whoever looks over a shoulder."""
    going: Going | None
    """Where closing it erases an account that is still there."""
    steps: tuple[Step, ...]
    """What can be done with it now, in the order of the work."""


def look(deps: Deps, key: StaffKey, number: str) -> Told:
    """Return one request.

    Raises:
        UsageFault: "duty_unknown".
        DataFault: "duty_unreadable".
    """
    duty = duties.find(deps, number)
    [standing] = [one for one in duties.standings(deps) if one.duty.id == duty.id]
    request = duties.read(key, duty)
    if duty.identity_ms is None and duty.kind not in duties.WITHOUT_IDENTITY:
        return Told(standing, request, None, None, steps_of(duty))
    account = duties.account_of(deps, request)
    erases = account is not None and duty.kind in duties.ERASING and duty.closed_ms is None
    going = going_of(deps, account) if erases and account is not None else None
    return Told(standing, request, account is not None, going, steps_of(duty))


def going_of(deps: Deps, account: Account) -> Going:
    """Return what erasing this account takes."""
    releases = deps.device.outbox.going_on(account.id)
    out = sum(deps.device.outbox.is_out(release_id) for release_id in releases)
    path = deps.folder.safe_file(account.safe_file)
    size = path.stat().st_size if path.is_file() else 0
    answers = account.chain_head.seq if account.chain_head is not None else 0
    return Going(account.created_ms, -(-size // 1024), answers, len(releases) - out, out)


def gone_at_once(deps: Deps, kind: Kind, request: Request) -> Going | None:
    """Return what entering a request of this kind erases at once; None where it erases nothing."""
    account = duties.account_of(deps, request) if kind == "under_16" else None
    return going_of(deps, account) if account is not None else None


def steps_of(duty: Duty) -> tuple[Step, ...]:
    """Return what may follow now; what `duties` would refuse is not offered."""
    if duty.closed_ms is not None:
        return ()
    steps: list[Step] = ["confirm"]
    if duty.kind not in duties.WITHOUT_IDENTITY:
        steps.append("identity")
    if duty.identity_ms is not None or duty.kind in duties.WITHOUT_IDENTITY:
        steps.extend(_ENDS[duty.kind])
    if duty.acted_ms is None:
        steps.append("refuse")
    return tuple(steps)
