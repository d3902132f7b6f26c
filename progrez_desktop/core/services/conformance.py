"""How the program meets the standards for accessibility: made from a table, in which each line names its tests."""

from collections import Counter
from typing import Any

from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.words import Words

STATES = ("supports", "partly", "not_applicable")
_LIMITS = ("people", "systems", "reader")


def criteria() -> list[dict[str, Any]]:
    """Return the table: clause of EN 301 549, criterion of WCAG, state, note in both languages, and its tests.

    Raises:
        EnvironmentFault: "resource_missing" or "resource_changed".
    """
    table: list[dict[str, Any]] = resource_json("accessibility", "criteria.json")["criteria"]
    return table


def statement(words: Words, *, with_tests: bool = False) -> str:
    """Return the statement as Markdown, in the language of `words`; with the tests for those who can run them."""
    table = criteria()
    found = Counter(one["state"] for one in table)
    parts = [
        f"# {words('accessible.title')}",
        words("accessible.intro"),
        words("accessible.sum", of=len(table), **{state: found[state] for state in STATES}),
        f"## {words('accessible.limits.title')}",
        *(words(f"accessible.limits.{limit}") for limit in _LIMITS),
        f"## {words('accessible.by_requirement')}",
        _table(table, words),
    ]
    if with_tests:
        parts += [f"## {words('accessible.tests.title')}", *filter(None, map(_tests, table))]
    return "\n\n".join(parts) + "\n"


def _table(table: list[dict[str, Any]], words: Words) -> str:
    names = [words(f"accessible.column.{name}") for name in ("clause", "criterion", "state", "note")]
    rows = [names, ["---"] * len(names)]
    for one in table:
        criterion = f"{one['id']} {one['name'][words.language]}".strip()
        state = words(f"accessible.state.{one['state']}")
        rows.append([one["clause"], criterion, state, one["note"][words.language]])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _tests(one: dict[str, Any]) -> str:
    named = ", ".join(f"`{test}`" for test in one["tests"])
    return f"- {one['clause']}: {named}" if named else ""
