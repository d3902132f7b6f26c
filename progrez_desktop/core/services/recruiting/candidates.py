"""Who is a candidate here: a release that is not over and may be read as a profile, beside the role that was locked."""

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services import registry_grants
from progrez_desktop.core.services.recruiting import roles
from progrez_desktop.core.services.registry_deps import RegistryDeps


def candidate(deps: RegistryDeps, release_id: str) -> Row:
    """Return a candidate whose receipt proves what they allowed; whoever released for teams alone is none.

    Raises:
        UsageFault: "registry_no_such_release".
        DataFault: "registry_grant_damaged".
    """
    row = deps.store.profiles.row(release_id, deps.mark_ms())
    if row is None or "profile" not in row.purposes:
        raise UsageFault("registry_no_such_release")
    registry_grants.check(deps, row)
    return row


def with_role(deps: RegistryDeps, release_id: str) -> tuple[Row, RoleProfile]:
    """Return a candidate and the role of their procedure that was locked last. Nothing of the profile is read.

    Raises:
        UsageFault: "registry_no_such_release", "role_not_locked".
        DataFault: "registry_grant_damaged".
    """
    row = candidate(deps, release_id)
    role = roles.locked_for(deps, row.assessment)
    if role is None:
        raise UsageFault("role_not_locked")
    return row, role
