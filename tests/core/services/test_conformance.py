"""The statement about accessibility says what is in its table, and the table names tests that are there."""

import ast
from functools import cache
from pathlib import Path

import pytest

from progrez_desktop.core.services import conformance
from progrez_desktop.core.words import LANGUAGES, Words

CRITERIA = {
    **{"1.1": (1,), "1.2": range(1, 6), "1.3": range(1, 6), "1.4": (*range(1, 6), *range(10, 14))},
    **{"2.1": (1, 2, 4), "2.2": (1, 2), "2.3": (1,), "2.4": (*range(1, 8), 11), "2.5": (1, 2, 3, 4, 7, 8)},
    **{"3.1": (1, 2), "3.2": (1, 2, 3, 4, 6), "3.3": (1, 2, 3, 4, 7, 8), "4.1": (2, 3)},
}
"""All of WCAG 2.2 at levels A and AA (W3C Recommendation of 5 October 2023); 4.1.1 is gone from it."""


@cache
def names_in(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists(repo: Path) -> None:
    named = {test for one in conformance.criteria() for test in one["tests"]}
    lost = {test for test in named if test.split("::")[1] not in names_in(repo / test.split("::")[0])}
    assert lost == set()


def test_every_criterion_stands_in_the_table_once_with_its_clause() -> None:
    table = conformance.criteria()
    assert sorted(one["id"] for one in table if one["id"]) == sorted(
        f"{guideline}.{number}" for guideline, numbers in CRITERIA.items() for number in numbers
    )
    assert all(one["clause"] == f"11.{one['id']}" for one in table if one["id"])
    assert len({one["clause"] for one in table}) == len(table)


def test_what_is_met_is_held_by_a_test_and_what_is_not_whole_says_why() -> None:
    for one in conformance.criteria():
        assert one["state"] in conformance.STATES
        assert one["tests"] or one["state"] == "not_applicable", one["clause"]
        assert one["state"] == "supports" or all(one["note"].values()), one["clause"]
        assert bool(one["note"]["en"]) == bool(one["note"]["nl"]), one["clause"]
        assert all(one["name"].values())


def test_the_statement_in_the_documentation_is_the_one_that_the_table_gives(repo: Path) -> None:
    """Renewed by `progrez --language en accessibility > docs/accessibility.md`."""
    written = (repo / "docs" / "accessibility.md").read_text("utf-8")
    assert written == conformance.statement(Words("en"), with_tests=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_tried_is_said_before_what_is_met(language: str) -> None:
    words = Words(language)
    told = conformance.statement(words)
    assert told.index(words("accessible.limits.people")) < told.index(words("accessible.by_requirement"))
    assert "::" not in told
