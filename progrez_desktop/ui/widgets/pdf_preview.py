"""Shows the pages of a PDF as they will print."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from progrez_desktop.core.documents.preview import PagePicture, page_pictures
from progrez_desktop.ui.layouts import discard

_WIDTH = 616


class PdfPreview(QWidget):
    """All pages below one another, each as wide as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._pdf = b""
        self._spoken = ""
        self._pages: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def show_pdf(self, pdf: bytes, spoken: str) -> None:
        """Show a PDF; `spoken` is its accessible name, to which the page number is added."""
        self._pdf, self._spoken = pdf, spoken
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        pictures = page_pictures(self._pdf, round(max(200, min(_WIDTH, self.width() - 4)) * ratio))
        while len(self._pages) > len(pictures):
            discard(self._pages.pop())
        while len(self._pages) < len(pictures):
            page = QLabel()
            page.setProperty("role", "sheet")
            self._column.addWidget(page)
            self._pages.append(page)
        for number, (page, picture) in enumerate(zip(self._pages, pictures, strict=True), start=1):
            page.setPixmap(_pixmap(picture, ratio))
            page.setAccessibleName(f"{self._spoken} {number}/{len(pictures)}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._pdf:
            self._draw()


def _pixmap(picture: PagePicture, ratio: float) -> QPixmap:
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
