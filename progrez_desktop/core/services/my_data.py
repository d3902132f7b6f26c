"""What a person sees on the page "My data": what is held, who may receive what, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from progrez_desktop.core.consent import Standing, standings
from progrez_desktop.core.model.access_log import CheckedLog, LogLine
from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import access_log, retention
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.retention import Kept
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class MyData:
    details: PersonDetails
    organisation: Organisation | None
    choices: tuple[Standing, ...]
    held: Mapping[str, int]
    """How much there is, by table of the safe."""
    log: CheckedLog
    has_receipt: bool
    kept: Kept | None = None
    """Until when, and what may be chosen instead."""


def look(deps: Deps, session: Session) -> MyData:
    organisation = deps.assessment.organisation
    return MyData(
        details=session.safe.details(),
        organisation=organisation,
        choices=choices_now(deps, session),
        held=session.safe.held(),
        log=access_log.checked(deps, session),
        has_receipt=session.safe.receipts.latest() is not None,
        kept=retention.look(deps, session),
    )


def choices_now(deps: Deps, session: Session) -> tuple[Standing, ...]:
    """Return where each purpose stands with the organisation of this assessment."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return ()
    now = max(deps.clock.now_ms(), deps.device.high_water_ms())
    return standings(session.safe.grants(), organisation.id, deps.assessment.purposes, now)


def held_sentences(held: Mapping[str, int], words: Words) -> list[str]:
    return [words.plural(f"my_data.held.{table}", n) for table, n in held.items() if n]


def state_sentence(standing: Standing, words: Words) -> str:
    """Return where a purpose stands."""
    grant = standing.grant
    if grant is None:
        return words("my_data.state.not_given")
    days = {"since": words.date(grant.granted_ms), "until": words.date(grant.until_ms)}
    return words(f"my_data.state.{standing.state}", ended=words.date(grant.withdrawn_ms or grant.until_ms), **days)


def sentence(line: LogLine, words: Words) -> str:
    """Return one line of the log in plain words."""
    params = dict(line.params)
    if "purposes" in params:
        titles = [words(f"consent.{purpose}.title") for purpose in params["purposes"]]
        key = "log.consent_decided.none" if not titles else f"log.{line.action}"
        return words(key, purposes="; ".join(titles))
    if line.action == "wrong_password":
        return words.plural("log.wrong_password", params["times"], last=words.moment(params["last_ms"]))
    if line.action == "asked_rater":
        return words.plural("log.asked_rater", params["answers"])
    if "number" in params:
        return words(f"log.{line.action}", number=params["number"])
    if "until_ms" in params:
        return words(f"log.{line.action}", until=words.date(params["until_ms"]))
    return words(f"log.{line.action}")


def kept_sentence(kept: Kept, words: Words) -> str:
    """Return until when the safe is kept, and why."""
    days = (kept.term.until_ms - kept.term.from_ms) // DAY_MS
    until = words("my_data.kept.until", until=words.date(kept.term.until_ms))
    return f"{until} {words(f'my_data.kept.{kept.term.choice}', days=days)}"


def whole_or_not(log: CheckedLog, words: Words) -> str:
    """Return whether the log can be relied on, in a sentence."""
    if log.broken_at is None:
        return words("log.whole")
    return words("log.broken", number=log.broken_at)
