"""The CV that a person takes along says everything they wrote, in order, and shows no skill that they didn't choose."""

import io
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from progrez_desktop.core.cv import parse_profile_json
from progrez_desktop.core.documents.cv_pdf import draw_cv, missing_in_cv
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvLook, CvSection, CvSkill, SectionKind
from progrez_desktop.core.model.details import FactName
from progrez_desktop.core.words import Words
from tests.core.documents.pdf_text import about, fonts_of, squeezed, text_of

EN = Words("en")
NL = Words("nl")
DAY = date(2026, 11, 23)
DUTY = "Duty {}: looked after the water with people who know how, and wrote down for the next what was learnt."
PLAIN = CvDocument("en", DAY, "Sanne", "de Vries")

LATIN = "aàáâäåãæbcčćçdďđðeéèêëěęfgğhiíìîïıjkķlłĺmnñňńŋoóòôöõøœpqrřŕsšśşșßtťțþuúùûüůűvwŵxyýÿzžźżḃḋǩǯ"
GREEK = "αάἀἄβγδεέζηήᾶθιίϊΐκλμνξοόπρστυύϋΰφχψωώς"
CYRILLIC = "абвгґдђеёєжзиійїјклљмнњопрстћуўфхцчџшщъыьэюяѓќӓӹҙҡҫӳ"
SIGNS = LATIN + LATIN.upper() + GREEK + GREEK.upper() + CYRILLIC + CYRILLIC.upper() + "0123456789'’-–.,&<>\"/\\()…€"
WORD = st.text(st.sampled_from(SIGNS), min_size=1, max_size=30)
TEXT = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


def render_cv(document: CvDocument, words: Words, look: CvLook = CvLook()) -> bytes:  # noqa: B008 - frozen
    return draw_cv(document, words, look).pdf


def skill(name: str = "Empathy", **changes: object) -> CvSkill:
    plain = CvSkill(name, "relate", 8, 7, 9, 8.2, 7.3, 9.4, "web volunteers", DAY)
    return replace(plain, **changes)  # type: ignore[arg-type]


def section(kind: SectionKind, *entries: CvEntry) -> CvSection:
    return CvSection(kind, entries)


def example(repo: Path, language: str) -> CvDocument:
    return parse_profile_json((repo / f"resources/contracts/examples/cv-profile.{language}.json").read_bytes())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
def test_every_text_comes_back_from_the_page_in_latin_greek_and_cyrillic(
    name: str, contact: str, summary: str, title: str, organisation: str, text: str
) -> None:
    entry = CvEntry(title, organisation, "2019", text)
    document = replace(PLAIN, last_name=name, contact=(contact,), summary=summary, sections=(section("work", entry),))

    found = squeezed(text_of(render_cv(document, EN)))

    assert missing_in_cv(document) == ()
    for written in (name, contact, summary, f"{title},{organisation}·2019", text):
        assert squeezed(unicodedata.normalize("NFC", written)) in found


@pytest.mark.parametrize(
    "name",
    [
        "van der Żółć-Gęślą Jaźń",
        "O'Brien",
        "d’Arcy",
        "Ní Ḃriain Ṡeoiġe",
        "Παπαδόπουλος",
        "Ђорђевић-Кулић",
        "Гриценко-Їжакевич",
        "გიორგაძე",
        "Հակոբյան",
        "Adébáyọ̀ M̂ ė́",
        "<b>Bold</b> & <i/> &amp; ]]>",
    ],
)
def test_a_name_is_printed_and_copied_as_it_is_written(name: str) -> None:
    document = replace(PLAIN, first_name="", last_name=name)
    assert missing_in_cv(document) == ()
    assert squeezed(unicodedata.normalize("NFC", name)) in squeezed(text_of(render_cv(document, EN)))


@pytest.mark.parametrize("signs", ["😀", "🙂 🎉 👍 📈", "𝄞", "a😀b ☎ é"])
def test_signs_beyond_the_first_plane_are_copied_as_they_are_written(signs: str) -> None:
    document = replace(PLAIN, summary=signs)
    drawn = "".join("\ufffd" if sign in missing_in_cv(document) else sign for sign in signs)
    pdf = render_cv(document, EN)
    assert squeezed(text_of(pdf)) == squeezed("Sanne de Vries" + drawn)
    with pypdfium2.PdfDocument(pdf) as read:
        assert squeezed(read[0].get_textpage().get_text_range()) == squeezed("Sanne de Vries" + drawn)


def test_a_decomposed_name_is_the_same_document_as_a_composed_one() -> None:
    composed = replace(PLAIN, last_name="Dvořák")
    decomposed = replace(PLAIN, last_name=unicodedata.normalize("NFD", "Dvořák"))
    assert render_cv(decomposed, EN) == render_cv(composed, EN)


