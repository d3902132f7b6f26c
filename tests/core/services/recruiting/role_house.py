"""Locked roles for tests: candidates of a procedure are opened only after one of it was locked."""

from collections.abc import Mapping

from progrez_desktop.core.model.role import Method, RoleProfile, Want
from progrez_desktop.core.services.recruiting import roles
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.scoring.fit import SkillRange

PROCEDURE = "working-together"
WEIGHTS: Mapping[Method, float] = {"test": 0.4, "interview": 0.4, "work_sample": 0.2}


def want(importance: int, low: int, high: int = 10) -> Want:
    return Want(importance, SkillRange(low, high))


def read_without_a_role(deps: RegistryDeps, assessment: str = PROCEDURE) -> RoleProfile:
    """Lock a role that asks for nothing."""
    return roles.read_without(deps, "Read without a role", assessment)


def locked_role(
    deps: RegistryDeps,
    wants: Mapping[str, Want],
    assessment: str = PROCEDURE,
    *,
    name: str = "Team lead",
    experts: tuple[str, ...] = ("Noor",),
    weights: Mapping[Method, float] = WEIGHTS,
) -> RoleProfile:
    """Have experts say the same, and lock that."""
    one = roles.draft(deps, name, assessment)
    for expert in experts:
        roles.say(deps, one.id, expert, wants)
    roles.lay_side_by_side(deps, one.id)
    roles.agree(deps, one.id, wants, weights)
    return roles.lock(deps, one.id)
