"""The card of an organisation in its row, and what it was set up with."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from progrez_server.store.organisations import SignIn
from progrez_server.store.tables import organisation


@dataclass(frozen=True)
class Trusted:
    """What a server knows of an organisation: set up by `init`, and pinned with the first card."""

    org: str
    receipt_key: str
    sign_in: SignIn | None
    signing_key: str | None
    card: str | None
    card_number: int


def trusted(connection: Connection, org: str, *, locks: bool = False) -> Trusted | None:
    """Return it; with `locks` nobody else changes it before this transaction ends."""
    at = organisation.c
    asked = select(
        at.receipt_key, at.issuer, at.client_id, at.audience, at.acr, at.signing_key, at.card, at.card_number
    ).where(at.org == org)
    found = connection.execute(asked.with_for_update() if locks else asked).one_or_none()
    if found is None:
        return None
    sign_in = (
        SignIn(found.issuer, found.client_id, found.audience, tuple(json.loads(found.acr))) if found.issuer else None
    )
    return Trusted(org, found.receipt_key, sign_in, found.signing_key, found.card, found.card_number)


def put(connection: Connection, org: str, body: dict[str, Any], document: str) -> None:
    changed = {"card": document, "card_number": body["number"], "signing_key": body["signing_key"]}
    connection.execute(update(organisation).where(organisation.c.org == org).values(changed))
