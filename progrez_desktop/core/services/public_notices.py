"""What an organisation tells everybody who takes its assessment: taken in when it signed it, shown at sign-in once."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.signed import read_signed
from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import receipts
from progrez_desktop.core.services.deps import Deps, Session

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay

_KEPT_MS = 30 * DAY_MS
"""After its end: whoever looks what was told finds it for as long."""
_MOST_PAGES = 100
_MOST_IN_A_FILE = 500


@dataclass(frozen=True)
class PublicNotice:
    """What is told, by whom, and until when. Plain text: nothing in it is markup, and no address in it opens."""

    id: str
    whose: LocalText
    """The organisation, by its name."""
    says: Literal["organisation", "publisher"]
    title: LocalText
    text: LocalText
    from_ms: int
    until_ms: int


def take_in(deps: Deps, data: bytes) -> int:
    """Take in notices that came as a file, or as a page of the server; return how many are new. Once more is fine.

    Raises:
        DataFault: "notice_unknown": of an organisation that this device does not know; "signature_wrong";
            "notice_times"; what core.json_document says of files. Nothing of the file was taken in then.
    """
    document = read_json_document(data, "notices")
    return _keep(deps, document["organisation_id"], document["notices"])


def fetch(deps: Deps, relay: "Relay") -> int:
    """Ask the organisation's server for what it tells by now; return how much of it is new.

    Raises:
        DataFault: As `take_in`; "notices_other": the server answers for another organisation, or in circles.
        Fault: What network and server say.
    """
    notices, whose = deps.device.public_notices, relay.organisation_id
    new, since = 0, notices.heard(whose)
    for _ in range(_MOST_PAGES):
        page = read_json_document(relay.ask("GET", "/v1/notices", query={"since": since}).body, "notices")
        if page["organisation_id"] != whose:
            raise DataFault("notices_other")
        new += _keep(deps, whose, page["notices"])
        ahead = page["next"]
        if ahead < since:  # an older database was put back there: what is known already counts once
            since = 0
            continue
        notices.hear(whose, ahead)
        if ahead == since or not page["notices"]:
            return new
        since = ahead
    raise DataFault("notices_other")


def as_file(organisation_id: str, documents: Sequence[Mapping[str, Any]]) -> bytes:
    """Return notices as a file that `take_in` takes, the latest where they are more than fit."""
    told = {"contract": "progrez.notices/1", "organisation_id": organisation_id, "next": 0}
    return (json.dumps({**told, "notices": documents[-_MOST_IN_A_FILE:]}, indent=1, ensure_ascii=False) + "\n").encode()


def _keep(deps: Deps, organisation_id: str, documents: Sequence[Any]) -> int:
    pinned = deps.device.organisations.find(organisation_id)
    if pinned is None or pinned.card is None or pinned.state == "dropped":
        raise DataFault("notice_unknown", organisation=organisation_id[:8])
    bodies = [read_signed(document, "notice", pinned.card.signing_key) for document in documents]
    for body in bodies:
        if body["organisation_id"] != organisation_id:
            raise DataFault("notices_other")
        if body["from_ms"] >= body["until_ms"]:
            raise DataFault("notice_times")
    now = deps.latest_ms()
    with deps.device.transaction():
        new = sum(deps.device.public_notices.put(body) for body in bodies if body["until_ms"] > now - _KEPT_MS)
        deps.device.public_notices.forget_ended(now - _KEPT_MS)
    return new


def current(deps: Deps, session: Session) -> tuple[PublicNotice, ...]:
    """Return what is told somebody now: by the organisation of this assessment, and those that they decided about."""
    known = {one.id for one in receipts.organisations(deps, session)}
    if deps.assessment.organisation is not None:
        known.add(deps.assessment.organisation.id)
    bodies = deps.device.public_notices.shown(known, deps.latest_ms())
    return tuple(_notice(deps, body) for body in bodies)


def unread(deps: Deps, session: Session) -> tuple[PublicNotice, ...]:
    """Return what is told now and this person has not been told yet."""
    found = current(deps, session)
    read = session.safe.notices.read_public() if found else set()
    return tuple(one for one in found if one.id not in read)


def were_read(deps: Deps, session: Session, told: Sequence[PublicNotice]) -> None:
    with suppress(EnvironmentFault):  # then it is told again
        for one in told:
            session.safe.notices.put_public(one.id, deps.clock.now_ms())


def _notice(deps: Deps, body: Mapping[str, Any]) -> PublicNotice:
    pinned = deps.device.organisations.find(body["organisation_id"])
    name: LocalText = pinned.card.name if pinned is not None and pinned.card is not None else {"en": "", "nl": ""}
    return PublicNotice(
        id=body["notice_id"],
        whose=name,
        says=body["from"],
        title={language: plain(text) for language, text in body["title"].items()},
        text={language: plain(text) for language, text in body["text"].items()},
        from_ms=body["from_ms"],
        until_ms=body["until_ms"],
    )


def plain(text: str) -> str:
    """Return a text without what can't be seen and turns around what can."""
    return "".join(one if one.isprintable() else "\n" if one == "\n" else "" for one in text).strip()
