"""A CV or badge that was issued is told so, and nothing that was changed, cut, added to or signed by others is."""

import base64
import io
import json
import random
import time
import tracemalloc
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.cv import parse_profile_json
from progrez_desktop.core.documents.cv_pdf import draw_cv
from progrez_desktop.core.keys.signing_key import read_issuer
from progrez_desktop.core.model.cv import TEMPLATES, CvLook
from progrez_desktop.core.open_badge import encoded
from progrez_desktop.core.services.badges import signed_badge
from progrez_desktop.core.services.verifying import MOST_BYTES, check_both, check_code, check_file
from progrez_desktop.core.words import Words
from tests.core.documents.test_signing import signed_cv
from tests.cvs import made_cv
from tests.fakes import there
from tests.signers import signer

US, OTHERS = signer(1).public, signer(2).public
FLIPS = (0x01, 0x20, 0x80)
"""The second makes a capital of a small letter, which in some places means the same."""


@pytest.fixture(scope="module")
def cv() -> bytes:
    repo = Path(__file__).resolve().parents[3]
    return signed_cv(parse_profile_json((repo / "resources/contracts/examples/cv-profile.en.json").read_bytes()))


def with_byte(content: bytes, at: int, flip: int) -> bytes:
    return content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :]


def test_what_was_issued_is_told_so_with_its_day_and_where_its_scores_come_from() -> None:
    for seed in range(0, 200, 8):
        _, document, words = made_cv(seed)
        found = check_file(signed_cv(document, words, TEMPLATES[seed // 8 % 3]), US)
        assert found.is_issued, seed
        code = there(found.code)
        assert (code.made, code.origin) == (document.made, "measured")


def test_a_byte_that_was_changed_anywhere_is_a_change(cv: bytes) -> None:
    chance, begin = random.Random(7), cv.index(b"/PRGZ_Code")
    hole = cv.index(b"/Contents <") + len(b"/Contents <")
    places = {*range(12), *range(len(cv) - 60, len(cv)), *range(begin - 120, hole + 40), *range(hole, hole + 4100, 5)}
    places |= {chance.randrange(len(cv)) for _ in range(400)}
    for at in places:
        for flip in FLIPS:
            assert check_file(with_byte(cv, at, flip), US).verdict == "changed", at


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", b"1 0 obj <<>> endobj\n"])
def test_what_was_added_after_signing_is_a_change(cv: bytes, more: bytes) -> None:
    found = check_file(cv + more, US)
    assert (found.verdict, found.is_issued) == ("added_to", False)


def test_an_update_of_a_pdf_program_is_a_change(cv: bytes) -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(cv))
    writer.root[pdf_name("/Lang")] = pdf_string("fr")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(cv)
    assert check_file(out.getvalue(), US).verdict == "added_to"


def test_a_file_that_was_written_anew_by_another_program_is_a_change(cv: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(cv)) as read:
        read.save(out)
    assert check_file(out.getvalue(), US).verdict == "changed"


def test_two_signatures_in_one_file_are_none(cv: bytes) -> None:
    assert check_file(cv + cv, US).verdict == "changed"


def test_a_cv_of_another_device_has_an_unknown_key_whatever_it_says_of_itself(cv: bytes) -> None:
    assert check_file(cv, OTHERS).verdict == "unknown_key"
    assert check_file(cv, None).verdict == "unknown_key"
    assert check_file(cv, OTHERS).code is None


def test_a_cv_without_a_signature_is_told_so(repo: Path) -> None:
    document = parse_profile_json((repo / "resources/contracts/examples/cv-profile.en.json").read_bytes())
    assert check_file(draw_cv(document, Words("en"), CvLook()).pdf, US).verdict == "unsigned"


def test_a_file_is_told_for_what_it_is(cv: bytes) -> None:
    begin = cv.index(b"/PRGZ_Code")
    for content, verdict in (
        (b"", "not_pdf"),
        (b"hello", "not_pdf"),
        (b"\x89PNG\r\n", "not_pdf"),
        (b"%PDF-1.7\n", "cut"),
        (cv[: begin - 1000], "cut"),
        (cv[: begin + 2000], "changed"),
        (cv[:-1], "changed"),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF", "other_signature"),
        (b"%PDF-1.7\n%%EOF\n" + bytes(MOST_BYTES), "too_large"),
    ):
        assert check_file(content, US).verdict == verdict


def test_a_signature_that_covers_less_than_it_should_is_none(cv: bytes) -> None:
    at = cv.index(b"/ByteRange [0")
    end = cv.index(b"]", at)
    first, second, rest = cv[at + len(b"/ByteRange [0") : end].split()
    for numbers in ((first, second, b"0"), (b"0", second, rest), (first, first, rest), (b"9999999999",) * 3):
        told = b"/ByteRange [0" + b"".join(b" " + number.rjust(10) for number in numbers)
        assert check_file(cv[:at] + told + cv[end:], US).verdict == "changed"


@given(st.binary(max_size=4096))
def test_any_bytes_in_the_place_of_the_signature_are_a_change(cv: bytes, content: bytes) -> None:
    hole = cv.index(b"/Contents <") + len(b"/Contents <")
    told = content[:2048].hex().ljust(4096, "0").encode()
    assert check_file(cv[:hole] + told + cv[hole + 4096 :], US).verdict == "changed"


def test_a_message_inside_messages_without_end_is_a_change_and_takes_no_time(cv: bytes) -> None:
    hole = cv.index(b"/Contents <") + len(b"/Contents <")
    for nested in (b"\x30\x80" * 1024, b"\x30\x82\x07\xfc" + b"\x31\x80" * 1000, b"\x30\x84\xff\xff\xff\xff" * 300):
        told = nested.hex().ljust(4096, "0").encode()
        assert check_file(cv[:hole] + told + cv[hole + 4096 :], US).verdict == "changed"


def test_the_largest_file_that_is_looked_into_takes_little_time_and_memory(cv: bytes) -> None:
    piece = b"/PRGZ_Code (A) /ByteRange [0 1 2 3] /Contents <00> "
    for filling in (piece, b"/PRGZ_Code (" + b"A" * 500, b"\0"):
        content = b"%PDF-1.7\n" + (filling * (MOST_BYTES // len(filling)))[: MOST_BYTES - 100] + b"%%EOF"
        tracemalloc.start()
        start = time.process_time()
        assert not check_file(content, US).is_issued
        took, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert took < 5
        assert peak < 4 * MOST_BYTES


# The code on paper


def printed(cv: bytes) -> str:
    return there(check_file(cv, US).code).text


def test_a_printed_code_is_told_to_be_issued_by_us_by_others_or_changed(cv: bytes) -> None:
    text = printed(cv)
    assert check_code(text, US).verdict == "code_issued"
    assert check_code(text, OTHERS).verdict == check_code(text, None).verdict == "code_unknown_key"
    for at in range(30, len(text), 7):
        spoilt = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert check_code(spoilt, US).verdict == "code_changed"
    for nothing in ("", "hello", text[:-1], "https://example.org/"):
        assert check_code(nothing, US).verdict == "not_a_code"


def test_a_file_and_a_printed_code_belong_together_or_not(cv: bytes) -> None:
    _, document, words = made_cv(5)
    other = signed_cv(document, words)
    assert check_both(cv, printed(cv), US).verdict == "issued"
    assert check_both(other, printed(cv), US).verdict == "other_document"
    assert check_both(cv + b" ", printed(cv), US).verdict == "added_to"
    assert check_both(cv, printed(cv)[:-1], US).verdict == "not_a_code"
    assert check_both(cv, printed(cv), OTHERS).verdict == "unknown_key"


# A badge


@pytest.fixture(scope="module")
def badge() -> bytes:
    _, document, words = made_cv(5)
    assert document.skills
    return signed_badge(document, words, CvLook(), signer(1), "given", with_name=True)


def test_a_badge_is_told_to_be_issued_by_us_or_by_others(badge: bytes) -> None:
    found = check_file(badge, US)
    assert (found.verdict, found.origin, found.made) == ("issued", "given", made_cv(5)[1].made)
    assert check_file(badge.strip(), US).is_issued
    assert check_file(badge, OTHERS).verdict == check_file(badge, None).verdict == "unknown_key"


def test_a_sign_of_a_badge_that_was_changed_anywhere_is_a_change(badge: bytes) -> None:
    token, chance = badge.strip(), random.Random(3)
    places = {
        *range(3, 60),
        *range(len(token) - 100, len(token)),
        *(chance.randrange(3, len(token)) for _ in range(300)),
    }
    for at in places:
        for flip in FLIPS:
            assert check_file(with_byte(token, at, flip), US).verdict == "changed", at


def test_another_last_sign_that_spells_the_same_bytes_is_a_change_too(badge: bytes) -> None:
    token = badge.strip()
    for last in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        assert check_file(token[:-1] + bytes([last]), US).is_issued is (last == token[-1])


def test_a_badge_signed_anew_with_a_key_of_ones_own_is_not_ours(badge: bytes) -> None:
    _, document, words = made_cv(5)
    assert check_file(signed_badge(document, words, CvLook(), signer(2), "measured", with_name=True), US).code is None
    header, claims, _ = badge.strip().split(b".")
    own_header = signed_badge(document, words, CvLook(), signer(2), "given", with_name=True).split(b".")[0]
    own = encoded(signer(2).sign(own_header + b"." + claims))
    assert check_file(own_header + b"." + claims + b"." + own, US).verdict == "changed", "it says that we issued it"
    assert check_file(header + b"." + claims + b"." + own, US).verdict == "changed"


@given(st.binary(max_size=300))
def test_what_only_begins_like_a_badge_is_a_change(content: bytes) -> None:
    assert check_file(b"eyJ" + content, US).verdict == "changed"
    assert check_file(b"eyJhIjpbXX0." + content + b".AA", US).verdict == "changed"


def test_a_badge_of_brackets_without_end_is_a_change(badge: bytes) -> None:
    deep = encoded(b'{"' + b"a" * 10 + b'":' + b"[" * 200_000)
    assert check_file(deep + b"." + deep + b".AAAA", US).verdict == "changed"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-02-30", "soon", ""])
@pytest.mark.parametrize("name", ["issuanceDate", "expirationDate"])
def test_a_badge_of_a_day_that_no_calendar_has_is_a_change(badge: bytes, name: str, moment: str) -> None:
    header, claims, signature = badge.strip().split(b".")
    said = json.loads(base64.urlsafe_b64decode(claims + b"=="))
    said["vc"][name] = moment
    other = encoded(json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode())
    assert check_file(b".".join((header, other, signature)), US).verdict == "changed"


# What was issued once


def test_what_an_earlier_version_issued_still_checks_out() -> None:
    """Files as they left: they are never made anew. What can't be checked any more was issued in vain."""
    folder = Path(__file__).parent / "files"
    issuer = read_issuer((folder / "issuer-1.pem").read_bytes())
    for name in ("issued-1.pdf", "issued-1.jwt"):
        found = check_file((folder / name).read_bytes(), issuer)
        assert (found.verdict, found.origin, found.made) == ("issued", "measured", date(2026, 11, 23))
