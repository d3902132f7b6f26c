"""Whether anybody may begin at this kiosk: what was required of it, what holds, and who let people on all the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from progrez_desktop.core.model.lock_down import Found, LockCheck, unmet
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import device_settings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import LANGUAGES

if TYPE_CHECKING:
    from progrez_desktop.core.services.kiosk_check.machine import Machine

LetOnReason = Literal["trial", "watched", "known", "mistaken"]
"""Why staff let people on where a check fails: nobody is assessed now; somebody is in the room all the time; it is
known and will be mended; the check is wrong here."""
LET_ON_REASONS: tuple[LetOnReason, ...] = get_args(LetOnReason)
_OPERATOR = "operator"


@dataclass(frozen=True)
class Standing:
    """How a kiosk stands at its start."""

    found: tuple[Found, ...]
    unmet: tuple[Found, ...]
    """What was required and does not hold."""
    revoked_by: tuple[Mapping[str, str], ...] = ()
    """The names of organisations that count this computer among theirs no more, where no other does."""

    def is_open(self, let_on: frozenset[LockCheck]) -> bool:
        """Return whether people may begin, where staff let them on over these checks."""
        return not self.revoked_by and {one.check for one in self.unmet} <= let_on


def look(deps: Deps, machine: "Machine | None" = None, *, is_covered: bool | None = None) -> Standing:
    """Run the self-test, and compare it with what the operator requires."""
    from progrez_desktop.core.services.kiosk_check.examine import Asked, at_this_kiosk

    asked = Asked(deps.folder.root, deps.folder.key_file, deps.clock.now_ms(), deps.device.high_water_ms(), is_covered)
    found = at_this_kiosk(asked, machine)
    return Standing(found, unmet(found, device_settings.kiosk_rules(deps).must_hold), _revoked_by(deps))


def _revoked_by(deps: Deps) -> tuple[Mapping[str, str], ...]:
    """An organisation that was dropped here by an operator was never asked; one that dropped this device was."""
    known = [one for one in deps.device.organisations.all() if one.state == "trusted"]
    if any(one.enrolment != "dropped" for one in known):
        return ()
    return tuple(one.card.name if one.card else dict.fromkeys(LANGUAGES, one.name) for one in known)


def let_on(deps: Deps, over: frozenset[LockCheck], reason: LetOnReason, by: str) -> None:
    """Write down that one of staff let people on, over which checks and why.

    Args:
        by: The random id of the member of staff.
    """
    told = {"checks": ",".join(sorted(over)), "reason": reason, "by": by}
    deps.device.audit.append(AuditEvent(deps.clock.now_ms(), _OPERATOR, "kiosk_let_on", None, told))
