"""What a PDF says of itself for archives: its metadata as XMP, and what its colours mean (ISO 19005-3, PDF/A-3b).

Declared and not certified: no checker that others made is at hand. What PDF/A-3b asks of a document like ours is listed
and checked in tests/core/documents/test_archival.py. PDF/UA is not declared: the field of the signature is a form field
outside the structure.
"""

import struct
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from progrez_desktop.core.documents.fonts import drawable

_PART, _LEVEL = "3", "B"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
{creator}<xmp:CreatorTool>Progrez</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>Progrez</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def declare(canvas: Any, *, title: str, author: str, language: str, made: date) -> None:
    """Put metadata and output intent into the document that a canvas draws; they say what its Info does."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

    document = canvas._doc
    who = f"<dc:creator><rdf:Seq><rdf:li>{_said(author)}</rdf:li></rdf:Seq></dc:creator>\n" if author.strip() else ""
    packet = _PACKET.format(
        part=_PART, level=_LEVEL, language=language, title=_said(title), creator=who, made=f"{made}T00:00:00Z"
    )
    metadata = PDFStream(content=packet.encode(), filters=[])
    metadata.dictionary["Type"], metadata.dictionary["Subtype"] = PDFName("Metadata"), PDFName("XML")
    profile = PDFStream(content=srgb())
    profile.dictionary["N"] = 3
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalogue = document.Catalog
    catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "Metadata", "OutputIntents"]
    catalogue.Metadata = document.Reference(metadata)
    catalogue.OutputIntents = PDFArray([document.Reference(intent)])


@cache
def srgb() -> bytes:
    """Return sRGB as an ICC profile.

    Source:
        ICC.1:2001-04 (version 2.4) for the form; IEC 61966-2-1 for curve and primaries, which are adapted to D50 by
        Bradford's method as in the profile of the HP and Microsoft that everybody ships.
    """
    curve = b"curv" + bytes(4) + struct.pack(">I256H", 256, *(round(65535 * _linear(n / 255)) for n in range(256)))
    text = b"sRGB IEC61966-2.1"
    described = b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text + bytes(1 + 4 + 4 + 2 + 1 + 67)
    parts = [
        (b"desc", described),
        (b"cprt", b"text" + bytes(4) + b"No copyright, use freely\0"),
        (b"wtpt", _xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", _xyz(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", _xyz(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", _xyz(0.14307, 0.06061, 0.7141)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    first = 128 + 4 + 12 * len(parts)
    table, body = struct.pack(">I", len(parts)), b""
    for name, content in parts:
        if name not in (b"gTRC", b"bTRC"):  # one curve for all three
            at = first + len(body)
            body += content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", at, len(content))
    return _head(first + len(body)) + table + body


def _head(size: int) -> bytes:
    white = struct.pack(">3I", *(round(65536 * part) for part in (0.9642, 1.0, 0.8249)))
    made = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    fixed = struct.pack(">I4xI", size, 0x02400000) + b"mntrRGB XYZ " + made + b"acsp"
    return (fixed + bytes(28) + white).ljust(128, b"\0")


def _xyz(*parts: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(65536 * part) for part in parts))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _said(text: str) -> str:
    return escape("".join(sign if sign >= " " else " " for sign in drawable(text)))
