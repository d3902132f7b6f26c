"""Mail to the people behind releases, and notices to everybody: kept as they came, handed on to whoever asks."""

import base64
import json
from typing import Any

from progrez_server.problems import Problem
from progrez_server.signed import canonical, is_document_of
from progrez_server.store import cards, counters, letters, releases
from progrez_server.store.engine import Connection


def post_mail(connection: Connection, org: str, items: list[dict[str, Any]], now_ms: int) -> None:
    """Keep mail for the devices that its releases came from.

    What is for a release that never was here, or went long ago, is dropped without a word: nobody learns from a reply
    which ones are, and nobody would ever come for it. Mail that is here already stays as it is.
    """
    last = counters.lock(connection, org, "mail")
    known = letters.mail_known(connection, org, {one["mail_id"] for one in items})
    devices = releases.senders_of(connection, org, {one["release_id"] for one in items})
    new = {one["mail_id"]: one for one in items if one["mail_id"] not in known and one["release_id"] in devices}
    rows = [
        {
            "org": org,
            "seq": last + n,
            "mail_id": one["mail_id"],
            "release_id": one["release_id"],
            "device_id": devices[one["release_id"]],
            "sealed": _sealed(one["sealed"]),
            "at_ms": min(one["at_ms"], now_ms),
        }
        for n, one in enumerate(new.values(), start=1)
    ]
    if rows:
        letters.add_mail(connection, rows)
        counters.set_to(connection, org, "mail", last + len(rows))


def mail_for(connection: Connection, org: str, device_id: str, since: int, most_bytes: int) -> dict[str, Any]:
    """Return the mail for releases of one device. Contract: mail.schema.json."""
    found = letters.mail_for(connection, org, device_id, since, most_bytes)
    items = [
        {
            "mail_id": one.mail_id,
            "release_id": one.release_id,
            "sealed": base64.b64encode(one.sealed).decode(),
            "at_ms": one.at_ms,
            "seq": one.seq,
        }
        for one in found
    ]
    next_seq = items[-1]["seq"] if items else _reached(connection, org, "mail", since)
    return {"contract": "progrez.mail/1", "organisation_id": org, "next": next_seq, "items": items}


def post_notice(connection: Connection, org: str, document: dict[str, Any], now_ms: int) -> None:
    """Keep a notice of the organisation.

    Raises:
        Problem: other_organisation, notice_signature, ends_before, notice_known.
    """
    body, at = document["body"], cards.trusted(connection, org)
    if body["organisation_id"] != org:
        raise Problem("other_organisation")
    if at is None or at.signing_key is None or not is_document_of(at.signing_key, "notice", document):
        raise Problem("notice_signature")
    if not max(body["from_ms"], now_ms) < body["until_ms"]:
        raise Problem("ends_before")
    seq = counters.lock(connection, org, "notice") + 1
    told, known = canonical(document).decode(), letters.notice_of(connection, org, body["notice_id"])
    if known is not None:
        if known != told:
            raise Problem("notice_known")
        return
    row = {"org": org, "seq": seq, "notice_id": body["notice_id"], "document": told, "until_ms": body["until_ms"]}
    letters.add_notice(connection, row)
    counters.set_to(connection, org, "notice", seq)


def notices_of(connection: Connection, org: str, since: int, now_ms: int, most_bytes: int) -> dict[str, Any]:
    """Return notices that have not ended. Contract: notices.schema.json."""
    found = letters.notices_of(connection, org, since, now_ms, most_bytes)
    return {
        "contract": "progrez.notices/1",
        "organisation_id": org,
        "next": found[-1].seq if found else _reached(connection, org, "notice", since),
        "notices": [json.loads(one.document) for one in found],
    }


def _reached(connection: Connection, org: str, name: counters.Name, since: int) -> int:
    """Return how far somebody is who has seen `since`: less, where an older database was put back since then."""
    return min(since, counters.latest(connection, org, name))


def _sealed(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Problem("contract_broken") from None
