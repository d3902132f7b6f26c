"""Accounts: make one, sign in with password or recovery code, sign out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.identity.email import email_fault, email_lookup
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.keys.person_key import PersonKey, Wraps
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.keys import KEY_BYTES, Kdf, Wrap, WrapKind
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import (
    access_log,
    arrivals,
    consents,
    correcting,
    erasing,
    mail,
    notices,
    privacy,
    ratings,
    releasing,
    retention,
    sat_here,
    training_texts,
    tries,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.chain import CHAIN_START
from progrez_desktop.core.store.safe_store import create_safe, open_safe

_NOT_YOURS = ("wrong_password", "wrong_recovery_code")


@dataclass(frozen=True)
class NewAccount:
    session: Session
    recovery_code: str = field(repr=False)
    """To be shown once; it is kept nowhere."""


@dataclass(frozen=True)
class Return:
    """Somebody came back."""

    session: Session
    recovery_code: str | None = field(repr=False)
    """A new one, to be shown once, where nobody ever showed that they keep the one before. That opens nothing now."""


def create(deps: Deps, details: PersonDetails, password: str) -> NewAccount:
    """Make an account with a safe of its own, and sign in.

    The safe is made before the account is entered in the directory: a kill in between leaves a file that no key
    opens, and never an account without a safe.

    Raises:
        DataFault: "account_exists"; the person is told so neutrally.
        UsageFault: "password_too_short", or what is wrong with the address.
        EnvironmentFault: What the disk says; no account was made then.
    """
    fault = email_fault(details.email)
    if fault is not None:
        raise UsageFault(fault)
    lookup = email_lookup(deps.machine.directory_key, details.email)
    if deps.device.find_account(lookup) is not None:
        raise DataFault("account_exists")
    now, account_id = deps.clock.now_ms(), deps.new_id()
    made = person_key.make(account_id, password, deps.machine.pepper, deps.cost, deps.entropy)
    inbox = new_key_pair(deps.entropy)
    account = Account(
        id=account_id,
        email_lookup=lookup,
        state="active",
        created_ms=now,
        safe_file=deps.new_id(),
        inbox_public_key=inbox.public,
        chain_head=None,
    )
    keys = made.key.safe_keys()
    create_safe(deps.folder, account, keys, details, inbox.private)
    try:
        deps.device.create_account(account, made.wraps)
    except BaseException:
        with suppress(OSError):  # no key opens what is left; told is why there is no account
            deps.folder.safe_file(account.safe_file).unlink(missing_ok=True)
        raise
    retention.count_anew(deps, account_id)
    session = Session(account_id, details, open_safe(deps.device, account, keys))
    access_log.tell_if_possible(deps, session, "account_made")
    privacy.was_told(deps, session)  # the statement was there to be read before anything was typed
    return NewAccount(session, made.recovery_code)


def sign_in(deps: Deps, email: str, password: str) -> Session:
    """Open the safe that belongs to an address and a password.

    Raises:
        LockedFault: "wrong_password", also for an address that nobody has; "sign_in_wait" after five wrong tries;
            "term_over" where it was kept for as long as was agreed.
        DataFault: What is wrong with the safe.
    """
    return _with_password(deps, email, password)[0]


def come_back(deps: Deps, email: str, password: str) -> Return:
    """Sign in where a recovery code can be shown: a person who was interrupted at the first one gets another."""
    session, key = _with_password(deps, email, password)
    due = session.safe.notices.is_waiting("recovery_code")
    return Return(session, _new_recovery_code(deps, key) if due else None)


def keeps_recovery_code(deps: Deps, session: Session) -> None:
    """Note that the person has shown to keep the recovery code."""
    with suppress(EnvironmentFault):  # a full disk stops nobody here; the next sign-in then asks again
        session.safe.notices.was_told("recovery_code", deps.clock.now_ms())


def sign_in_with_recovery(deps: Deps, email: str, code: str, new_password: str) -> Session:
    """Open the safe with its recovery code, which stays valid, and give it a new password.

    Raises:
        UsageFault: "recovery_code_typing" with the groups that were mistyped, "password_too_short".
        LockedFault: "wrong_recovery_code", "sign_in_wait".
    """

    def unwrap(account_id: str, wraps: Wraps) -> PersonKey:
        key = person_key.open_with_recovery(wraps, account_id, code)
        wrap = person_key.wrap_password(key, new_password, deps.machine.pepper, deps.cost, deps.entropy)
        deps.device.replace_wrap(account_id, wrap)
        return key

    session, _ = _opened(deps, email, unwrap, "signed_in_by_code")
    keeps_recovery_code(deps, session)
    return session


def sign_out(session: Session) -> None:
    """Close the safe; with the session goes the only copy of its key. One whose account is gone is closed already."""
    if session.safe.is_closed:
        return
    with suppress(EnvironmentFault):  # a full disk keeps nobody signed in; the head follows at the next sign-in
        session.safe.keep_chain_head()
    session.safe.close()


def _with_password(deps: Deps, email: str, password: str) -> tuple[Session, PersonKey]:
    return _opened(
        deps, email, lambda account, wraps: person_key.open_with_password(wraps, account, password, deps.machine.pepper)
    )


def _new_recovery_code(deps: Deps, key: PersonKey) -> str | None:
    """Put a new code in the place of the old one, or leave that where the disk takes nothing."""
    wrap, code = person_key.wrap_recovery(key, deps.entropy)
    try:
        deps.device.replace_wrap(key.account_id, wrap)
    except EnvironmentFault:
        return None
    return code


def _opened(
    deps: Deps, email: str, unwrap: Callable[[str, Wraps], PersonKey], way: Action = "signed_in"
) -> tuple[Session, PersonKey]:
    lookup = email_lookup(deps.machine.directory_key, email)
    with suppress(EnvironmentFault):  # a full disk keeps nobody from what they wrote
        deps.device.raise_high_water(deps.clock.now_ms())
    failures = tries.checked(deps, lookup)
    account = deps.device.find_account(lookup)
    try:
        if account is None or erasing.is_erased(deps, account.id):
            return _nobody(deps, unwrap)
        key = unwrap(account.id, deps.device.wraps(account.id))
    except Fault as fault:
        if fault.code in _NOT_YOURS:
            tries.failed(deps, lookup)
        raise
    tries.succeeded(deps, lookup)
    if retention.is_over(deps, account.id):  # told to nobody but who has the key
        raise LockedFault("term_over")
    safe = open_safe(deps.device, account, key.safe_keys())
    session = Session(account.id, safe.details(), safe)
    _tell_arrival(deps, session, way, *failures)
    settle(deps, session)
    return session, key


def settle(deps: Deps, session: Session) -> None:
    """Bring safe and device in line, and take in what came while the safe was locked or elsewhere."""
    take_in_what_came(deps, session)
    correcting.settle(deps, session)
    retention.settle(deps, session)
    sat_here.settle(deps, session)


def take_in_what_came(deps: Deps, session: Session) -> None:
    """Let the safe know what happened while it was locked: what was withdrawn, what came back, what staff did."""
    notices.take_in(deps, session)  # first: what staff withdrew is told as theirs
    with suppress(EnvironmentFault):  # a full disk keeps nobody from their own profile; the next sign-in tells it
        releasing.settle(deps, session)
        consents.tell_ended(deps, session)
    ratings.take_in(deps, session)
    arrivals.tell(deps, session)
    mail.take_in(deps, session)
    training_texts.settle(deps, session)


def _tell_arrival(deps: Deps, session: Session, way: Action, failures: int, last_ms: int) -> None:
    """Tell that somebody came, and who tried before: while a safe is locked, only the device can count them."""
    if session.safe.log.end() == CHAIN_START:
        access_log.tell_if_possible(deps, session, "log_began")
    if failures:
        access_log.tell_if_possible(deps, session, "wrong_password", actor="somebody", times=failures, last_ms=last_ms)
    access_log.tell_if_possible(deps, session, way)


def _nobody(deps: Deps, unwrap: Callable[[str, Wraps], PersonKey]) -> tuple[Session, PersonKey]:
    """Try wraps that no secret opens: it takes as long and says the same as a wrong password does for an account."""
    wraps: dict[WrapKind, Wrap] = {
        kind: Wrap(
            kind=kind,
            kdf=Kdf(deps.cost, deps.entropy.bytes(16)) if kind == "password" else None,
            nonce=deps.entropy.bytes(12),
            ciphertext=deps.entropy.bytes(KEY_BYTES + 16),
        )
        for kind in ("password", "recovery")
    }
    unwrap(deps.new_id(), wraps)
    raise LockedFault("wrong_password")
