"""What this computer knows of an account while its safe is locked: no name, no answer and no score."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

from progrez_desktop.core.model.account import Account
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.own_rows import Rows
from progrez_desktop.core.words import Words

Field = Literal["account", "made", "kept_until", "releases", "operator_actions"]
FIELDS: tuple[Field, ...] = get_args(Field)
"""What an authority may be told."""
Known = Field | Literal["permitted"]
KNOWN: tuple[Known, ...] = (*FIELDS, "permitted")
"""What the person is told: also whom they allow something of which nothing was sent."""

_RELEASE = ("organisation_id", "purposes", "fields", "released_ms", "until_ms", "state", "ended_ms")
_FROM_ROWS: Mapping[Known, Callable[[Rows], Any]] = {
    "account": lambda rows: bool(rows["account"]),
    "made": lambda rows: rows["account"][0]["created_ms"],
    "kept_until": lambda rows: rows["retention"][0]["until_ms"] if rows["retention"] else None,
    "releases": lambda rows: [_told_of(row) for row in rows["release"] if row["version"]],
    "permitted": lambda rows: [_told_of(row) for row in rows["release"] if not row["version"]],
    "operator_actions": lambda rows: [{"at_ms": row["at_ms"], "action": row["action"]} for row in rows["audit_event"]],
}


def known_of(deps: Deps, account: Account | None, fields: Sequence[Known] = KNOWN) -> dict[str, Any]:
    """Return the chosen fields and no others; of an address without an account, that there is none."""
    if account is None:
        return {"account": False}
    rows = deps.device.rows_of(account)
    return {field: _FROM_ROWS[field](rows) for field in KNOWN if field in fields}


def sentences(deps: Deps, known: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Return the same in words, with the names of those organisations that this computer has a name of."""
    names = dict(deps.device.outbox.receivers())
    if (ours := deps.assessment.organisation) is not None:
        names[ours.id] = ours.name[words.language]
    return tuple(line for field in KNOWN if field in known for line in _told(field, known[field], names, words))


def _told_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _RELEASE}


def _told(field: Known, value: Any, names: Mapping[str, str], words: Words) -> list[str]:
    if field == "account":
        return [words("known.account" if value else "known.nobody")]
    if field in ("made", "kept_until"):
        return [words(f"known.{field}", at=words.date(value))] if value is not None else []
    if field == "operator_actions":
        return [words.plural("known.operator_actions", len(value))]
    if field == "permitted":
        return [_release(row, "permitted", names, words) for row in value if not row["ended_ms"]]
    states = ["ended" if row["ended_ms"] else "live" for row in value]
    told = [_release(row, state, names, words) for row, state in zip(value, states, strict=True)]
    return told or [words("known.releases.none")]


def _release(row: Mapping[str, Any], state: str, names: Mapping[str, str], words: Words) -> str:
    whose = row["organisation_id"]
    purposes = "; ".join(words(f"consent.{purpose}.title") for purpose in row["purposes"])
    days = {"since": words.date(row["released_ms"]), "until": words.date(row["ended_ms"] or row["until_ms"])}
    return words(f"known.release.{state}", organisation=names.get(whose, whose), purposes=purposes, **days)
