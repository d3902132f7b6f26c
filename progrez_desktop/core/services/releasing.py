"""Releasing: a grant permits, and only this, after the person has seen it, puts sealed bytes into the outbox."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from progrez_desktop.core.consent import fields_of, live_grant
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import withdrawal_code
from progrez_desktop.core.keys.inbox import can_be_sealed_to
from progrez_desktop.core.keys.withdrawal_code import WithdrawalCode
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import PURPOSES, Grant
from progrez_desktop.core.release import ENVELOPES, LISTS, Envelope, EnvelopeName, Material, envelope, restricted
from progrez_desktop.core.services import arrivals, contesting, excerpts, receipts, receivers, results
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.excerpts import Offered
from progrez_desktop.core.services.sealing import seal
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.organisations import Receiver
from progrez_desktop.core.store.outbox import EraseReason, Outbox, Release, Sealed
from progrez_desktop.core.store.safe_releases import ReleaseRecord

Obstacle = Literal["no_organisation", "no_result", "nothing_allowed", "no_receiver", "sent_already"]
"""Why nothing can be released now; `release.obstacle.<code>` says it."""

_PARTS: Mapping[EnvelopeName, Sequence[str]] = {
    "profile": withdrawal_code.PROFILES,
    "research": withdrawal_code.RESEARCH,
}


@dataclass(frozen=True)
class Ahead:
    """What would leave, before anything does."""

    organisation: Organisation | None
    obstacle: Obstacle | None
    envelopes: tuple[Envelope, ...]
    skills: tuple[str, ...]
    lists: tuple[str, ...]
    """Skills and lists of the background that there are, withheld or not."""
    withheld: frozenset[str]
    released_ms: int | None
    """When the person last sent something that goes on."""
    arrived_ms: int | None = None
    """When the organisation had all of it, as its server signed."""
    offered: Offered = field(default_factory=dict)
    """Passages of own words, by skill, that may be shared; none where that was not allowed."""
    shared: frozenset[str] = frozenset()
    """The skills of which the person shares them; what is withheld takes its passages along."""


def look(
    deps: Deps, session: Session, withheld: frozenset[str] | None = None, shared: frozenset[str] | None = None
) -> Ahead:
    """Return exactly what would leave now, and what stands in the way of it.

    Args:
        withheld, shared: To look at another choice than the one that was kept.
    """
    organisation = deps.assessment.organisation
    profile = results.latest(deps, session)
    if organisation is None or profile is None:
        why: Obstacle = "no_organisation" if organisation is None else "no_result"
        return Ahead(organisation, why, (), (), (), frozenset(), None)
    own = session.safe.own_details.read()
    withheld = session.safe.own_details.withheld(organisation.id) if withheld is None else withheld
    shared = session.safe.own_details.shared_excerpts(organisation.id) if shared is None else shared
    grants = _live(session, organisation, deps.latest_ms())
    offered = _offered(deps, session, profile.attempt_id, grants)
    said, passages = contesting.said(session, profile.attempt_id), excerpts.chosen(offered, shared)
    material = Material(profile, session.safe.details(), own, said, passages)
    found = tuple(envelope(name, grants, material, withheld) for name in ENVELOPES)
    ahead = tuple(one for one in found if one.grants)
    before = {record.body["purpose"]: record for record in _released(session, organisation)}
    unopenable = deps.device.outbox.unopenable(session.account_id)
    return Ahead(
        organisation,
        _obstacle(organisation, ahead, is_news=any(_is_news(one, before.get(one.name), unopenable) for one in ahead)),
        ahead,
        tuple(line.skill_id for line in profile.lines),
        tuple(name for name in LISTS if any(not entry.is_empty for entry in own.entries(name))),
        withheld,
        max((record.released_ms for record in before.values()), default=None),
        _arrived_ms(deps, session, before.values()),
        offered,
        shared & set(offered) - withheld,
    )


def _offered(deps: Deps, session: Session, attempt_id: str, grants: Sequence[Grant]) -> Offered:
    given = {grant.purpose for grant in grants}
    return excerpts.offered(deps, session, attempt_id) if {"profile", "excerpts"} <= given else {}


def _arrived_ms(deps: Deps, session: Session, released: Collection[ReleaseRecord]) -> int | None:
    times = [arrivals.of(deps, session, record).arrived_ms for record in released]
    return max((at_ms for at_ms in times if at_ms is not None), default=None) if None not in times else None


def _obstacle(organisation: Organisation, ahead: tuple[Envelope, ...], *, is_news: bool) -> Obstacle | None:
    if not ahead:
        return "nothing_allowed"
    if organisation.public_key is None or not can_be_sealed_to(bytes.fromhex(organisation.public_key)):
        return "no_receiver"
    return None if is_news else "sent_already"


def _is_news(one: Envelope, before: ReleaseRecord | None, unopenable: Collection[str] = ()) -> bool:
    """Return whether there is something to send: also what was sealed for a key that its receiver lost."""
    is_known = before is not None and (before.body["content"], before.grant_ids) == (one.content, _ids(one))
    return not is_known or (before is not None and before.id in unopenable)


def _ids(one: Envelope) -> tuple[str, ...]:
    return tuple(grant.id for grant in one.grants)


def withhold(deps: Deps, session: Session, names: Collection[str]) -> Ahead:
    """Keep what the person does not share with the organisation of this assessment, and look again. Nothing leaves."""
    organisation = deps.assessment.organisation
    if organisation is not None:
        session.safe.own_details.withhold(organisation.id, names, deps.clock.now_ms())
    return look(deps, session)


def share(deps: Deps, session: Session, skills: Collection[str]) -> Ahead:
    """Keep of which skills passages of own words may go along, and look again. Nothing leaves."""
    organisation = deps.assessment.organisation
    if organisation is not None:
        session.safe.own_details.share_excerpts(organisation.id, skills, deps.clock.now_ms())
    return look(deps, session)


def send(deps: Deps, session: Session, seen: Ahead) -> Ahead:
    """Seal what was seen, and put it into the outbox with mirror, receipt and log line: all of it or nothing.

    Args:
        seen: What the person looked at. Where something has changed since, nothing is sent.

    Raises:
        UsageFault: "release_<obstacle>", or "release_changed".
        DataFault: "organisation_key_changed", "organisation_dropped".
        EnvironmentFault: What the disk says; nothing was released then.
    """
    ahead = look(deps, session)
    if ahead.obstacle is not None:
        raise UsageFault(f"release_{ahead.obstacle}")
    if ahead.envelopes != seen.envelopes:
        raise UsageFault("release_changed")
    organisation, profile = ahead.organisation, results.latest(deps, session)
    assert organisation is not None and profile is not None
    receiver, now = receivers.pinned(deps, organisation), deps.latest_ms()
    before = {record.body["purpose"]: record for record in _released(session, organisation)}
    unopenable = deps.device.outbox.unopenable(session.account_id)
    with session.safe.transaction_with(deps.device) as outbox:
        code = receipts.keep(deps, session, organisation, "profile_released", now, outbox)
        assert code is not None  # there are live grants
        for one in ahead.envelopes:
            if _is_news(one, before.get(one.name), unopenable):
                sending = _Sending(deps, organisation, receiver, session.account_id, profile.attempt_id, now)
                _put(session, outbox, sending, one, code, before.get(one.name))
        allowed = [purpose for purpose in PURPOSES if any(purpose in one.purposes for one in ahead.envelopes)]
        told = [purpose for purpose in allowed if any(one.tells_of(purpose) for one in ahead.envelopes)] or allowed
        session.safe.log.append(now, "you", "profile_released", organisation.id, {"purposes": told})
    return look(deps, session)


def trial(deps: Deps, ahead: Ahead) -> list[tuple[Envelope, Sealed]]:
    """Return each envelope as it would be sealed, under a code of nobody: for its size, and to look at its header."""
    if ahead.organisation is None or ahead.obstacle == "no_receiver":
        return []
    code, receiver = withdrawal_code.make(deps.entropy), receivers.from_pack(deps, ahead.organisation)
    return [(one, seal(receiver, one, code, one.name, 1, b"", deps.latest_ms())) for one in ahead.envelopes]


def follow(
    deps: Deps, session: Session, organisation: Organisation, outbox: Outbox, now_ms: int, reason: EraseReason
) -> None:
    """Bring what was released in line with what is permitted now, in the transaction in which choices change.

    What waits is dropped and sealed anew with what is left of it; what is permitted no more ends, and is erased there.

    Args:
        reason: Why something is permitted no more, for who has to erase it.
    """
    grants = _live(session, organisation, now_ms)
    for record in _released(session, organisation):
        body = record.body
        left = restricted(body["purpose"], grants, body["purposes"], body["content"])
        receiver = deps.device.organisations.receiver(organisation.id)
        # Where nothing can be sealed anew, on another device than it was sent from, all of it is erased instead.
        if not left.grants or (receiver is None and _is_news(left, record)):
            outbox.end(record.id, now_ms, reason)
            session.safe.releases.end(record.id, now_ms)
        elif receiver is not None and _is_news(left, record):
            sending = _Sending(deps, organisation, receiver, session.account_id, record.attempt_id, now_ms)
            _put(session, outbox, sending, left, withdrawal_code.read(body["code"]), record)


def settle(deps: Deps, session: Session) -> None:
    """Let this device know of what the safe knows of its releases, at sign-in: after the safe came from elsewhere, and
    after an older device database was put back. What is withdrawn stays withdrawn, what was made less since does not
    leave as it was, and codes work.
    """
    here = deps.device.outbox
    known = here.states(session.account_id)
    records = session.safe.releases.all()
    ended = [one.id for one in records if one.ended_ms is not None and known.get(one.id, "ended") != "ended"]
    live = [one for one in records if one.ended_ms is None and _can_be_told(one)]
    missing = [one for one in live if one.id not in known]
    newer = [one for one in live if known.get(one.id) == "live" and one.version > here.version_of(one.id)]
    permitted = [one for one in receipts.permitted(deps, session, deps.latest_ms()) if one.id not in known]
    if not (ended or missing or newer or permitted):
        return
    until = {grant.id: grant.until_ms for grant in session.safe.grants()}
    with session.safe.transaction_with(deps.device) as outbox:
        outbox.end_all(ended, deps.latest_ms(), is_older=True)
        for record in missing:
            outbox.adopt(_mirror(session, record, until))
        for record in newer:
            if not _sealed_anew(deps, session, record, outbox):
                outbox.catch_up(_mirror(session, record, until))
        for one in permitted:
            outbox.adopt(one)


def _sealed_anew(deps: Deps, session: Session, record: ReleaseRecord, outbox: Outbox) -> bool:
    """Seal a version once more that this device lost, so that what was made less becomes less there too.

    Returns:
        Whether it could: not for another organisation than that of this assessment, nor what is permitted no more.
    """
    organisation, now = deps.assessment.organisation, deps.latest_ms()
    receiver = deps.device.organisations.receiver(record.organisation_id)
    if organisation is None or organisation.id != record.organisation_id or receiver is None:
        return False
    if record.body["purpose"] not in ENVELOPES:
        return False
    body = record.body
    left = restricted(body["purpose"], _live(session, organisation, now), body["purposes"], body["content"])
    if left.grants:
        sending = _Sending(deps, organisation, receiver, session.account_id, record.attempt_id, now)
        _put(session, outbox, sending, left, withdrawal_code.read(body["code"]), record)
    return bool(left.grants)


def _part(code: WithdrawalCode, record: ReleaseRecord) -> str:
    """Return the part of its code that a release is."""
    return next(part for part in withdrawal_code.ENVELOPES if code.release_id(part) == record.id)


def withdrawn_purposes(deps: Deps, session: Session, organisation: Organisation) -> frozenset[str]:
    """Return what the device knows to be withdrawn and the safe does not: an older copy of it was brought in here."""
    known = deps.device.outbox.states(session.account_id)
    return frozenset(
        purpose
        for record in session.safe.releases.all_live()
        if record.organisation_id == organisation.id and known.get(record.id) == "ended"
        for purpose in record.body.get("purposes", (record.body["purpose"],))
    )


def _can_be_told(record: ReleaseRecord) -> bool:
    """Not of what was released before its secrets were kept in the safe."""
    return bool({"code", "erase_secret"} & set(record.body))


def _mirror(session: Session, record: ReleaseRecord, until: Mapping[str, int]) -> Release:
    body = record.body
    is_ours = body["purpose"] in ENVELOPES
    code = withdrawal_code.read(body["code"]) if is_ours else None
    purposes = body["purposes"] if is_ours else (body["purpose"],)
    return Release(
        id=record.id,
        account_id=session.account_id,
        organisation_id=record.organisation_id,
        purposes=purposes,
        fields=sorted({name for purpose in purposes for name in fields_of(purpose)}),
        until_ms=min((until[one] for one in record.grant_ids if one in until), default=0),
        released_ms=record.released_ms,
        erase_secret=code.erase_secret(_part(code, record)) if code else bytes.fromhex(body["erase_secret"]),
        withdrawal_lookup=code.lookup if code and body["purpose"] == "profile" else None,
        version=record.version,
    )


@dataclass(frozen=True)
class _Sending:
    """What every envelope of one release shares."""

    deps: Deps
    organisation: Organisation
    receiver: Receiver
    account_id: str
    attempt_id: str
    now_ms: int


def _put(
    session: Session,
    outbox: Outbox,
    sending: _Sending,
    one: Envelope,
    code: WithdrawalCode,
    before: ReleaseRecord | None,
) -> None:
    if before is not None:  # what goes on goes on under its own code
        code = withdrawal_code.read(before.body["code"])
    part = receipts.unended(session, code, _PARTS[one.name], outbox)
    assert part is not None  # else its receipt would have brought a new code
    release_id = code.release_id(part)
    version = max(before.version if before else 0, outbox.version_of(release_id)) + 1
    receipt = canonical(_receipt(sending, one, release_id, before)).encode()
    sealed = seal(sending.receiver, one, code, part, version, receipt, sending.now_ms)
    release = Release(
        id=release_id,
        account_id=sending.account_id,
        organisation_id=sending.organisation.id,
        purposes=one.purposes,
        fields=one.fields,
        until_ms=one.until_ms,
        released_ms=sending.now_ms,
        erase_secret=code.erase_secret(part),
        withdrawal_lookup=code.lookup if one.name == "profile" else None,
        version=version,
    )
    body = {
        "purpose": one.name,
        "purposes": list(one.purposes),
        "content": dict(one.content),
        "receipt_sha256": hashlib.sha256(receipt).hexdigest(),
        "code": code.written,
    }
    record = ReleaseRecord(
        release_id, sending.organisation.id, sending.attempt_id, _ids(one), sending.now_ms, None, body, version
    )
    outbox.put(release, sealed)
    session.safe.releases.save(record)


def _receipt(sending: _Sending, one: Envelope, release_id: str, earlier: ReleaseRecord | None) -> dict[str, Any]:
    """Return the receipt that goes along. Contract: receipt.schema.json."""
    newest = max(one.grants, key=lambda grant: grant.granted_ms)
    organisation, language = sending.organisation, newest.notice_language
    return {
        "contract": "progrez.receipt/1",
        "receipt_id": sending.deps.new_id(),
        "release_id": release_id,
        "event": "renewed" if earlier else "given",
        "at_ms": sending.now_ms,
        "controller": {
            "organisation_id": organisation.id,
            "name": organisation.name[language],
            "contact": organisation.place.get(language, ""),
        },
        "notice": {
            "sha256": newest.notice_sha256,
            "language": newest.notice_language,
            "version": newest.notice_version,
        },
        "grants": [
            {
                "grant_id": grant.id,
                "purpose": grant.purpose,
                "fields": [name for name in grant.fields if name in one.fields],
                "until_ms": grant.until_ms,
            }
            for grant in one.grants
        ],
        "collection": {"method": _method(sending), "device_id": sending.receiver.device_id},
        "previous_sha256": earlier.body["receipt_sha256"] if earlier else None,
    }


def _method(sending: _Sending) -> str:
    known = sending.deps.device.organisations.find(sending.organisation.id)
    return "home" if known is not None and known.kind == "home" else "kiosk"


def _released(session: Session, organisation: Organisation) -> list[ReleaseRecord]:
    return [
        record
        for record in session.safe.releases.all_live()
        if record.organisation_id == organisation.id and record.body["purpose"] in ENVELOPES
    ]


def _live(session: Session, organisation: Organisation, now_ms: int) -> list[Grant]:
    grants = session.safe.grants()
    found = (live_grant(grants, organisation.id, purpose, now_ms) for purpose in PURPOSES)
    return [grant for grant in found if grant is not None]
