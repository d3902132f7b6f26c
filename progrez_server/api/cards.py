"""/v1/organisations/{id}: the card of an organisation, for whoever asks; a newer one from its workstations."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from progrez_server.api.asking import Admitted, GivenParts, check_here
from progrez_server.api.bodies import document
from progrez_server.api.described import told
from progrez_server.api.names import Id
from progrez_server.problems import Problem
from progrez_server.services import cards as services
from progrez_server.store import cards

router = APIRouter()
_PATH = "/v1/organisations/{organisation_id}"


@router.get(_PATH, **told("not_found", "trial_elsewhere", gives="organisation-card"))
def card(request: Request, parts: GivenParts, organisation_id: Id) -> Response:
    with parts.store.reading() as connection:
        found = cards.trusted(connection, organisation_id)
    if found is None or found.card is None:
        raise Problem("not_found")
    check_here(request, found.sign_in)
    return Response(found.card, media_type="application/json")


@router.put(
    _PATH,
    **told("other_organisation", "card_signature", "card_older", "card_differs", takes="organisation-card", status=204),
)
def renew(
    who: Admitted,
    parts: GivenParts,
    organisation_id: Id,
    body: Annotated[dict[str, Any], Depends(document("organisation-card"))],
) -> None:
    if organisation_id != who.org:
        raise Problem("other_organisation")
    with parts.store.writing() as connection:
        at = cards.trusted(connection, who.org, locks=True)
        assert at is not None
        services.take(connection, at, body)
