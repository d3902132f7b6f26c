"""What an organisation tells everybody who signs in at its devices: made, signed and taken back on a workstation."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys.signed import sign_body
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services.registry_deps import RegistryDeps


def make(
    deps: RegistryDeps, title: Mapping[str, str], text: Mapping[str, str], days: int, revokes: str | None = None
) -> str:
    """Make a notice for everybody who signs in at a device; it goes with the next fetch. Return its id.

    Raises:
        UsageFault: "registry_no_such_notice": `revokes` names none of this registry's.
        DataFault: What the contract says of texts.
    """
    if revokes is not None and deps.store.post.notice(revokes) is None:
        raise UsageFault("registry_no_such_notice")
    now, notice_id = deps.clock.now_ms(), deps.new_id()
    identity = deps.store.identity()
    body: dict[str, Any] = {
        "organisation_id": identity.organisation_id,
        "notice_id": notice_id,
        "from": "organisation",
        "title": dict(title),
        "text": dict(text),
        "from_ms": now,
        "until_ms": now + days * DAY_MS,
    }
    if revokes is not None:
        body["revokes"] = revokes
    document = sign_body(identity.organisation_key, "notice", body)
    keep_contract(document, "notice")
    with deps.store.transaction():
        deps.store.post.put_notice(notice_id, document, now)
        deps.note("notice_made", notice_id)
    return notice_id


def revoke(deps: RegistryDeps, notice_id: str) -> str:
    """Take a notice back: another one says so, with the same words and end.

    Raises:
        UsageFault: "registry_no_such_notice".
    """
    known = deps.store.post.notice(notice_id)
    if known is None:
        raise UsageFault("registry_no_such_notice")
    body = known["body"]
    days = max(1, -(-(body["until_ms"] - deps.clock.now_ms()) // DAY_MS))
    return make(deps, body["title"], body["text"], days, revokes=notice_id)


def named(deps: RegistryDeps, typed: str) -> str:
    """Return the id of the one notice whose number somebody typed.

    Raises:
        UsageFault: "registry_no_such_notice".
    """
    ids = [one["body"]["notice_id"] for one in deps.store.post.notices()]
    fitting = [one for one in ids if typed and one.startswith(typed.strip().lower())]
    if len(fitting) != 1:
        raise UsageFault("registry_no_such_notice")
    found: str = fitting[0]
    return found
