"""What is sealed to an inbox opens with its private half, for its own use and with its own header, and else not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.keys.inbox import can_be_sealed_to, new_key_pair, open_sealed, seal_to
from tests.fakes import FakeEntropy

MINE, OTHER = new_key_pair(FakeEntropy(1)), new_key_pair(FakeEntropy(2))


@given(st.binary(max_size=300), st.text(max_size=20), st.binary(max_size=50))
def test_what_was_sealed_comes_back(plain: bytes, label: str, bound: bytes) -> None:
    sealed = seal_to(MINE.public, plain, label, bound)
    assert open_sealed(MINE.private, sealed, label, bound) == plain
    assert len(sealed) == len(plain) + 48


def test_the_same_text_is_never_sealed_to_the_same_bytes() -> None:
    assert seal_to(MINE.public, b"once", "use") != seal_to(MINE.public, b"once", "use")


def test_nothing_opens_with_another_key_use_or_header() -> None:
    sealed = seal_to(MINE.public, b"private", "use", b"header")
    assert open_sealed(OTHER.private, sealed, "use", b"header") is None
    assert open_sealed(MINE.private, sealed, "another use", b"header") is None
    assert open_sealed(MINE.private, sealed, "use", b"another header") is None


def test_the_bit_that_x25519_passes_over_is_sealed_in_too() -> None:
    sealed = bytearray(seal_to(MINE.public, b"private", "use"))
    sealed[31] ^= 0x80
    assert open_sealed(MINE.private, bytes(sealed), "use") is None


@given(st.data())
def test_a_changed_or_cut_letter_does_not_open(data: st.DataObject) -> None:
    sealed = seal_to(MINE.public, b"private", "use")
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:place] + bytes([sealed[place] ^ data.draw(st.integers(1, 255))]) + sealed[place + 1 :]
    assert open_sealed(MINE.private, changed, "use") is None
    assert open_sealed(MINE.private, sealed[:place], "use") is None


@pytest.mark.parametrize("key", [b"", bytes(32), (1).to_bytes(32, "little"), bytes(31), bytes(33)])
def test_a_key_that_gives_everybody_the_same_secret_is_no_key(key: bytes) -> None:
    assert not can_be_sealed_to(key)
    assert can_be_sealed_to(MINE.public)
