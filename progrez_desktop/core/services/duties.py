"""Requests about somebody's data that came by mail: entered, confirmed, identity checked, done, answered, wiped.

Staff find the account by its address and open no safe. What was asked is done before the letter is written, and the
request is closed after it: whoever is interrupted does the last step again, and nothing is done twice.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from progrez_desktop.core import duty as rules
from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.identity.email import email_fault, email_lookup, normalise_email
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.duty import Deed, Duty, Kind, Outcome, Request, State
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import duty_letters, ended_releases, erasing, notices, own_package
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words

WITHOUT_IDENTITY = ("under_16", "authority")
"""A child's data go at once, whoever tells; and an authority is known by its own letter."""
ERASING = ("erasure", "under_16")
"""Kinds that are done by destroying the account."""
_LEAST_SIGNS = 4


@dataclass(frozen=True)
class Standing:
    """How one request stands today, without what only staff may read."""

    duty: Duty
    state: State


@dataclass(frozen=True)
class Answer:
    """How staff end a request."""

    letter: Path
    """A PDF; the same as text is put beside it."""
    text: str = ""
    """What they have to say, in their own words."""
    refused: bool = False
    package: Path | None = None
    """Where the locked package goes, for who wants a copy."""


@dataclass(frozen=True)
class Closed:
    duty: Duty
    outcome: Outcome


def enter(deps: Deps, key: StaffKey, kind: Kind, request: Request, received: date | None = None) -> Duty:
    """Enter a request. One about a child is carried out at once.

    Raises:
        UsageFault: What is wrong with an address; "duty_received_later"; "duty_there_already", with its number.
    """
    deps.permit("handle_duties")
    today = rules.day_of(deps.mark_ms())
    received = received or today
    for address in filter(None, (request.email, request.reply_to)):
        if fault := email_fault(address):
            raise UsageFault(fault)
    if received > today:
        raise UsageFault("duty_received_later")
    for one in standings(deps):
        if one.state != "closed" and one.duty.kind == kind and _is_about(read(key, one.duty), request.email):
            raise UsageFault("duty_there_already", number=one.duty.number)
    account, duty_id = account_of(deps, request), deps.new_id()
    request = replace(request, account_id=account.id if account else None)
    made = Duty(
        id=duty_id,
        kind=kind,
        account_id=None if kind == "authority" else request.account_id,
        received_ms=rules.start_of(received),
        due_ms=rules.start_of(rules.due_day(received)),
        confirmed_ms=None,
        identity_ms=None,
        acted_ms=None,
        closed_ms=None,
        sealed=_sealed(deps, key, duty_id, request),
    )
    deps.device.duties.put(made, event_of(deps, made, "duty_entered"))
    return act(deps, made, account) if kind == "under_16" else made


def standings(deps: Deps) -> list[Standing]:
    """Return every request with how it stands, what is due first first. A clock set back makes nothing less due."""
    today = rules.day_of(deps.mark_ms())
    return [Standing(duty, rules.state_of(duty, today)) for duty in deps.device.duties.all()]


def find(deps: Deps, number: str) -> Duty:
    """Return a request by its number, or the beginning of it.

    Raises:
        UsageFault: "duty_unknown": there is none, or more than one.
    """
    found = [duty for duty in deps.device.duties.all() if duty.id.startswith(number)]
    if len(number) < _LEAST_SIGNS or len(found) != 1:
        raise UsageFault("duty_unknown")
    return found[0]


def read(key: StaffKey, duty: Duty) -> Request:
    """Return what only staff may read.

    Raises:
        DataFault: "duty_unreadable".
    """
    return Request.from_json(key.open(duty.id, duty.sealed))


def confirm(deps: Deps, key: StaffKey, number: str, path: Path) -> Duty:
    """Write the confirmation as a mail that is ready to be sent, and note that it was made.

    Raises:
        UsageFault: "duty_closed"; "duty_nobody_to_write_to": an order of an authority is not confirmed to its subject.
        UsageFault, EnvironmentFault: As documents.writing.whole_file.
    """
    deps.permit("handle_duties")
    from progrez_desktop.core.documents.writing import save_whole

    duty = find_open(deps, number)
    request = read(key, duty)
    if duty.kind == "authority" and not request.reply_to:
        raise UsageFault("duty_nobody_to_write_to")
    save_whole(path, duty_letters.confirmation(duty, request, deps.clock.now_ms()))
    return _keep(deps, replace(duty, confirmed_ms=deps.mark_ms()), "duty_confirmed")


def check_identity(deps: Deps, key: StaffKey, number: str, how: str) -> Duty:
    """Note that it is known who asks, and how that was found out.

    Raises:
        UsageFault: "duty_closed", "duty_identity_how".
    """
    deps.permit("handle_duties")
    duty = find_open(deps, number)
    if not how.strip():
        raise UsageFault("duty_identity_how")
    request = replace(read(key, duty), identity=how)
    known = replace(duty, identity_ms=deps.mark_ms(), sealed=_sealed(deps, key, duty.id, request))
    return _keep(deps, known, "duty_identity_checked")


