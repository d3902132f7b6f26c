"""Each template of a CV is read back, by programs of others, as the very entries that went into it."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from progrez_desktop.core.cv import blinded, parse_profile_json
from progrez_desktop.core.documents.cv_pdf import ATTACHED, draw_cv
from progrez_desktop.core.documents.fonts import drawable
from progrez_desktop.core.json_resume import json_resume
from progrez_desktop.core.model.cv import TEMPLATES, CvDocument, CvEntry, CvLook, CvSection, Template
from progrez_desktop.core.model.details import FactName
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import about, squeezed, text_of
from tests.core.documents.poppler import poppler
from tests.cvs import made_cv

EN = Words("en")
SEEDS = range(200)


@dataclass
class Part:
    """An element of the structure as poppler tells it."""

    kind: str
    text: str = ""
    parts: "list[Part]" = field(default_factory=list)


def structure_of(pdf: Path) -> Part:
    """Read `pdfinfo -struct-text`: an element a line, indented, and its texts in quotation marks."""
    root = Part("Root")
    open_parts = [(-1, root)]
    for line in poppler("pdfinfo", "-struct-text", str(pdf)).splitlines():
        indent = len(line) - len(line.lstrip())
        told = line.strip()
        while open_parts[-1][0] >= indent:
            open_parts.pop()
        if told.startswith('"'):
            open_parts[-1][1].text += told[1:-1]
        elif told:
            part = Part(told.split()[0])
            open_parts[-1][1].parts.append(part)
            open_parts.append((indent, part))
    return root


def sections_read(root: Part) -> Iterator[tuple[str, list[list[str]]]]:
    """Each heading with its entries, each entry with its paragraphs, without white space."""
    heading, entries = "", list[list[str]]()
    for part in root.parts[0].parts:
        if part.kind == "H2":
            if heading:
                yield heading, entries
            heading, entries = squeezed(part.text), []
        elif part.kind == "L":
            entries += [[squeezed(paragraph.text) for paragraph in item.parts[0].parts] for item in part.parts]
    if heading:
        yield heading, entries


def paragraphs_of(entry: CvEntry, template: Template) -> list[str]:
    """What one entry is to be read as."""
    title, where, when = entry.title, entry.organisation, entry.period
    if template == "classic" and title and where:
        lines = [title, "·".join(part for part in (where, when) if part)]
    else:
        beside = ",".join(part for part in (title, where) if part)
        lines = ["·".join(part for part in (beside, when) if part)]
    return [squeezed(drawable(line)) for line in (*lines, entry.text) if line]


def test_two_hundred_profiles_come_back_from_the_tags_of_each_template(tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        template = TEMPLATES[seed % 3]
        file.write_bytes(draw_cv(document, words, CvLook(template)).pdf)
        root = structure_of(file)
        read = dict(sections_read(root))
        skills = read.pop(squeezed(words("cv.skills")), [])
        assert len(skills) == len(document.skills)
        expected = {
            squeezed(words(f"cv.section.{section.kind}")): [paragraphs_of(entry, template) for entry in section.entries]
            for section in document.sections
        }
        assert read == expected, seed
        first = root.parts[0].parts[0]
        assert (first.kind, squeezed(first.text)) == ("H1", squeezed(document.full_name))


def test_two_hundred_profiles_come_back_in_order_from_the_plain_text_of_a_single_column(tmp_path: Path) -> None:
    """As a program of an employer reads it: `pdftotext`, no tags, headings by their names."""
    file = tmp_path / "cv.pdf"
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        file.write_bytes(draw_cv(document, words, CvLook("classic")).pdf)
        text = without_furniture(poppler("pdftotext", str(file), "-"), document, words)
        head, *read = sections_of_text(text, document, words)
        assert head == "".join(said_at_the_head(document, words)), seed
        expected = [
            "".join(text for entry in section.entries for text in paragraphs_of(entry, "classic"))
            for section in document.sections
        ]
        assert read[: len(expected)] == expected, seed


def without_furniture(text: str, document: CvDocument, words: Words) -> str:
    """The text without what stands at the head and foot of each page."""
    page = re.escape(words.template("cv.page")).replace(r"\{page\}", r"\d+").replace(r"\{pages\}", r"\d+")
    pages = [re.sub(rf"^{page}$", "", one, flags=re.MULTILINE) for one in text.split("\f")]
    name = drawable(document.full_name)
    return "\n".join([pages[0], *(one.removeprefix(name) for one in pages[1:])])


def sections_of_text(text: str, document: CvDocument, words: Words) -> list[str]:
    """What stands before the first heading, and under each of them, without white space."""
    headings = [words(f"cv.section.{section.kind}") for section in document.sections]
    headings += [words("cv.skills")] if document.skills else []
    parts = [""]
    for line in text.splitlines():
        if headings and line.strip() == headings[0]:
            headings.pop(0)
            parts.append("")
        else:
            parts[-1] += squeezed(line)
    assert headings == []
    return parts


def said_at_the_head(document: CvDocument, words: Words) -> Iterator[str]:
    personal = [words(f"cv.personal.{name}", text=text) for name, text in document.personal]
    yield squeezed(drawable(document.full_name))
    yield squeezed(drawable("·".join((*document.contact, *personal))))
    yield squeezed(drawable(document.summary))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_names_its_title_and_language_and_has_a_bookmark_for_each_section(
    repo: Path, template: Template, language: str
) -> None:
    words, document = Words(language), example(repo, language)
    pdf = draw_cv(document, words, CvLook(template)).pdf
    catalogue, metadata = about(pdf)
    assert metadata.title == words("cv.pdf_title", name="Sanne de Vries")
    assert (catalogue["/Lang"], catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value) == (language, True)
    assert catalogue["/MarkInfo"]["/Marked"]
    reader = PdfReader(io.BytesIO(pdf))
    titles = [str(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    wanted = {words("cv.skills"), *(words(f"cv.section.{section.kind}") for section in document.sections)}
    assert set(titles) == wanted
    assert len(titles) == len(wanted)


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_content_is_attached_as_json_resume(repo: Path, tmp_path: Path, template: Template) -> None:
    document, look, file = example(repo, "en"), CvLook(template, numbers=True), tmp_path / "cv.pdf"
    file.write_bytes(draw_cv(document, EN, look).pdf)
    assert "1 embedded files" in poppler("pdfdetach", "-list", str(file))
    poppler("pdfdetach", "-save", "1", "-o", str(tmp_path / "out.json"), str(file))
    content = (tmp_path / "out.json").read_bytes()
    assert content == json_resume(document, EN, look)
    assert json.loads(content)["work"][0]["position"] == "Junior hydrologist"
    with pikepdf.open(file) as read:
        assert list(read.attachments) == [ATTACHED]
        assert read.Root.AF[0].AFRelationship == pikepdf.Name.Alternative
        assert read.attachments[ATTACHED].get_file().mime_type == "application/json"
        assert read.check_pdf_syntax() == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mark_of_a_page_belongs_to_the_structure_and_the_rest_is_decoration(template: Template) -> None:
    document = max((made_cv(seed)[1] for seed in range(30)), key=lambda one: sum(len(s.entries) for s in one.sections))
    with pikepdf.open(io.BytesIO(draw_cv(document, EN, CvLook(template)).pdf)) as read:
        numbers = read.Root.StructTreeRoot.ParentTree.Nums
        parents: dict[int, Any] = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in read.pages:
            stream = page.Contents.read_bytes().decode("latin-1")
            marked = [int(n) for n in re.findall(r"<</MCID (\d+)>> BDC", stream)]
            assert marked == list(range(len(parents[int(page.StructParents)])))
            outside = re.sub(r"/(?!Span)\w+ (?:<</MCID \d+>> BDC|BMC).*?EMC", "", stream, flags=re.DOTALL)
            assert " Tj" not in outside
            assert " re" not in outside


def example(repo: Path, language: str) -> CvDocument:
    return parse_profile_json((repo / f"resources/contracts/examples/cv-profile.{language}.json").read_bytes())


def test_compact_takes_one_page_as_long_as_it_can_be_read_and_more_rather_than_lose_a_word(repo: Path) -> None:
    document = example(repo, "en")
    text = "Kept the water where it belongs, with people who know how."
    for jobs, pages in ((0, 1), (15, 1), (80, 3)):
        entries = tuple(CvEntry(f"Position {n}.", f"Employer {n}", f"{1980 + n}", text) for n in range(jobs))
        longer = replace(document, sections=(CvSection("work", entries), *document.sections))
        made = draw_cv(longer, EN, CvLook("compact"))
        assert made.pages == pages == len(PdfReader(io.BytesIO(made.pdf)).pages)
        found = squeezed(text_of(made.pdf))
        assert all(squeezed(f"Position {n}., Employer {n}") in found for n in range(jobs))


def test_a_line_that_goes_on_ends_with_a_space_for_whoever_joins_lines(repo: Path) -> None:
    document = replace(example(repo, "en"), summary="one two three four five six seven " * 12)
    lines = text_of(draw_cv(document, EN, CvLook("classic")).pdf).splitlines()
    *going_on, last = [line for line in lines if re.match("(one|two|three|four|five|six|seven) ", line)]
    assert len(going_on) > 1
    assert all(line.endswith(" ") for line in going_on)
    assert not last.endswith(" ")


# Blind


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blind_cv_names_nobody_anywhere_in_the_file(repo: Path, template: Template, language: str) -> None:
    words, document = Words(language), example(repo, language)
    personal: tuple[tuple[FactName, str], ...] = (
        ("address", "Voorbeeldstraat 12"),
        ("birth_date", "3 May 1997"),
        ("gender", "woman"),
        ("drivers_licence", "B"),
    )
    told = replace(
        document, personal=personal, summary="Sanne is called de Vries, as is Sanneke; sanne.devries@example.org."
    )
    made = blinded(told, words)
    pdf = draw_cv(made, words, CvLook(template)).pdf
    with pikepdf.open(io.BytesIO(pdf)) as read:
        attached = read.attachments[ATTACHED].get_file().read_bytes().decode()
        whole = "".join(text_of(pdf)) + attached + str(read.docinfo)
    for secret in ("Sanne ", "de Vries", "sanne.devries", "Voorbeeldstraat", "1997", "woman", "2018", "2021"):
        assert secret not in whole, secret
    assert words("cv.blind.name") in text_of(pdf)
    assert "Sanneke" in text_of(pdf)  # only the name itself is put out, not what begins like it
    assert words("cv.personal.drivers_licence", text="B") in text_of(pdf)
    assert pdf.count(b"Sanne") == pdf.count(b"Sanneke")


def test_a_blind_cv_of_any_profile_holds_none_of_its_name_or_personal_facts() -> None:
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        named = replace(document, first_name=f"Xqz{seed}", last_name=f"van Xqy{seed}", summary=f"Xqz{seed} works.")
        personal = tuple((name, f"Xqw{name}{seed}") for name, _ in document.personal)
        made = blinded(replace(named, personal=personal), words)
        said = repr(made)
        assert "Xqz" not in said
        assert "Xqy" not in said
        assert f"person{seed}" not in said
        assert [name for name, _ in made.personal] == [name for name, _ in personal if name == "drivers_licence"]
        assert all(not entry.period for part in made.sections if part.kind == "education" for entry in part.entries)
