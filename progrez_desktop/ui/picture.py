"""What is on screen as a picture for the person to keep: parts of a page at twice its size, without the window."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

SCALE = 2
_MARGIN, _GAP = 32, 16


def picture_of(parts: Sequence[QWidget], background: QColor) -> QImage:
    """Return parts of a page below one another, whole also where the page is scrolled. On the thread of the window."""
    width = max(part.width() for part in parts) + 2 * _MARGIN
    height = sum(part.height() + _GAP for part in parts) - _GAP + 2 * _MARGIN
    image = QImage(width * SCALE, height * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(background)
    painter, top = QPainter(image), _MARGIN
    for part in parts:
        part.render(painter, QPoint(_MARGIN, top), renderFlags=QWidget.RenderFlag.DrawChildren)
        top += part.height() + _GAP
    painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """Return a picture as the bytes of its file; on any thread."""
    file = QBuffer()
    file.open(QIODevice.OpenModeFlag.WriteOnly)
    # It takes text, whatever its types say.
    image.save(file, "PNG")  # type: ignore[call-overload]
    return bytes(file.data().data())
