"""An address has one spelling and a helpful word when mistyped; under sixteen is refused; guessing takes time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.identity import password
from progrez_desktop.core.identity.age import may_take_part
from progrez_desktop.core.identity.email import email_fault, email_lookup, normalise_email
from progrez_desktop.core.identity.sign_in import wait_ms
from progrez_desktop.core.keys import passwords


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "email_empty"),
        ("   ", "email_empty"),
        ("sanne.example.nl", "email_without_at"),
        ("sanne@devries@example.nl", "email_two_ats"),
        ("@example.nl", "email_without_name"),
        ("sanne.devries@example", "email_without_ending"),  # the one in the design
        ("sanne@example.", "email_without_ending"),
        ("sanne@", "email_without_ending"),
        ("sanne de vries@example.nl", "email_not_valid"),
        ("sanne@exam ple.nl", "email_not_valid"),
        ("sanne@.nl", "email_not_valid"),
        ("sanne@example..nl", "email_not_valid"),
        ("sanne@-example.nl", "email_not_valid"),
        ("sanne@192.168.0.1", "email_not_valid"),
        (".sanne@example.nl", "email_not_valid"),
        ("sanne.@example.nl", "email_not_valid"),
        ("san..ne@example.nl", "email_not_valid"),
        ("sanne<script>@example.nl", "email_not_valid"),
        ("sanne\0@example.nl", "email_not_valid"),
        ("sanne\ud800@example.nl", "email_not_valid"),
        ("sanne@example\ud800.nl", "email_not_valid"),
        ("s" * 250 + "@example.nl", "email_not_valid"),
        ("sanne@" + "e" * 64 + ".nl", "email_not_valid"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(typed: str, fault: str) -> None:
    assert email_fault(typed) == fault


@pytest.mark.parametrize(
    "typed",
    [
        "sanne@example.nl",
        "  Sanne.de-Vries+work@Sub.Example.CO.UK ",
        "o'brien@example.ie",
        "zoë@exämple.de",
        "иван@пример.рф",
        "a@b.museum",
        "1234@xn--exmple-cua.com",
    ],
)
def test_addresses_that_can_exist_are_taken(typed: str) -> None:
    assert email_fault(typed) is None


@given(st.text(max_size=40))
def test_an_address_has_one_spelling(typed: str) -> None:
    once = normalise_email(typed)
    assert normalise_email(once) == once
    assert normalise_email(f" {unicodedata.normalize('NFD', typed)}\n") == once
    assert email_lookup(b"k" * 32, typed) == email_lookup(b"k" * 32, once)


def test_case_and_spaces_around_make_no_other_address() -> None:
    assert normalise_email(" Sanne@EXAMPLE.nl ") == normalise_email("sanne@example.NL") == "sanne@example.nl"


def test_the_lookup_depends_on_the_key_and_the_address() -> None:
    lookups = {email_lookup(key, mail) for key in (b"a" * 32, b"b" * 32) for mail in ("a@b.nl", "c@b.nl")}
    assert len(lookups) == 4


@given(st.integers(0, 130))
def test_under_sixteen_is_refused(age: int) -> None:
    assert may_take_part(age) == (age >= 16)


@given(st.integers(0, 10_000), st.integers(0, 10**13), st.integers(0, 10**13))
def test_waiting_grows_with_failures_and_has_an_end_whatever_the_clock_says(failures: int, last: int, now: int) -> None:
    wait = wait_ms(failures, last, now)
    assert 0 <= wait <= 15 * 60_000
    assert wait_ms(failures + 1, last, now) >= wait
    assert wait_ms(failures, last, last + 15 * 60_000) == 0
    assert failures >= 5 or wait == 0


@pytest.mark.parametrize(("failures", "seconds"), [(4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900)])
def test_the_wait_doubles_from_the_fifth_failure_on(failures: int, seconds: int) -> None:
    assert wait_ms(failures, 1_000, 1_000) == seconds * 1000


def test_the_page_and_the_keys_ask_for_the_same_length() -> None:
    """Two rooms that may not import each other: the page advises, and the keys refuse what slips past it."""
    assert password.LEAST_CHARACTERS == passwords.LEAST_CHARACTERS == 10
