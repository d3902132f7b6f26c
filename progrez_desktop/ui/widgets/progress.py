"""How far the sitting is: one bar for each section."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.ui.context import Context

_GAP = 6


class SectionProgress(QWidget):
    """Bars of equal width, filled by the share of their section that was visited. The words beside it say the same."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shares: tuple[float, ...] = ()
        self.setFixedHeight(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[float, ...], spoken: str) -> None:
        self._shares = shares
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self._shares:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self._context.theme
        width = (self.width() - _GAP * (len(self._shares) - 1)) / len(self._shares)
        for number, share in enumerate(self._shares):
            bar = QRectF(number * (width + _GAP), 0, width, self.height())
            painter.setBrush(theme.colour("ink_200"))
            painter.drawRoundedRect(bar, 5, 5)
            if share > 0:
                bar.setWidth(max(width * share, 10))
                painter.setBrush(theme.colour("bar"))
                painter.drawRoundedRect(bar, 5, 5)
