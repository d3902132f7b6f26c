"""What happened to an account while its safe was locked, sealed for its owner and told at their next sign-in."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.keys.inbox import open_sealed, seal_to
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.notice_store import News
from progrez_desktop.core.words import Words

_KIND = "notice"
_LATER = "notice_later"
"""In the inbox, what a law forbids to tell before a day. The rest is told at once, whatever a clock showed."""


def leave(
    deps: Deps,
    account: Account,
    action: Action,
    told: Mapping[str, Any],
    *,
    number: str,
    not_before_ms: int = 0,
    at_ms: int | None = None,
) -> None:
    """Seal what staff did for the owner of an account; the same number is told once.

    Args:
        not_before_ms: From when on they may be told, where a law forbids it until then.
        at_ms: When it was done, if not now.
    """
    now = deps.mark_ms() if at_ms is None else at_ms
    body = {"action": action, "at_ms": now, "number": number, "told": dict(told)}
    sealed = seal_to(account.inbox_public_key, json.dumps(body, ensure_ascii=False).encode(), _KIND)
    mail_id = hashlib.sha256(f"{_KIND}/{action}/{number}".encode()).hexdigest()
    kind = _LATER if not_before_ms > now else _KIND
    deps.device.outbox.deliver(mail_id, account.id, kind, sealed, max(now, not_before_ms))


def take_in(deps: Deps, session: Session) -> None:
    """Tell in the log what staff did, and keep it as news, at sign-in. A disk that is full keeps it for the next."""
    with suppress(EnvironmentFault):
        outbox, whose = deps.device.outbox, session.account_id
        for mail_id, sealed in (*outbox.mail(whose, _KIND), *outbox.mail(whose, _LATER, deps.mark_ms())):
            plain = open_sealed(session.safe.releases.inbox_private_key(), sealed, _KIND)
            if plain is not None:
                _keep(deps, session, News(mail_id, json.loads(plain)))
            deps.device.outbox.drop_mail(mail_id)  # after the safe: a kill in between takes the same in once more


def _keep(deps: Deps, session: Session, news: News) -> None:
    with session.safe.transaction():
        if session.safe.notices.put_news(news, deps.clock.now_ms()):
            params = {"number": news.body["number"], "done_ms": news.body["at_ms"]}
            session.safe.log.append(deps.clock.now_ms(), "operator", news.body["action"], None, params)
    session.safe.keep_chain_head()


def news(session: Session) -> list[News]:
    """Return what the owner was not told yet."""
    return session.safe.notices.news()


def were_told(deps: Deps, session: Session, told: list[News]) -> None:
    with suppress(EnvironmentFault):  # then it is told again
        for one in told:
            session.safe.notices.was_told(one.id, deps.clock.now_ms())


def sentence(one: News, words: Words) -> str:
    """Return news in plain words."""
    body, told = one.body, dict(one.body["told"])
    if "fields" in told:
        told["fields"] = "; ".join(words(f"disclosure.field.{name}") for name in told["fields"])
    if "reason" in told:
        told["reason"] = words(f"staff.reason.{told['reason']}")
    if isinstance(told.get("organisation"), dict):
        told["organisation"] = told["organisation"][words.language]
    return words(f"news.{body['action']}", at=words.moment(body["at_ms"]), number=body["number"], **told)
