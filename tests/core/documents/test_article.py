"""An article says the same on paper and on screen, is found by its contents, and is read in order unseen."""

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents import article as model
from progrez_desktop.core.documents.article_html import html_body, html_page
from progrez_desktop.core.documents.article_pdf import render_article
from progrez_desktop.core.documents.plot import Line, Panel, Plot, axis
from tests.core.documents.pdf_text import about, fonts_of, squeezed, text_of
from tests.core.documents.poppler import poppler

ROWS = 90


def made(rows: int = ROWS) -> model.Article:
    """Three chapters with one of everything, the middle one with a table of several pages."""
    plot = Plot((Panel("Skill", axis((0.0, 1.0), ("0", "1")), axis((0.0, 1.0), ("0", "1")), ()),), 1, 90.0, "x", "y")
    line = replace(plot.panels[0], parts=(Line(((0.0, 0.0), (1.0, 1.0)), "think", "name"),))
    figure = model.Figure(
        "figure-line", "Figure 1", model.text("A line."), "One line that rises.", replace(plot, panels=(line,))
    )
    cells = [
        model.Row((model.Cell(f"row {n}."), model.Cell("−1.02", "0.03"), model.Cell("tekst", language="nl")))
        for n in range(rows)
    ]
    columns = (model.Column("Name"), model.Column("Value", "right"), model.Column("Words"))
    table = model.Table("table-long", "Table 1", model.text("Long."), columns, (model.Row(title="Group"), *cells))
    return model.Article(
        title="The manual",
        subtitle="of nothing",
        lead=model.text("What this is."),
        facts=(("Version", "1.0"),),
        contents="Contents",
        running="bank 12ab…",
        page="Page {page} of {pages}",
        language="en",
        author="Somebody",
        made=date(2026, 11, 23),
        chapters=(
            model.Chapter(
                "first",
                1,
                "Words & <signs>",
                (
                    model.Paragraph(model.text("Plain, **strong** and θ_[k]^[2].")),
                    model.Bullets((model.text("one thing"), model.text("another"))),
                    model.Formula(model.text("a^[2] = 1 / (1 + b_[k])")),
                    model.Note(model.text("Take care. " + "It goes on over several lines. " * 12)),
                ),
            ),
            model.Chapter("second", 2, "Tables", (model.Subheading("second-1", "Below"), table)),
            model.Chapter("third", 3, "Plots", (figure, model.Paragraph(model.text("The end.")))),
        ),
    )


@pytest.fixture(scope="module")
def article() -> model.Article:
    return made()


@pytest.fixture(scope="module")
def pdf(article: model.Article) -> bytes:
    return render_article(article)


