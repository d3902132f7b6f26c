"""A second rating by a person, on the candidate's side: ask for it, take it back, take in what comes of it."""

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.consent import fields_of, live_grant
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.model.rating import ComputerLevels, HumanRating, Office
from progrez_desktop.core.services import rating_letters as letters
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.rating_letters import AnswerForRating, Request

Obstacle = Literal["no_office", "not_finished", "no_texts", "not_granted", "asked_already"]
"""Why a rating can't be asked for now; `rating.obstacle.<code>` says it."""

_PURPOSE = "human_rating"
_MAIL = "human_rating"


@dataclass(frozen=True)
class TakenIn:
    """Ratings that arrived since the last sign-in, and how much mail was not from the office that was asked."""

    ratings: tuple[HumanRating, ...]
    refused: int


def obstacle(deps: Deps, session: Session, attempt_id: str) -> Obstacle | None:
    """Return why the person can't ask for a rating of this sitting now, or None if they can."""
    raise NotImplementedError


def request(deps: Deps, session: Session, attempt_id: str, *, contested: Collection[str] = ()) -> str:
    """Seal the open answers of a finished sitting for the rating office; returns the id of this release.

    The envelope waits in the outbox of this device until an operator carries it (or it is sent).

    Args:
        contested: Ids of items whose reading the person disagrees with: the computer's levels of these stay here.

    Raises:
        UsageFault: "rating_no_office", "rating_not_finished", "rating_no_texts", "rating_not_granted",
            "rating_asked_already".
    """
    raise NotImplementedError


def withdraw(deps: Deps, session: Session, attempt_id: str) -> None:
    """Take back what was asked for a sitting. An envelope that waits is dropped; the office is told to forget it."""
    raise NotImplementedError


def settle(deps: Deps, session: Session) -> None:
    """Withdraw every request whose grant is not live any more. Called when choices change, and at sign-in."""
    raise NotImplementedError


def take_in(deps: Deps, session: Session) -> TakenIn:
    """Open the ratings in the person's inbox and keep them in the safe. Called at sign-in; raises nothing of a letter."""
    raise NotImplementedError


def ratings_of(session: Session, attempt_id: str) -> tuple[HumanRating, ...]:
    """Return what raters found in the open answers of a sitting, in the order in which it came."""
    raise NotImplementedError
