"""What a reader finds in a PDF of ours, through pypdf: text in reading order, fonts, and what must not be there."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Text without its white space: a line break inside a long word is not a loss."""
    return re.sub(r"\s+", "", text)


def fonts_of(pdf: bytes) -> Iterator[Any]:
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        yield from (font.get_object() for font in resources["/Font"].values())


def about(pdf: bytes) -> tuple[Any, Any]:
    """Return the catalogue of the file and its data about itself."""
    reader = PdfReader(io.BytesIO(pdf))
    return reader.root_object, reader.metadata