class Words(HTMLParser):
    """Gathers what a page of HTML says, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent += tag in ("style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def said_by(article: model.Article) -> list[str]:
    """Every text of the chapters, in order, without white space; the words inside a picture left out."""
    said: list[str] = []
    for chapter in article.chapters:
        said.append(f"{chapter.number}{chapter.title}")
        for block in chapter.blocks:
            if isinstance(block, model.Bullets):
                said += [model.plain(item) for item in block.items]
            elif isinstance(block, model.Subheading):
                said.append(block.text)
            elif isinstance(block, model.Table):
                said += [block.label + model.plain(block.caption), *(column.head for column in block.columns)]
                said += [text for row in block.rows for text in (row.title, *_cells(row)) if text]
            elif isinstance(block, model.Figure):
                said.append(block.label + model.plain(block.caption))
            else:
                said.append(model.plain(block.text))
    return [squeezed(text) for text in said]


def _cells(row: model.Row) -> list[str]:
    return [text for cell in row.cells for text in (cell.text, cell.below)]


def in_order(texts: list[str], whole: str) -> bool:
    at = 0
    for text in texts:
        at = whole.find(text, at)
        if at < 0:
            return False
        at += len(text)
    return True


def test_paper_and_screen_say_every_text_in_the_same_order(article: model.Article, pdf: bytes) -> None:
    chapters = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages[2:])
    assert in_order(said_by(article), squeezed(chapters))
    assert in_order(said_by(article), squeezed("".join(Words(html_page(article)).said)))
    assert in_order(said_by(article), squeezed("".join(Words(html_body(article, lambda _: "<img>")).said)))


def test_the_contents_name_the_page_on_which_each_chapter_begins(article: model.Article, pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    contents = squeezed(reader.pages[1].extract_text())
    for chapter in article.chapters:
        page = next(n for n, one in enumerate(reader.pages, 1) if n > 2 and chapter.title in one.extract_text())
        assert squeezed(f"{chapter.number}{chapter.title}{page}") in contents


def test_every_entry_of_the_contents_is_a_link_to_its_chapter_and_a_bookmark(
    article: model.Article, pdf: bytes
) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    pages = [reader.get_destination_page_number(entry) for entry in reader.outline if not isinstance(entry, list)]
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == [chapter.heading for chapter in article.chapters]
    inner: Any = [part for part in reader.outline if isinstance(part, list)]
    below = [entry.title for part in inner for entry in part]
    assert below == ["Below"]
    links: Any = reader.pages[1]["/Annots"]
    targets = [link.get_object()["/Dest"][0].get_object() for link in links]
    assert [list(reader.pages).index(target) for target in targets] == pages


def test_each_page_but_the_first_has_its_number_and_the_running_head(pdf: bytes) -> None:
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert "Page" not in pages[0].extract_text()
    for number, page in enumerate(pages[1:], start=2):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
        assert "bank 12ab…" in page.extract_text()


def test_the_head_of_a_table_is_drawn_on_every_page_and_read_once(pdf: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages[2:]]
    with_rows = [text for text in pages if re.search(r"row \d+\.", text)]
    assert len(with_rows) > 2
    for text in with_rows:
        assert text.index("Name") < text.index("row ")
    with pikepdf.open(io.BytesIO(pdf)) as read:
        kinds = [kind for kind, _ in elements(read)]
    assert kinds.count("THead") == 1
    assert kinds.count("TR") == 1 + 1 + ROWS


def elements(read: pikepdf.Pdf) -> list[tuple[str, pikepdf.Dictionary]]:
    """The parts of the structure, in the order in which they are read."""
    found: list[tuple[str, pikepdf.Dictionary]] = []

    def visit(element: Any) -> None:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        found.append((str(element.S).removeprefix("/"), element))
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            visit(kid)

    visit(read.Root.StructTreeRoot.K)
    return found


def test_the_structure_reads_headings_lists_tables_and_pictures_in_order(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert bool(read.Root.MarkInfo.Marked)
        parts = elements(read)
        kinds = [kind for kind, _ in parts if kind not in ("Sect", "TR", "TH", "TD", "TOCI")]
        pictures = [str(element.Alt) for kind, element in parts if kind == "Figure"]
        dutch = [element for kind, element in parts if kind == "TD" and element.get("/Lang") == "nl"]
        heads = [str(element.A.Scope) for kind, element in parts if kind == "TH" and "/A" in element]
    assert kinds == [
        *("Document", "H1", "P", "P", "P", "H1", "TOC"),
        *("H1", "P", "L", "LI", "LBody", "LI", "LBody", "Formula", "Note"),
        *("H1", "H2", "Caption", "Table", "THead", "TBody"),
        *("H1", "Caption", "Figure", "P"),
    ]
    assert pictures == ["One line that rises."]
    assert len(dutch) == ROWS
    assert set(heads) == {"/Column"}


def test_every_mark_on_a_page_belongs_to_the_part_that_names_it(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        numbers = read.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in read.pages:
            stream = page.Contents.read_bytes().decode("latin-1")
            marked = [int(n) for n in re.findall(r"<</MCID (\d+)>> BDC", stream)]
            assert marked == list(range(len(parents[int(page.StructParents)])))
            begun = len(re.findall(r"\b(?:BDC|BMC)\b", stream))
            assert begun == len(re.findall(r"\bEMC\b", stream))


def test_what_is_read_follows_what_is_drawn_from_page_to_page_and_line_to_line(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        page_of: Any = {page.objgen: number for number, page in enumerate(read.pages)}
        order = []
        for _, element in elements(read):
            kids = element.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    order.append((page_of[element.Pg.objgen], kid))
                elif "/MCID" in kid:
                    order.append((page_of[kid.Pg.objgen], int(kid.MCID)))
    assert order == sorted(order)
    assert len(order) > 3 * ROWS


def test_fonts_are_embedded_and_the_file_names_its_title_and_language(pdf: bytes) -> None:
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
               if "/DescendantFonts" in font else "/FontFile2" in font["/FontDescriptor"].get_object()
               for font in fonts_of(pdf))  # fmt: skip
    root, metadata = about(pdf)
    assert metadata.title == "The manual: of nothing"
    assert root["/Lang"] == "en"
    assert b"/XObject" not in pdf


def test_the_same_article_gives_the_same_bytes(article: model.Article, pdf: bytes) -> None:
    assert render_article(article) == pdf


def test_a_short_table_stays_on_one_page_and_a_long_one_begins_with_three_rows() -> None:
    for rows, lines in ((27, 27), (40, 3)):
        for before in range(20, 40):
            article = made(rows)
            first, second, _ = article.chapters
            filled = replace(first, blocks=(model.Paragraph(model.text("One line.")),) * before)
            pdf = render_article(replace(article, chapters=(filled, second)))
            on_pages = [len(re.findall(r"row \d", page.extract_text())) for page in PdfReader(io.BytesIO(pdf)).pages]
            assert next(found for found in on_pages if found) >= (rows if rows == lines else lines - 1)


def test_the_page_of_html_loads_nothing_and_runs_nothing(article: model.Article) -> None:
    html = html_page(article)
    read = Words(html)
    assert not {tag for tag, _ in read.elements} & {"script", "link", "img", "iframe", "object", "base", "form"}
    policy = next(attrs for tag, attrs in read.elements if tag == "meta" and "http-equiv" in attrs)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not re.search(r"url\(|@import|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", html)


def test_the_html_has_no_heading_out_of_order_and_no_attribute_that_is_gone_from_html(article: model.Article) -> None:
    read = Words(html_page(article))
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels == [1, 2, 2, 2, 3, 2]
    assert not {key for _, attrs in read.elements for key in attrs} & {"align", "valign", "bgcolor", "border"}
    assert not [tag for tag, attrs in read.elements if tag == "a" and "name" in attrs]


def test_every_link_of_the_html_leads_to_a_place_in_it(article: model.Article) -> None:
    read = Words(html_page(article))
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in read.elements if tag == "a" and "href" in attrs]
    assert [f"#{chapter.id}" for chapter in article.chapters] == links
    assert {str(link).removeprefix("#") for link in links} <= set(ids)
    named = [attrs["aria-labelledby"] for _, attrs in read.elements if "aria-labelledby" in attrs]
    assert set(named) <= set(ids)


def test_the_html_names_its_language_and_that_of_parts_in_another(article: model.Article) -> None:
    read = Words(html_page(article))
    assert [attrs.get("lang") for tag, attrs in read.elements if tag == "html"] == ["en"]
    assert sum(attrs.get("lang") == "nl" for tag, attrs in read.elements if tag == "td") == ROWS
    assert sum(tag == "svg" for tag, _ in read.elements) == 1


def test_another_reader_finds_text_fonts_and_tags_as_well(article: model.Article, pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "article.pdf"
    file.write_bytes(pdf)
    told = poppler("pdfinfo", str(file))
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Title: +The manual: of nothing", told)
    assert in_order(said_by(article), squeezed(poppler("pdftotext", "-raw", "-f", "3", str(file), "-")))
    fonts = poppler("pdffonts", str(file)).splitlines()[2:]
    assert fonts and all(re.search(r"yes (yes|no ) yes", line) for line in fonts)
    assert "The end." in text_of(pdf)
    structure = poppler("pdfinfo", "-struct-text", str(file))
    assert structure.index("Take care.") < structure.index("row 0.") < structure.index("The end.")
