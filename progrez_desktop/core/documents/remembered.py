"""What drawing remembers to be faster the next time, and lets go of when its person leaves."""

from progrez_desktop.core.documents.fonts import width
from progrez_desktop.core.documents.qr_matrix import qr_matrix


def forget_drawn() -> None:
    """Let go of every text that was drawn: both are remembered by the very words of a person."""
    width.cache_clear()
    qr_matrix.cache_clear()