def close(deps: Deps, key: StaffKey, number: str, answer: Answer, words: Words) -> Closed:
    """Do what was asked, write the letter, and close the request.

    Raises:
        UsageFault: "duty_closed", "duty_identity_first", "duty_answer_needed", "duty_disclose", "duty_package_not".
        UsageFault, EnvironmentFault: As documents.writing.whole_file. The request is open then and can be closed again.
    """
    deps.permit("handle_duties")
    from progrez_desktop.core.documents.writing import whole_file

    duty = find_open(deps, number)
    request = read(key, duty)
    _may_be_closed(duty, answer)
    account = account_of(deps, request)
    outcome = _outcome(deps, duty, request, account, answer)
    with ExitStack() as files:
        # The places first: one that takes no file is told while nothing was done yet.
        letter = files.enter_context(whole_file(answer.letter))
        text = files.enter_context(whole_file(beside(answer.letter, ".txt")))
        if answer.package is not None and outcome == "package" and account is not None:
            files.enter_context(whole_file(answer.package)).write(own_package.make(deps, account))
        paper = duty_letters.answer(deps, duty, account, outcome, answer.text, words)
        if outcome == "done":
            duty = act(deps, duty, account)
        letter.write(duty_letters.as_pdf(paper))
        text.write(duty_letters.as_text(paper))
    if outcome == "package" and account is not None:
        notices.leave(deps, account, "package_made", {}, number=duty.number)
    request = replace(request, answer=answer.text)
    closed = replace(duty, closed_ms=deps.mark_ms(), sealed=_sealed(deps, key, duty.id, request))
    return Closed(_keep(deps, closed, "duty_closed", outcome=outcome), outcome)


def account_of(deps: Deps, request: Request) -> Account | None:
    """Return the account of an address: by its keyed hash, without opening anything. One that is erased is nobody's."""
    account = deps.device.find_account(email_lookup(deps.machine.directory_key, request.email))
    return None if account is None or erasing.is_erased(deps, account.id) else account


def act(deps: Deps, duty: Duty, account: Account | None) -> Duty:
    """Do what the device can do without a password, once; then note it.

    Raises:
        EnvironmentFault: "duty_not_complete": the disk kept some of what was to be destroyed.
    """
    if duty.acted_ms is not None:
        return duty
    if account is not None and duty.kind in ERASING:
        if not erasing.erase_locked(deps, account, duty.kind):
            raise EnvironmentFault("duty_not_complete", number=duty.number)
    elif account is not None and duty.kind == "withdrawal":
        now = deps.mark_ms()
        deps.device.outbox.end_all(deps.device.outbox.going_on(account.id), now, "duty")
        ended_releases.keep(deps)
        notices.leave(deps, account, "withdrawn_by_mail", {}, number=duty.number, at_ms=now)
    return _keep(deps, replace(duty, acted_ms=deps.mark_ms()), "duty_carried_out")


def carry_out_pending(deps: Deps) -> None:
    """Do at once what had to be done at once and was cut off: the data of a child."""
    for duty in deps.device.duties.all():
        if duty.kind == "under_16" and duty.acted_ms is None and duty.account_id is not None:
            account = deps.device.account(duty.account_id)
            act(deps, duty, account if account is not None and account.state == "active" else None)


def find_open(deps: Deps, number: str) -> Duty:
    """Return a request that is not closed yet.

    Raises:
        UsageFault: "duty_unknown", "duty_closed".
    """
    duty = find(deps, number)
    if duty.closed_ms is not None:
        raise UsageFault("duty_closed", number=duty.number)
    return duty


def beside(letter: Path, ending: str) -> Path:
    """Return where the text or the data of a letter goes: under its name with another ending, and never over it."""
    other = letter.with_suffix(ending)
    return letter.with_name(letter.name + ending) if other == letter else other


def event_of(deps: Deps, duty: Duty, action: Deed, **params: str) -> AuditEvent:
    """Return the line for the operators' list: about the account, where its owner may know."""
    told = {"duty": duty.id, "kind": duty.kind, **params}
    return AuditEvent(deps.clock.now_ms(), "staff", action, duty.account_id or duty.id, told)


def _may_be_closed(duty: Duty, answer: Answer) -> None:
    if answer.refused or duty.kind in ("correction", "objection"):
        if not answer.text.strip():
            raise UsageFault("duty_answer_needed")
    elif duty.kind == "authority":
        raise UsageFault("duty_disclose", number=duty.number)
    if answer.package is not None and duty.kind not in ("access", "portability"):
        raise UsageFault("duty_package_not")
    if duty.identity_ms is None and duty.kind not in WITHOUT_IDENTITY and not answer.refused:
        raise UsageFault("duty_identity_first", number=duty.number)


def _outcome(deps: Deps, duty: Duty, request: Request, account: Account | None, answer: Answer) -> Outcome:
    if answer.refused:
        return "refused"
    if account is None:  # erased by this very request, before it was interrupted, is done
        gone = request.account_id is not None and erasing.is_erased(deps, request.account_id)
        return "done" if gone and duty.kind in ERASING else "nobody"
    if duty.kind in ("access", "portability"):
        return "letter" if answer.package is None else "package"
    return "done"


def _is_about(request: Request, email: str) -> bool:
    return normalise_email(request.email) == normalise_email(email)


def _sealed(deps: Deps, key: StaffKey, duty_id: str, request: Request) -> bytes:
    return key.seal(duty_id, request.to_json(), deps.entropy)


def _keep(deps: Deps, duty: Duty, action: Deed, **params: str) -> Duty:
    deps.device.duties.put(duty, event_of(deps, duty, action, **params))
    return duty


def due_now(found: Sequence[Standing]) -> list[Standing]:
    """Return what needs somebody: reminded of, or overdue."""
    return [one for one in found if one.state in ("reminder", "overdue")]


def done(deps: Deps) -> list[AuditEvent]:
    """Return what staff did, and what the program did of its own accord about terms and requests, the oldest first.

    Raises:
        DataFault: "device_damaged": the list was altered.
    """
    deps.permit("read_log")
    return [event for event in deps.device.audit.events() if event.actor in ("staff", "computer")]
