"""POST /v1/batches: releases and erasures of a device."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.bodies import read_body, read_json
from progrez_server.api.described import told
from progrez_server.caller import Caller
from progrez_server.contracts import keeps
from progrez_server.problems import Problem
from progrez_server.services.batches import Batch, Relay, digest_of

router = APIRouter()
_CONTRACT = "progrez.batch/"


async def _body(request: Request, parts: GivenParts) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem("kind_of_body")
    return await read_body(request, parts.settings.max_bytes, needs_digest=True)


@router.post(
    "/v1/batches",
    **told(
        *("key_missing", "key_reused", "batch_running", "contract_too_old", "other_organisation", "other_device"),
        takes="sync-batch",
        needs={"Idempotency-Key": "^[0-9a-f]{32}$", "Content-Digest": "^sha-256=:[A-Za-z0-9+/]{43}=:$"},
        gives="batch-result",
    ),
)
def take(request: Request, who: Admitted, body: Annotated[bytes, Depends(_body)]) -> Response:
    batch = _batch(read_json(body), digest_of(body))
    if request.headers.get("idempotency-key") != batch.batch_id:
        raise Problem("key_missing")
    _may(who, batch)
    relay: Relay = request.app.state.relay
    return Response(relay.take(batch), media_type="application/json")


def _batch(document: Any, digest: str) -> Batch:
    if not keeps("sync-batch", document):
        said = document.get("contract") if isinstance(document, dict) else None
        is_another = isinstance(said, str) and said.startswith(_CONTRACT) and said != f"{_CONTRACT}1"
        raise Problem("contract_too_old" if is_another else "contract_broken")
    return Batch(document["organisation_id"], document["batch_id"], document["device_id"], document["items"], digest)


def _may(who: Caller, batch: Batch) -> None:
    """Refuse what is not theirs. A workstation also hands on what came from a device without a network."""
    if batch.org != who.org:
        raise Problem("other_organisation")
    if batch.device_id != who.device_id and who.kind != "workstation":
        raise Problem("other_device")
    if batch.erases and not who.may("profiles:erase"):
        raise Problem("scope_missing")
