"""Erasing an account: its keys, its safe and all that the device knows of it; and keeping it erased.

The list of erased accounts is written first. From then on the account is gone: what a kill leaves of it, or an older
database brings back, is destroyed when the storage opens.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.model.account import Account, AccountState
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.erased_list import Erased, ErasedList, Why
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import Words

PARTS = ("destroyed", "told", "stays", "limits")
"""What a person is told of erasing, each `erasing.<part>`."""
When = Literal["before", "after"]


@dataclass(frozen=True)
class Outlook:
    """What erasing would destroy, and who has a copy that they will be told to destroy. Names nobody."""

    reference: str
    """Of the receipt: random, and known from before until after."""
    sittings: int
    answers: int
    told_later: int
    """Requests to erase that go to a rating office or an organisation with the next that is brought or sent there."""


@dataclass(frozen=True)
class Gone:
    """It was done."""

    outlook: Outlook
    at_ms: int
    is_complete: bool = True
    """Else the disk kept some of it: nobody can open it, and it is destroyed when the program starts again."""


def erased_list(folder: DataFolder, machine: MachineKey) -> ErasedList:
    return ErasedList(folder.erased_lists(machine.install_id), machine.derived("chain"))


def outlook(deps: Deps, session: Session) -> Outlook:
    """Return what would happen, for the person to read before they decide."""
    attempts, releases = session.safe.attempts(), session.safe.releases.all_live()
    return Outlook(
        reference=deps.new_id(),
        sittings=len(attempts),
        answers=sum(len(session.safe.responses(attempt.id)) for attempt in attempts),
        told_later=sum(deps.device.outbox.is_out(release.id) for release in releases),
    )


def erase(deps: Deps, session: Session, ahead: Outlook) -> Gone:
    """Erase the account of whoever is signed in, and close their safe. There is no way back.

    Raises:
        EnvironmentFault: What the disk says; nothing was erased then, and the safe is open as before.
    """
    account = deps.device.account(session.account_id)
    if account is None:
        raise LookupError("somebody is signed in whom this device does not know")
    entry = Erased(account.id, account.safe_file, deps.clock.now_ms())
    erased_list(deps.folder, deps.machine).add(entry)
    session.safe.close()
    return Gone(ahead, entry.at_ms, is_complete=_is_destroyed(deps, [entry], _told("person", entry)))


def erase_locked(deps: Deps, account: Account, why: str) -> bool:
    """Erase an account on request, without its owner's password: staff do it, and nobody is signed in.

    Args:
        why: The kind of request, for the operators' list.

    Returns:
        Whether it is complete; else the rest is destroyed when the program starts again.

    Raises:
        EnvironmentFault: What the disk says; nothing was erased then.
    """
    reason: Why = "under_age" if why == "under_16" else "duty"
    entry = Erased(account.id, account.safe_file, deps.clock.now_ms(), reason)
    erased_list(deps.folder, deps.machine).add(entry)
    return _is_destroyed(deps, [entry], _told("staff", entry, why=why))


def erase_over(deps: Deps, over: Sequence[tuple[str, str]]) -> bool:
    """Destroy safes whose term is over, by account and file; what had been released lives on to its own end."""
    now = deps.clock.now_ms()
    entries = [Erased(account_id, safe_file, now, "term") for account_id, safe_file in over]
    erased_list(deps.folder, deps.machine).add(*entries)
    return _is_destroyed(deps, entries, [event for entry in entries for event in _told("computer", entry, why="term")])


def _is_destroyed(deps: Deps, entries: Sequence[Erased], events: Sequence[AuditEvent]) -> bool:
    try:
        _destroy(deps.folder, deps.device, entries, events)
    except EnvironmentFault:
        return False
    return True


def _told(actor: str, entry: Erased, **params: str) -> list[AuditEvent]:
    return [AuditEvent(entry.at_ms, actor, "account_erased", entry.account_id, params)]


def is_erased(deps: Deps, account_id: str) -> bool:
    """Return whether an account is gone, also where the disk has kept it from being destroyed until now."""
    return any(entry.account_id == account_id for entry in erased_list(deps.folder, deps.machine).entries())


def apply(folder: DataFolder, device: DeviceStore, machine: MachineKey) -> None:
    """Destroy again whatever is there of accounts that were erased. Called when the storage opens, before any use.

    Raises:
        EnvironmentFault: What the disk says: nobody goes on beside an account that came back.
    """
    there, known = folder.safes_there(), device.states()
    back = [one for one in erased_list(folder, machine).entries() if _came_back(one, known, there)]
    _destroy(folder, device, back, is_older=True)


def _came_back(entry: Erased, known: Mapping[str, AccountState], there: Collection[str]) -> bool:
    state = known.get(entry.account_id)
    is_known = state is not None and not (entry.by_term and state == "erased")  # its releases hang on it
    return is_known or entry.safe_file in there


def _destroy(
    folder: DataFolder,
    device: DeviceStore,
    entries: Sequence[Erased],
    events: Sequence[AuditEvent] = (),
    *,
    is_older: bool = False,
) -> None:
    """The keys first: without them the files are noise already. Where there are events, all entries are of one kind."""
    if not entries:
        return
    for entry in entries:
        if entry.why != "term":  # what waits is dropped, and what left is followed
            going_on = device.outbox.going_on(entry.account_id)
            device.outbox.end_all(going_on, entry.at_ms, entry.why or "deleted", is_older=is_older)
    for by_term in (False, True):
        if accounts := [entry.account_id for entry in entries if entry.by_term is by_term]:
            device.forget_accounts(accounts, keep_releases=by_term, events=events)
    folder.remove_safes({entry.safe_file for entry in entries})


def paper(ahead: Outlook, done_ms: int | None, today: date, words: Words) -> bytes:
    """Return the receipt as a PDF: before it is done, what will happen; afterwards, what did."""
    from progrez_desktop.core.documents.letter import Letter, Part, render_letter

    when: When = "before" if done_ms is None else "after"
    facts = [(words("erasing.reference"), ahead.reference)]
    if done_ms is not None:
        facts.append((words("erasing.done_at"), words.moment(done_ms)))
    parts = tuple(Part(words(f"erasing.{part}.title"), (told(part, ahead, when, words),)) for part in PARTS)
    title, lead = words(f"erasing.paper.{when}.title"), words(f"erasing.paper.{when}.lead")
    return render_letter(Letter(title, lead, tuple(facts), parts, words.language, today))


def told(part: str, ahead: Outlook, when: When, words: Words) -> str:
    """Return what is said of one part, before it is done or after it was."""
    if part == "told" and not ahead.told_later:
        return words(f"erasing.told.nobody.{when}")
    return words(
        f"erasing.{part}.{when}",
        sittings=words.plural("erasing.sittings", ahead.sittings),
        answers=words.plural("erasing.answers", ahead.answers),
        requests=words.plural("erasing.requests", ahead.told_later),
    )
