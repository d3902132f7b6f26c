"""Role profiles: asked of experts one by one, agreed on by people, and locked before anybody is opened."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.role import METHODS, ExpertView, Method, RoleProfile, Want
from progrez_desktop.core.services.recruiting import typed
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.expert_agreement import proposed
from progrez_desktop.scoring.fit import LOWEST, SkillRange

LONGEST_NAME = 300
MOST_EXPERTS = 20
_DUST = 1e-6
_PROCEDURE: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")


@dataclass(frozen=True)
class Dropped:
    """A draft that was deleted, to be put back."""

    role: RoleProfile
    views: tuple[ExpertView, ...]


def roles_of(deps: RegistryDeps, assessment: str) -> tuple[RoleProfile, ...]:
    """Return the locked roles of a procedure, what was locked last first."""
    return deps.store.roles.locked_of(assessment)


def locked_for(deps: RegistryDeps, assessment: str) -> RoleProfile | None:
    """Return the role of a procedure that was locked last; None where none was."""
    return next(iter(roles_of(deps, assessment)), None)


def is_locked_for(deps: RegistryDeps, assessment: str) -> None:
    """Let a candidate of a procedure be opened.

    Raises:
        UsageFault: "role_not_locked".
    """
    if not deps.store.roles.is_any_locked(assessment):
        raise UsageFault("role_not_locked")


def every(deps: RegistryDeps) -> tuple[RoleProfile, ...]:
    """Return drafts and locked roles, the newest first."""
    return deps.store.roles.all()


def role(deps: RegistryDeps, role_id: str) -> RoleProfile:
    """Return one role.

    Raises:
        UsageFault: "no_such_role".
    """
    found = deps.store.roles.role(role_id)
    if found is None:
        raise UsageFault("no_such_role")
    return found


def draft(deps: RegistryDeps, name: str, assessment: str) -> RoleProfile:
    """Begin a role that experts are asked about.

    Raises:
        UsageFault: "role_unnamed", "desk_text_long", "role_procedure".
    """
    name = _name(name, "role_unnamed")
    if not _PROCEDURE.fullmatch(assessment):
        raise UsageFault("role_procedure")
    new = RoleProfile(deps.new_id(), name, assessment, deps.clock.now_ms())
    with deps.store.transaction():
        deps.store.roles.put(new)
        deps.note("role_drafted", new.id)
    return new


def say(deps: RegistryDeps, role_id: str, expert: str, wants: Mapping[str, Want]) -> None:
    """Keep what one expert says, in the place of what they said before.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_views_closed": they were laid side by side already;
            "role_expert_unnamed", "desk_text_long", "role_asks_nothing", "role_skills_differ": another expert was
            asked about other skills; "role_experts_many".
    """
    asked_about(deps, role_id)
    expert = _name(expert, "role_expert_unnamed")
    if not wants:
        raise UsageFault("role_asks_nothing")
    others = [view for view in deps.store.roles.views(role_id) if view.expert != expert]
    if len(others) >= MOST_EXPERTS:
        raise UsageFault("role_experts_many", most=MOST_EXPERTS)
    if any(set(view.wants) != set(wants) for view in others):
        raise UsageFault("role_skills_differ")
    with deps.store.transaction():
        deps.store.roles.put_view(role_id, ExpertView(expert, wants, deps.clock.now_ms()))
        deps.note("role_expert_said", role_id)


def asked_about(deps: RegistryDeps, role_id: str) -> RoleProfile:
    """Return a role whose experts are still asked.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_views_closed".
    """
    one = _unlocked(deps, role_id)
    if one.agreed_ms is not None:
        raise UsageFault("role_views_closed")
    return one


def compared(deps: RegistryDeps, role_id: str) -> RoleProfile:
    """Return a role whose experts were compared, and that people can agree on.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_not_compared".
    """
    one = _unlocked(deps, role_id)
    if one.agreed_ms is None:
        raise UsageFault("role_not_compared")
    return one


def lay_side_by_side(deps: RegistryDeps, role_id: str) -> RoleProfile:
    """Close the asking, and propose the medians of what experts said; people change that before they lock it.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_no_views".
    """
    one, views = _unlocked(deps, role_id), deps.store.roles.views(role_id)
    if not views:
        raise UsageFault("role_no_views")
    if one.agreed_ms is not None:
        return one
    wants = {skill: proposed([view.wants[skill] for view in views]) for skill in views[0].wants}
    laid = replace(one, wants=_asking(wants), agreed_ms=deps.clock.now_ms())
    with deps.store.transaction():
        deps.store.roles.put(laid)
        deps.note("role_views_compared", role_id)
    return role(deps, role_id)


def agree(deps: RegistryDeps, role_id: str, wants: Mapping[str, Want], weights: Mapping[Method, float]) -> RoleProfile:
    """Keep what people agreed on. Skills with an importance of 0 are left out.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_not_compared": experts are still being asked; "role_weights".
    """
    one = compared(deps, role_id)
    if not _are_weights(weights):
        raise UsageFault("role_weights")
    agreed = replace(one, wants=_asking(wants), weights={method: weights[method] for method in METHODS})
    with deps.store.transaction():
        deps.store.roles.put(agreed)
        deps.note("role_agreed", role_id)
    return agreed


def lock(deps: RegistryDeps, role_id: str) -> RoleProfile:
    """Lock what was agreed on: nobody changes it any more, and candidates of its procedure can be opened.

    Raises:
        UsageFault: "no_such_role", "role_locked", "role_not_compared", "role_weights": none were stated;
            "role_asks_nothing": for that there is `read_without`.
    """
    one = compared(deps, role_id)
    if one.is_empty:
        raise UsageFault("role_asks_nothing")
    if not _are_weights(one.weights):
        raise UsageFault("role_weights")
    return _locked(deps, one)


def read_without(deps: RegistryDeps, name: str, assessment: str) -> RoleProfile:
    """Have candidates of a procedure read without a role: that asks for nothing, is locked, and says so.

    Raises:
        UsageFault: As `draft`.
    """
    return _locked(deps, draft(deps, name, assessment))


def drop(deps: RegistryDeps, role_id: str) -> Dropped:
    """Delete a draft.

    Raises:
        UsageFault: "no_such_role", "role_locked".
    """
    one = _unlocked(deps, role_id)
    dropped = Dropped(one, deps.store.roles.views(role_id))
    with deps.store.transaction():
        deps.store.roles.delete(role_id)
        deps.note("role_dropped", role_id)
    return dropped


def put_back(deps: RegistryDeps, dropped: Dropped) -> None:
    with deps.store.transaction():
        deps.store.roles.put(dropped.role)
        for view in dropped.views:
            deps.store.roles.put_view(dropped.role.id, view)
        deps.note("role_put_back", dropped.role.id)


def views(deps: RegistryDeps, role_id: str) -> tuple[ExpertView, ...]:
    """Return what each expert said, once they were laid side by side.

    Raises:
        UsageFault: "no_such_role", "role_not_compared".
    """
    if role(deps, role_id).agreed_ms is None:
        raise UsageFault("role_not_compared")
    return deps.store.roles.views(role_id)


def named(deps: RegistryDeps, start: str) -> RoleProfile:
    """Return the one role whose number or name somebody typed the beginning of.

    Raises:
        UsageFault: "no_such_role", "which_role".
    """
    return typed.meant(start, every(deps), lambda one: (one.id, one.name), "no_such_role", "which_role")


def procedures(deps: RegistryDeps, *shipped: str) -> tuple[str, ...]:
    """Return the procedures that a role can be for: what was released here, and what ships."""
    return tuple(sorted({*deps.store.roles.procedures(), *shipped}))


def skills_of(deps: RegistryDeps, assessment: str, shipped: Sequence[str]) -> tuple[str, ...]:
    """Return the skills of a procedure, as somebody released them; what ships where nobody did."""
    return deps.store.roles.skills_of(assessment) or tuple(shipped)


def blank(skills: Sequence[str]) -> dict[str, Want]:
    """Return a form that says nothing yet: no skill matters, in its whole range."""
    return {skill: Want(0, SkillRange(LOWEST)) for skill in skills}


def _locked(deps: RegistryDeps, one: RoleProfile) -> RoleProfile:
    locked = replace(one, locked_ms=deps.mark_ms(), opened_before=deps.store.roles.opened_of(one.assessment))
    with deps.store.transaction():
        deps.store.roles.put(locked)
        deps.note("role_locked", one.id, opened=str(locked.opened_before))
    return locked


def _unlocked(deps: RegistryDeps, role_id: str) -> RoleProfile:
    one = role(deps, role_id)
    if one.locked_ms is not None:
        raise UsageFault("role_locked")
    return one


def _asking(wants: Mapping[str, Want]) -> dict[str, Want]:
    return {skill: want for skill, want in wants.items() if want.importance}


def _are_weights(weights: Mapping[Method, float]) -> bool:
    """Whole hundredths of all three methods, which add up to 1."""
    percents = [weights.get(method, math.nan) * 100 for method in METHODS]
    if not all(math.isfinite(percent) and percent >= 0 for percent in percents):
        return False
    return all(abs(percent - round(percent)) < _DUST for percent in percents) and sum(map(round, percents)) == 100


def _name(name: str, code: str) -> str:
    return typed.line(name, code, LONGEST_NAME)
