"""A recruiter's report has three to five pages, names its reader on each, and says all that it has to, in order."""

import io
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents.recruiter_report import render_recruiter_report
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH
from progrez_desktop.core.model.recruiter_report import RecruiterReport
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import about, fonts_of, squeezed, text_of
from tests.core.documents.poppler import poppler
from tests.recruiter_reports import LONG_READER, kinds

NEVER = {
    "en": r"emoti|sentiment|keystroke|typing|diagnos|gender|\bage\b|years old|origin\b|rejected|hired|rank(?!\.)",
    "nl": r"emotie|sentiment|toetsaanslag|typsnelheid|diagnose|geslacht|leeftijd|afkomst|afgewezen",
}
"""No report says anything of these; that it gives no rank it may say."""


@cache
def drawn(language: str) -> dict[str, tuple[RecruiterReport, bytes]]:
    words = Words(language)
    return {name: (report, render_recruiter_report(report, words)) for name, report in kinds(language).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_three_to_five_pages_unless_a_whole_assessment_is_critical(language: str) -> None:
    pages = {name: len(PdfReader(io.BytesIO(pdf)).pages) for name, (_, pdf) in drawn(language).items()}
    assert pages.pop("all critical") <= 6  # 24 questions with their boxes, of which none is left out
    assert {name: count for name, count in pages.items() if not 3 <= count <= 5} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_is_named_on_each_page(language: str) -> None:
    for name, (report, pdf) in drawn(language).items():
        for page in PdfReader(io.BytesIO(pdf)).pages:
            assert squeezed(report.running) in squeezed(page.extract_text()), name
    assert squeezed(LONG_READER.name) in squeezed(drawn(language)["everything"][0].running)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_there_in_the_order_of_reading(language: str) -> None:
    for name, (report, pdf) in drawn(language).items():
        found, at = squeezed(text_of(pdf)), 0
        parts = [
            *(part for fact in report.facts for part in fact),
            *report.use,
            *report.quality,
            *(part for one in report.fits for part in (one.name, one.told)),
            *report.overall,
            *report.unknown,
            *(part for one in report.levels for part in (one.name, one.level, *one.excerpts, *one.said)),
            *(
                part[language]
                for _, one in report.asked
                for probe in one.probes
                for part in (probe.situation, probe.behaviour, probe.outcome, probe.listen_for, *probe.anchors)
            ),
            *(part for one in report.tips for part in (one.name, one.reference, one.onboarding)),
            *report.combined,
            *(part for fact in report.audit for part in fact),
        ]
        for part in parts:
            at = _next(found, squeezed(part), at, (name, part))


def _next(found: str, part: str, at: int, where: tuple[str, str]) -> int:
    place = found.find(part, at)
    if place < 0:  # a page ended in the middle of it: the running lines stand between
        place = found.find(part[: max(8, len(part) // 3)], at)
    assert place >= 0, where
    return place


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_that_a_report_never_says(language: str) -> None:
    for name, (_, pdf) in drawn(language).items():
        assert re.findall(NEVER[language], text_of(pdf).casefold()) == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_on_it_even_where_one_was_released(language: str) -> None:
    text = text_of(drawn(language)["everything"][1])
    assert "Sanne" not in text and "example.org" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_and_nothing_lies_on_something_else(language: str) -> None:
    for name, (_, pdf) in drawn(language).items():
        with pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                text = page.get_textpage()
                found = [text.get_rect(at) for at in range(text.count_rects())]
                where = f"{name}, page {number}"
                assert all(left >= 47 and right <= PAGE_WIDTH - 14 for left, _, right, _ in found), where
                assert all(bottom >= 20 and top <= PAGE_HEIGHT - 20 for _, bottom, _, top in found), where
                for one, other in combinations(found, 2):
                    wide = min(one[2], other[2]) - max(one[0], other[0])
                    high = min(one[3], other[3]) - max(one[1], other[1])
                    assert wide <= 0.5 or high <= 0.5, (where, one, other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_and_declared_for_archives(language: str, tmp_path: Path) -> None:
    report, pdf = drawn(language)["usual"]
    root, said = about(pdf)
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == language
    assert root["/OutputIntents"] and b"pdfaid:part" in root["/Metadata"].get_data()
    assert report.code in said.title
    for font in fonts_of(pdf):
        assert "/FontFile2" in font["/FontDescriptor"]
    (tmp_path / "report.pdf").write_bytes(pdf)
    structure = poppler("pdfinfo", "-struct-text", str(tmp_path / "report.pdf"))
    words = Words(language)
    titles = [words("recruiter_report.title")]
    titles += [words(f"recruiter_report.{part}.title") for part in ("use", "fit", "levels", "probes", "tips", "audit")]
    places = [structure.index(title) for title in titles]
    assert places == sorted(places)


def test_the_same_report_is_the_same_bytes() -> None:
    report, pdf = drawn("en")["usual"]
    assert render_recruiter_report(report, Words("en")) == pdf
