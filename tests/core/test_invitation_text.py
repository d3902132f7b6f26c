"""An invitation fits a QR code, is read back as it was, and what is none is told without harm."""

import json
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.invitation_text import (
    _PREFIX,
    _read,
    _written,
    invitation_text,
    read_invitation_bytes,
    read_invitation_text,
)


@pytest.fixture
def invitation(repo: Path) -> Any:
    return json.loads((repo / "resources/contracts/examples/invitation.json").read_text("utf-8"))


def test_an_invitation_is_read_back_from_its_text_and_from_its_file(invitation: Any) -> None:
    text = invitation_text(invitation)
    assert read_invitation_text(f"\t{text}\r\n") == invitation
    assert read_invitation_bytes(text.encode()) == invitation
    assert read_invitation_bytes(json.dumps(invitation).encode()) == invitation


def test_its_qr_code_is_read_by_a_reader_that_is_not_ours(invitation: Any) -> None:
    import numpy as np

    text = invitation_text(invitation)
    assert len(text) < 800
    rows = qr_matrix(text)
    assert len(rows) <= 101  # with its quiet room: version 17 of 40 at the middle level of repair
    picture = np.where(np.array(rows), 0, 255).astype(np.uint8).repeat(4, 0).repeat(4, 1)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text


@given(st.binary(max_size=80))
def test_bytes_are_written_as_the_standard_says(data: bytes) -> None:
    assert _read(_written(data)) == data


def test_the_examples_of_the_standard() -> None:
    assert _written(b"AB") == "BB8"
    assert _written(b"Hello!!") == "%69 VD92EX0"
    assert _written(b"base-45") == "UJCLQE7W581"
    assert _read("QED8WEX0") == b"ietf!"


@pytest.mark.parametrize("text", ["", "PROGREZ:1:ABC", "PROGREZ:2:", "PROGREZ:2:GGW", "PROGREZ:2:a", "PROGREZ:2:A"])
def test_what_is_none_is_told(text: str) -> None:
    with pytest.raises(DataFault, match="invitation_text"):
        read_invitation_text(text)


def test_a_text_that_was_cut_or_goes_on_is_told(invitation: Any) -> None:
    text = invitation_text(invitation)
    for broken in (text[:-3], text + "000", text[: len(text) // 2]):
        with pytest.raises(DataFault, match="invitation_text"):
            read_invitation_text(broken)


@given(st.binary(max_size=200))
def test_nothing_breaks_the_reader(data: bytes) -> None:
    with pytest.raises(DataFault, match="invitation_text"):
        read_invitation_text(_PREFIX + _written(data))


def test_a_bomb_is_not_unpacked() -> None:
    packing = zlib.compressobj(9, wbits=-15)
    bomb = packing.compress(bytes(50 << 20)) + packing.flush()
    text = _PREFIX + _written(bomb)
    tracemalloc.start()
    try:
        with pytest.raises(DataFault, match="invitation_text"):
            read_invitation_text(text)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
