"""GET /v1/meta: what a server says of itself to whoever asks."""

from typing import Any

from fastapi import APIRouter

from progrez_server.api.asking import GivenParts
from progrez_server.api.described import told
from progrez_server.store.organisations import store_id
from progrez_server.version import VERSION

router = APIRouter()


@router.get("/v1/meta", **told(gives="server-meta"))
def meta(parts: GivenParts) -> dict[str, Any]:
    with parts.store.reading() as connection:
        found = store_id(connection)
    return {
        "contract": "progrez.server-meta/1",
        "server_version": VERSION,
        "contract_versions": [1],
        "least_contract_version": 1,
        "max_items": parts.settings.max_items,
        "max_bytes": parts.settings.max_bytes,
        "server_time_ms": parts.clock.now_ms(),
        "store_id": found,
    }
