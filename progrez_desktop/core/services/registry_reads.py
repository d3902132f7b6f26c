"""Who read what: written down before it is shown, and told to the candidate, sealed for them alone.

Several reads of one day are told in one, with their number.
"""

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys.inbox import seal_to
from progrez_desktop.core.keys.signed import sign_body
from progrez_desktop.core.model.registry import ReadEvent
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services.registry_deps import RECRUITER, Asks, RegistryDeps
from progrez_desktop.core.store.registry_post import Mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LABEL: Final = "mail"
_IN_ONE_POST = 200
_KEPT_DAYS = 90
"""So long could mail that was posted still go along on a stick."""
LONGEST_MESSAGE = 4000


def note(deps: RegistryDeps, release_ids: "Iterable[str]", event: ReadEvent, now_ms: int) -> None:
    """Write reads down; the caller holds the transaction, and shows nothing before it."""
    for release_id in release_ids:
        deps.store.profiles.was_read(release_id, event, now_ms // DAY_MS, now_ms)


def queue(deps: RegistryDeps, release_id: str | None = None) -> None:
    """Seal what candidates are to be told; the caller holds the transaction.

    Args:
        release_id: Of this one alone, and all of it: it is about to go.
    """
    for one in deps.store.profiles.untold(deps.clock.now_ms() // DAY_MS, release_id):
        if one.reply_key is not None:
            told = {"event": one.event, "count": one.count, "at_ms": one.last_ms}
            deps.store.post.add_mail(_mail(deps, one.release_id, one.device_id, one.reply_key, told))
        deps.store.profiles.were_told(one)


def message(deps: RegistryDeps, release_id: str, text: str) -> None:
    """Write to one candidate; it goes with the next fetch (faults as `messages`)."""
    messages(deps, release_id, (text,))


def messages(
    deps: RegistryDeps, release_id: str, texts: "Sequence[str]", with_them: "Callable[[], None]" = lambda: None
) -> None:
    """Write to one candidate in some messages that are read in this order, all of them or none.

    Args:
        with_them: What is written in the same transaction.

    Raises:
        UsageFault: "registry_message_empty", "registry_message_long"; "registry_no_such_release";
            "registry_no_reply": their release has no key to seal to.
        DataFault: "text_not_storable".
    """
    texts = [text.strip() for text in texts]
    if not all(texts):
        raise UsageFault("registry_message_empty")
    if any(len(text) > LONGEST_MESSAGE for text in texts):
        raise UsageFault("registry_message_long", most=LONGEST_MESSAGE)
    now = deps.mark_ms()
    if deps.store.profiles.row(release_id, now) is None:
        raise UsageFault("registry_no_such_release")
    document = deps.store.profiles.document(release_id)
    if document.reply_key is None:
        raise UsageFault("registry_no_reply")
    mail = [
        _mail(deps, release_id, document.device_id, document.reply_key, _said(text, at_ms))
        for at_ms, text in enumerate(texts, start=now)  # by its time mail is put in order
    ]
    with deps.store.transaction():
        for one in mail:
            deps.store.post.add_mail(one)
        deps.note("candidate_written_to", release_id)
        with_them()


def _said(text: str, at_ms: int) -> dict[str, object]:
    return {"event": "message", "count": 1, "at_ms": at_ms, "message": text}


def post(deps: RegistryDeps, relay: Asks) -> int:
    """Hand waiting mail to the server; return how many it took. The same mail again is taken once."""
    done = 0
    while waiting := deps.store.post.unposted(_IN_ONE_POST):
        body = {
            "contract": "progrez.mail/1",
            "organisation_id": relay.organisation_id,
            "items": [as_item(mail) for mail in waiting],
        }
        relay.ask("POST", "/v1/mail", body=canonical(body).encode())
        with deps.store.transaction():
            deps.store.post.posted([mail.id for mail in waiting], deps.clock.now_ms())
        done += len(waiting)
    deps.store.post.drop_posted_before(deps.clock.now_ms() - _KEPT_DAYS * DAY_MS)
    return done


def as_item(mail: Mail) -> dict[str, Any]:
    """Return mail as it travels."""
    sealed = b64encode(mail.sealed).decode()
    return {"mail_id": mail.id, "release_id": mail.release_id, "sealed": sealed, "at_ms": mail.at_ms}


def _mail(deps: RegistryDeps, release_id: str, device_id: str, reply_key: bytes, told: dict[str, Any]) -> Mail:
    mail_id = deps.new_id()
    content = {"mail_id": mail_id, "release_id": release_id, "by": RECRUITER, **told}
    try:
        # Signed, since the server knows what it is sealed to: it could write to people in the name of staff.
        plain = canonical(sign_body(deps.store.identity().organisation_key, "mail-content", content)).encode()
    except UnicodeEncodeError:
        # `from None`, because Python's exception holds the text.
        raise DataFault("text_not_storable") from None
    return Mail(mail_id, release_id, device_id, told["at_ms"], seal_to(reply_key, plain, _LABEL, release_id.encode()))
