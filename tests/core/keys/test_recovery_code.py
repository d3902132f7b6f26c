"""A printed recovery code can be typed back by a person, and says in which group a slip was made."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import recovery_code

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=20, max_size=20)


@given(codes)
def test_what_is_printed_reads_back(bits: bytes) -> None:
    assert recovery_code.read(recovery_code.written(bits)) == bits


@given(codes, st.sampled_from(["", " ", "-", " - ", "\u2011", "\u2013", "\n"]))
def test_case_spaces_and_dashes_do_not_matter(bits: bytes, between: str) -> None:
    typed = recovery_code.written(bits).lower().replace("-", between)
    assert recovery_code.read(f"  {typed} ") == bits


@given(codes)
def test_look_alikes_are_taken_for_digits(bits: bytes) -> None:
    typed = recovery_code.written(bits).replace("0", "o").replace("1", "l")
    assert recovery_code.read(typed) == bits


@given(codes, st.integers(0, 39), st.sampled_from(SIGNS + "U*?é"))
def test_any_one_wrong_sign_is_found_in_its_group(bits: bytes, place: int, sign: str) -> None:
    signs = list(recovery_code.written(bits).replace("-", ""))
    assume(signs[place] != sign)
    signs[place] = sign
    with pytest.raises(UsageFault) as told:
        recovery_code.read("".join(signs))
    assert (told.value.code, told.value.params) == ("recovery_code_typing", {"groups": str(place // 5 + 1)})


@given(codes, st.integers(0, 7), st.permutations(range(5)))
def test_two_signs_exchanged_in_a_group_are_found(bits: bytes, group: int, order: list[int]) -> None:
    a, b = order[:2]
    groups = recovery_code.written(bits).split("-")
    signs = list(groups[group])
    assume(signs[a] != signs[b])
    signs[a], signs[b] = signs[b], signs[a]
    groups[group] = "".join(signs)
    with pytest.raises(UsageFault) as told:
        recovery_code.read("-".join(groups))
    assert told.value.params == {"groups": str(group + 1)}


@given(codes, st.permutations(range(8)))
def test_two_groups_exchanged_are_both_found(bits: bytes, order: list[int]) -> None:
    a, b = sorted(order[:2])
    groups = recovery_code.written(bits).split("-")
    groups[a], groups[b] = groups[b], groups[a]
    with pytest.raises(UsageFault) as told:
        recovery_code.read("-".join(groups))
    assert told.value.params == {"groups": f"{a + 1}, {b + 1}"}


@given(codes, st.integers(0, 39))
def test_a_missing_sign_is_found_where_it_is_missing(bits: bytes, place: int) -> None:
    """With the dashes typed, the group is exact; without them, it is the one or, by chance, a later one."""
    printed = recovery_code.written(bits)
    at = place + place // 5
    with pytest.raises(UsageFault) as told:
        recovery_code.read(printed[:at] + printed[at + 1 :])
    assert told.value.params == {"groups": str(place // 5 + 1)}
    signs = printed.replace("-", "")
    with pytest.raises(UsageFault) as told:
        recovery_code.read(signs[:place] + signs[place + 1 :])
    assert int(str(told.value.params["groups"])) >= place // 5 + 1


@given(codes, st.text(alphabet=SIGNS, min_size=1, max_size=9))
def test_signs_too_many_are_told_by_number(bits: bytes, more: str) -> None:
    with pytest.raises(UsageFault) as told:
        recovery_code.read(recovery_code.written(bits).replace("-", "") + more)
    assert (told.value.code, told.value.params) == ("recovery_code_length", {"signs": 40})


@pytest.mark.parametrize("typed", ["", "   ", "-----", "not a code", "\0", "\ud800", "🙂" * 40])
def test_what_is_no_code_is_told_from_its_first_group(typed: str) -> None:
    with pytest.raises(UsageFault) as told:
        recovery_code.read(typed)
    assert (told.value.code, str(told.value.params["groups"])[0]) == ("recovery_code_typing", "1")


def test_the_code_in_the_contract_is_the_code_that_we_print(repo: Path) -> None:
    example = json.loads((repo / "resources/contracts/examples/recovery-code.json").read_text())
    assert recovery_code.written(bytes.fromhex(example["bits"])) == example["written"]


def test_check_signs_follow_the_table_of_the_field(repo: Path) -> None:
    """The field's arithmetic by powers of 2, another way than the one in the code."""
    powers = [1]
    for _ in range(30):
        doubled = powers[-1] * 2
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    assert sorted(powers) == list(range(1, 32))  # 2 generates the whole field

    def times_power(value: int, power: int) -> int:
        return powers[(powers.index(value) + power) % 31] if value else 0

    for number, group in enumerate(recovery_code.written(bytes(range(60, 80))).split("-")):
        a, b, c, d, check = (SIGNS.index(sign) for sign in group)
        total = times_power(a, 1) ^ times_power(b, 2) ^ times_power(c, 3) ^ times_power(d, 4) ^ number
        assert check == total
