"""What was done at this workstation, as its chain of events tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class Deeds:
    """`newest` of `count` events; none of all of them is missing or changed, or they are not told at all."""

    count: int
    newest: Sequence[AuditEvent]


def latest(deps: RegistryDeps, most: int = 200) -> Deeds:
    """Return the newest events, the last one first.

    Raises:
        DataFault: "registry_damaged": one is missing, or not as it was written.
    """
    events = deps.store.audit.events()
    return Deeds(len(events), tuple(reversed(events[-most:])))


def sentence(event: AuditEvent, words: Words) -> str:
    """Say what was done; who it was done to is told by the beginning of a number."""
    return words(f"registry.did.{event.action}", **{"which": (event.subject_id or "")[:8], **event.params})