def test_a_character_that_no_font_has_is_told_and_leaves_a_mark() -> None:
    document = replace(PLAIN, first_name="李", last_name="Jansen", skills=(skill(norm="שלום"),))
    assert missing_in_cv(document) == ("ו", "ל", "ם", "ש", "李")
    assert "\ufffd\nJansen" in text_of(render_cv(document, EN))


def test_no_field_of_a_cv_is_forgotten_when_missing_characters_are_told() -> None:
    entry = CvEntry("一", "二", "三", "四")
    personal: tuple[tuple[FactName, str], ...] = (("gender", "百"),)
    skills, sections = (skill("九", norm="十"),), (section("work", entry),)
    document = CvDocument("en", DAY, "五", "六", ("七",), personal, "八", skills, sections)
    assert missing_in_cv(document) == tuple(sorted("一二三四五六七八九十百"))


def test_forty_entries_go_on_over_pages_without_loss_and_in_order() -> None:
    entries = tuple(
        CvEntry(f"Position {n}.", f"Employer {n}.", f"{1980 + n}", f"Duty {n}: " + "kept the water out. " * (n % 9))
        for n in range(40)
    )
    pdf = render_cv(replace(PLAIN, sections=(section("work", *entries),)), EN)

    found = squeezed(text_of(pdf))
    places = [found.index(squeezed(f"Position {n}., Employer {n}.·{1980 + n}")) for n in range(40)]
    assert places == sorted(places)
    assert found.count("keptthewaterout.") == sum(n % 9 for n in range(40))
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert [f"Page {n} of {len(pages)}" in page.extract_text() for n, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def working_life(repo: Path, jobs: int) -> CvDocument:
    """The example with so many jobs before its own, each told in about 120 signs."""
    first, *others = example(repo, "en").sections
    told = (CvEntry(f"Position {n}.", f"Employer {n}", f"{1980 + n}", DUTY.format(n)) for n in range(jobs))
    return replace(example(repo, "en"), sections=(section("work", *told, *first.entries), *others))


def sizes_of(pdf: bytes) -> set[float]:
    """Every size of type on these pages, in points."""
    sizes = set[float]()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else None)
    return sizes


@pytest.mark.parametrize(("jobs", "pages"), [(0, 1), (20, 2), (40, 2), (45, 2), (80, 3)])
def test_a_cv_has_two_pages_at_most_as_long_as_it_can_be_read_and_loses_nothing(
    repo: Path, jobs: int, pages: int
) -> None:
    document = working_life(repo, jobs)
    pdf = render_cv(document, EN)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == pages
    assert min(sizes_of(pdf)) >= 8
    found = squeezed(text_of(pdf))
    at = 0
    for part in document.sections:
        for entry in part.entries if part.kind not in ("languages", "code") else ():
            for written in (entry.title, entry.organisation, entry.period, entry.text):
                at = found.index(squeezed(written), at)


def test_type_gets_smaller_only_where_closer_lines_do_not_do(repo: Path) -> None:
    as_designed = sizes_of(render_cv(example(repo, "en"), EN))
    for jobs in (20, 40):
        assert sizes_of(render_cv(working_life(repo, jobs), EN)) <= as_designed | {9.0}


def test_what_the_person_did_has_the_whole_width_once_the_panel_is_done(repo: Path) -> None:
    first, second = PdfReader(io.BytesIO(render_cv(working_life(repo, 20), EN))).pages
    assert DUTY.format(0) not in first.extract_text().splitlines()
    assert DUTY.format(19) in second.extract_text().splitlines()


def test_a_panel_longer_than_a_page_goes_on_as_well() -> None:
    skills = tuple(skill(f"Skill {n}.") for n in range(40))
    found = text_of(render_cv(replace(PLAIN, skills=skills), EN))
    assert [f"Skill {n}.\n" in found for n in range(40)] == [True] * 40


def test_reading_order_is_name_then_profile_then_what_the_person_did(repo: Path) -> None:
    found = text_of(render_cv(example(repo, "en"), EN))
    order = ["Sanne\nde Vries", "sanne.devries@example.org", "Soft-skill profile", "Empathy", "above average"]
    order += ["Initiative", "80 %", "Languages in code", "Strong at putting", "Work", "Junior hydrologist"]
    order += ["Education", "MSc Earth Sciences", "Volunteering", "Public projects", "polder-flow"]
    places = [found.index(part) for part in order]
    assert places == sorted(places)


def test_dutch_has_dutch_headings_numbers_and_dates(repo: Path) -> None:
    found = text_of(render_cv(example(repo, "nl"), NL))
    for part in ("Softskillprofiel", "bovengemiddeld", "Opleiding", "op 23 november 2026"):
        assert part in found


