"""Takes anonymous statistics of the organisation's devices into the pool: from its server, or from a file."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault, Fault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services.registry_deps import Asks, RegistryDeps

_FIRST = "0" * 64
_IN_ONE_FETCH = 300
"""The server lets a device ask 600 times at once; what is left comes with the next fetch."""


def fetch(deps: RegistryDeps, relay: Asks) -> int | None:
    """Take what the server has and the pool has not; return how many periods, None where they could not be had.

    What goes wrong here is noted and keeps no profile from coming.
    """
    try:
        taken = _take_new(deps, relay)
    except Fault as fault:
        with deps.store.transaction():
            deps.note("statistics_not_fetched", None, code=fault.code)
        return None
    if taken:
        with deps.store.transaction():
            deps.note("statistics_taken", None, count=str(taken))
    return taken


def _take_new(deps: RegistryDeps, relay: Asks) -> int:
    listed = dict(_listed(relay))
    new = sorted(listed.keys() - deps.store.counted.has(listed))[:_IN_ONE_FETCH]
    taken = 0
    for sha256 in new:
        document = relay.ask("GET", f"/v1/statistics/{sha256}").json()
        _check(document, relay.organisation_id)
        if _hash_of(document) != sha256:
            raise DataFault("statistics_wrong")
        with deps.store.transaction():
            taken += deps.store.counted.take(sha256, canonical(document), listed[sha256])
    return taken


def _listed(relay: Asks) -> Iterator[tuple[str, int]]:
    """Give hash and day of all that the server has."""
    after, has_more = _FIRST, True
    while has_more:
        page = relay.ask("GET", "/v1/statistics", query={"after": after}).json()
        keep_contract(page, "statistics-list")
        found = [one["sha256"] for one in page["periods"]]
        has_more = page["has_more"]
        if page["organisation_id"] != relay.organisation_id or found != sorted({*found, after})[1:]:
            raise DataFault("statistics_wrong")
        if has_more and not found:
            raise DataFault("statistics_wrong")
        after = found[-1] if found else after
        yield from ((one["sha256"], one["at_ms"]) for one in page["periods"])


def take(deps: RegistryDeps, data: bytes) -> int:
    """Take a file that `progrez statistics --dry-run` wrote; return how many periods of it are new.

    What it holds for others, such as who made the assessment, is left out.

    Raises:
        DataFault: "statistics_wrong": no statistics for this organisation are in it; what core.json_document says.
    """
    told = read_json(data)
    documents = told if isinstance(told, list) else [told]
    for number, document in enumerate(documents):
        keep_contract(document, "statistics", f"/{number}")
    organisation_id = deps.store.identity().organisation_id
    ours = [one for one in documents if one["recipient"].get("id") == organisation_id]
    if not ours:
        raise DataFault("statistics_wrong")
    day_ms = deps.clock.now_ms() // DAY_MS * DAY_MS
    with deps.store.transaction():
        taken = sum(
            deps.store.counted.take(_hash_of(one), canonical(one), day_ms)
            for document in ours
            for one in _periods(document)
        )
        deps.note("statistics_taken", None, count=str(taken))
    return taken


def _periods(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each period as the server would keep it, so that the same one that comes both ways is known."""
    for period in document["periods"]:
        yield _spelled({**document, "periods": [period]})


def _spelled(value: Any) -> Any:
    """Write whole numbers without a point, as the server reads them: the hash of 6.0 is not that of 6."""
    if isinstance(value, dict):
        return {name: _spelled(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_spelled(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _check(document: Any, organisation_id: str) -> None:
    keep_contract(document, "statistics")
    if document["recipient"].get("id") != organisation_id or len(document["periods"]) != 1:
        raise DataFault("statistics_wrong")


def _hash_of(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(document).encode()).hexdigest()
