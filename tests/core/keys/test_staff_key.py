"""The key of staff opens what it sealed, and nothing else does."""

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys import staff_key
from tests.fakes import FakeEntropy


def test_it_opens_what_it_sealed() -> None:
    key = staff_key.make(FakeEntropy())
    sealed = key.seal("one", {"name": "Élodie"}, FakeEntropy(2))
    assert key.open("one", sealed) == {"name": "Élodie"}
    assert "Élodie".encode() not in sealed


def test_a_record_that_was_changed_or_moved_is_told() -> None:
    key = staff_key.make(FakeEntropy())
    sealed = key.seal("one", {"name": "x"}, FakeEntropy(2))
    for record, content in (("two", sealed), ("one", sealed[:-1] + bytes([sealed[-1] ^ 1])), ("one", b"")):
        with pytest.raises(DataFault) as told:
            key.open(record, content)
        assert told.value.code == "duty_unreadable"
