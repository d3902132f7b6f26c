"""Correcting one's own name and address, with which one signs in from then on. The rest is typed on "My details"."""

from contextlib import suppress
from dataclasses import replace

from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.identity.email import email_fault, email_lookup
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services.deps import Deps, Session


def correct_person(deps: Deps, session: Session, details: PersonDetails) -> Session:
    """Keep name and address in the safe, let the device find the account by it, and return the session with them.

    Raises:
        UsageFault: What is wrong with the address.
        DataFault: "account_exists"; the person is told so neutrally. "text_not_storable".
        EnvironmentFault: What the disk says; nothing was changed in the safe then.
    """
    fault = email_fault(details.email)
    if fault is not None:
        raise UsageFault(fault)
    owner = deps.device.find_account(email_lookup(deps.machine.directory_key, details.email))
    if owner is not None and owner.id != session.account_id:
        raise DataFault("account_exists")
    before, now = session.safe.details(), deps.clock.now_ms()
    changed = [name for name in ("first_name", "last_name", "email") if getattr(before, name) != getattr(details, name)]
    if changed:
        with session.safe.transaction():
            session.safe.save_details(details, now)
            session.safe.log.append(now, "you", "details_corrected", None, {"fields": changed})
        settle(deps, session)
    return replace(session, details=details)


def settle(deps: Deps, session: Session) -> None:
    """Have the device find the account by the address in its safe: after a change, and at sign-in after a kill."""
    lookup = email_lookup(deps.machine.directory_key, session.safe.details().email)
    with suppress(EnvironmentFault):  # the address of before opens the safe until the next sign-in
        deps.device.find_by(session.account_id, lookup)
        session.safe.keep_chain_head()
