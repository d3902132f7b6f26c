"""The part of a person's safe that holds what makes a sitting possible or lighter for them."""

import json
from dataclasses import asdict

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.store.database import Database


def to_text(one: Accommodations) -> str | None:
    """Return what differs from nothing at all, in one spelling; None where nothing does."""
    plain = asdict(NONE)
    told = {name: value for name, value in asdict(one).items() if value != plain[name]}
    return canonical(told) if told else None


def from_text(text: str | None) -> Accommodations:
    return Accommodations(**json.loads(text)) if text else NONE


class Ease:
    """At most one row, in the safe that it is part of, and what holds in each sitting."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kept(self) -> Accommodations:
        found = self._database.row("SELECT body FROM accommodations")
        return from_text(found[0]) if found else NONE

    def keep(self, one: Accommodations, at_ms: int) -> None:
        text = to_text(one)
        if text is None:
            self._database.write("DELETE FROM accommodations")
            return
        self._database.write(
            "INSERT OR REPLACE INTO accommodations (id, body, changed_ms) VALUES (1, ?, ?)", (text, at_ms)
        )

    def holds_in(self, attempt_id: str, one: Accommodations) -> None:
        """Let it hold in a sitting that is open; nothing else of that sitting changes."""
        self._database.write(
            "UPDATE attempt SET accommodations = ? WHERE id = ? AND state = 'open'", (to_text(one), attempt_id)
        )
