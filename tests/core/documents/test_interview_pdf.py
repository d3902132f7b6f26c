"""The guide on paper has every question with its boxes, names its reader on each page, and is read in order."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from progrez_desktop.core.documents.interview_pdf import render_guide
from progrez_desktop.core.model.interview import GuidePaper
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.recruiting.role_house import want

ROLE = RoleProfile(
    "r" * 32,
    "Hydrologist",
    "working-together",
    0,
    {"initiative": want(4, 6), "empathy": want(3, 5), "integrity": want(1, 5), "analytical": want(2, 5)},
)


def paper(role: RoleProfile = ROLE, reader: str = "Noor van der Berg", name: str = "Hydrologist") -> GuidePaper:
    names = {skill.id: skill.short_name for skill in shipped().assessment().skills}
    guide = guide_for(role, {"integrity": "uncertain", "analytical": None})
    return GuidePaper("7F3-K2", name, date(2026, 11, 3), reader, date(2026, 11, 26), guide, names)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_on_paper_with_all_that_belongs_to_it(language: str) -> None:
    text = plain(text_of(render_guide(paper(), Words(language))))
    for probe in paper().guide.probes:
        for part in (*probe.questions, probe.listen_for, probe.less, *probe.anchors):
            assert plain(part[language]) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_names_its_reader_and_the_candidate(language: str) -> None:
    pages = PdfReader(io.BytesIO(render_guide(paper(), Words(language)))).pages
    assert len(pages) > 2
    for page in pages:
        text = page.extract_text()
        assert "Noor van der Berg" in text and "7F3-K2" in text


def test_it_is_tagged_and_headings_come_in_order() -> None:
    with pikepdf.open(io.BytesIO(render_guide(paper(), Words("en")))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        kinds: list[str] = []

        def walk(element: pikepdf.Object) -> None:
            kinds.append(str(element.get("/S", "")))
            kids: Any = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid)

        walk(pdf.Root.StructTreeRoot.K)
    headings = [kind for kind in kinds if kind in ("/H1", "/H2")]
    assert headings[0] == "/H1" and headings.count("/H2") == 5
    assert kinds.count("/LI") == 5 * len(list(paper().guide.probes))


def test_the_same_guide_is_the_same_bytes() -> None:
    assert render_guide(paper(), Words("nl")) == render_guide(paper(), Words("nl"))


def test_a_role_that_asks_for_nothing_and_a_name_of_300_signs_are_a_paper_too() -> None:
    empty = RoleProfile("r" * 32, "x", "working-together", 0)
    data = render_guide(paper(empty, reader="N" * 200, name="ת" * 300), Words("en"))
    assert plain(Words("en")("interview.none")) in plain(text_of(data))
