"""Shows the pages of a PDF as they will print."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_WIDTH = 520


class PdfPreview(QWidget):
    """All pages below one another, each as wide as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._pages: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def show_pdf(self, data: bytes, spoken: str) -> None:
        """Show a PDF; `spoken` is its accessible name, to which the page number is added."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        while len(self._pages) > self._document.pageCount():
            self._pages.pop().deleteLater()
        while len(self._pages) < self._document.pageCount():
            page = QLabel()
            page.setFrameShape(QFrame.Shape.Box)
            page.setProperty("role", "sheet")
            self._column.addWidget(page)
            self._pages.append(page)
        for number, page in enumerate(self._pages, start=1):
            page.setAccessibleName(f"{spoken} {number}/{len(self._pages)}")
        self._draw()

    def page_image(self, number: int, width: int) -> QImage:
        """Return one page, counted from 0, as a picture `width` pixels wide."""
        size = self._document.pagePointSize(number)
        return self._document.render(number, QSize(width, round(width * size.height() / size.width())))

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        width = max(200, min(_WIDTH, self.width() - 4))
        for number, page in enumerate(self._pages):
            picture = QPixmap.fromImage(self.page_image(number, round(width * ratio)))
            picture.setDevicePixelRatio(ratio)
            page.setPixmap(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._pages:
            self._draw()
