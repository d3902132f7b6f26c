"""A safe moves: out of this computer as a sealed file, and in again with its recovery code, here or elsewhere.

The file opens with the recovery code and nothing else: no key of a computer and no password is in it.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault
from progrez_desktop.core.files import disk_faults, write_private
from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.person_key import Wraps
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import access_log, accounts, erasing, retention
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store import sealed_file
from progrez_desktop.core.store.safe_store import SafeStore, open_safe
from progrez_desktop.core.store.sealed_file import SealedSafe

_OLDER = "safe_rolled_back"
_SPOILT = ("safe_damaged", "safe_missing", "foreign_database", "wrong_key")


def make(deps: Deps, account_id: str) -> bytes:
    """Return the sealed file of an account. It needs no open safe, and opens none.

    Nobody may be writing to the safe meanwhile: a person's own lane, or a command that holds the folder.

    Raises:
        LookupError: There is no such account.
        DataFault: "safe_missing"; "wrap_damaged": the safe has no recovery code.
        EnvironmentFault: What the disk says.
    """
    account = deps.device.account(account_id)
    if account is None or account.state != "active":
        raise LookupError("no such account on this device")
    recovery = deps.device.wraps(account_id).get("recovery")
    if recovery is None:
        raise DataFault("wrap_damaged")
    return sealed_file.write(account, recovery, deps.folder.safe_file(account.safe_file), deps.clock.now_ms())


def export(deps: Deps, session: Session, path: Path) -> None:
    """Write the sealed file of whoever is signed in, with a line in their log that is in the file as well.

    Raises:
        UsageFault, EnvironmentFault: As documents.writing.whole_file, or what the disk of the safe says.
    """
    from progrez_desktop.core.documents.writing import whole_file

    with whole_file(path) as file:
        if file.seekable():  # once for the room that it takes: a full disk is told before the log says anything
            file.write(make(deps, session.account_id))
            file.flush()
            file.seek(0)
        access_log.tell(deps, session, "safe_exported")
        file.write(make(deps, session.account_id))


def leave(deps: Deps, session: Session) -> None:
    """Take the safe off this computer, after it was moved: keys and safe go. What was permitted stays permitted, and
    what waits to be sent is still sent. It can be brought back here, which an erased account can't.

    Raises:
        EnvironmentFault: What the disk says; nothing changed then.
    """
    forget(deps, session.account_id, "safe_moved_out")
    session.safe.close()


def forget(deps: Deps, account_id: str, action: str) -> None:
    """Take off what opens a safe that is elsewhere by now, and the safe. Nobody is signed in to it any more.

    Args:
        action: What the operators' list says of it.

    Raises:
        EnvironmentFault: What the disk says; nothing changed then.
    """
    account = deps.device.account(account_id)
    assert account is not None
    deps.device.forget_accounts([account.id], keep_releases=True)
    with suppress(EnvironmentFault):  # without its keys it is noise already
        deps.folder.remove_safes({account.safe_file})
        deps.device.audit.append(AuditEvent(deps.clock.now_ms(), "person", action, account.id, {}))


def take_in(deps: Deps, data: bytes, code: str, new_password: str) -> Session:
    """Bring a safe in and sign its owner in. A kill in between leaves a file that no key opens, as at a new account.

    Somebody who has the file can try codes wherever they like, so that there is no waiting here: 160 random bits
    don't need it.

    Raises:
        UsageFault: "recovery_code_typing" with the groups, "recovery_code_length", "password_too_short".
        LockedFault: "wrong_recovery_code".
        DataFault: "sealed_safe_other", "sealed_safe_damaged"; "sealed_safe_older": this computer knows of answers or
            lines of the log that the file lacks; "sealed_safe_erased": the account was erased here; "account_exists":
            another account here has the address; "newer_schema".
        EnvironmentFault: What the disk says. Nothing of the file stays behind, whatever was wrong.
    """
    sealed = sealed_file.read(data)
    key = person_key.open_with_recovery({"recovery": sealed.recovery}, sealed.account_id, code)
    session = entered(deps, sealed, key, new_password)
    accounts.keeps_recovery_code(deps, session)
    access_log.tell_if_possible(deps, session, "safe_moved_in")
    accounts.settle(deps, session)
    return session


def entered(deps: Deps, sealed: SealedSafe, key: person_key.PersonKey, password: str) -> Session:
    """Put a safe in place whose key was opened, make its owner's account here, and return it open.

    Args:
        password: What opens it here from now on.

    Raises:
        DataFault, EnvironmentFault: As `take_in`.
    """
    if erasing.is_erased(deps, sealed.account_id):
        raise DataFault("sealed_safe_erased")
    wrap = person_key.wrap_password(key, password, deps.machine.pepper, deps.cost, deps.entropy)
    known = deps.device.account(sealed.account_id)
    account = _account(deps, sealed, known)
    path = deps.folder.safe_file(account.safe_file)
    try:
        _put_in_place(path, sealed)
        safe = _opened(deps, account, key)
        try:
            session = _entered(deps, account, known, safe, {"password": wrap, "recovery": sealed.recovery})
        except BaseException:
            safe.close()
            raise
    except BaseException:
        _discard(path)
        raise
    # From here on the account is there and this is its safe, whatever else fails: it is never discarded.
    with suppress(EnvironmentFault):  # the next sign-in tells the device
        session.safe.keep_chain_head()
    if known is not None and known.state == "active":
        with suppress(EnvironmentFault):
            deps.folder.remove_safes({known.safe_file})
    retention.count_anew(deps, account.id)
    return session


def _account(deps: Deps, sealed: SealedSafe, known: Account | None) -> Account:
    """Return the account that the safe is opened as: at least as far as this device, or else the file, knows it."""
    here = known if known is not None and known.state == "active" else None
    return Account(
        id=sealed.account_id,
        email_lookup=b"",
        state="active",
        created_ms=deps.clock.now_ms(),
        safe_file=deps.new_id(),
        inbox_public_key=b"",
        chain_head=here.chain_head if here else sealed.answers,
        log_head=here.log_head if here else sealed.log,
    )


def _put_in_place(path: Path, sealed: SealedSafe) -> None:
    if sealed.journal:  # first: a safe beside which it is missing would be taken for whole
        write_private(_journal(path), sealed.journal)
    write_private(path, sealed.safe)


def _opened(deps: Deps, account: Account, key: person_key.PersonKey) -> SafeStore:
    try:
        safe = open_safe(deps.device, account, key.safe_keys())
    except Fault as fault:
        if fault.code == _OLDER:
            raise DataFault("sealed_safe_older") from fault
        if fault.code in _SPOILT:
            raise DataFault("sealed_safe_damaged") from fault
        raise
    if not safe.log.checked(account.log_head).is_whole:
        safe.close()
        raise DataFault("sealed_safe_older")
    return safe


def _entered(deps: Deps, account: Account, known: Account | None, safe: SafeStore, wraps: Wraps) -> Session:
    details = safe.details()
    lookup = email_lookup(deps.machine.directory_key, details.email)
    other = deps.device.find_account(lookup)
    if other is not None and other.id != account.id:
        raise DataFault("account_exists")
    full = replace(account, email_lookup=lookup, inbox_public_key=safe.releases.inbox_public_key())
    if known is None:
        deps.device.create_account(full, wraps)
    else:
        deps.device.bring_back_account(full, wraps)
    return Session(account.id, details, safe)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _discard(path: Path) -> None:
    with suppress(OSError), disk_faults(path.parent):
        for one in (path, _journal(path)):
            one.unlink(missing_ok=True)
