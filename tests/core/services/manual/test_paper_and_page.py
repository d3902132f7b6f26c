"""The manual on paper and as a page: its length, its bookmarks, its fonts, what every page says, how long it takes."""

import io
import time
from collections import Counter
from typing import Any

import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents.article_html import html_page
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.manual.assembly import CHAPTERS, technical_manual
from progrez_desktop.core.services.manual.material import gather
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import fonts_of, squeezed
from tests.core.services.manual.reading import DAY, manual, pdf, tables_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_has_15_to_30_pages_with_embedded_fonts_and_a_bookmark_for_each_chapter(language: str) -> None:
    reader = PdfReader(io.BytesIO(pdf(language)))
    root: Any = reader.root_object
    links: Any = reader.pages[1]["/Annots"]
    assert 15 <= len(reader.pages) <= 30
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == [chapter.heading for chapter in manual(language).chapters]
    assert root["/Lang"] == language
    assert len(links) == len(CHAPTERS)
    fonts = {str(font["/BaseFont"]).partition("+")[2] for font in fonts_of(pdf(language))}
    assert fonts <= {"SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Bold"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_the_bank_by_version_and_hash(language: str) -> None:
    bank = gather(shipped()).bank
    for page in PdfReader(io.BytesIO(pdf(language))).pages[1:]:
        assert f"{bank.version} ({bank.sha256[:16]}" in page.extract_text()
    assert bank.sha256 in html_page(manual(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_on_page_three_that_this_is_not_the_working_population(language: str) -> None:
    page = squeezed(PdfReader(io.BytesIO(pdf(language))).pages[2].extract_text())
    assert squeezed({"en": "not the working population", "nl": "niet de beroepsbevolking"}[language]) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_table_of_all_items_goes_on_over_pages(language: str) -> None:
    pages: Counter[str] = Counter()
    heads = {
        name: squeezed("".join(c.head for c in table.columns)) for name, table in tables_of(manual(language)).items()
    }
    for page in PdfReader(io.BytesIO(pdf(language))).pages:
        text = squeezed(page.extract_text())
        pages.update(name for name, head in heads.items() if head in text)
    assert pages.keys() == heads.keys()
    alike = Counter(heads.values())  # two tables of the same columns may stand on two pages
    assert {name for name, head in heads.items() if pages[name] > alike[head]} == {"table-parameters"}


def test_a_whole_manual_takes_less_than_three_seconds_of_one_processor() -> None:
    begun = time.process_time()
    article = technical_manual(Words("nl"), DAY)
    render_article(article)
    html_page(article)
    assert time.process_time() - begun < 3.0
