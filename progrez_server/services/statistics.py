"""Anonymous statistics of devices: each period once, and of nobody in particular."""

import hashlib
from typing import Any

from progrez_server.problems import Problem
from progrez_server.signed import canonical
from progrez_server.store import statistics
from progrez_server.store.engine import Connection


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
