"""The organisation's card: believed by its first signing key alone, and only forwards."""

from typing import Any

from progrez_server.problems import Problem
from progrez_server.signed import canonical, is_document_of
from progrez_server.store import cards
from progrez_server.store.cards import Trusted
from progrez_server.store.engine import Connection


def take(connection: Connection, at: Trusted, card: dict[str, Any]) -> None:
    """Keep a card that keeps its contract, in the place of the one before.

    Raises:
        Problem: other_organisation, card_signature, card_older, card_differs.
    """
    body = card["body"]
    if body["organisation_id"] != at.org:
        raise Problem("other_organisation")
    if not is_document_of(at.signing_key or body["signing_key"], "organisation-card", card):
        raise Problem("card_signature")
    if at.signing_key not in (None, body["signing_key"]):
        raise Problem("card_signature")
    told = canonical(card).decode()
    if told == at.card:
        return
    if body["number"] <= at.card_number:
        raise Problem("card_older")
    _check_agrees(body, at)
    cards.put(connection, at.org, body, told)


def _check_agrees(body: dict[str, Any], at: Trusted) -> None:
    """The card tells devices what `init` set up: where staff sign in is asked by this server, so that no card sends it
    elsewhere; and a card with another receipt key would have every receipt refused."""
    sign_in = body.get("sign_in")
    said = (sign_in["issuer"], sign_in["client_id"], sign_in["audience"], set(sign_in["acr"])) if sign_in else None
    own = at.sign_in
    known = (own.issuer, own.client_id, own.audience, set(own.acr)) if own else None
    if said != known or body.get("receipt_key", at.receipt_key) != at.receipt_key:
        raise Problem("card_differs")
