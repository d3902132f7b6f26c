"""The signature of a PDF: its place is drawn with the document, and filled once the document is whole (PAdES)."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from progrez_desktop.core.ports import Signer

if TYPE_CHECKING:
    from asn1crypto.cms import ContentInfo

HOLE_BYTES = 2048
"""Room for the signature with its certificate, of about half that."""
SIGNATURE = re.compile(
    rb"/PRGZ_Code \(([A-Z0-9:]+)\) /ByteRange \[0 +(\d{1,10}) +(\d{1,10}) +(\d{1,10})\] /Contents <([0-9a-f]+)>"
)
"""What is written around a signature here, in one piece: it is found again without a pointer of the file."""
_WIDTH = 10


def leave_room(canvas: Any, code: str, made: date) -> None:
    """Put an invisible signature field into the document that a canvas draws, before it is saved; still empty.

    Source:
        ISO 32000-1, 12.7.4.5 and 12.8.1; a widget of no size needs no appearance.
    """
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

    class Written(PDFObject):  # type: ignore[misc]
        """As it stands: a dictionary of reportlab's would be put in another order."""

        def format(self, _document: object) -> bytes:
            return _empty_signature(code, made)

    document = canvas._doc
    page = document.Pages.pages[0]
    signature = document.Reference(Written())
    field = PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString("signature"),
            "V": signature,
            "P": document.Reference(page),
            "Rect": PDFArray([0, 0, 0, 0]),
            "F": 132,  # print, locked: PDF/A wants the first and no hidden one
        }
    )
    reference = document.Reference(field)
    page.Annots = PDFArray([reference])
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "AcroForm"]
    catalogue.AcroForm = PDFDictionary({"Fields": PDFArray([reference]), "SigFlags": 3})


def signed(pdf: bytes, signer: Signer) -> bytes:
    """Return a PDF in which room was left, signed over every byte but those of the signature."""
    found = SIGNATURE.search(pdf)
    assert found is not None
    begin, end = found.start(5) - 1, found.end(5) + 1
    covered = " ".join(str(number).rjust(_WIDTH) for number in (begin, end, len(pdf) - end)).encode()
    pdf = pdf[: found.end(4) - len(covered)] + covered + pdf[found.end(4) :]
    made = signed_message(hashlib.sha256(pdf[:begin] + pdf[end:]).digest(), signer.certificate, signer.sign)
    return pdf[: begin + 1] + made.hex().ljust(2 * HOLE_BYTES, "0").encode() + pdf[end - 1 :]


def signed_message(digest: bytes, certificate: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the detached CMS signature of a content by its SHA-256, in DER: the same bytes for the same key.

    Source:
        RFC 5652, and ETSI EN 319 122-1, 5.2.2.3 for the attribute that binds the certificate.
    """
    from asn1crypto import algos, cms, x509
    from pyhanko.sign.general import as_signing_certificate_v2
    from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner

    class DeviceSigner(CmsSigner):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            return cast(bytes, algos.DSASignature.from_p1363(sign(data)).dump())

        async def unsigned_attrs(self, *_: object, **__: object) -> None:
            return None

    shown = x509.Certificate.load(certificate)
    attributes = (
        ("content_type", "data"),
        ("message_digest", digest),
        ("signing_certificate_v2", as_signing_certificate_v2(shown)),
    )
    to_sign = cms.CMSAttributes([{"type": name, "values": (value,)} for name, value in attributes])
    waiting = DeviceSigner(signing_cert=shown).async_sign_prescribed_attributes("sha256", to_sign)
    # Nothing in it waits for anything: driven by hand it needs no event loop, which opens sockets on some systems.
    try:
        waiting.send(None)
    except StopIteration as ended:
        made: ContentInfo = ended.value
        return cast(bytes, made.dump())
    raise AssertionError("signing waited for something")


def _empty_signature(code: str, made: date) -> bytes:
    room = " ".join("0".rjust(_WIDTH) for _ in range(3))
    text = (
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
        f"/M (D:{made:%Y%m%d}000000Z) /PRGZ_Code ({code}) /ByteRange [0 {room}] /Contents <{'0' * 2 * HOLE_BYTES}> >>"
    )
    return text.encode("ascii")
