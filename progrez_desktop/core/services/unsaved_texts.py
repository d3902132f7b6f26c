"""What somebody wrote and no disk took: held for them until it does, also while their safe is locked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.keys.inbox import open_sealed, seal_to
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.services.deps import Deps, Session

if TYPE_CHECKING:
    from progrez_desktop.core.services.sittings import Answering

_KIND = "unsaved_text"


@contextmanager
def held_if_refused(deps: Deps, session: Session, attempt_id: str, asked: "Answering") -> Iterator[None]:
    """Hold a text that can't be kept within, whatever the reason; let go of it once it, or a later one, is kept."""
    try:
        yield
    except Exception:
        with suppress(Fault):  # what is told is the first reason
            _hold(deps, session, attempt_id, asked)
        raise
    if asked.value is not None:
        deps.device.unsaved.pop((session.account_id, asked.item_id), None)


def _hold(deps: Deps, session: Session, attempt_id: str, asked: "Answering") -> None:
    if isinstance(asked.value, TextValue):
        plain = json.dumps({**asdict(asked), "attempt_id": attempt_id}, ensure_ascii=False).encode()
        sealed = seal_to(session.safe.releases.inbox_public_key(), plain, _KIND)
        deps.device.unsaved[session.account_id, asked.item_id] = sealed


def of_sitting(deps: Deps, session: Session, attempt_id: str) -> list[dict[str, Any]]:
    """Return what is held of a sitting: what was asked to be kept, as its fields."""
    held = _held(deps, session)
    if not held:
        return []
    private = session.safe.releases.inbox_private_key()
    opened = [json.loads(open_sealed(private, sealed, _KIND) or b"{}") for sealed in held]
    found = [fields for fields in opened if fields.pop("attempt_id", None) == attempt_id]
    return [{**fields, "value": TextValue(**fields["value"])} for fields in found]


def texts(deps: Deps, session: Session, attempt_id: str) -> dict[str, str]:
    """Return the texts of a sitting that are held, by item."""
    return {fields["item_id"]: fields["value"].text for fields in of_sitting(deps, session, attempt_id)}


def is_any_held(deps: Deps, session: Session) -> bool:
    """Return whether something of whoever is signed in would be lost if this program ended now."""
    return bool(_held(deps, session))


def _held(deps: Deps, session: Session) -> list[bytes]:
    return [sealed for (whose, _), sealed in deps.device.unsaved.items() if whose == session.account_id]
