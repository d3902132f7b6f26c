"""Receipts of what a person decided: kept in their safe with each change, as data and as a paper.

Contract: consent-receipt.schema.json. The fields are those of ISO/IEC TS 27560:2023 in the terms of the W3C Data
Privacy Vocabulary (its guide "Consent records and receipts"): header, processing, parties, events. It names no person.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from progrez_desktop.core.consent import Standing, fields_of, standings
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import LANGUAGES, Words

Receipt = Mapping[str, Any]

CONTRACT = "progrez.consent-receipt/1"
PROFILE = "https://w3id.org/dpv/schema/iso-27560"
_CONTEXT = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_STATUS = {
    "given": "dpv:ConsentGiven",
    "withdrawn": "dpv:ConsentWithdrawn",
    "ended": "dpv:ConsentExpired",
    "not_given": "dpv:ConsentRefused",
}
_KIND_OF_PURPOSE: dict[Purpose, str] = {
    "profile": "dpv:PersonnelHiring",
    "contact": "dpv:CommunicationManagement",
    "background": "dpv:PersonnelHiring",
    "drivers_licence": "dpv:PersonnelHiring",
    "teams": "dpv:PersonnelManagement",
    "research": "dpv:ResearchAndDevelopment",
    "human_rating": "dpv:PersonnelHiring",
    "anonymous_statistics": "dpv:ResearchAndDevelopment",
    "training_data": "dpv:ResearchAndDevelopment",
    "training_texts": "dpv:ResearchAndDevelopment",
}
_EVENT: dict[Action, str] = {
    "consent_decided": "decided",
    "consent_given": "given",
    "consent_withdrawn": "withdrawn",
}


def keep(deps: Deps, session: Session, organisation: Organisation, action: Action, now_ms: int) -> None:
    """Keep a receipt of a change that was just made; the caller holds the transaction of both."""
    found = standings(session.safe.grants(), organisation.id, deps.assessment.purposes, now_ms)
    subject = hashlib.sha256(f"{session.account_id}/{organisation.id}".encode()).hexdigest()[:32]
    receipt_id = deps.new_id()
    body = _body(receipt_id, subject, organisation, found, _EVENT[action], now_ms)
    session.safe.receipts.save(receipt_id, _EVENT[action], body, now_ms)


def as_json(receipt: Receipt) -> bytes:
    return (json.dumps(receipt, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _body(
    receipt_id: str, subject: str, organisation: Organisation, found: tuple[Standing, ...], event: str, now_ms: int
) -> dict[str, Any]:
    controller = f"urn:progrez:organisation:{organisation.id}"
    grants = [standing.grant for standing in found if standing.grant]
    notices = {(one.notice_sha256, one.notice_language, one.notice_version) for one in grants}
    return {
        "contract": CONTRACT,
        "@context": _CONTEXT,
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": receipt_id,
        "dct:conformsTo": PROFILE,
        "dct:hasVersion": "1",
        "dct:created": _iso(now_ms),
        "dpv:hasDataSubject": {"@type": "dpv:DataSubject", "dct:identifier": subject},
        "dpv:hasDataController": {
            "@id": controller,
            "@type": "dpv:DataController",
            "dpv:hasName": dict(organisation.name),
        },
        "dpv:hasNotice": [
            {
                "@type": "dpv:ConsentNotice",
                "dct:identifier": sha256,
                "dct:language": language,
                "dct:hasVersion": version,
            }
            for sha256, language, version in sorted(notices)
        ],
        "dpv:hasProcess": [_process(standing, controller) for standing in found],
        "dpv:hasConsentStatus": {
            "@type": "dpv:ConsentStatus",
            "dct:type": event,
            "dpv:isIndicatedBy": "dpv:DataSubject",
            "dpv:isIndicatedAtTime": _iso(now_ms),
            "dpv:hasIndicationMethod": _in_both("receipt.method"),
        },
        "dpv:hasWithdrawalMethod": _in_both("receipt.how_to_withdraw"),
        "dpv:hasRight": ["A7-3", "A15", "A16", "A17", "A20", "A21"],
    }


def _process(standing: Standing, controller: str) -> dict[str, Any]:
    grant, purpose = standing.grant, standing.purpose
    changed = None if grant is None else grant.withdrawn_ms or grant.granted_ms
    return {
        "@type": "dpv:Process",
        "dct:identifier": grant.id if grant else None,
        "dpv:hasPurpose": {
            "@type": _KIND_OF_PURPOSE[purpose],
            "dct:identifier": purpose,
            "dct:title": _in_both(f"consent.{purpose}.title"),
        },
        "dpv:hasLegalBasis": "dpv:Consent",
        "dpv:hasPersonalData": list(grant.fields if grant else fields_of(purpose)),
        "dpv:hasRecipient": controller,
        "dpv:hasConsentStatus": _STATUS[standing.state],
        "dpv:isIndicatedAtTime": None if changed is None else _iso(changed),
        "dpv:hasStorageCondition": None if grant is None else {"dct:valid": _iso(grant.until_ms)},
    }


def _in_both(key: str) -> dict[str, str]:
    return {language: Words(language).template(key) for language in LANGUAGES}


def _iso(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def paper(receipt: Receipt, made: date, words: Words) -> bytes:
    """Return a receipt as a PDF in a language."""
    from progrez_desktop.core.documents.letter import Letter, Part, render_letter

    state = {status: name for name, status in _STATUS.items()}
    language = words.language
    facts = (
        (words("receipt.number"), receipt["dct:identifier"]),
        (words("receipt.made"), words.moment(_ms(receipt["dct:created"]))),
        (words("receipt.controller"), receipt["dpv:hasDataController"]["dpv:hasName"][language]),
        (words("receipt.subject"), receipt["dpv:hasDataSubject"]["dct:identifier"]),
    )
    parts = [
        Part(process["dpv:hasPurpose"]["dct:title"][language], (_told(process, state, words),))
        for process in receipt["dpv:hasProcess"]
    ]
    notices = [
        words(
            "receipt.notice", version=one["dct:hasVersion"], language=one["dct:language"], sha256=one["dct:identifier"]
        )
        for one in receipt["dpv:hasNotice"]
    ]
    withdraw = Part(words("receipt.withdraw.title"), (receipt["dpv:hasWithdrawalMethod"][language],))
    shown = (Part(words("receipt.notice.title"), tuple(notices)),) if notices else ()
    title, lead = words("receipt.title"), words("receipt.lead")
    return render_letter(Letter(title, lead, facts, (*parts, withdraw, *shown), language, made))


def _told(process: Mapping[str, Any], state: Mapping[str, str], words: Words) -> str:
    name, storage = state[process["dpv:hasConsentStatus"]], process["dpv:hasStorageCondition"]
    at, until = process["dpv:isIndicatedAtTime"], storage and storage["dct:valid"]
    told = words(
        f"receipt.state.{name}", at=words.moment(_ms(at)) if at else "", until=words.date(_ms(until)) if until else ""
    )
    fields = ", ".join(words(f"receipt.field.{one}") for one in process["dpv:hasPersonalData"])
    return f"{told} {words('receipt.fields', fields=fields)}"


def _ms(iso: str) -> int:
    return round(datetime.fromisoformat(iso).timestamp() * 1000)
