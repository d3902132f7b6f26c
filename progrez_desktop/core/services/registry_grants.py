"""Whether what somebody allowed is proven by their receipt; else they are set aside before anything is shown."""

import json
from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.registry import Permit, Row
from progrez_desktop.core.services.registry_deps import RegistryDeps


@dataclass(frozen=True)
class Allowed:
    """What a receipt says: what was granted, how it was given, and in which language it was asked."""

    permits: tuple[Permit, ...]
    method: str
    language: str


def check(deps: RegistryDeps, row: Row) -> Allowed:
    """Return what a receipt proves of a row.

    Raises:
        DataFault: "registry_grant_damaged": nothing proves any more what was allowed. It is set aside, and not shown.
    """
    allowed = _read(deps.store.profiles.document(row.release_id).receipt)
    if allowed is None or not {one.purpose for one in allowed.permits} >= set(row.purposes):
        with deps.store.transaction():
            deps.store.profiles.set_aside([row.release_id], "grant_damaged", deps.mark_ms())
            deps.note("rows_set_aside", None, count="1")
        raise DataFault("registry_grant_damaged", who=row.code)
    return allowed


def _read(receipt: bytes) -> Allowed | None:
    """Read a receipt; None where it is damaged."""
    try:
        told = json.loads(receipt)
        permits = tuple(
            Permit(one["grant_id"], one["purpose"], tuple(one["fields"]), one["until_ms"]) for one in told["grants"]
        )
        return Allowed(permits, told["collection"]["method"], told["notice"]["language"])
    except (ValueError, KeyError, TypeError):
        return None
