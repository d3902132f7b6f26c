"""Withdrawing with the code of a receipt: nobody is named and no safe is opened, here or where it was never made."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.keys import withdrawal_code
from progrez_desktop.core.keys.withdrawal_code import ENVELOPES, RATINGS, WithdrawalCode
from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import ended_releases, tries
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.outbox import RATING, Known
from progrez_desktop.core.words import LANGUAGES, Words

_TRIES = hashlib.sha256(b"withdrawal code").digest()
"""Under which codes that this device does not know are counted: beside the failed sign-ins, and of no account."""

State = Literal["withdrawn", "withdrawn_before", "passed_on"]


@dataclass(frozen=True)
class Withdrawn:
    """What came of a code. `names` are those who are asked to erase; none where nothing had left, or `cut_off`."""

    reference: str
    state: State
    at_ms: int
    names: tuple[LocalText, ...]
    cut_off: bool = False
    """Something had left, for an organisation that this device is not in touch with any more."""


def by_code(deps: Deps, typed: str) -> Withdrawn:
    """Withdraw everything that the receipt with this code tells of.

    What waits to leave is dropped, and what left is followed by a request to erase it. The safe, if it is here, learns
    of it when its owner signs in. A code that was made elsewhere is passed on to everybody that this device is in
    touch with; since nobody here can tell such a code from an invented one, it counts as a wrong try.

    Raises:
        UsageFault: "withdrawal_code_typing" with the groups that were mistyped, "withdrawal_code_length".
        LockedFault: "sign_in_wait" after five codes that are not of this device; "wrong_withdrawal_code": it is not,
            and there is nobody to pass it on to.
        EnvironmentFault: What the disk says; nothing changed then.
    """
    code = withdrawal_code.read(typed)
    deps.device.raise_high_water(deps.clock.now_ms())
    now, outbox = deps.device.high_water_ms(), deps.device.outbox
    known = outbox.of_code(code.lookup)
    if known is None:
        return _passed_on(deps, code, now)
    if known.ended_ms is not None:
        return Withdrawn(deps.new_id(), "withdrawn_before", known.ended_ms, ())
    had_left, names = _end_all(deps, known, now)
    reference = deps.new_id()
    deps.device.audit.append(AuditEvent(now, "person", "withdrawn_by_code", known.account_id, {"receipt": reference}))
    return Withdrawn(reference, "withdrawn", now, names, cut_off=had_left and not names)


def _end_all(deps: Deps, known: Known, now: int) -> tuple[bool, tuple[LocalText, ...]]:
    """End what goes on with that organisation, and return whether any of it had left, and who is asked to erase."""
    outbox = deps.device.outbox
    going_on = outbox.of_organisation(known.account_id, known.organisation_id)
    had_left = [one for one in going_on if outbox.is_out(one)]
    outbox.end_all(going_on, now)
    ended_releases.keep(deps)
    theirs = (known.organisation_id, known.organisation_id + RATING)
    names = tuple(name for receiver, name in _receivers(deps) if receiver in theirs)
    return bool(had_left), names if had_left else ()


def _passed_on(deps: Deps, code: WithdrawalCode, now: int) -> Withdrawn:
    tries.checked(deps, _TRIES)
    tries.failed(deps, _TRIES)
    outbox, receivers = deps.device.outbox, _receivers(deps)
    if not receivers:
        raise LockedFault("wrong_withdrawal_code")
    for receiver, _ in receivers:
        for part in RATINGS if receiver.endswith(RATING) else ENVELOPES:
            outbox.ask_to_erase(receiver, code.release_id(part), code.erase_secret(part), now)
    return Withdrawn(deps.new_id(), "passed_on", now, tuple(name for _, name in receivers))


def _receivers(deps: Deps) -> list[tuple[str, LocalText]]:
    """Return everybody that this device is in touch with: those that it sent to, and whose assessment is taken here."""
    found: dict[str, LocalText] = {one: dict.fromkeys(LANGUAGES, name) for one, name in deps.device.outbox.receivers()}
    ours = deps.assessment.organisation
    known = deps.device.organisations.find(ours.id) if ours is not None else None
    is_dropped = known is not None and known.state == "dropped"
    if ours is not None and not is_dropped and (ours.public_key is not None or ours.id in found):
        found[ours.id] = ours.name
    return sorted(found.items(), key=lambda one: one[0])


def sentences(done: Withdrawn, words: Words) -> tuple[str, ...]:
    """Return what came of it, in sentences."""
    at, names = words.moment(done.at_ms), ", ".join(name[words.language] for name in done.names)
    told = [words(f"withdrawing.{done.state}", at=at, names=names)]
    if done.state == "withdrawn":
        whom = "withdrawing.told.cut_off" if done.cut_off else "withdrawing.told.nobody"
        told.append(words("withdrawing.told", names=names) if names else words(whom))
    return tuple(told)


def paper(done: Withdrawn, today: date, words: Words) -> bytes:
    """Return the receipt as a PDF. It names nobody and does not hold the code."""
    from progrez_desktop.core.documents.letter import Letter, Part, render_letter

    facts = ((words("receipt.number"), done.reference), (words("receipt.made"), words.moment(done.at_ms)))
    parts = (Part(words("withdrawing.paper.what"), sentences(done, words)),)
    title, lead = words("withdrawing.paper.title"), words("withdrawing.paper.lead")
    return render_letter(Letter(title, lead, facts, parts, words.language, today))
