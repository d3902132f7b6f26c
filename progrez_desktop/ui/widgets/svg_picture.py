"""A plot of ours as pixels for the screen, in the colours of the theme."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def picture_of(svg: str, width: int, ratio: float) -> QImage:
    """Return the picture `width` pixels of the page wide, as sharp as the screen can show it."""
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.defaultSize()
    height = width * size.height() / max(1, size.width())
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
