"""Under which heading each command stands in `progrez -h`, and in which order: as README.md has them."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from progrez_desktop.core.words import Words

GROUPS: Mapping[str, Sequence[str]] = {
    "papers": ("score", "analyse", "cv", "badge", "verify", "compare", "report", "rescore", "manual"),
    "person": ("result", "release", "withdraw", "my-data", "safe", "sitting"),
    "computer": (
        *("about", "doctor", "demo", "accessibility", "update", "kiosk", "operator", "desk", "settings", "pack"),
        *("notices", "providers", "duty", "disclose", "retention", "audit", "statistics", "norms", "situations"),
        "fairness",
    ),
    "organisation": ("enrol", "send", "receive", "organisations", "staff", "registry", "rate"),
}


def group(app: typer.Typer, words: Words) -> None:
    """Give each command its heading, and put them in the order in which they are read."""
    order = [(name, f"help.group.{key}") for key, names in GROUPS.items() for name in names]
    places = {name: place for place, (name, _) in enumerate(order)}
    headings = dict(order)

    def place(entry: Any) -> int:
        return places.get(_name(entry), len(order))

    for entries in (app.registered_commands, app.registered_groups):
        entries.sort(key=place)
        for entry in entries:
            if _name(entry) in headings:
                entry.rich_help_panel = words(headings[_name(entry)])


def _name(entry: Any) -> str:
    return str(entry.name or entry.callback.__name__.replace("_", "-"))
