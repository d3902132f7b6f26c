"""A code is one code, however somebody types it; and what is no code becomes none."""

import pytest

from progrez_desktop.core.candidate_code import as_printed


@pytest.mark.parametrize("typed", ["7F3-K2", "7f3k2", "7F3 K2", " 7f3 - k2 ", "7f3–k2", "7-f3k2", "\t7F3K2\n"])
def test_a_code_is_one_code_however_it_is_typed(typed: str) -> None:
    assert as_printed(typed) == "7F3-K2"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("7", "7"), ("7f3", "7F3"), ("7f3-", "7F3"), ("7f3k", "7F3-K"), ("", ""), ("-", ""), ("7f3k22", "7F3K22")],
)
def test_a_beginning_is_the_beginning_of_a_code_and_more_is_none(typed: str, printed: str) -> None:
    assert as_printed(typed) == printed
