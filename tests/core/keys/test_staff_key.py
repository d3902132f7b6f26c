"""The key of staff opens with their passphrase on their computer, and as nothing else."""

from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.keys import staff_key
from progrez_desktop.core.keys.wraps import open_wrap
from progrez_desktop.core.model.keys import Wrap
from tests.fakes import FAST_KDF, FakeEntropy

PASSPHRASE = "three kettles and a drum"


def made() -> tuple[staff_key.StaffKey, Wrap]:
    return staff_key.make("install", PASSPHRASE, FAST_KDF, FakeEntropy())


def test_the_passphrase_opens_it_and_what_it_sealed() -> None:
    key, wrap = made()
    sealed = key.seal("one", {"name": "Élodie"}, FakeEntropy(2))
    again = staff_key.open_with_passphrase(Wrap.from_json(wrap.to_json()), "install", PASSPHRASE)
    assert again.open("one", sealed) == {"name": "Élodie"}
    assert "Élodie".encode() not in sealed


@pytest.mark.parametrize(("install", "text"), [("install", "three kettles and a drums"), ("another", PASSPHRASE)])
def test_another_passphrase_or_computer_opens_nothing(install: str, text: str) -> None:
    with pytest.raises(LockedFault) as told:
        staff_key.open_with_passphrase(made()[1], install, text)
    assert told.value.code == "wrong_staff_passphrase"


def test_the_same_passphrase_of_the_computer_is_another_way_in() -> None:
    wrap = replace(made()[1], kind="passphrase")
    with pytest.raises(LockedFault):
        open_wrap(wrap, "install", PASSPHRASE.encode())


def test_a_record_that_was_changed_or_moved_is_told() -> None:
    key, _ = made()
    sealed = key.seal("one", {"name": "x"}, FakeEntropy(2))
    for record, content in (("two", sealed), ("one", sealed[:-1] + bytes([sealed[-1] ^ 1])), ("one", b"")):
        with pytest.raises(DataFault) as told:
            key.open(record, content)
        assert told.value.code == "duty_unreadable"


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UsageFault) as told:
        staff_key.make("install", "short", FAST_KDF, FakeEntropy())
    assert told.value.code == "password_too_short"
