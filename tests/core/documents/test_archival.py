"""A CV declares PDF/A-3b and no more; here is what that asks of a document like ours (ISO 19005-3)."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import ImageCms

from progrez_desktop.core.documents.archival import srgb
from progrez_desktop.core.documents.cv_pdf import draw_cv
from progrez_desktop.core.model.cv import TEMPLATES, CvLook, Template
from progrez_desktop.core.words import Words
from tests.core.documents.test_signing import signed_cv
from tests.cvs import made_cv

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}


@pytest.fixture(params=[(template, seed) for template in TEMPLATES for seed in (3, 11, 42)], ids=str)
def pdf(request: pytest.FixtureRequest) -> bytes:
    template, seed = request.param
    _, document, words = made_cv(seed)
    return signed_cv(document, words, template)


@pytest.fixture
def read(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


def xmp(read: pikepdf.Pdf) -> ElementTree.Element:
    return ElementTree.fromstring(read.Root.Metadata.read_bytes())  # noqa: S314 - we wrote it


def said(read: pikepdf.Pdf, path: str) -> list[str]:
    return [one.text or "" for one in xmp(read).findall(f".//{path}", NAMES)]


def fonts(read: pikepdf.Pdf) -> Iterator[Any]:
    for page in read.pages:
        yield from (font for _, font in page.Resources.Font.items())


def test_the_file_begins_and_ends_as_it_should(pdf: bytes, read: pikepdf.Pdf) -> None:
    """6.1.2, 6.1.3: a comment of binary bytes after the header, an ID in the trailer, no encryption."""
    header, comment = pdf.splitlines()[:2]
    assert re.fullmatch(rb"%PDF-1\.[0-7]", header)
    assert comment[:1] == b"%"
    assert len([byte for byte in comment[1:5] if byte > 127]) == 4
    assert len(read.trailer.ID) == 2
    assert not read.is_encrypted


def test_the_metadata_say_part_and_level_and_the_same_as_info(read: pikepdf.Pdf) -> None:
    """6.6.2, 6.6.4. PDF/UA is not declared: the signature's field stands outside the structure."""
    assert (said(read, "pdfaid:part"), said(read, "pdfaid:conformance")) == (["3"], ["B"])
    assert not said(read, "pdfuaid:part")
    info = read.docinfo
    assert said(read, "dc:title/rdf:Alt/rdf:li") == [str(info.Title)]
    assert said(read, "dc:description/rdf:Alt/rdf:li") == [str(info.Subject)]
    assert said(read, "dc:creator/rdf:Seq/rdf:li") == [str(info.Author)]
    assert (said(read, "xmp:CreatorTool"), said(read, "pdf:Producer")) == ([str(info.Creator)], [str(info.Producer)])
    day = re.sub(r"[-:T]", "", said(read, "xmp:CreateDate")[0])
    assert f"D:{day}" == str(info.CreationDate) == str(info.ModDate)
    assert said(read, "xmp:ModifyDate") == said(read, "xmp:CreateDate")
    assert list(read.Root.Metadata.get("/Filter", [])) == [], "a reader of metadata alone finds it as plain text"


def test_colours_have_a_meaning_and_there_is_no_transparency(read: pikepdf.Pdf) -> None:
    """6.2.3, 6.2.4, 6.2.10: device RGB and grey alone, under an output intent of RGB; no transparency group."""
    (intent,) = read.Root.OutputIntents
    assert intent.S == pikepdf.Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes() == srgb()
    for page in read.pages:
        operators = {str(step.operator) for step in pikepdf.parse_content_stream(page)}
        assert not operators & {"k", "K", "cs", "CS", "sc", "scn", "gs", "sh", "Do", "BI"}
        assert "/Group" not in page
        assert {str(key) for key in page.Resources} <= {"/Font", "/ProcSet"}


def test_every_font_is_embedded_with_its_widths_and_what_its_signs_are(read: pikepdf.Pdf) -> None:
    """6.2.11.4 to 6.2.11.7."""
    for font in fonts(read):
        descriptor = font.FontDescriptor
        assert "/FontFile2" in descriptor
        assert len(font.Widths) == font.LastChar - font.FirstChar + 1
        assert "/ToUnicode" in font
        symbolic = bool(int(descriptor.Flags) & 4)
        assert symbolic
        assert "/Encoding" not in font, "6.2.11.6: a symbolic TrueType font has none"


def test_the_attachment_says_what_it_is_to_the_document(read: pikepdf.Pdf) -> None:
    """6.8: kind, date, relation, and a place in the catalogue's associated files."""
    (file,) = read.Root.AF
    assert (file.Type, file.AFRelationship) == (pikepdf.Name.Filespec, pikepdf.Name.Alternative)
    assert str(file.F) == str(file.UF) == "resume.json"
    assert file.EF.F.Subtype == pikepdf.Name("/application/json")
    assert "/ModDate" in file.EF.F.Params


def test_nothing_acts_and_the_only_field_is_the_signature(read: pikepdf.Pdf) -> None:
    """6.3, 6.4, 6.5: no actions, no scripts; the widget prints, is not hidden, and of no size needs no appearance."""
    assert not {"/OpenAction", "/AA", "/Perms", "/OCProperties"} & {str(key) for key in read.Root}
    assert "/NeedAppearances" not in read.Root.AcroForm
    (field,) = read.Root.AcroForm.Fields
    assert int(field.F) & 4
    assert not int(field.F) & 0b100011
    assert [int(side) for side in field.Rect] == [0, 0, 0, 0]
    assert not {"/A", "/AA"} & {str(key) for key in field}
    for page in read.pages:
        assert {str(one.Subtype) for one in page.get("/Annots", [])} <= {"/Widget"}


def test_the_colour_profile_is_srgb_for_whoever_reads_profiles() -> None:
    from PIL import Image

    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    assert profile.profile.profile_description == "sRGB IEC61966-2.1"
    assert (profile.profile.device_class, profile.profile.xcolor_space) == ("mntr", "RGB ")
    colours = Image.merge("RGB", [Image.effect_noise((64, 64), spread) for spread in (60, 90, 120)])
    change = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    same = ImageCms.applyTransform(colours, change)
    assert same is not None
    assert max(abs(one - other) for one, other in zip(colours.tobytes(), same.tobytes(), strict=True)) <= 1


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_name_with_signs_of_xml_is_still_a_name(template: Template) -> None:
    from dataclasses import replace

    _, document, _ = made_cv(1)
    named = replace(document, first_name="<b>&\x00", last_name="]]>")
    with pikepdf.open(io.BytesIO(draw_cv(named, Words("en"), CvLook(template)).pdf)) as read:
        assert said(read, "dc:creator/rdf:Seq/rdf:li") == [str(read.docinfo.Author)]
