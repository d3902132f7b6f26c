"""The recovery sheet says the code and what it opens, on one page, and says neither anywhere else."""

import io
from datetime import date
from typing import get_args

import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents.recovery_sheet import CodeOf, render_recovery_sheet
from progrez_desktop.core.keys.recovery_code import read, written
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import about, fonts_of, text_of

BITS = bytes(range(100, 120))
CODE = written(BITS)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code_of", get_args(CodeOf))
def test_the_code_can_be_copied_off_the_sheet_and_is_on_one_page(code_of: CodeOf, language: str) -> None:
    pdf = render_recovery_sheet(CODE, code_of, DAY, Words(language))
    lines = text_of(pdf).splitlines()
    groups = [group for group in lines if group in CODE.split("-")]
    assert read("-".join(groups)) == BITS
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts_of(pdf))


def test_each_group_stands_below_its_number() -> None:
    lines = text_of(render_recovery_sheet(CODE, "person", DAY, Words("en"))).splitlines()
    assert [lines[lines.index(f"Group {n}") + 1] for n in range(1, 9)] == CODE.split("-")


def test_the_two_codes_are_not_mistaken_for_one_another() -> None:
    person = text_of(render_recovery_sheet(CODE, "person", DAY, Words("en")))
    machine = text_of(render_recovery_sheet(CODE, "machine", DAY, Words("en")))
    assert "Recovery code of your safe" in person
    assert "Recovery code of this computer" in machine
    assert "does not open anybody’s safe" in machine


def test_the_file_does_not_tell_the_code_about_itself() -> None:
    catalogue, info = about(render_recovery_sheet(CODE, "person", DAY, Words("en")))
    told = " ".join(str(value) for value in info.values())
    assert "Recovery code of your safe" in told
    assert not any(group in told for group in CODE.split("-"))
    assert catalogue["/Lang"] == "en"
