"""Pages of a PDF as pictures, so that a person sees the very page that will print."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PagePicture:
    """Pixels in rows of `stride` bytes, three bytes each: blue, green, red."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_pictures(pdf: bytes, width: int) -> tuple[PagePicture, ...]:
    """Return every page of a PDF, `width` pixels wide."""
    # pdfium and not Qt's own PDF module: the releases that carry that one lose a reference to None with every
    # call on Python 3.11, and end the program after some thousand of them.
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_picture(page, width) for page in document)


def _picture(page: object, width: int) -> PagePicture:
    page_width, _ = page.get_size()  # type: ignore[attr-defined]
    bitmap = page.render(scale=width / page_width, rev_byteorder=False)  # type: ignore[attr-defined]
    return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
