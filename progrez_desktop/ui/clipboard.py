"""The clipboard of the system, which everybody at this computer shares."""

from PySide6.QtGui import QClipboard, QGuiApplication


def forget_copied() -> None:
    """Empty it, whatever is there: not every platform can say whether it was copied here."""
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        QGuiApplication.clipboard().clear(mode)
