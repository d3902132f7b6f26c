"""What a person sees on the page "My data": what is held, who may receive what, and what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from progrez_desktop.core.consent import FIELDS, Standing, fields_of, standings
from progrez_desktop.core.model.access_log import CheckedLog, LogLine
from progrez_desktop.core.model.assessment import LocalText, Organisation
from progrez_desktop.core.model.contest import Said
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    access_log,
    arrivals,
    asking,
    contesting,
    public_notices,
    receipts,
    results,
    retention,
)
from progrez_desktop.core.services.asking import Asking
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.public_notices import PublicNotice
from progrez_desktop.core.services.retention import Kept
from progrez_desktop.core.store.safe_releases import ReleaseRecord
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class OwnSay:
    """What the person can say of their latest result, and what they said."""

    profile: Profile
    said: Said
    asking: Asking
    """Where a wish for a human rating stands."""


@dataclass(frozen=True)
class Released:
    """Something that the person sent to an organisation, or its rating office."""

    organisation_id: str
    at_ms: int
    fields: tuple[str, ...]
    ended_ms: int | None
    has_left: bool
    """Else it still waits here."""
    id: str = ""
    arrived_ms: int | None = None
    """When its organisation received it, and erased it again, as its server signed."""
    erased_ms: int | None = None
    backup_days: int | None = None


@dataclass(frozen=True)
class MyData:
    details: PersonDetails
    organisation: Organisation | None
    choices: tuple[Standing, ...]
    held: Mapping[str, int]
    """How much there is, by table of the safe."""
    log: CheckedLog
    has_receipt: bool
    providers: int = 0
    """How many users of a provider find this account."""
    others: tuple[tuple[Organisation, tuple[Standing, ...]], ...] = ()
    """Other organisations than that of this assessment, with what each was ever allowed."""
    released: tuple[Released, ...] = ()
    say: OwnSay | None = None
    """None while there is no result."""
    kept: Kept | None = None
    """Until when, and what may be chosen instead."""
    names: Mapping[str, LocalText] = field(default_factory=dict)
    """Of the organisations that the person decided about, by id."""
    notices: tuple[PublicNotice, ...] = ()
    """What organisations tell everybody now."""


def look(deps: Deps, session: Session) -> MyData:
    organisation = deps.assessment.organisation
    return MyData(
        details=session.safe.details(),
        organisation=organisation,
        choices=choices_now(deps, session),
        held=session.safe.held(),
        log=access_log.checked(deps, session),
        has_receipt=receipts.latest(session) is not None,
        providers=deps.device.provider_links.count(session.account_id),
        others=_others(deps, session),
        names=names(deps, session),
        notices=public_notices.current(deps, session),
        released=tuple(_released(deps, session, record) for record in session.safe.releases.all()),
        say=_own_say(deps, session),
        kept=retention.look(deps, session),
    )


def _own_say(deps: Deps, session: Session) -> OwnSay | None:
    profile = results.latest(deps, session)
    if profile is None:
        return None
    said = contesting.said(session, profile.attempt_id)
    return OwnSay(profile, said, asking.standing(deps, session, profile.attempt_id))


def choices_now(deps: Deps, session: Session) -> tuple[Standing, ...]:
    """Return where each purpose stands with the organisation of this assessment."""
    organisation = deps.assessment.organisation
    if organisation is None:
        return ()
    now = deps.latest_ms()
    return standings(session.safe.grants(), organisation.id, deps.assessment.purposes, now)


def _others(deps: Deps, session: Session) -> tuple[tuple[Organisation, tuple[Standing, ...]], ...]:
    now = deps.latest_ms()
    grants, ours = session.safe.grants(), deps.assessment.organisation
    found = [(one, standings(grants, one.id, (), now)) for one in receipts.organisations(deps, session) if one != ours]
    return tuple((one, choices) for one, choices in found if choices)


def _released(deps: Deps, session: Session, record: ReleaseRecord) -> Released:
    told = record.body.get("content") or dict.fromkeys(fields_of(record.body["purpose"]))
    fields = tuple(name for name in FIELDS if name in told)
    left = record.ended_ms is not None or deps.device.outbox.is_out(record.id)
    there = arrivals.of(deps, session, record)
    told_there = there.arrived_ms, there.erased_ms, there.backup_days
    return Released(record.organisation_id, record.released_ms, fields, record.ended_ms, left, record.id, *told_there)


def released_sentence(one: Released, words: Words) -> str:
    """Return what was released when, and how that stands."""
    fields = ", ".join(words(f"receipt.field.{name}") for name in one.fields)
    times = {"ended": one.ended_ms, "arrived": one.arrived_ms, "erased": one.erased_ms}
    said = {name: words.moment(at_ms) for name, at_ms in times.items() if at_ms is not None}
    told = words(f"my_data.released.{_state(one)}", at=words.moment(one.at_ms), fields=fields, **said)
    if one.erased_ms is None or not one.backup_days:
        return told
    return f"{told} {words.plural('my_data.released.copies', one.backup_days)}"


def _state(one: Released) -> str:
    if one.ended_ms is not None:
        return "erased" if one.erased_ms is not None else "ended"
    if one.arrived_ms is not None:
        return "arrived"
    return "left" if one.has_left else "waiting"


def left_by(deps: Deps, session: Session, receipt: receipts.Receipt, words: Words) -> tuple[str, ...]:
    """Return what was released to the organisation of a receipt, and what became of it, for the receipt on paper."""
    whose = receipts.organisation_of(receipt)
    found = (_released(deps, session, one) for one in session.safe.releases.all() if one.organisation_id == whose)
    return tuple(released_sentence(one, words) for one in found)


def held_sentences(held: Mapping[str, int], words: Words) -> list[str]:
    return [words.plural(f"my_data.held.{table}", n) for table, n in held.items() if n]


def state_sentence(standing: Standing, words: Words) -> str:
    """Return where a purpose stands."""
    grant = standing.grant
    if grant is None:
        return words("my_data.state.not_given")
    days = {"since": words.date(grant.granted_ms), "until": words.date(grant.until_ms)}
    return words(f"my_data.state.{standing.state}", ended=words.date(grant.withdrawn_ms or grant.until_ms), **days)


def names(deps: Deps, session: Session) -> dict[str, LocalText]:
    """Return what the organisations are called that the person decided about, by id."""
    return {one.id: one.name for one in receipts.organisations(deps, session)}


def sentence(line: LogLine, words: Words, names: Mapping[str, LocalText] | None = None) -> str:
    """Return one line of the log in plain words.

    Args:
        names: Of organisations, by id; where there are several, a line says which one it is about.
    """
    told = _sentence(line, words)
    about = (names or {}).get(line.organisation_id or "")
    return told if about is None or len(names or {}) < 2 else f"{about[words.language]}: {told}"


def _sentence(line: LogLine, words: Words) -> str:
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
    if "times" in params:
        by = words(f"log.mail.by.{params['by']}")
        return words.plural(f"log.{line.action}", params["times"], by=by, at=words.moment(params["done_ms"]))
    if line.action in ("release_arrived", "release_erased_there"):
        return words(f"log.{line.action}", at=words.moment(params["done_ms"]))
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
