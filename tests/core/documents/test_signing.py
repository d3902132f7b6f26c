"""A CV is signed so that programs of others find it valid, and stays what it was for whoever reads it."""

import io
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from progrez_desktop.core.check_code import read_check_code
from progrez_desktop.core.cv import parse_profile_json
from progrez_desktop.core.documents.cv_pdf import ATTACHED, Seal, draw_cv
from progrez_desktop.core.documents.preview import page_pictures
from progrez_desktop.core.documents.signing import signed
from progrez_desktop.core.json_resume import json_resume
from progrez_desktop.core.model.cv import TEMPLATES, CvDocument, CvLook, Template
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import about, squeezed
from tests.core.documents.poppler import poppler
from tests.core.documents.test_cv_templates import paragraphs_of, sections_read, structure_of
from tests.cvs import made_cv
from tests.fakes import there
from tests.signers import signer

EN = Words("en")
SEEDS = range(0, 200, 8)


def example(repo: Path, language: str = "en") -> CvDocument:
    return parse_profile_json((repo / f"resources/contracts/examples/cv-profile.{language}.json").read_bytes())


def signed_cv(document: CvDocument, words: Words = EN, template: Template = "modern", device: int = 1) -> bytes:
    key = signer(device)
    return signed(draw_cv(document, words, CvLook(template), Seal(key, "measured")).pdf, key)


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_outline() as outline:
        return [str(one.title) for one in outline.root]


def test_poppler_finds_the_signature_valid_and_the_whole_document_signed(tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        file.write_bytes(signed_cv(document, words, TEMPLATES[seed // 8 % 3]))
        told = poppler("pdfsig", str(file))
        assert "Signature is Valid." in told, seed
        assert "Total document signed" in told, seed
        assert "ETSI.CAdES.detached" in told


def test_poppler_finds_a_changed_document_invalid(repo: Path, tmp_path: Path) -> None:
    file, pdf = tmp_path / "cv.pdf", signed_cv(example(repo))
    file.write_bytes(pdf.replace(b"/Lang (en)", b"/Lang (nl)"))
    assert "Digest Mismatch" in poppler("pdfsig", str(file))
    file.write_bytes(pdf)
    assert "Digest Mismatch" not in poppler("pdfsig", str(file))


def test_the_library_that_signed_finds_it_trusted_and_unchanged_once_the_certificate_is_known(repo: Path) -> None:
    (certificate,) = load_certs_from_pemder_data(signer().certificate)
    (signature,) = PdfFileReader(io.BytesIO(signed_cv(example(repo)))).embedded_signatures
    known = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, known)
    assert status.bottom_line
    assert there(status.coverage).name == "ENTIRE_FILE"


def test_structure_bookmarks_language_and_attachment_are_those_of_the_cv_without_a_signature(
    repo: Path, tmp_path: Path
) -> None:
    file = tmp_path / "cv.pdf"
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        template, look = TEMPLATES[seed // 8 % 3], CvLook(TEMPLATES[seed // 8 % 3])
        pdf = signed_cv(document, words, template)
        file.write_bytes(pdf)
        root = structure_of(file)
        read = dict(sections_read(root))
        read.pop(squeezed(words("cv.skills")), None)
        expected = {
            squeezed(words(f"cv.section.{section.kind}")): [paragraphs_of(entry, template) for entry in section.entries]
            for section in document.sections
        }
        assert read == expected, seed
        *_, code, caption = root.parts[0].parts
        assert (code.kind, caption.kind, squeezed(caption.text)) == ("Figure", "P", squeezed(words("cv.code")))
        with pikepdf.open(io.BytesIO(pdf)) as signed_file:
            plain = draw_cv(document, words, look).pdf
            assert signed_file.attachments[ATTACHED].get_file().read_bytes() == json_resume(document, words, look)
            assert signed_file.check_pdf_syntax() == []
            assert bookmarks(signed_file) == bookmarks(pikepdf.open(io.BytesIO(plain)))
            assert signed_file.Root.Lang == words.language


def test_the_signature_names_nobody_and_nothing_but_the_key(repo: Path) -> None:
    catalogue, _ = about(signed_cv(example(repo)))
    signature = catalogue["/AcroForm"]["/Fields"][0]["/V"]
    assert set(signature) == {"/Type", "/Filter", "/SubFilter", "/M", "/PRGZ_Code", "/ByteRange", "/Contents"}
    assert b"Sanne" not in bytes(signature["/Contents"])
    assert signature["/M"] == "D:20261123000000Z", "the day, as everywhere in the file, and no hour"


def test_the_same_cv_of_the_same_device_is_the_same_bytes_and_of_another_device_others(repo: Path) -> None:
    document = example(repo)
    assert signed_cv(document) == signed_cv(document)
    assert signed_cv(document) != signed_cv(document, device=2)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scanner_reads_the_code_from_the_page_and_it_is_that_of_the_content(
    repo: Path, template: Template, language: str
) -> None:
    document, words = example(repo, language), Words(language)
    picture = page_pictures(signed_cv(document, words, template), 900)[0]
    drawn = Image.frombuffer("RGB", (picture.width, picture.height), picture.pixels, "raw", "BGR", picture.stride, 1)
    (found,) = zxingcpp.read_barcodes(drawn)
    code = there(read_check_code(found.text))
    assert code.is_of(json_resume(document, words, CvLook(template)))
    assert signer().public.has_signed(code.signed, code.signature)


def test_the_code_says_nothing_of_the_person(repo: Path) -> None:
    document = example(repo)
    pdf = draw_cv(document, EN, CvLook(), Seal(signer(), "measured")).pdf
    catalogue, _ = about(pdf)
    code = there(read_check_code(str(catalogue["/AcroForm"]["/Fields"][0]["/V"]["/PRGZ_Code"])))
    assert {*vars(code)} == {"origin", "made", "fingerprint", "digest", "signature"}
    assert len(code.digest) == 16


def test_a_signed_cv_is_small(repo: Path) -> None:
    assert len(signed_cv(example(repo))) < 200_000
