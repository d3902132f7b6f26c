"""Certificates of an organisation's own authority, which an operator lets this computer trust beside the system's."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults, write_private
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.folder import DataFolder

if TYPE_CHECKING:
    from progrez_desktop.core.online.guard import Limits
    from progrez_desktop.core.services.staff_sign_in import Reach

if TYPE_CHECKING:
    from progrez_desktop.core.online.web import Web
    from progrez_desktop.core.services.staff_sign_in import Reach

NAME = "authorities"
MOST_BYTES = 1 << 20
_NONE = "none"


def trust(deps: Deps, pem: bytes) -> None:
    """Trust these certificates for organisations' servers, in the place of those before. They are copied.

    Raises:
        EnvironmentFault: "authorities_unreadable": no certificates in PEM form; what the disk says. Nothing changed.
    """
    deps.permit("keep_computer")
    _keep(deps, written(deps.folder, pem))


def trust_none(deps: Deps) -> None:
    """Trust what the system trusts, and nothing beside it."""
    deps.permit("keep_computer")
    _keep(deps, _NONE)
    removed(deps.folder)


def path(deps: Deps) -> Path | None:
    """Return the file with the certificates that were chosen; None where none were.

    Raises:
        DataFault: "authorities_changed": it is not what an operator chose, or is gone. Nobody is asked then.
    """
    chosen = deps.device.settings.value(NAME, None)
    return None if chosen in (None, _NONE) else checked(deps.folder, chosen)


def reach_of(deps: Deps, limits: "Limits | None" = None) -> "Reach":
    """Return how this device reaches an organisation's server and identity provider.

    Raises from each use:
        As `path`.
    """

    def reach(address: str) -> "Web":
        from progrez_desktop.core.online.relay import web_to

        return web_to(address, limits=limits, authorities=path(deps))

    return reach


def _keep(deps: Deps, chosen: str) -> None:
    before = deps.device.settings.value(NAME, None) or _NONE
    told = {"setting": NAME, "from": before[:8], "to": chosen[:8]}
    event = AuditEvent(deps.clock.now_ms(), "operator", "setting_changed", None, told)
    deps.device.settings.put(NAME, None, chosen, event)


# The copy in a folder, of a device or of a registry


def written(folder: DataFolder, pem: bytes) -> str:
    """Copy certificates into a folder, and return the hash by which they are known again. Faults: see `trust`."""
    from progrez_desktop.core.online.guard import check_authorities

    check_authorities(pem)
    write_private(folder.authorities_file, pem)
    return hashlib.sha256(pem).hexdigest()


def checked(folder: DataFolder, chosen: str) -> Path:
    """Return the copy, once it is the one that was chosen. Faults: see `path`."""
    try:
        found = hashlib.sha256(folder.authorities_file.read_bytes()).hexdigest()
    except OSError:
        found = ""
    if found != chosen:
        raise DataFault("authorities_changed")
    return folder.authorities_file


def removed(folder: DataFolder) -> None:
    with disk_faults(folder.root):
        folder.authorities_file.unlink(missing_ok=True)
