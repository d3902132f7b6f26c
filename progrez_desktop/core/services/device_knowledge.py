"""What this computer knows of an account while its safe is locked: no name, no answer and no score."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

from progrez_desktop.core.model.account import Account
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.own_rows import Rows
from progrez_desktop.core.words import Words

Field = Literal["account", "made", "kept_until", "releases", "operator_actions"]
FIELDS: tuple[Field, ...] = get_args(Field)

_RELEASE = ("organisation_id", "purposes", "fields", "released_ms", "until_ms", "state", "ended_ms")
_FROM_ROWS: Mapping[Field, Callable[[Rows], Any]] = {
    "account": lambda rows: bool(rows["account"]),
    "made": lambda rows: rows["account"][0]["created_ms"],
    "kept_until": lambda rows: rows["retention"][0]["until_ms"] if rows["retention"] else None,
    "releases": lambda rows: [{name: row[name] for name in _RELEASE} for row in rows["release"]],
    "operator_actions": lambda rows: [{"at_ms": row["at_ms"], "action": row["action"]} for row in rows["audit_event"]],
}


def known_of(deps: Deps, account: Account | None, fields: Sequence[Field] = FIELDS) -> dict[str, Any]:
    """Return the chosen fields and no others; of an address without an account, that there is none."""
    if account is None:
        return {"account": False}
    rows = deps.device.rows_of(account)
    return {field: _FROM_ROWS[field](rows) for field in FIELDS if field in fields}


def sentences(known: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Return the same in words."""
    return tuple(line for field in FIELDS if field in known for line in _told(field, known[field], words))


def _told(field: Field, value: Any, words: Words) -> list[str]:
    if field == "account":
        return [words("known.account" if value else "known.nobody")]
    if field in ("made", "kept_until"):
        return [words(f"known.{field}", at=words.date(value))] if value is not None else []
    if field == "operator_actions":
        return [words.plural("known.operator_actions", len(value))]
    return [_release(row, words) for row in value] or [words("known.releases.none")]


def _release(row: Mapping[str, Any], words: Words) -> str:
    purposes = "; ".join(words(f"consent.{purpose}.title") for purpose in row["purposes"])
    days = {"since": words.date(row["released_ms"]), "until": words.date(row["ended_ms"] or row["until_ms"])}
    key = "known.release.ended" if row["ended_ms"] else "known.release.live"
    return words(key, organisation=row["organisation_id"], purposes=purposes, **days)
