"""A second rating by a person, on the candidate's side: ask for it, take it back, take in what comes of it."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from progrez_desktop.core.consent import fields_of, live_grant
from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.keys.withdrawal_code import RATINGS
from progrez_desktop.core.model.access_log import Actor
from progrez_desktop.core.model.assessment import Organisation, Prompt
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.model.rating import AnswerForRating, ComputerLevels, HumanRating, Office
from progrez_desktop.core.services import access_log, objections, receipts
from progrez_desktop.core.services import rating_letters as letters
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.rating_letters import Request
from progrez_desktop.core.store.outbox import Outbox, Release, Sealed
from progrez_desktop.core.store.safe_releases import ReleaseRecord

Obstacle = Literal["no_office", "not_finished", "no_texts", "too_long", "not_granted", "asked_already"]
"""Why a rating can't be asked for now; `error.rating_<code>` says it."""

LONGEST_TEXT = 40_000
"""Characters: some twenty pages. A person can't be asked to rate more, and the contract of the letter ends there."""

_PURPOSE: Final = "human_rating"


@dataclass(frozen=True)
class TakenIn:
    """Ratings that arrived since the last sign-in, and how much mail was not from the office that was asked."""

    ratings: tuple[HumanRating, ...]
    refused: int


def obstacle(deps: Deps, session: Session, attempt_id: str) -> Obstacle | None:
    """Return why the person can't ask for a rating of this sitting now, or None if they can."""
    organisation = deps.assessment.organisation
    if organisation is None or deps.device.outbox.office_of(organisation.id) is None:
        return "no_office"
    if session.safe.attempt(attempt_id).state != "finished":
        return "not_finished"
    answers = written(deps, session, attempt_id)
    if not answers:
        return "no_texts"
    if any(len(_text(response)) > LONGEST_TEXT for _, response in answers):
        return "too_long"
    if _grant(deps, session, organisation.id) is None:
        return "not_granted"
    return "asked_already" if _asked(session, attempt_id) else None


def request(deps: Deps, session: Session, attempt_id: str) -> str:
    """Seal the open answers of a finished sitting for the rating office; returns the id of this release.

    The envelope waits in the outbox of this device until an operator carries it (or it is sent). Of a reading that the
    person contests, nothing is in it.

    Raises:
        UsageFault: "rating_no_office", "rating_not_finished", "rating_no_texts", "rating_too_long",
            "rating_not_granted", "rating_asked_already".
    """
    if (why := obstacle(deps, session, attempt_id)) is not None:
        raise UsageFault(f"rating_{why}")
    organisation = deps.assessment.organisation
    assert organisation is not None
    office, grant = deps.device.outbox.office_of(organisation.id), _grant(deps, session, organisation.id)
    assert office is not None and grant is not None
    answers = written(deps, session, attempt_id)
    attempt, now = session.safe.attempt(attempt_id), deps.latest_ms()
    release_id, erase_secret = _new_release(deps, session, organisation)
    account = deps.device.account(session.account_id)
    assert account is not None
    asked = Request(
        release_id=release_id,
        assessment_id=attempt.assessment_id,
        pack_sha256=attempt.pack_sha256,
        made_ms=now,
        until_ms=grant.until_ms,
        reply_key=account.inbox_public_key,
        reply_secret=deps.entropy.bytes(KEY_BYTES),
        answers=tuple(_for_rating(prompt, response) for prompt, response in answers),
    )
    levels = _levels(session, attempt_id, answers)
    header, envelope = letters.seal_request(office, asked, levels, hashlib.sha256(erase_secret).hexdigest())
    release = Release(
        id=release_id,
        account_id=session.account_id,
        organisation_id=organisation.id,
        purposes=(_PURPOSE,),
        fields=fields_of(_PURPOSE),
        until_ms=grant.until_ms,
        released_ms=now,
        erase_secret=erase_secret,
    )
    told = {"release": release_id, "answers": len(answers)}
    with session.safe.transaction_with(deps.device) as outbox:
        session.safe.releases.save(_record(asked, office, attempt_id, grant, erase_secret))
        session.safe.log.append(now, "you", "asked_rater", organisation.id, told)
        outbox.put(release, Sealed(header, envelope, hashlib.sha256(envelope).digest()))
    return release_id


