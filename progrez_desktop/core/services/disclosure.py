"""Telling an authority what the law makes staff tell: the chosen fields and no others, with reason, ground and proof.

Nobody can open a safe, so that only what this computer knows can be told. The person hears of it at their next sign-in,
unless a law forbids that until a day. Contract of the file: disclosure.schema.json.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from progrez_desktop.core import duty as rules
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.duty import Duty
from progrez_desktop.core.services import duties, duty_letters, notices
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.device_knowledge import FIELDS, Field, known_of, sentences
from progrez_desktop.core.words import Words

CONTRACT = "progrez.disclosure/1"


@dataclass(frozen=True)
class Order:
    """What an authority may be told, and why."""

    authority: str
    reason: str
    ground: str
    """The law or the order that it rests on."""
    fields: tuple[Field, ...]
    silent_until: date | None = None
    """The person may not be told before this day."""
    silent_ground: str = ""


def disclose(deps: Deps, key: StaffKey, number: str, order: Order, letter: Path, words: Words) -> Duty:
    """Write what an order asks for as a letter, with text and data beside it, and close the request.

    Raises:
        UsageFault: "duty_unknown", "duty_closed"; "disclosure_not_asked": no authority asked under that number;
            "disclosure_incomplete"; "disclosure_fields"; "disclosure_ban".
        UsageFault, EnvironmentFault: As documents.writing.whole_file. Nothing was told then.
    """
    deps.permit("handle_duties")
    from progrez_desktop.core.documents.writing import whole_file

    duty = duties.find_open(deps, number)
    if duty.kind != "authority":
        raise UsageFault("disclosure_not_asked", number=duty.number)
    _is_complete(deps, order)
    request = duties.read(key, duty)
    account = duties.account_of(deps, request)
    told = _document(deps, duty, order, account)
    data = (json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    paper = _letter(deps, duty, order, told, words)
    text, record = duties.beside(letter, ".txt"), duties.beside(letter, ".json")
    with whole_file(letter) as first, whole_file(text) as second, whole_file(record) as third:
        first.write(duty_letters.as_pdf(paper))
        second.write(duty_letters.as_text(paper))
        third.write(data)
        for file in (first, second, third):
            file.flush()
        # Before the files are in their place: what is handed over is in the list, or is not there.
        return _close(deps, key, duty, order, account, hashlib.sha256(data).hexdigest())


def _close(deps: Deps, key: StaffKey, duty: Duty, order: Order, account: Account | None, sha256: str) -> Duty:
    request = replace(duties.read(key, duty), answer=f"{order.authority}: {order.reason}")
    # A ban keeps the account's id out of the list too, since a person's own copy holds what is said of them there.
    whose = account.id if account is not None and order.silent_until is None else None
    now = deps.mark_ms()
    sealed = key.seal(duty.id, request.to_json(), deps.entropy)
    closed = replace(duty, account_id=whose, acted_ms=now, closed_ms=now, sealed=sealed)
    if account is not None:
        news = {"authority": order.authority, "ground": order.ground, "fields": list(order.fields)}
        after = 0 if order.silent_until is None else rules.start_of(order.silent_until)
        notices.leave(deps, account, "disclosed", news, number=duty.number, not_before_ms=after)
    told = {"fields": ",".join(order.fields), "ground": order.ground, "sha256": sha256}
    until = {} if order.silent_until is None else {"silent_until": order.silent_until.isoformat()}
    deps.device.duties.put(closed, duties.event_of(deps, closed, "disclosed", **told, **until))
    return closed


def _is_complete(deps: Deps, order: Order) -> None:
    if not all(text.strip() for text in (order.authority, order.reason, order.ground)):
        raise UsageFault("disclosure_incomplete")
    if not order.fields or set(order.fields) - set(FIELDS):
        raise UsageFault("disclosure_fields", names=", ".join(FIELDS))
    if order.silent_until is not None and (not order.silent_ground.strip() or order.silent_until <= deps.today()):
        raise UsageFault("disclosure_ban")


def _document(deps: Deps, duty: Duty, order: Order, account: Account | None) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "number": duty.number,
        "made_ms": deps.clock.now_ms(),
        "authority": order.authority,
        "reason": order.reason,
        "ground": order.ground,
        "fields": list(order.fields),
        "told": known_of(deps, account, order.fields),
        "silent_until": None if order.silent_until is None else order.silent_until.isoformat(),
        "silent_ground": order.silent_ground or None,
    }


def _letter(deps: Deps, duty: Duty, order: Order, told: dict[str, Any], words: Words) -> Any:
    from progrez_desktop.core.documents.letter import Letter, Part

    facts = (
        (words("duty.letter.number"), duty.number),
        (words("disclosure.authority"), order.authority),
        (words("disclosure.ground"), order.ground),
        (words("disclosure.reason"), order.reason),
        (words("duty.letter.closed"), words.day(deps.today())),
    )
    person = words("disclosure.person.at_once")
    if order.silent_until is not None:
        person = words("disclosure.person.later", day=words.day(order.silent_until), ground=order.silent_ground)
    parts = (
        Part(words("disclosure.told"), sentences(deps, told["told"], words)),
        Part(words("disclosure.unreadable.title"), (words("disclosure.unreadable"),)),
        Part(words("disclosure.person"), (person,)),
    )
    title, lead = words("disclosure.title"), words("disclosure.lead")
    return Letter(title, lead, facts, parts, words.language, deps.today())
