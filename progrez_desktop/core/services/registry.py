"""The registry of a recruiter's workstation: open it, list it, and look at one candidate, who is told of that."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.model.registry import Detail, Fetched, Query, Row, Standing
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.services.opening import Parts, Unlock

if TYPE_CHECKING:
    from progrez_desktop.core.keys.second_factor import Factor
    from progrez_desktop.core.online.relay import Relay


@dataclass(frozen=True)
class RegistryDeps:
    """What the use cases of a registry are handed."""

    clock: Clock
    entropy: Entropy


@dataclass(frozen=True)
class OpenedRegistry:
    deps: RegistryDeps
    held: ExitStack

    def close(self) -> None:
        self.held.close()


def open_registry(
    parts: Parts, unlock: Unlock | None, passphrase: str, factor: "Factor | None" = None
) -> OpenedRegistry:
    """Open the registry in `parts.folder` (`<data>/registry`).

    Args:
        unlock: For the machine key, as `opening.open_storage` takes it.
        passphrase: Of staff.
        factor: What stands beside it: a code of six digits, or what speaks with a security key.

    Raises:
        UsageFault: "registry_missing".
        LockedFault: "registry_passphrase_needed", "wrong_staff_passphrase", "sign_in_wait"; "factor_code_needed",
            "factor_code_wrong", "factor_key_needed", "factor_key_wrong"; and as `opening.open_storage`.
        DataFault, EnvironmentFault: As there.
    """
    raise NotImplementedError


def standing(deps: RegistryDeps) -> Standing:
    """Return what stands above the list."""
    raise NotImplementedError


def rows(deps: RegistryDeps, query: Query) -> tuple[Row, ...]:
    """Return one page of the list; what is over is not in it. With names, each one who is listed is told."""
    raise NotImplementedError


def count(deps: RegistryDeps, query: Query) -> int:
    """Return how many rows a query has over all its pages."""
    raise NotImplementedError


def detail(deps: RegistryDeps, release_id: str) -> Detail:
    """Return one candidate, after this read was logged and is to be told to them.

    Raises:
        UsageFault: "registry_no_such_release": not here, over, or withdrawn.
    """
    raise NotImplementedError


def fetch(
    deps: RegistryDeps,
    relay: "Relay",
    on_progress: Callable[[int, int], None] = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Bring the registry up to what the server has, and post what candidates are to be told.

    Args:
        on_progress: Is told the number that was reached, and the server's latest.
        is_stopped: Asked between pages.

    Raises:
        LockedFault: "sign_in_needed". EnvironmentFault, DataFault: What network, server or disk say.
    """
    raise NotImplementedError
