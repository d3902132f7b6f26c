"""Asking a person to rate one's texts, from the candidate's own page: whether it can be done, doing it, undoing it."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.consent import live_grant
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.services import consents, ratings
from progrez_desktop.core.services.deps import Deps, Session

_PURPOSE: Purpose = "human_rating"


@dataclass(frozen=True)
class Asking:
    """Where the person stands. "noted": wished for, and no rating office is known on this computer yet."""

    state: Literal["open", "asked", "noted", "nobody"]
    organisation: Organisation | None = None
    until_ms: int = 0
    """Until when the office may keep the texts: of what was granted, or of what would be."""


def standing(deps: Deps, session: Session, attempt_id: str) -> Asking:
    """Return whether the person asked, and whom they could ask."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return Asking("nobody")
    grant = _live(deps, session, organisation)
    until_ms = grant.until_ms if grant else consents.until_ms(deps, organisation)
    why_not = ratings.obstacle(deps, session, attempt_id)
    if why_not == "asked_already":
        return Asking("asked", organisation, until_ms)
    return Asking("noted" if grant and why_not == "no_office" else "open", organisation, until_ms)


def ask(deps: Deps, session: Session, attempt_id: str, language: str) -> Asking:
    """Give the grant for it and ask the rating office; where none is known here, the grant alone is the wish.

    Raises:
        UsageFault: "rating_not_finished", "rating_no_texts".
    """
    organisation = deps.assessment.organisation
    if organisation is not None:
        consents.allow(deps, session, organisation, _PURPOSE, language)
        if ratings.obstacle(deps, session, attempt_id) not in ("no_office", "asked_already"):
            ratings.request(deps, session, attempt_id)
    return standing(deps, session, attempt_id)


def take_back(deps: Deps, session: Session, attempt_id: str) -> Asking:
    """Withdraw the grant: what waits is dropped, and an office that has the texts is told to forget them."""
    organisation = deps.assessment.organisation
    if organisation is not None:
        consents.withdraw(deps, session, organisation, _PURPOSE)
    return standing(deps, session, attempt_id)


def may_look_again(deps: Deps, session: Session, attempt_id: str) -> bool:
    """Return whether a person can be asked to look at the texts of a sitting, also where one did before."""
    if deps.assessment.organisation is None or not ratings.written(deps, session, attempt_id):
        return False
    return ratings.obstacle(deps, session, attempt_id) not in ("not_finished", "no_texts", "too_long")


def ask_again(deps: Deps, session: Session, attempt_id: str, language: str) -> Asking:
    """Ask for a new look: as `ask`, and where ratings came back already for another beside them.

    What was asked and has not come back stays asked. The ratings before stay in the safe; the office forgets the texts
    of the first time and gets them anew.
    """
    if ratings.ratings_of(session, attempt_id) and standing(deps, session, attempt_id).state == "asked":
        ratings.withdraw(deps, session, attempt_id)
    return ask(deps, session, attempt_id, language)


def renew(deps: Deps, session: Session, attempt_id: str) -> None:
    """Ask again where the envelope has not left yet, so that a reading that was just contested does not leave in it."""
    waiting = {one.release_id for one in deps.device.outbox.waiting(_PURPOSE, deps.clock.now_ms())}
    asked = [one for one in session.safe.releases.live(_PURPOSE) if one.attempt_id == attempt_id]
    if any(one.id in waiting for one in asked):
        ratings.withdraw(deps, session, attempt_id)
        ratings.request(deps, session, attempt_id)


def _live(deps: Deps, session: Session, organisation: Organisation) -> Grant | None:
    return live_grant(session.safe.grants(), organisation.id, _PURPOSE, deps.latest_ms())
