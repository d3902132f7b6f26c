"""Own texts as examples for the scoring: without names, seen first by whoever wrote them, and erased when they wish.

They are not anonymous, since somebody may still be recognised by their style; the person is told so. They need a grant
of their own, and each text its writer's word. They wait in the safe and not in the outbox, as nobody sends them yet:
so no operator holds them, and withdrawing the grant erases them with nothing left to call back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from progrez_desktop.core.consent import live_grant
from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.access_log import Action, Actor
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.details import FACTS, LISTS, MyDetails
from progrez_desktop.core.model.training import TrainingText
from progrez_desktop.core.scrubbing import scrubber
from progrez_desktop.core.services import ratings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.forms import canonical

CONTRACT = "progrez.training-text/1"
HIDDEN = "[…]"
"""What stands in the place of what was left out, in every language."""
_PURPOSE: Final = "training_texts"


@dataclass(frozen=True)
class Offer:
    """One text as it would leave."""

    prompt: Prompt
    language: str
    text: str = field(repr=False)
    ready: TrainingText | None
    """What was set ready of this answer, which may have been with more or less left out."""


def offers(deps: Deps, session: Session, attempt_id: str, also: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Return every text of a sitting as it would leave.

    Args:
        also: What the person wants left out beside what is found.
    """
    scrub = scrub_of(session, also)
    ready = {one.item_id: one for one in session.safe.training.all() if one.attempt_id == attempt_id}
    return tuple(
        Offer(prompt, response.language, scrub(_text(response)), ready.get(prompt.id))
        for prompt, response in ratings.written(deps, session, attempt_id)
    )


def set_ready(deps: Deps, session: Session, attempt_id: str, seen: Offer) -> None:
    """Keep a text as the person saw it.

    Raises:
        UsageFault: "training_not_granted".
        EnvironmentFault: What the disk says; nothing was changed.
    """
    organisation = deps.assessment.organisation
    if organisation is None or _grant(deps, session, organisation.id) is None:
        raise UsageFault("training_not_granted")
    now = deps.clock.now_ms()
    made = TrainingText(attempt_id, seen.prompt.id, organisation.id, seen.language, seen.text, now)
    with _told_in_log(deps, session, "training_text_ready", attempt_id, seen.prompt.id):
        session.safe.training.save(made)


def erase(deps: Deps, session: Session, attempt_id: str, item_id: str) -> None:
    """Erase a text that was set ready."""
    with _told_in_log(deps, session, "training_text_erased", attempt_id, item_id):
        session.safe.training.drop(attempt_id, item_id)


def settle(deps: Deps, session: Session) -> None:
    """Erase what is ready under a grant that ended by itself. Called at sign-in; a full disk leaves it to the next."""
    if _without_grant(deps, session):
        with suppress(EnvironmentFault), session.safe.transaction():
            settle_within(deps, session, "computer")


def settle_within(deps: Deps, session: Session, actor: Actor) -> None:
    """Erase every text whose grant is not live any more; the caller holds the transaction in which it ended.

    Args:
        actor: Who ended it.
    """
    for ready in _without_grant(deps, session):
        session.safe.training.drop(ready.attempt_id, ready.item_id)
        _tell(deps, session, "training_text_erased", ready.attempt_id, ready.item_id, actor)


def leaving(deps: Deps, session: Session) -> list[bytes]:
    """Return the documents that would leave now, byte for byte; none without its live grant."""
    ended = _without_grant(deps, session)
    return [canonical(document(session, ready)).encode() for ready in session.safe.training.all() if ready not in ended]


def document(session: Session, ready: TrainingText) -> Mapping[str, Any]:
    """Return a text as it would leave (training-text.schema.json): nothing in it is of the person or the sitting."""
    attempt = session.safe.attempt(ready.attempt_id)
    return {
        "contract": CONTRACT,
        "assessment": {"id": attempt.assessment_id, "pack_sha256": attempt.pack_sha256},
        "question": ready.item_id,
        "language": ready.language,
        "text": ready.text,
    }


def _without_grant(deps: Deps, session: Session) -> list[TrainingText]:
    return [one for one in session.safe.training.all() if _grant(deps, session, one.organisation_id) is None]


@contextmanager
def _told_in_log(deps: Deps, session: Session, action: Action, attempt_id: str, item_id: str) -> Iterator[None]:
    with session.safe.transaction():
        yield
        _tell(deps, session, action, attempt_id, item_id)
    with suppress(EnvironmentFault):  # the next sign-in tells the device
        session.safe.keep_chain_head()


def _tell(deps: Deps, session: Session, action: Action, attempt_id: str, item_id: str, actor: Actor = "you") -> None:
    params = {"attempt": attempt_id, "question": item_id}
    session.safe.log.append(deps.clock.now_ms(), actor, action, None, params)


def scrub_of(session: Session, also: Iterable[str] = ()) -> Callable[[str], str]:
    """Return what takes names and numbers out of this person's own words.

    Args:
        also: What else is left out wherever it stands.
    """
    return scrubber(_names(session), (*_told(session.safe.own_details.read()), *also), HIDDEN)


def _names(session: Session) -> tuple[str, ...]:
    person = session.safe.details()
    return (person.full_name, person.last_name, person.first_name)


def _told(details: MyDetails) -> Iterator[str]:
    """What the person typed for their CV that tells who they are: where they live, worked and learned."""
    yield from (details.fact(name) for name in FACTS)
    for name in LISTS:
        if name != "languages":
            for entry in details.entries(name):
                yield from (entry.organisation, entry.link)


def _text(response: Response) -> str:
    assert isinstance(response.value, TextValue)
    return response.value.text.replace("\0", "")


def _grant(deps: Deps, session: Session, organisation_id: str) -> Grant | None:
    now = deps.latest_ms()
    return live_grant(session.safe.grants(), organisation_id, _PURPOSE, now)