def _new_release(deps: Deps, session: Session, organisation: Organisation) -> tuple[str, bytes]:
    """Return the id and the erase secret of a request: of the code on the receipt, so that it withdraws them too."""
    code = receipts.latest_code(session, organisation)
    for part in RATINGS if code else ():
        assert code is not None
        if not session.safe.releases.has(code.release_id(part)):
            return code.release_id(part), code.erase_secret(part)
    return deps.new_id(), deps.entropy.bytes(KEY_BYTES)


def withdraw(deps: Deps, session: Session, attempt_id: str) -> None:
    """Take back what was asked for a sitting. An envelope that waits is dropped; the office is told to forget it."""
    _end(deps, session, _asked(session, attempt_id), "you")


def settle(deps: Deps, session: Session) -> None:
    """Withdraw every request whose grant is not live any more, at sign-in."""
    _end(deps, session, _not_permitted(session, deps.latest_ms()), "computer")


def settle_in(session: Session, outbox: Outbox, now_ms: int, actor: Actor) -> None:
    """The same in the transaction in which choices change; `actor` is who changed them."""
    _end_in(session, outbox, _not_permitted(session, now_ms), now_ms, actor)


def take_in(deps: Deps, session: Session) -> TakenIn:
    """Open the ratings in the inbox and keep them in the safe, at sign-in. A bad letter is counted, not raised."""
    with suppress(EnvironmentFault):  # a full disk keeps nobody out; nothing leaves without a live grant
        settle(deps, session)
    _tell_what_left(deps, session)
    taken: list[HumanRating] = []
    refused = 0
    for mail_id, sealed in deps.device.outbox.mail(session.account_id, _PURPOSE):
        try:
            taken += [_take(deps, session, entry) for entry in letters.read_results(sealed)]
            access_log.tell_if_possible(deps, session, "rating_returned", actor="rater")
        except DataFault:
            refused += 1
        # After the safe: a kill in between takes the same letter in again, in the place of itself.
        deps.device.outbox.drop_mail(mail_id)
    return TakenIn(tuple(taken), refused)


def ratings_of(session: Session, attempt_id: str) -> tuple[HumanRating, ...]:
    """Return what raters found in the open answers of a sitting, the earliest first."""
    found = map(letters.rating_from_record, session.safe.releases.ratings(attempt_id))
    return tuple(sorted(found, key=lambda rating: rating.rated_ms))


def _tell_what_left(deps: Deps, session: Session) -> None:
    """Tell what an operator carried away while the safe was locked, once."""
    before = session.safe.log.carried()
    for asked in session.safe.releases.live(_PURPOSE):
        if asked.id not in before and deps.device.outbox.has_left(asked.id):
            access_log.tell_if_possible(
                deps,
                session,
                "carried_to_rater",
                actor="operator",
                organisation_id=asked.organisation_id,
                release=asked.id,
            )


def _take(deps: Deps, session: Session, entry: Mapping[str, Any]) -> HumanRating:
    rating, secret = letters.open_rating(entry, session.safe.releases.inbox_private_key())
    for asked in session.safe.releases.live(_PURPOSE):
        proven = hmac.compare_digest(secret, bytes.fromhex(asked.body["reply_secret"]))
        known = [rating.item_id, rating.revision] in asked.body["answers"]
        if asked.id == entry["header"]["release_id"] and proven and known:
            break
    else:
        raise DataFault("rating_envelope_damaged")
    held = {one.id: one.version for one in ratings_of(session, asked.attempt_id)}
    if rating.version > held.get(rating.id, 0):  # an older letter may come late
        session.safe.releases.save_rating(rating.id, asked.attempt_id, letters.rating_record(rating), deps.latest_ms())
    return rating


