"""Choices about what an organisation may use later. A choice permits; nothing is sent by it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from progrez_desktop.core.consent import fields_of
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.services import ratings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import Words

NOTICE_VERSION = "2026-11"
_DAY_MS = 86_400_000


def until_ms(deps: Deps, organisation: Organisation) -> int:
    """Return until when a grant given now would last."""
    return deps.clock.now_ms() + organisation.retention_days * _DAY_MS


def decide(
    deps: Deps, session: Session, organisation: Organisation, purposes: Sequence[Purpose], language: str
) -> tuple[Grant, ...]:
    """Replace the organisation's grants by one for each purpose chosen; none is a choice like any other."""
    now, notice = deps.clock.now_ms(), _notice_sha256(language)
    grants = tuple(
        Grant(
            id=deps.new_id(),
            organisation_id=organisation.id,
            purpose=purpose,
            fields=fields_of(purpose),
            granted_ms=now,
            until_ms=now + organisation.retention_days * _DAY_MS,
            withdrawn_ms=None,
            notice_sha256=notice,
            notice_language=language,
            notice_version=NOTICE_VERSION,
        )
        for purpose in purposes
    )
    for live in (one for one in session.safe.grants() if one.organisation_id == organisation.id):
        if live.withdrawn_ms is None:
            session.safe.save_grant(replace(live, withdrawn_ms=now))
    for grant in grants:
        session.safe.save_grant(grant)
    ratings.settle(deps, session)
    return grants


def _notice_sha256(language: str) -> str:
    """Return the hash of the text that the person was shown: the choices and the privacy statement."""
    words = Words(language)
    shown = "\n".join(words.template(key) for key in words.keys_of("consent.", "privacy."))
    return hashlib.sha256(shown.encode()).hexdigest()
