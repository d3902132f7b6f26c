"""What every use case of a registry is handed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.registry_store import RegistryStore

if TYPE_CHECKING:
    from progrez_desktop.core.online.web import Reply

RECRUITER = "recruiter"
_WRITTEN_EVERY_MS = 1000
"""Writing the time down waits for the disk, and a list asks for it with each page."""


@dataclass(frozen=True)
class RegistryDeps:
    clock: Clock
    entropy: Entropy
    folder: DataFolder
    cost: KdfCost
    machine: MachineKey
    store: RegistryStore

    def mark_ms(self) -> int:
        """Return the time, never before the latest that was seen here: a clock set back revives nothing that ended.

        What is seen is written down once a second: by no more than that the time goes back.
        """
        now, seen = self.clock.now_ms(), self.store.seen.high_water_ms()
        if now - seen >= _WRITTEN_EVERY_MS:
            self.store.seen.raise_high_water(now)
        return max(now, seen)

    def new_id(self) -> str:
        """Return a random 128-bit id as text."""
        return self.entropy.bytes(16).hex()

    def note(self, action: str, subject_id: str | None = None, **told: str) -> None:
        """Write what was done into the chain of events; the caller holds the transaction in which it is done."""
        self.store.audit.append(AuditEvent(self.clock.now_ms(), RECRUITER, action, subject_id, told))


class Asks(Protocol):
    """What asks the organisation's server as this workstation (core.online.relay)."""

    @property
    def organisation_id(self) -> str: ...

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        kind: str = "application/json",
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accepts: Collection[int] = (),
    ) -> "Reply": ...
