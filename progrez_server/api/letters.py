"""/v1/mail and /v1/notices: to the people behind releases, sealed; and to everybody, signed."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from progrez_server.api.asking import Admitted, GivenParts
from progrez_server.api.bodies import document
from progrez_server.api.described import told
from progrez_server.api.names import Since
from progrez_server.problems import Problem
from progrez_server.services import letters

router = APIRouter()


@router.post("/v1/mail", **told("other_organisation", takes="mail", status=204))
def post_mail(who: Admitted, parts: GivenParts, body: Annotated[dict[str, Any], Depends(document("mail"))]) -> None:
    if body["organisation_id"] != who.org:
        raise Problem("other_organisation")
    with parts.store.writing() as connection:
        letters.post_mail(connection, who.org, body["items"], parts.clock.now_ms())


@router.get("/v1/mail", **told(gives="mail"))
def mail(who: Admitted, parts: GivenParts, since: Since = 0) -> dict[str, Any]:
    with parts.store.reading() as connection:
        return letters.mail_for(connection, who.org, who.device_id, since, parts.settings.page_bytes)


@router.post(
    "/v1/notices",
    **told("other_organisation", "notice_signature", "ends_before", "notice_known", takes="notice", status=204),
)
def post_notice(who: Admitted, parts: GivenParts, body: Annotated[dict[str, Any], Depends(document("notice"))]) -> None:
    with parts.store.writing() as connection:
        letters.post_notice(connection, who.org, body, parts.clock.now_ms())


@router.get("/v1/notices", **told(gives="notices"))
def notices(who: Admitted, parts: GivenParts, since: Since = 0) -> dict[str, Any]:
    with parts.store.reading() as connection:
        return letters.notices_of(connection, who.org, since, parts.clock.now_ms(), parts.settings.page_bytes)
