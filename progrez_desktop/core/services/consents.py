"""Choices about what an organisation may use later. A choice permits; nothing that was not seen is sent by it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from progrez_desktop.core.consent import fields_of, live_grant, standings
from progrez_desktop.core.model.access_log import Action, Actor
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.services import ended_releases, privacy, ratings, receipts, releasing, training_texts
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.outbox import EraseReason
from progrez_desktop.core.words import Words

_DAY_MS = 86_400_000
_REASONS: Mapping[Action, EraseReason] = {"consent_ended": "expired", "consent_withdrawn_by_mail": "duty"}


def until_ms(deps: Deps, organisation: Organisation) -> int:
    """Return until when a grant given now would last."""
    return deps.latest_ms() + organisation.retention_days * _DAY_MS


def decide(
    deps: Deps, session: Session, organisation: Organisation, purposes: Sequence[Purpose], language: str
) -> tuple[Grant, ...]:
    """Replace the organisation's grants by one for each purpose chosen; none is a choice like any other."""
    grants = tuple(_grant(deps, organisation, purpose, language, "consent.", "privacy.") for purpose in purposes)
    with _told(deps, session, organisation, "consent_decided", purposes):
        _end_live(deps, session, organisation, PURPOSES)
        for grant in grants:
            session.safe.save_grant(grant)
    return grants


def allow(deps: Deps, session: Session, organisation: Organisation, purpose: Purpose, language: str) -> Grant:
    """Give one more grant, beside those that are live; one that is live already stays as it is."""
    live = live_grant(session.safe.grants(), organisation.id, purpose, deps.latest_ms())
    if live is not None:
        return live
    grant = _grant(deps, organisation, purpose, language, "asking.", "privacy.")
    with _told(deps, session, organisation, "consent_given", (purpose,)):
        session.safe.save_grant(grant)
    return grant


def withdraw(deps: Deps, session: Session, organisation: Organisation, purpose: Purpose) -> None:
    """Take one grant back, and with it what waits to be sent under it."""
    with _told(deps, session, organisation, "consent_withdrawn", (purpose,)):
        _end_live(deps, session, organisation, (purpose,))


def is_another(deps: Deps, session: Session) -> bool:
    """Return whether the person decided about an organisation before, and never about that of this assessment."""
    organisation = deps.assessment.organisation
    if organisation is None or receipts.has_any(session, organisation):
        return False
    theirs = {grant.organisation_id for grant in session.safe.grants()}  # of before there were receipts
    return organisation.id not in theirs and (bool(theirs) or receipts.latest(session) is not None)


def tell_ended(deps: Deps, session: Session) -> None:
    """Tell, at sign-in, what came to its end or was withdrawn while the safe was locked: with its code, or by mail."""
    _put_back(deps, session)
    for organisation in receipts.organisations(deps, session):
        _tell_ended(deps, session, organisation)


def _put_back(deps: Deps, session: Session) -> None:
    """Count from now what was granted under a clock that was ahead and has been put right since."""
    now = deps.latest_ms()
    for grant in session.safe.grants():
        if (ahead := grant.granted_ms - now) > 0:
            session.safe.save_grant(replace(grant, granted_ms=now, until_ms=grant.until_ms - ahead))


def _tell_ended(deps: Deps, session: Session, organisation: Organisation) -> None:
    code, now = receipts.latest_code(session, organisation), deps.latest_ms()
    withdrawn_ms = receipts.withdrawn_ms(session, code, deps.device.outbox) if code else None
    found = standings(session.safe.grants(), organisation.id, (), now)
    given = [one.purpose for one in found if one.state == "given"]
    if withdrawn_ms is not None and given:
        action, actor = _by_whom(session, withdrawn_ms)
        with _told(deps, session, organisation, action, given, actor):
            _end_live(deps, session, organisation, given, withdrawn_ms)
        given = []
    lost = releasing.withdrawn_purposes(deps, session, organisation)
    if again := [purpose for purpose in given if purpose in lost]:
        with _told(deps, session, organisation, "consent_withdrawn", again):
            _end_live(deps, session, organisation, again)
    ended = [one.purpose for one in found if one.state == "ended"]
    if ended and not receipts.told_ended(session, organisation, ended):
        with _told(deps, session, organisation, "consent_ended", ended, actor="computer"):
            pass


def _by_whom(session: Session, withdrawn_ms: int) -> tuple[Action, Actor]:
    by_mail = {told["done_ms"] for action, told in session.safe.log.since_sign_in() if action == "withdrawn_by_mail"}
    if withdrawn_ms in by_mail:
        return "consent_withdrawn_by_mail", "operator"
    return "consent_withdrawn_by_code", "somebody"


@contextmanager
def _told(
    deps: Deps,
    session: Session,
    organisation: Organisation,
    action: Action,
    purposes: Sequence[Purpose],
    actor: Actor = "you",
) -> Iterator[None]:
    """Change grants, tell it in the log, make the receipt, and drop or renew what may not leave as it is.

    All of it is in one transaction over safe and device, or nothing is.
    """
    now = deps.latest_ms()
    with session.safe.transaction_with(deps.device) as outbox:
        yield
        session.safe.log.append(now, actor, action, organisation.id, {"purposes": list(purposes)})
        training_texts.settle_within(deps, session, actor)
        ratings.settle_in(session, outbox, now, actor)
        reason = _REASONS.get(action, "withdrawn")
        releasing.follow(deps, session, organisation, outbox, now, reason)
        if receipts.keep(deps, session, organisation, action, now, outbox) is None:
            for release_id in outbox.of_organisation(session.account_id, organisation.id):
                outbox.end(release_id, now, reason)
    ended_releases.keep(deps)


def _grant(deps: Deps, organisation: Organisation, purpose: Purpose, language: str, *notice: str) -> Grant:
    now = deps.latest_ms()
    return Grant(
        id=deps.new_id(),
        organisation_id=organisation.id,
        purpose=purpose,
        fields=fields_of(purpose),
        granted_ms=now,
        until_ms=now + organisation.retention_days * _DAY_MS,
        withdrawn_ms=None,
        notice_sha256=_notice_sha256(language, *notice),
        notice_language=language,
        notice_version=privacy.versions()[0].version,
    )


def _end_live(
    deps: Deps, session: Session, organisation: Organisation, purposes: Sequence[Purpose], at_ms: int | None = None
) -> None:
    now = deps.latest_ms() if at_ms is None else at_ms
    for grant in session.safe.grants():
        ended = grant.withdrawn_ms is not None or now >= grant.until_ms  # what ended by itself was not withdrawn
        if grant.organisation_id == organisation.id and grant.purpose in purposes and not ended:
            session.safe.save_grant(replace(grant, withdrawn_ms=now))


def _notice_sha256(language: str, *parts: str) -> str:
    """Return the hash of the texts that the person was shown, named by the beginnings of their keys."""
    words = Words(language)
    shown = "\n".join(words.template(key) for key in words.keys_of(*parts))
    return hashlib.sha256(shown.encode()).hexdigest()
