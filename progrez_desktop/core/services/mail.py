"""What an organisation writes back to the people behind releases: kept sealed here, and read by them alone."""

import hashlib
from base64 import b64decode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.json_document import keep_contract, read_json
from progrez_desktop.core.keys import withdrawal_code
from progrez_desktop.core.keys.inbox import open_sealed
from progrez_desktop.core.keys.signed import read_signed
from progrez_desktop.core.services import receipts
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.public_notices import plain
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.core.store.safe_releases import ReleaseRecord

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay

KIND = "mail"
"""In the inbox, and what it is sealed for."""
_ID_SIGNS = 32
_MOST_PAGES = 100


def fetch(deps: Deps, relay: "Relay") -> int:
    """Fetch what came for releases that this device sent, and return how much of it is new.

    Raises:
        DataFault: "online_reply": what came is not what was asked for; nothing of that page was kept.
        Fault: As online.relay.Relay.ask; what the disk says.
    """
    id_, new = relay.organisation_id, 0
    for _ in range(_MOST_PAGES):
        since = deps.device.batches.heard(id_).mail_seq
        reply = relay.ask("GET", "/v1/mail", query={"since": since})
        page = _page(reply.json(), reply.host, id_, since)
        with deps.device.transaction():
            new += deliver(deps, id_, page["items"])
            # An older database was put back there: its numbers are given once more, and what is known counts once.
            is_older = page["next"] < since
            deps.device.batches.hear(id_, mail_seq=0 if is_older else page["next"])
        if not page["items"] and not is_older:
            break
    return new


def _page(told: Any, host: str, organisation_id: str, since: int) -> Mapping[str, Any]:
    try:
        keep_contract(told, "mail")
    except DataFault as wrong:
        raise DataFault("online_reply", host=host) from wrong
    numbers = [one.get("seq", 0) for one in told["items"]]
    ends = told.get("next", 0)
    if told["organisation_id"] != organisation_id or any(not since < number <= ends for number in numbers):
        raise DataFault("online_reply", host=host)
    page: Mapping[str, Any] = {"items": told["items"], "next": ends}
    return page


def deliver(deps: Deps, organisation_id: str, items: Iterable[Mapping[str, Any]]) -> int:
    """Put mail into the inboxes of those who released what it is about, each piece once; return how much is new.

    What is about a release that was never made here, or whose person has no safe here any more, is let go.
    """
    outbox, new = deps.device.outbox, 0
    for one in items:
        account_id = outbox.account_behind(one["release_id"], organisation_id)
        if account_id is not None:
            mail_id = hashlib.sha256(f"{KIND}/{organisation_id}/{one['mail_id']}".encode()).hexdigest()
            sealed = one["release_id"].encode() + b64decode(one["sealed"])
            new += outbox.deliver(mail_id, account_id, KIND, sealed, deps.mark_ms())
    return new


def take_in(deps: Deps, session: Session) -> None:
    """Read what came, at sign-in: who looked goes into the log, and what staff wrote is news. A full disk keeps it."""
    with suppress(EnvironmentFault):
        outbox = deps.device.outbox
        waiting = outbox.mail(session.account_id, KIND)
        records = {record.id: record for record in session.safe.releases.all()} if waiting else {}
        for mail_id, sealed in waiting:
            _keep(deps, session, mail_id, sealed, records)
            outbox.drop_mail(mail_id)  # after the safe: a kill in between takes the same in once more


def _keep(deps: Deps, session: Session, mail_id: str, sealed: bytes, records: Mapping[str, ReleaseRecord]) -> None:
    release_id = sealed[:_ID_SIGNS].decode("ascii", "replace")
    record = records.get(release_id)
    told = _opened(deps, record, sealed[_ID_SIGNS:]) if record is not None else None
    if record is None or told is None:  # sealed to another key, or not by the organisation's: nobody believes it
        return
    now, news = deps.clock.now_ms(), _news(deps, session, mail_id, told, record)
    with session.safe.transaction():
        # Everything that was read is kept by its id, so that the same mail tells nothing twice.
        if session.safe.notices.put_news(news, now):
            if told["event"] != "message":
                session.safe.notices.was_told(mail_id, now)  # the log says it, and no page has to
            params = {"times": told["count"], "by": told["by"], "done_ms": told["at_ms"]}
            action = f"mail_{told['event']}"
            session.safe.log.append(now, "organisation", action, record.organisation_id, params)  # type: ignore[arg-type]
    session.safe.keep_chain_head()


def _opened(deps: Deps, record: ReleaseRecord, sealed: bytes) -> Mapping[str, Any] | None:
    written, pinned = record.body.get("code"), deps.device.organisations.find(record.organisation_id)
    if written is None or pinned is None or pinned.card is None:
        return None
    code = withdrawal_code.read(written)
    for part in withdrawal_code.ENVELOPES:
        if code.release_id(part) == record.id:
            private = code.reply_key_pair(part).private
            try:
                opened = open_sealed(private, sealed, KIND, record.id.encode())
                told = read_signed(read_json(opened or b""), "mail-content", pinned.card.signing_key)
            except (DataFault, ValueError):
                return None
            return told if told["release_id"] == record.id else None
    return None


def _news(deps: Deps, session: Session, mail_id: str, told: Mapping[str, Any], record: ReleaseRecord) -> News:
    names = {one.id: dict(one.name) for one in receipts.organisations(deps, session)}
    inside = {
        "organisation": names.get(record.organisation_id),
        "text": plain(told.get("message", "")),
        "by": told["by"],
    }
    body = {"action": f"mail_{told['event']}", "at_ms": told["at_ms"], "number": told["mail_id"], "told": inside}
    return News(mail_id, body)
