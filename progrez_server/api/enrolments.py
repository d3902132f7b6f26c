"""/v1/enrolments and /v1/enrolment-codes: how a device becomes one of the organisation's, and how it ends."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from progrez_server.api.asking import Admitted, GivenParts, check_here
from progrez_server.api.bodies import document
from progrez_server.api.described import told
from progrez_server.api.names import Id
from progrez_server.parts import Parts
from progrez_server.problems import Problem
from progrez_server.services import enrolling
from progrez_server.store import cards, devices, limits

router = APIRouter()
_CODE = ("wrong", "used", "ended", "kind")


@router.post(
    "/v1/enrolments",
    **told(
        *(f"enrolment_code_{flaw}" for flaw in _CODE),
        *("enrolment_proof_wrong", "device_known", "card_missing", "certificate_wrong", "device_dropped"),
        *("card_signature", "card_older", "card_differs", "other_organisation"),
        *("not_found", "too_many_requests", "trial_elsewhere"),
        takes="enrolment-request",
        gives="enrolment-state",
        status=201,
        also=200,
        what="It stands as told: 201 the first time, 200 when it was asked before",
    ),
)
def ask(
    request: Request,
    reply: Response,
    parts: GivenParts,
    body: Annotated[dict[str, Any], Depends(document("enrolment-request"))],
) -> dict[str, Any]:
    org = body["organisation_id"]
    _count_try(request, parts, org)
    now_ms = parts.clock.now_ms()
    with parts.store.writing() as connection:
        is_new = enrolling.ask(connection, body, now_ms)
    reply.status_code = 201 if is_new else 200
    return _state(parts, org, body["device_id"])


@router.get("/v1/enrolments/{device_id}", **told("not_found", gives="enrolment-state"))
def state(who: Admitted, parts: GivenParts, device_id: Id) -> dict[str, Any]:
    if device_id != who.device_id:
        raise Problem("not_found")
    return _state(parts, who.org, device_id)


@router.get("/v1/enrolments", **told(gives="enrolments"))
def listed(who: Admitted, parts: GivenParts) -> dict[str, Any]:
    with parts.store.reading() as connection:
        return enrolling.listed(connection, who.org)


@router.post(
    "/v1/enrolments/{device_id}/admission",
    **told("device_dropped", "certificate_wrong", takes="device-certificate", gives="enrolment-state"),
)
def admit(
    who: Admitted,
    parts: GivenParts,
    device_id: Id,
    body: Annotated[dict[str, Any], Depends(document("device-certificate"))],
) -> dict[str, Any]:
    with parts.store.writing() as connection:
        enrolling.admit(connection, who.org, device_id, body, parts.clock.now_ms())
    return _state(parts, who.org, device_id)


@router.delete("/v1/enrolments/{device_id}", **told("not_found", "own_device", status=204))
def drop(who: Admitted, parts: GivenParts, device_id: Id) -> None:
    with parts.store.writing() as connection:
        enrolling.drop(connection, who.org, device_id, who.device_id)


@router.post(
    "/v1/enrolment-codes",
    **told("other_organisation", "ends_before", "code_known", takes="enrolment-code", status=204),
)
def tell_code(
    who: Admitted, parts: GivenParts, body: Annotated[dict[str, Any], Depends(document("enrolment-code"))]
) -> None:
    if body["organisation_id"] != who.org:
        raise Problem("other_organisation")
    with parts.store.writing() as connection:
        enrolling.tell_code(connection, body, parts.clock.now_ms())


def _count_try(request: Request, parts: Parts, org: str) -> None:
    """Each try counts, before anything is said of it; what is no organisation leaves no trace."""
    with parts.store.reading() as connection:
        at = cards.trusted(connection, org)
    if at is None:
        raise Problem("not_found")
    check_here(request, at.sign_in)
    limit = parts.settings.enrolment_limit
    with parts.store.writing() as connection:
        may = limits.take(connection, org, "enrolment", limit, parts.clock.now_ms())
    if not may:
        raise Problem("too_many_requests", retry_after_s=-(-limit.ms_each // 1000))


def _state(parts: Parts, org: str, device_id: str) -> dict[str, Any]:
    with parts.store.reading() as connection:
        one = devices.find(connection, org, device_id)
        assert one is not None
        return enrolling.state_of(connection, one, parts.clock.now_ms())