def _not_permitted(session: Session, now_ms: int) -> list[ReleaseRecord]:
    grants = session.safe.grants()
    return [
        asked
        for asked in session.safe.releases.live(_PURPOSE)
        if live_grant(grants, asked.organisation_id, _PURPOSE, now_ms) is None
    ]


def _end(deps: Deps, session: Session, ending: Sequence[ReleaseRecord], actor: Actor) -> None:
    """In one transaction: nothing leaves of what the safe calls withdrawn, and nothing is withdrawn that it doesn't."""
    if not ending:
        return
    with session.safe.transaction_with(deps.device) as outbox:
        _end_in(session, outbox, ending, deps.latest_ms(), actor)


def _end_in(session: Session, outbox: Outbox, ending: Sequence[ReleaseRecord], now_ms: int, actor: Actor) -> None:
    for asked in ending:
        outbox.end(asked.id, now_ms)
        session.safe.releases.end(asked.id, now_ms)
        session.safe.log.append(now_ms, actor, "asked_no_more", asked.organisation_id, {"release": asked.id})


def _record(asked: Request, office: Office, attempt_id: str, grant: Grant, erase_secret: bytes) -> ReleaseRecord:
    body = {
        "purpose": _PURPOSE,
        "office": {"id": office.id, "name": office.name},
        "answers": [[answer.item_id, answer.revision] for answer in asked.answers],
        "reply_secret": asked.reply_secret.hex(),
        "erase_secret": erase_secret.hex(),
    }
    return ReleaseRecord(asked.release_id, office.organisation_id, attempt_id, (grant.id,), asked.made_ms, None, body)


def written(deps: Deps, session: Session, attempt_id: str) -> list[tuple[Prompt, Response]]:
    """Return the open questions of a sitting that have an answer, with it."""
    responses = session.safe.responses(attempt_id)
    given = [(item, responses.get(item.id)) for item in deps.assessment.items if isinstance(item, Prompt)]
    return [(item, one) for item, one in given if one and isinstance(one.value, TextValue) and _text(one).strip()]


def _for_rating(prompt: Prompt, response: Response) -> AnswerForRating:
    language = response.language
    return AnswerForRating(
        prompt.id, response.revision, language, prompt.text[language], prompt.guidance[language], _text(response)
    )


def _text(response: Response) -> str:
    """Return what was written; a NUL, which no letter may hold, was never seen by its writer either."""
    assert isinstance(response.value, TextValue)
    return response.value.text.replace("\0", "")


def _levels(session: Session, attempt_id: str, answers: list[tuple[Prompt, Response]]) -> list[ComputerLevels]:
    """Return what the computer read out of each answer: steps of the rubric, and nothing else of a reading."""
    allowed = session.safe.attempt(attempt_id).computer_reading
    readings = session.safe.readings(attempt_id) if allowed else {}
    contested = objections.contested(session, attempt_id)
    found = []
    for prompt, response in answers:
        stored = readings.get(prompt.id)
        if stored is None or stored.revision != response.revision:
            found.append(ComputerLevels())
            continue
        skills = (stored.body.get("evidence") or {}).get("skills", {})
        kept = {name: one["level"] for name, one in skills.items() if (prompt.id, name) not in contested}
        found.append(ComputerLevels(stored.model_sha256, kept))
    return found


def _asked(session: Session, attempt_id: str) -> list[ReleaseRecord]:
    return [asked for asked in session.safe.releases.live(_PURPOSE) if asked.attempt_id == attempt_id]


def _grant(deps: Deps, session: Session, organisation_id: str) -> Grant | None:
    return live_grant(session.safe.grants(), organisation_id, _PURPOSE, deps.latest_ms())
