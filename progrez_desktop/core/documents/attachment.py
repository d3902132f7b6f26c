"""A file inside a PDF, with what it is to the document: for programs that read data rather than pages."""

from datetime import date
from typing import Any


def attach(canvas: Any, name: str, content: bytes, *, kind: str, about: str, made: date) -> None:
    """Put `content` into the document that a canvas draws, as an alternative form of all of it.

    Args:
        kind: Its MIME type.
        about: What a reader's list of attachments says of it.

    Source:
        ISO 32000-2, 7.11.4 (embedded files) and 14.13 (associated files); PDF/A-3 names the same keys.
    """
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

    document = canvas._doc
    file = PDFStream(content=content)
    day = f"D:{made:%Y%m%d}000000Z"
    file.dictionary["Type"] = PDFName("EmbeddedFile")
    file.dictionary["Subtype"] = "/" + kind.replace("/", "#2F")  # PDFName leaves the slash as it is
    file.dictionary["Params"] = PDFDictionary({"Size": len(content), "ModDate": PDFString(day)})
    held = document.Reference(file)
    specification = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "Desc": PDFString(about),
            "AFRelationship": PDFName("Alternative"),
            "EF": PDFDictionary({"F": held, "UF": held}),
        }
    )
    reference = document.Reference(specification)
    files = PDFDictionary({"Names": PDFArray([PDFString(name), reference])})
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "AF"]
    catalogue.Names = PDFDictionary({"EmbeddedFiles": files})
    catalogue.AF = PDFArray([reference])
