"""A check code says when, by which key and from what a CV was made, and nothing about the person."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.check_code import Origin, check_code, read_check_code
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.signing_key import PublicKey
from progrez_desktop.core.words import Words
from tests.fakes import there
from tests.signers import signer

DAY = date(2026, 11, 23)
ORIGINS: tuple[Origin, ...] = ("measured", "given")


def code(content: bytes = b"content", day: date = DAY, origin: Origin = "measured"):
    return check_code(content, day, origin, signer().point, signer().sign)


@given(st.binary(max_size=200), st.dates(date(2020, 1, 1), date(2199, 6, 6)), st.sampled_from(ORIGINS))
def test_a_code_comes_back_from_its_text(content: bytes, day: date, origin: Origin) -> None:
    made = code(content, day, origin)
    assert read_check_code(made.text) == made
    assert made.is_of(content)
    assert not made.is_of(content + b".")
    assert signer().public.has_signed(made.signed, made.signature)


def test_a_code_takes_the_signs_that_are_smallest_in_a_qr_code_and_is_the_same_each_time() -> None:
    assert re.fullmatch(r"PROGREZ:1:[A-Z2-7]{144}", code().text)
    assert code().text == code().text


def test_another_content_day_or_origin_is_another_code_and_other_signed_bytes() -> None:
    made = [code(), code(b"else"), code(day=date(2026, 11, 24)), code(origin="given")]
    assert len({one.text for one in made}) == len({one.signed for one in made}) == 4


def test_white_space_of_a_scanner_or_a_line_end_is_let_be() -> None:
    text = code().text
    assert read_check_code(f" {text[:60]}\n{text[60:]}\r\n") == code()


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_none_and_never_a_mistake_of_ours(text: str) -> None:
    assert read_check_code(text) is None
    assert read_check_code(f"PROGREZ:1:{text}") is None or len(text) > 140


def test_a_day_that_a_code_has_no_room_for_is_told() -> None:
    for day in (date(2020, 1, 1), date(2199, 6, 6)):
        assert there(read_check_code(code(day=day).text)).made == day
    for day in (date(1970, 1, 1), date(2019, 12, 31), date(2199, 6, 7), date(9999, 12, 31)):
        with pytest.raises(DataFault, match="cv_day_unsignable") as caught:
            code(day=day)
        assert str(day) in Words("nl")(caught.value.message_key, **caught.value.params)


def test_a_code_that_is_cut_or_longer_is_none() -> None:
    text = code().text
    for spoilt in (text[:-1], text[:-8], text + "A", text + "AAAAAAAA", text.replace("PROGREZ:1", "PROGREZ:2"), ""):
        assert read_check_code(spoilt) is None
    assert read_check_code("PROGREZ:1:" + "7" * 144) is None, "an origin that does not exist"


def test_the_example_of_the_contract_reads_as_it_says(repo: Path) -> None:
    told = json.loads((repo / "resources/contracts/examples/check-code.json").read_text("utf-8"))
    read = there(read_check_code(told["text"]))
    assert (read.origin, str(read.made)) == (told["origin"], told["made"])
    assert [read.fingerprint.hex(), read.digest.hex(), read.signature.hex()] == [
        told[name] for name in ("fingerprint", "digest", "signature")
    ]
    assert read.is_of(b"content")
    assert PublicKey(bytes.fromhex(told["key"])).has_signed(read.signed, read.signature)