def test_each_band_says_in_words_what_it_shows_and_in_numbers_where_that_is_wanted() -> None:
    skills = (
        skill("A", sten=10, low=10, high=10),
        skill("B", sten=1, low=1, high=3),
        skill("C", sten=5, low=4, high=7),
    )
    document = replace(PLAIN, skills=skills)
    found = text_of(render_cv(document, EN))
    assert "A\nhigh\n" in found
    assert "B\nlow (probably low to below average)\n" in found
    assert "C\naverage (probably below average to" in found
    assert not [n for n in re.findall(r"\d+", found) if n not in ("80", "23", "2026")]
    found = text_of(render_cv(document, EN, CvLook(numbers=True)))
    assert "A\n10 of 10, high" in found
    assert "B\n1 to 3 of 10, low" in found
    assert "C\n4 to 7 of 10, average" in found


def test_norm_group_and_day_are_named_once_where_they_are_shared_and_per_skill_where_not() -> None:
    shared = text_of(render_cv(replace(PLAIN, skills=(skill("A"), skill("B"))), EN))
    shared = " ".join(shared.split())
    assert "Norm: web volunteers. Measured 23 November 2026." in shared
    dated = skill("C", measured=date(2025, 1, 2), valid_until=date(2026, 7, 2))
    several = (skill("A"), skill("B", norm="adults"), dated)
    found = text_of(render_cv(replace(PLAIN, skills=several), EN))
    found = " ".join(found.split())
    assert "A: norm web volunteers, measured 23 November 2026." in found
    assert "B: norm adults, measured 23 November 2026." in found
    assert "C: norm web volunteers, measured 2 January 2025, holds until 2 July 2026." in found


def test_without_skills_there_is_no_soft_skill_part() -> None:
    found = text_of(render_cv(PLAIN, EN))
    assert found.split() == ["Sanne", "de", "Vries"]


def test_the_file_says_its_title_language_author_and_day(repo: Path) -> None:
    catalogue, info = about(render_cv(example(repo, "nl"), NL))
    assert info["/Title"] == "Cv van Sanne de Vries"
    assert info["/Author"] == "Sanne de Vries"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261123000000Z"
    assert catalogue["/Lang"] == "nl"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_every_font_is_embedded_as_a_subset_and_can_be_copied_from(repo: Path) -> None:
    pdf = render_cv(replace(example(repo, "en"), first_name="Ḃé"), EN)
    names = set()
    for font in fonts_of(pdf):
        names.add(font["/BaseFont"].split("+")[1])
        assert font["/BaseFont"].startswith("/AAAAAA+")
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font
    expected = {f"SourceSansPro-{face}" for face in ("Regular", "Semibold", "Bold")} | {"NotoSans-Regular"}
    assert names == expected
    assert b"Helvetica" not in pdf


def test_nothing_but_text_vectors_and_its_own_data_is_in_the_file(repo: Path) -> None:
    pdf = render_cv(example(repo, "en"), EN)
    catalogue, _ = about(pdf)
    assert b"/XObject" not in pdf
    for active in ("/OpenAction", "/AA", "/AcroForm"):
        assert active not in catalogue
    assert list(catalogue["/Names"]) == ["/EmbeddedFiles"]
    assert b"/JavaScript" not in pdf


def test_the_same_cv_is_the_same_bytes_in_another_process_and_zone(repo: Path) -> None:
    program = (
        "import sys; from pathlib import Path;"
        "from progrez_desktop.core.cv import parse_profile_json;"
        "from progrez_desktop.core.documents.cv_pdf import draw_cv;"
        "from progrez_desktop.core.model.cv import CvLook;"
        "from progrez_desktop.core.words import Words;"
        "document = parse_profile_json(Path(sys.argv[1]).read_bytes());"
        "sys.stdout.buffer.write(draw_cv(document, Words('en'), CvLook()).pdf)"
    )
    path = repo / "resources/contracts/examples/cv-profile.en.json"
    elsewhere = os.environ | {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program, path], cwd=repo, env=elsewhere, capture_output=True, check=True
    )
    assert other.stdout == render_cv(example(repo, "en"), EN)


@pytest.mark.parametrize("name", ["W" * 300, "Maria-" * 50, "de la " * 50, "\u0301" * 300])
def test_a_very_long_name_is_whole_and_leaves_room_for_the_rest(name: str) -> None:
    document = replace(PLAIN, first_name="", last_name=name, contact=("mail@example.org",))
    pdf = render_cv(document, EN)
    assert squeezed(text_of(pdf)) == squeezed(name) + "mail@example.org"
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_a_typical_cv_is_small(repo: Path) -> None:
    assert len(render_cv(example(repo, "en"), EN)) < 200_000
