"""The structure of a PDF for whoever does not see it: headings, paragraphs, tables and pictures in reading order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "Document", "Sect", "H1", "H2", "H3", "P", "L", "LI", "LBody", "Note", "Formula", "Figure", "Caption",
    "Table", "THead", "TBody", "TR", "TH", "TD", "TOC", "TOCI",
]  # fmt: skip


@dataclass(eq=False)
class Element:
    """One part of the document. What is drawn inside it follows `kids`, in the order of reading."""

    kind: Kind
    alternative: str = ""
    language: str = ""
    columns: int = 1
    kids: "list[Element | Mark]" = field(default_factory=list)

    def add(self, kind: Kind, *, alternative: str = "", language: str = "", columns: int = 1) -> "Element":
        element = Element(kind, alternative, language, columns)
        self.kids.append(element)
        return element


@dataclass(frozen=True)
class Mark:
    """A piece of a page's drawing, by the number of the page and its own number there."""

    page: int
    number: int


class Structure:
    """Gathers what is drawn, and is written into the file before that is closed.

    Source:
        ISO 32000-1, 14.6 to 14.8: marked content, structure trees, and the tags of tagged PDF.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = []

    @contextmanager
    def content(self, canvas: Any, element: Element) -> Iterator[None]:
        """What is drawn inside the block belongs to `element`."""
        page = canvas.getPageNumber() - 1
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(element)
        element.kids.append(Mark(page, number))
        canvas.addLiteral(f"/{element.kind} <</MCID {number}>> BDC")
        yield
        canvas.addLiteral("EMC")

    @contextmanager
    def decoration(self, canvas: Any) -> Iterator[None]:
        """What is drawn inside the block is not read: running heads, rules, heads of tables that are said again."""
        canvas.addLiteral("/Artifact BMC")
        yield
        canvas.addLiteral("EMC")

    def write(self, canvas: Any) -> None:
        """Put the tree into the document, once every page is drawn and before it is saved."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        document = canvas._doc
        pages = document.Pages.pages
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = number, PDFName("S")
        tree = _Tree(document, [document.Reference(page) for page in pages])
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root["K"] = tree.reference(self.root, document.Reference(root))
        numbers: list[Any] = []
        for number, elements in enumerate(self._pages):
            numbers += [number, PDFArray([tree.made[id(element)] for element in elements])]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        root["ParentTreeNextKey"] = len(self._pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


class _Tree:
    """Turns elements into the objects of one document; `made` has the reference of each."""

    def __init__(self, document: Any, pages: list[Any]) -> None:
        self._document, self._pages = document, pages
        self.made: dict[int, Any] = {}

    def reference(self, element: Element, parent: Any) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        made = PDFDictionary({"S": PDFName(element.kind), "P": parent})
        reference = self.made[id(element)] = self._document.Reference(made)
        if element.alternative:
            made["Alt"] = PDFString(element.alternative)
        if element.language:
            made["Lang"] = PDFString(element.language)
        if attributes := _of_cell(element):
            made["A"] = PDFDictionary({"O": PDFName("Table"), **attributes})
        pages = {kid.page for kid in element.kids if isinstance(kid, Mark)}
        if len(pages) == 1:
            made["Pg"] = self._pages[min(pages)]
        kids = [
            self.reference(kid, reference) if isinstance(kid, Element) else self._mark(kid, alone=len(pages) == 1)
            for kid in element.kids
        ]
        if kids:
            made["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        return reference

    def _mark(self, mark: Mark, *, alone: bool) -> Any:
        """A mark by its number; where an element goes on over pages, each with its own page."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

        if alone:
            return mark.number
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": self._pages[mark.page], "MCID": mark.number})


def _of_cell(element: Element) -> dict[str, Any]:
    scope = {"Scope": "/Column"} if element.kind == "TH" else {}
    return {**scope, **({"ColSpan": element.columns} if element.columns > 1 else {})}
