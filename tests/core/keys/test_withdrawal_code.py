"""A withdrawal code is read as it was printed, names mistyped groups, and gives what its contract says."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import recovery_code, withdrawal_code
from progrez_desktop.core.keys.withdrawal_code import ENVELOPES, RATINGS, WithdrawalCode

bits = st.binary(min_size=20, max_size=20)


def hkdf(bits: bytes, info: str, length: int) -> str:
    return HKDF(SHA256(), length, None, info.encode()).derive(bits).hex()


def test_the_example_of_the_contract_is_what_the_code_gives(repo: Path) -> None:
    example = json.loads((repo / "resources/contracts/examples/withdrawal-code.json").read_text("utf-8"))
    code = withdrawal_code.read(example["written"])
    assert (code.bits.hex(), code.written, code.subject_id) == (
        example["bits"],
        example["written"],
        example["subject_id"],
    )
    assert set(example["parts"]) == {*ENVELOPES, *RATINGS}
    for part, told in example["parts"].items():
        assert (
            told["release_id"] == code.release_id(part) == hkdf(code.bits, f"progrez/v1/withdrawal/release/{part}", 16)
        )
        secret = hkdf(code.bits, f"progrez/v1/withdrawal/erase/{part}", 32)
        assert told["erase_secret"] == code.erase_secret(part).hex() == secret


@given(bits)
def test_a_printed_code_is_read_again(bits: bytes) -> None:
    code = WithdrawalCode(bits)
    assert withdrawal_code.read(code.written.lower().replace("-", " ")) == code


@given(bits)
def test_neither_kind_of_code_passes_for_the_other(bits: bytes) -> None:
    every_group = "groups=1, 2, 3, 4, 5, 6, 7, 8"
    with pytest.raises(UsageFault, match=every_group):
        withdrawal_code.read(recovery_code.written(bits))
    with pytest.raises(UsageFault, match=every_group):
        recovery_code.read(WithdrawalCode(bits).written)


@given(bits, st.integers(0, 39), st.integers(1, 31))
def test_one_wrong_sign_is_found_in_its_group(bits: bytes, place: int, by: int) -> None:
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    written = WithdrawalCode(bits).written.replace("-", "")
    wrong = signs[signs.index(written[place]) ^ by]
    with pytest.raises(UsageFault, match=rf"\(groups={place // 5 + 1}\)"):
        withdrawal_code.read(written[:place] + wrong + written[place + 1 :])
