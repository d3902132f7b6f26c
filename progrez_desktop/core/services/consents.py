"""Choices about what an organisation may use later. A choice permits; nothing is sent by it."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from progrez_desktop.core.consent import fields_of, live_grant
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.services import privacy, ratings, receipts, training_texts
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import Words

_DAY_MS = 86_400_000


def until_ms(deps: Deps, organisation: Organisation) -> int:
    """Return until when a grant given now would last."""
    return deps.clock.now_ms() + organisation.retention_days * _DAY_MS


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
    live = live_grant(session.safe.grants(), organisation.id, purpose, deps.clock.now_ms())
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


@contextmanager
def _told(
    deps: Deps, session: Session, organisation: Organisation, action: Action, purposes: Sequence[Purpose]
) -> Iterator[None]:
    """Change grants, tell it in the log and make the receipt: all of it or nothing. Then drop what may not leave."""
    with session.safe.transaction():
        yield
        now = deps.clock.now_ms()
        session.safe.log.append(now, "you", action, organisation.id, {"purposes": list(purposes)})
        receipts.keep(deps, session, organisation, action, now)
        training_texts.settle_within(deps, session)
    ratings.settle(deps, session)
    with suppress(EnvironmentFault):  # the next sign-in tells the device
        session.safe.keep_chain_head()


def _grant(deps: Deps, organisation: Organisation, purpose: Purpose, language: str, *notice: str) -> Grant:
    now = deps.clock.now_ms()
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


def _end_live(deps: Deps, session: Session, organisation: Organisation, purposes: Sequence[Purpose]) -> None:
    now = deps.clock.now_ms()
    for grant in session.safe.grants():
        ended = grant.withdrawn_ms is not None or now >= grant.until_ms  # what ended by itself was not withdrawn
        if grant.organisation_id == organisation.id and grant.purpose in purposes and not ended:
            session.safe.save_grant(replace(grant, withdrawn_ms=now))


def _notice_sha256(language: str, *parts: str) -> str:
    """Return the hash of the texts that the person was shown, named by the beginnings of their keys."""
    words = Words(language)
    shown = "\n".join(words.template(key) for key in words.keys_of(*parts))
    return hashlib.sha256(shown.encode()).hexdigest()
