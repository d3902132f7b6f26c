"""Who of staff runs this computer: members are entered, given another name, role or passphrase, and dropped."""

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import member_key
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import ROLES, Member, Role
from progrez_desktop.core.services import staff, tries
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.staff import StaffSession

LONGEST_NAME = 60
_LEAST_OF_A_NUMBER = 4


def add(deps: Deps, session: StaffSession, name: str, role: Role, typed: str) -> Member:
    """Enter a member.

    Args:
        session: Of an operator, who hands another one the key of staff.
        typed: What the new member chose: a passphrase, or an invigilator's PIN.

    Raises:
        UsageFault: "staff_may_not"; "staff_name", "staff_name_known"; "password_too_short", "pin_not_digits",
            "pin_too_simple".
    """
    deps.permit("keep_members")
    called = free_name(deps, name)
    member_id = deps.new_id()
    lock, _ = member_key.make(member_id, role, deps.machine, typed, deps.cost, deps.entropy, _handed(session, role))
    deps.device.roster.add(called, lock, _event(deps, "member_added", member_id, role=role))
    return staff.found(deps, member_id)


def rename(deps: Deps, member_id: str, name: str) -> None:
    """Call a member otherwise; everybody may say how they are called themselves.

    Raises:
        UsageFault: "staff_may_not", "staff_name", "staff_name_known".
    """
    acting = deps.device.acting
    if acting is None or acting.member.id != member_id:
        deps.permit("keep_members")
    called = free_name(deps, name, but=member_id)
    deps.device.roster.rename(member_id, called, _event(deps, "member_renamed", member_id))


def renew(deps: Deps, session: StaffSession, member_id: str, role: Role, typed: str) -> None:
    """Give a member another role, or a way in where they lost theirs: with a new passphrase or PIN and no factor yet.

    Raises:
        UsageFault: "staff_may_not", "staff_last_operator", and as `add`.
    """
    deps.permit("keep_members")
    member = staff.found(deps, member_id)
    if role != "operator":
        _keep_an_operator(deps, member)
    lock, _ = member_key.make(member_id, role, deps.machine, typed, deps.cost, deps.entropy, _handed(session, role))
    deps.device.roster.put_lock(lock, _event(deps, "member_renewed", member_id, role=role))
    tries.succeeded(deps, staff.tries_of(member_id))  # whoever locked them out with wrong tries did so in vain


def drop(deps: Deps, member_id: str) -> None:
    """Have somebody be a member no more. Their name stays, so that the list of what was done tells who it was.

    Raises:
        UsageFault: "staff_may_not", "staff_last_operator".
    """
    deps.permit("keep_members")
    member = staff.found(deps, member_id)
    _keep_an_operator(deps, member)
    deps.device.roster.drop([member_id], _event(deps, "member_dropped", member_id))


def find(deps: Deps, typed: str) -> Member:
    """Return a member by their name, or by the first signs of their number.

    Raises:
        UsageFault: "staff_unknown".
    """
    wanted = " ".join(typed.split()).casefold()
    there = staff.members(deps)
    matching = [one for one in there if one.name.casefold() == wanted]
    if not matching and len(wanted) >= _LEAST_OF_A_NUMBER:
        matching = [one for one in there if one.id.startswith(wanted)]
    if len(matching) != 1:
        raise UsageFault("staff_unknown")
    return matching[0]


def role_typed(text: str) -> Role:
    """Return a role that was typed.

    Raises:
        UsageFault: "staff_role".
    """
    for role in ROLES:
        if text == role:
            return role
    raise UsageFault("staff_role", names=", ".join(ROLES))


def _handed(session: StaffSession, role: Role) -> StaffKey | None:
    return session.key if role == "operator" else None


def free_name(deps: Deps, name: str, but: str = "") -> str:
    called = " ".join(name.split())
    if not (0 < len(called) <= LONGEST_NAME and called.isprintable()):
        raise UsageFault("staff_name", most=LONGEST_NAME)
    if any(one.name.casefold() == called.casefold() and one.id != but for one in staff.members(deps)):
        raise UsageFault("staff_name_known")
    return called


def _keep_an_operator(deps: Deps, member: Member) -> None:
    others = [one for one in staff.members(deps) if one.role == "operator" and one.id != member.id]
    if not others:
        raise UsageFault("staff_last_operator")


def _event(deps: Deps, action: str, member_id: str, **params: str) -> AuditEvent:
    return AuditEvent(deps.clock.now_ms(), "roster", action, member_id, params)
