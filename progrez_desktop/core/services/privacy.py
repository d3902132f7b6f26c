"""The privacy statement by its versions: which one holds, and what somebody still has to be told of it.

A changed statement is told at the next sign-in, and asks nothing anew unless a purpose means something else by it: then
those who allowed that purpose are asked once more. What was allowed before stays as it was until they answer.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from progrez_desktop.core.consent import live_grant
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.consent import PURPOSES, Purpose
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import Words

PARTS = (
    "kept",
    "outside",
    "leaves",
    "provider",
    "github",
    "counted",
    "never",
    "decides",
    "recorded",
    "rights",
    "limits",
)
"""Of the statement, in the order shown: each P has the keys `privacy.P.title` and `privacy.P.text`."""


@dataclass(frozen=True)
class Version:
    """`purposes` are those that mean something else since then; `told` says what changed, by language."""

    version: str
    sha256: Mapping[str, str]
    purposes: tuple[Purpose, ...]
    told: Mapping[str, str]


def versions() -> tuple[Version, ...]:
    """Return all versions of the statement, the newest first."""
    return tuple(
        Version(
            one["version"],
            one["sha256"],
            tuple(purpose for purpose in PURPOSES if purpose in one["purposes"]),
            {"en": one["en"], "nl": one["nl"]},
        )
        for one in resource_json("privacy", "versions.json")
    )


def sha256_of(words: Words) -> str:
    """Return the hash of the statement as it reads now."""
    shown = [words.template(f"privacy.{part}.{which}") for part in PARTS for which in ("title", "text")]
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def news(session: Session) -> tuple[Version, ...]:
    """Return the versions that the person was not told of, the newest first; an account of before knows the first."""
    known = versions()
    last = session.safe.notices.last_privacy() or known[-1].version
    names = [one.version for one in known]
    return known[: names.index(last)] if last in names else ()


def was_told(deps: Deps, session: Session) -> None:
    """Note that the person read what changed up to now. A full disk stops nobody; the next sign-in tells it again."""
    with suppress(EnvironmentFault):
        session.safe.notices.keep_privacy(versions()[0].version, deps.clock.now_ms())


def to_ask(deps: Deps, session: Session, found: tuple[Version, ...]) -> tuple[Purpose, ...]:
    """Return the purposes that mean something else now and that the person allows."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return ()
    changed = {purpose for one in found for purpose in one.purposes}
    grants, now = session.safe.grants(), deps.latest_ms()
    return tuple(one for one in PURPOSES if one in changed and live_grant(grants, organisation.id, one, now))
