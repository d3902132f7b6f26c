"""The squares of a QR code, for whoever draws it."""

Squares = tuple[tuple[bool, ...], ...]


def qr_matrix(text: str) -> Squares:
    """Return the rows of a QR code with the quiet border that a camera needs; True is dark."""
    import segno

    code = segno.make(text, micro=False, error="m")
    return tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=4))
