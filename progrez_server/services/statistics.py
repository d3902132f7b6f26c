"""Anonymous statistics of devices: each period once, of nobody in particular, and for workstations to read."""

import hashlib
import json
from typing import Any

from progrez_server.problems import Problem
from progrez_server.signed import canonical
from progrez_server.store import statistics
from progrez_server.store.engine import Connection

_IN_A_LIST = 1000


def take(connection: Connection, org: str, told: dict[str, Any], now_ms: int) -> None:
    """Keep each period of a document as one of its own.

    A period has no id, since that would tell devices apart. Its noise, which never changes once it closed, makes its
    hash one: what comes again is known by it, and two devices that counted in the same days are not taken for one.

    Raises:
        Problem: "other_organisation".
    """
    if told["recipient"].get("id") != org:
        raise Problem("other_organisation")
    rows = []
    for period in told["periods"]:
        document = canonical({**told, "periods": [period]})
        rows.append({"org": org, "sha256": hashlib.sha256(document).hexdigest(), "document": document.decode()})
    # Of the day and no nearer: the moment of a request would join two documents of one device.
    statistics.add(connection, [{**row, "at_ms": now_ms - now_ms % 86_400_000} for row in rows])


def listed(connection: Connection, org: str, after: str) -> dict[str, Any]:
    """Return the periods of an organisation by their hashes, those after one. Contract: statistics-list.schema.json.

    In the order of hashes and not of coming: two that came of one device would stand side by side there.
    """
    found = statistics.listed(connection, org, after, _IN_A_LIST + 1)
    return {
        "contract": "progrez.statistics-list/1",
        "organisation_id": org,
        "has_more": len(found) > _IN_A_LIST,
        "periods": [{"sha256": sha256, "at_ms": at_ms} for sha256, at_ms in found[:_IN_A_LIST]],
    }


def one(connection: Connection, org: str, sha256: str) -> dict[str, Any]:
    """Return the document of one period. Contract: statistics.schema.json.

    Raises:
        Problem: "not_found".
    """
    found = statistics.document(connection, org, sha256)
    if found is None:
        raise Problem("not_found")
    told: dict[str, Any] = json.loads(found)
    return told
