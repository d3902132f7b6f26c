"""A person's key opens with their own password on this machine, or with their own code anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.errors import DataFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.person_key import NewPersonKey
from tests.fakes import FAST_KDF, FakeEntropy

PEPPER = b"p" * 32
PASSWORD = "a long enough one"
ANNA, BEN = "aa" * 16, "bb" * 16
passwords = st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=60)


def made(account_id: str = ANNA, password: str = PASSWORD, seed: int = 1) -> NewPersonKey:
    return person_key.make(account_id, password, PEPPER, FAST_KDF, FakeEntropy(seed))


@given(passwords)
def test_any_password_opens_what_it_shut(password: str) -> None:
    new = made(password=password)
    assert person_key.open_with_password(new.wraps, ANNA, password, PEPPER) == new.key
    assert person_key.open_with_recovery(new.wraps, ANNA, new.recovery_code) == new.key


@given(passwords, passwords)
def test_no_other_password_opens_it(password: str, other: str) -> None:
    import unicodedata

    if unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other):
        return
    with pytest.raises(LockedFault) as told:
        person_key.open_with_password(made(password=password).wraps, ANNA, other, PEPPER)
    assert told.value.code == "wrong_password"


def test_an_accent_typed_in_two_ways_is_one_password() -> None:
    new = made(password="cafe\u0301 au lait")
    assert person_key.open_with_password(new.wraps, ANNA, "caf\u00e9 au lait", PEPPER) == new.key


def test_a_copied_disk_alone_opens_nothing_with_the_right_password() -> None:
    with pytest.raises(LockedFault):
        person_key.open_with_password(made().wraps, ANNA, PASSWORD, b"x" * 32)


def test_nobody_opens_anothers_wraps() -> None:
    anna, ben = made(ANNA, seed=1), made(BEN, seed=2)
    for attack in (
        lambda: person_key.open_with_password(anna.wraps, BEN, PASSWORD, PEPPER),
        lambda: person_key.open_with_recovery(anna.wraps, ANNA, ben.recovery_code),
        lambda: person_key.open_with_recovery(anna.wraps, BEN, anna.recovery_code),
        lambda: person_key.open_with_password({"password": anna.wraps["recovery"]}, ANNA, PASSWORD, PEPPER),
        lambda: person_key.open_with_password({}, ANNA, PASSWORD, PEPPER),
    ):
        with pytest.raises((LockedFault, DataFault)):
            attack()
    assert anna.key.safe_keys() != ben.key.safe_keys()


def test_a_new_password_leaves_the_key_and_the_old_one_opens_nothing() -> None:
    new = made()
    wrap = person_key.wrap_password(new.key, "quite another one", PEPPER, FAST_KDF, FakeEntropy(9))
    wraps = dict(new.wraps) | {"password": wrap}
    assert person_key.open_with_password(wraps, ANNA, "quite another one", PEPPER) == new.key
    with pytest.raises(LockedFault):
        person_key.open_with_password(wraps, ANNA, PASSWORD, PEPPER)


@pytest.mark.parametrize(
    ("password", "fault", "code"),
    [
        ("ninechars", UsageFault, "password_too_short"),
        ("", UsageFault, "password_too_short"),
        ("half a character \ud800", DataFault, "text_not_storable"),
    ],
)
def test_what_can_not_be_a_password_is_refused_without_repeating_it(
    password: str, fault: type[Fault], code: str
) -> None:
    with pytest.raises(fault) as told:
        made(password=password)
    assert told.value.code == code
    assert told.value.__cause__ is None
    assert not password or password not in str(told.value)


def test_no_secret_shows_when_the_records_are_printed() -> None:
    new = made()
    shown = repr(new) + repr(new.key) + repr(new.key.safe_keys())
    keys = new.key.safe_keys()
    for secret in (new.key.secret, keys.database, keys.chain):
        assert secret.hex() not in shown
        assert repr(secret) not in shown
    assert new.recovery_code not in shown
