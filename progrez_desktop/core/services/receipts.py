"""Receipts of what a person decided: kept in their safe with each change, as data and as a paper.

Contract: consent-receipt.schema.json. The fields are those of ISO/IEC TS 27560:2023 in the terms of the W3C Data
Privacy Vocabulary (its guide "Consent records and receipts"): header, processing, parties, events. It names no person.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from progrez_desktop.core.consent import Standing, fields_of, standings
from progrez_desktop.core.keys import withdrawal_code
from progrez_desktop.core.keys.withdrawal_code import PROFILES, RESEARCH, WithdrawalCode
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.outbox import Outbox, Release
from progrez_desktop.core.words import LANGUAGES, Words

Receipt = Mapping[str, Any]

CONTRACT = "progrez.consent-receipt/1"
_CONTROLLER = "urn:progrez:organisation:"
_CODE = "dct:identifier"
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
    "excerpts": "dpv:PersonnelHiring",
    "team_values": "dpv:PersonnelManagement",
}
_EVENT: dict[Action, str] = {
    "consent_decided": "decided",
    "consent_given": "given",
    "consent_withdrawn": "withdrawn",
    "consent_withdrawn_by_code": "withdrawn_by_code",
    "consent_withdrawn_by_mail": "withdrawn_by_mail",
    "consent_ended": "ended",
    "profile_released": "released",
}
_METHOD = {
    "withdrawn_by_code": "receipt.method.code",
    "withdrawn_by_mail": "receipt.method.mail",
    "ended": "receipt.method.ended",
}


def keep(
    deps: Deps, session: Session, organisation: Organisation, action: Action, now_ms: int, outbox: Outbox
) -> WithdrawalCode | None:
    """Keep a receipt of a change that was just made; the caller holds the transaction of both.

    Returns:
        The code that it is printed with: that of the receipt before, as long as something is allowed and nothing was
        withdrawn with it. None where nothing is allowed any more.
    """
    ours = deps.assessment.organisation
    offered = deps.assessment.purposes if ours is not None and ours.id == organisation.id else ()
    found = standings(session.safe.grants(), organisation.id, offered, now_ms)
    given = [standing.grant for standing in found if standing.state == "given" and standing.grant]
    code = _code(deps, session, organisation, outbox) if given else None
    subject = hashlib.sha256(f"{session.account_id}/{organisation.id}".encode()).hexdigest()[:32]
    receipt_id, release_id = deps.new_id(), code.release_id(profile_part(session, code)) if code else None
    body = _body(receipt_id, subject, organisation, found, _EVENT[action], now_ms)
    session.safe.receipts.save(receipt_id, _EVENT[action], body, code.written if code else None, release_id, now_ms)
    if code is not None:
        outbox.permit(_permitted(session, organisation, given, code, now_ms))
    return code


def _permitted(
    session: Session, organisation: Organisation, given: Sequence[Grant], code: WithdrawalCode, now_ms: int
) -> Release:
    part = profile_part(session, code)
    return Release(
        id=code.release_id(part),
        account_id=session.account_id,
        organisation_id=organisation.id,
        purposes=[grant.purpose for grant in given],
        fields=sorted({name for grant in given for name in grant.fields}),
        until_ms=min(grant.until_ms for grant in given),
        released_ms=now_ms,
        erase_secret=code.erase_secret(part),
        withdrawal_lookup=code.lookup,
        version=0,
    )


def permitted(deps: Deps, session: Session, now_ms: int) -> list[Release]:
    """Return what a device notes of each organisation that is allowed something now."""
    found = []
    for organisation in organisations(deps, session):
        code = latest_code(session, organisation)
        given = [
            one.grant
            for one in standings(session.safe.grants(), organisation.id, (), now_ms)
            if one.state == "given" and one.grant
        ]
        if code is not None and given:
            found.append(_permitted(session, organisation, given, code, now_ms))
    return found


def organisations(deps: Deps, session: Session) -> list[Organisation]:
    """Return every organisation that the person decided about, by its receipts; that of this assessment first."""
    ours = deps.assessment.organisation
    found = {} if ours is None else {ours.id: ours}
    for controller, name in session.safe.receipts.controllers():
        organisation_id = controller.removeprefix(_CONTROLLER)
        found.setdefault(organisation_id, Organisation(organisation_id, name, {}, {}, 0, None, demonstration=False))
    return list(found.values())


def latest_code(session: Session, organisation: Organisation) -> WithdrawalCode | None:
    """Return the code of the newest receipt for an organisation, if it was printed with one."""
    latest = session.safe.receipts.latest(_controller(organisation))
    return withdrawal_code.read(latest[1]) if latest is not None and latest[1] else None


def _code(deps: Deps, session: Session, organisation: Organisation, outbox: Outbox) -> WithdrawalCode:
    code = latest_code(session, organisation)
    if code is None or withdrawn_ms(session, code, outbox) is not None or not _has_room(session, code, outbox):
        return withdrawal_code.make(deps.entropy)
    return code


def withdrawn_ms(session: Session, code: WithdrawalCode, outbox: Outbox) -> int | None:
    """Return when what a code ends was withdrawn while the safe was locked, if that is not told in the safe yet."""
    return outbox.ended_ms(code.release_id(profile_part(session, code)))


def profile_part(session: Session, code: WithdrawalCode) -> str:
    """Return the part of a code by which it is found: that of the profile."""
    ended = {record.id for record in session.safe.releases.all() if record.ended_ms is not None}
    return next((part for part in PROFILES if code.release_id(part) not in ended), PROFILES[-1])


def unended(session: Session, code: WithdrawalCode, parts: Sequence[str], outbox: Outbox) -> str | None:
    """Return under which part of a code an envelope goes on, or would: the first that neither safe nor device ended."""
    ended = {record.id for record in session.safe.releases.all() if record.ended_ms is not None}
    ids = {part: code.release_id(part) for part in parts}
    return next((part for part, one in ids.items() if one not in ended and outbox.ended_ms(one) is None), None)


def _has_room(session: Session, code: WithdrawalCode, outbox: Outbox) -> bool:
    return all(unended(session, code, parts, outbox) for parts in (PROFILES, RESEARCH))


def has_any(session: Session, organisation: Organisation) -> bool:
    return session.safe.receipts.latest(_controller(organisation)) is not None


def told_ended(session: Session, organisation: Organisation, purposes: Sequence[Purpose]) -> bool:
    """Return whether the newest receipt says of these that they came to their end."""
    found = session.safe.receipts.latest(_controller(organisation))
    if found is None:
        return False
    status = {
        one["dpv:hasPurpose"]["dct:identifier"]: one["dpv:hasConsentStatus"] for one in found[0]["dpv:hasProcess"]
    }
    return all(status.get(purpose) == _STATUS["ended"] for purpose in purposes)


def latest(session: Session) -> Receipt | None:
    """Return the newest receipt as its owner takes it along: with the code that withdraws, which no other copy has."""
    found = session.safe.receipts.latest()
    if found is None:
        return None
    body, code = found
    return body | {"dpv:hasWithdrawalMethod": body["dpv:hasWithdrawalMethod"] | ({_CODE: code} if code else {})}


def _controller(organisation: Organisation) -> str:
    return _CONTROLLER + organisation.id


def as_json(receipt: Receipt) -> bytes:
    return (json.dumps(receipt, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _body(
    receipt_id: str, subject: str, organisation: Organisation, found: tuple[Standing, ...], event: str, now_ms: int
) -> dict[str, Any]:
    controller = _controller(organisation)
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
            "dpv:hasIndicationMethod": _in_both(_METHOD.get(event, "receipt.method")),
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


def organisation_of(receipt: Receipt) -> str:
    return str(receipt["dpv:hasDataController"]["@id"]).removeprefix(_CONTROLLER)


def paper(receipt: Receipt, made: date, words: Words, left: Sequence[str] = ()) -> bytes:
    """Return a receipt as a PDF in a language.

    Args:
        left: What was released and when, and what is known of it there, in sentences (my_data.left_by).
    """
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
    method = receipt["dpv:hasWithdrawalMethod"]
    about_code = words("receipt.withdraw.code"), method.get(_CODE, ""), words("receipt.withdraw.whoever")
    by_code = about_code if _CODE in method else ()
    withdraw = Part(words("receipt.withdraw.title"), (method[language], *by_code))
    shown = (Part(words("receipt.notice.title"), tuple(notices)),) if notices else ()
    title, lead = words("receipt.title"), words("receipt.lead")
    told = (Part(words("receipt.left.title"), tuple(left)),) if left else ()
    return render_letter(Letter(title, lead, facts, (*parts, *told, withdraw, *shown), language, made))


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
