"""A QR code as vectors, so that it is as sharp as the paper allows."""

from itertools import groupby
from typing import Any

from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.documents.sheet import colour


def draw_qr_code(canvas: Any, text: str, x: float, bottom: float, size: float) -> None:
    """Draw the code of a text with its left lower corner at (x, bottom); the quiet room around it is the caller's."""
    rows = qr_matrix(text, border=0)
    step = size / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        at = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                path.rect(x + at * step, bottom + (len(rows) - 1 - number) * step, width * step, step)
            at += width
    canvas.setFillColor(colour("ink_900"))
    canvas.drawPath(path, stroke=0, fill=1)
