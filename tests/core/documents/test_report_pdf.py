"""The report has four to six pages and says everything in order; nothing is cut off or lies on something else."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents.report_pdf import missing_in_report, render_report
from progrez_desktop.core.documents.report_style import LEFT
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH
from progrez_desktop.core.model.report import Report, ReportSkill
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.scores import NotScored
from tests.core.documents.pdf_text import about, fonts_of, squeezed, text_of
from tests.core.documents.poppler import poppler
from tests.reports import CARE, DAY, NAME, STENS, at_level, each_with_its_own_norm, made, since, visitor, without_scores

LONG_NAME = "Wilhelmina Antoinette Jacqueline de Roos van der Heijden-Oosterwijk tot Nijenrode"
READ_OUT = r"emoti|sentiment|\btoon van|\btone of"
"""What is found in texts is for their writer alone, and on no paper."""


def kinds(language: str) -> dict[str, Report]:
    """Reports of every kind: of all levels, with gaps, and with everything in them that can be there."""
    profile = visitor()
    full = replace(at_level(profile, "high"), quality=CARE)
    some = {"empathy", "initiative", "composure"}
    return {
        "visitor": made(profile, language),
        **{level: made(at_level(profile, level), language) for level in STENS},
        "some missing": made(without_scores(profile, some), language),
        "all missing": made(without_scores(replace(profile, quality=None)), language),
        "everything": made(
            full, language, name=LONG_NAME, earlier=since(profile), day=profile.valid_until + timedelta(1)
        ),
        "low, and since": made(replace(at_level(profile, "low"), quality=CARE), language, earlier=since(profile)),
        "no name": made(profile, language, name=""),
        "twelve norms": made(each_with_its_own_norm(full), language),
    }


@cache
def drawn(language: str) -> dict[str, tuple[Report, bytes]]:
    words = Words(language)
    return {name: (report, render_report(report, words)) for name, report in kinds(language).items()}


def plain(language: str) -> str:
    return squeezed(text_of(drawn(language)["visitor"][1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_four_to_six_pages_whatever_is_in_it(language: str) -> None:
    pages = {name: len(PdfReader(io.BytesIO(pdf)).pages) for name, (_, pdf) in drawn(language).items()}
    assert {name: count for name, count in pages.items() if not 4 <= count <= 6} == {}


def said(skill: ReportSkill) -> list[str]:
    """What stands in the section of one skill, in the order of reading."""
    parts = [skill.description, skill.basis, skill.meaning, *skill.seen, skill.ask, skill.use, *skill.grow]
    return [skill.name, *(part for part in parts if part)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_and_in_the_order_of_reading(language: str) -> None:
    for report, pdf in drawn(language).values():
        found = squeezed(text_of(pdf))
        at = found.index(squeezed(report.groups[0].name))
        for group in report.groups:
            at = found.index(squeezed(group.name), at)
            for skill in group.skills:
                for part in said(skill):
                    at = found.index(squeezed(part), at) + len(squeezed(part))
        assert found.index(squeezed(Words(language)("report.next.title"))) > at


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_reader_finds_the_same_order_fonts_and_tags(language: str, tmp_path: Path) -> None:
    report, pdf = drawn(language)["visitor"]
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)
    for way in ("-raw", "-nopgbrk"):
        found = squeezed(poppler("pdftotext", way, str(file), "-"))
        words = Words(language)
        titles = [words(f"report.{part}.title") for part in ("read", "overview", "next", "rights")]
        order = [words("report.title"), *titles[:2], *(group.name for group in report.groups), *titles[2:]]
        places = [found.index(squeezed(part)) for part in order]
        assert places == sorted(places), way
    raw = squeezed(poppler("pdftotext", "-raw", str(file), "-"))
    for skill in report.skills:
        at = raw.index(squeezed(skill.meaning))
        for part in (*skill.seen, skill.ask, *skill.grow):
            at = raw.index(squeezed(part), at)
    fonts = poppler("pdffonts", str(file)).splitlines()[2:]
    assert fonts and all(re.search(r"yes (yes|no ) yes", line) for line in fonts)
    structure = poppler("pdfinfo", "-struct-text", str(file))
    assert re.search(r"Tagged: +yes", poppler("pdfinfo", str(file)))
    assert structure.index(titles[0]) < structure.index(report.groups[0].name) < structure.index(titles[-1])


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where each piece of text of a page lies: left, bottom, right, top."""
    text = page.get_textpage()
    return [text.get_rect(number) for number in range(text.count_rects())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_and_nothing_lies_on_something_else(language: str) -> None:
    for name, (_, pdf) in drawn(language).items():
        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                found = boxes(page)
                where = f"{name}, page {number}"
                assert all(left >= LEFT - 1 and right <= PAGE_WIDTH - LEFT + 1 for left, _, right, _ in found), where
                assert all(bottom >= 20 and top <= PAGE_HEIGHT - 20 for _, bottom, _, top in found), where
                for one, other in combinations(found, 2):
                    wide = min(one[2], other[2]) - max(one[0], other[0])
                    high = min(one[3], other[3]) - max(one[1], other[1])
                    assert wide <= 0.5 or high <= 0.5, (where, one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_as_a_subset(language: str) -> None:
    for font in fonts_of(drawn(language)["visitor"][1]):
        assert font["/BaseFont"].startswith("/AAAAAA+")
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_names_norms_and_until_when_it_holds(language: str) -> None:
    report, pdf = drawn(language)["visitor"]
    first = squeezed(PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    words = Words(language)
    for part in (NAME, report.assessment, words.day(report.valid_until), words.day(report.taken)):
        assert squeezed(part) in first
    assert len(report.compared) == 4
    for block in report.compared:
        assert squeezed(block.norm) in first


def test_a_report_past_its_date_says_so_on_the_first_page() -> None:
    late = drawn("en")["everything"][1]
    assert "It was to be read until" in PdfReader(io.BytesIO(late)).pages[0].extract_text().replace("\n", " ")
    assert "Itwastobereaduntil" not in plain("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_total_and_nothing_of_feelings_is_in_it(language: str) -> None:
    for _, pdf in drawn(language).values():
        found = text_of(pdf)
        assert not re.search(r"\btotal|totaal|overall|gemiddelde score|average score", found, re.IGNORECASE)
        assert not re.search(READ_OUT, found, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_is_explained_where_there_is_one_and_denied_where_there_is_none(language: str) -> None:
    report, pdf = drawn(language)["visitor"]
    words, found = Words(language), squeezed(text_of(pdf))
    ordered = sum(len(block.tiers) > 1 for block in report.compared)
    untold = sum(len(block.tiers) == 1 and len(block.skills) > 1 for block in report.compared)
    assert ordered and untold
    assert found.count(squeezed(words("report.overview.tiers"))) == ordered
    assert found.count(squeezed(words("report.overview.not_told"))) == untold
    assert squeezed(words("report.overview.lead")) in found


def test_without_a_score_there_is_no_band_and_the_reason_stands_there() -> None:
    report, pdf = drawn("en")["all missing"]
    found = squeezed(text_of(pdf))
    assert all(isinstance(skill.score, NotScored) for skill in report.skills)
    assert found.count(squeezed("Too few statements were answered for a number.")) == 2 * len(report.skills)
    assert "of10,average" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_its_title_language_and_day_and_has_bookmarks(language: str) -> None:
    report, pdf = drawn(language)["visitor"]
    catalogue, info = about(pdf)
    assert info["/Title"] == Words(language)("report.pdf_title_of", name=NAME)
    assert info["/CreationDate"] == f"D:{DAY:%Y%m%d}000000Z"
    assert catalogue["/Lang"] == language
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root]
        below = [item.title for entry in outline.root for item in entry.children]
    words = Words(language)
    parts = [words(f"report.{part}.title") for part in ("read", "overview")]
    ends = [words(f"report.{part}.title") for part in ("next", "rights")]
    assert titles == [*parts, *(group.name for group in report.groups), *ends]
    assert below == [skill.name for skill in report.skills]


def test_nothing_active_and_no_picture_is_in_the_file() -> None:
    pdf = drawn("en")["visitor"][1]
    catalogue, _ = about(pdf)
    assert b"/XObject" not in pdf and b"/JavaScript" not in pdf
    for active in ("/OpenAction", "/AA", "/AcroForm"):
        assert active not in catalogue


def test_the_same_report_is_the_same_bytes() -> None:
    report, pdf = drawn("nl")["everything"]
    assert render_report(report, Words("nl")) == pdf


def test_a_name_is_drawn_as_it_is_written_and_what_no_font_has_is_told() -> None:
    report = made(visitor(), name="Ḃé d’Ávila-Łukasiewicz 李")
    assert missing_in_report(report) == ("李",)
    assert squeezed("Ḃé d’Ávila-Łukasiewicz") in squeezed(text_of(render_report(report, Words("en"))))
