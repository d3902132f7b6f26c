"""The squares of a QR code, for whoever draws it."""

from functools import lru_cache

Squares = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=8)  # a preview asks for the same ones again and again
def qr_matrix(text: str, border: int = 4) -> Squares:
    """Return the rows of a QR code; True is dark.

    Args:
        text: What it says.
        border: Squares of the quiet room around it that a camera needs; 0 where whoever draws it leaves that room.
    """
    import segno

    code = segno.make(text, micro=False, error="m")
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=border))
