"""Scores of several people on one scale of ten, a band over the other: the margin as a band, the score as a dot in it.

Nobody is told by a colour alone: each band has its name before it, and the table below says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.core.model.registry import Margin
from progrez_desktop.scoring.distributions import Z_80
from progrez_desktop.scoring.fit import HIGHEST, LOWEST
from progrez_desktop.ui.context import Context

_LANE, _NAME, _FOOT, _GAP = 26, 76, 22, 10


@dataclass(frozen=True)
class Band:
    name: str
    margin: Margin | None

    @property
    def ends(self) -> tuple[float, float]:
        """Of the margin before rounding, cut at the ends of the scale."""
        assert self.margin is not None
        half = self.margin.error * Z_80
        return max(LOWEST, self.margin.exact - half), min(HIGHEST, self.margin.exact + half)


class BandsOver(QWidget):
    """As high as it has people; the numbers of the scale stand below."""

    def __init__(self, context: Context, bands: Sequence[Band]) -> None:
        super().__init__()
        self._context, self.bands = context, tuple(bands)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        context.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        px = self._context.theme.px
        return QSize(px(_NAME) + 240, px(_LANE) * len(self.bands) + px(_FOOT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._context.theme.px(_NAME) + 120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        for number, band in enumerate(self.bands):
            self._paint_band(painter, band, self._lane(number))

    def _plot(self) -> QRectF:
        px = self._context.theme.px
        left = px(_NAME) + _GAP
        return QRectF(left, 0, max(60, self.width() - left), px(_LANE) * len(self.bands))

    def _x(self, sten: float) -> float:
        plot = self._plot()
        return plot.left() + plot.width() * (sten - 0.5) / HIGHEST

    def _lane(self, number: int) -> QRectF:
        plot, height = self._plot(), self._context.theme.px(_LANE)
        return QRectF(plot.left(), number * height, plot.width(), height)

    def _paint_scale(self, painter: QPainter) -> None:
        theme, plot = self._context.theme, self._plot()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_100"))
        painter.drawRoundedRect(plot, 4, 4)
        painter.setFont(self._font(0.86))
        width = plot.width() / HIGHEST
        for sten in range(LOWEST, HIGHEST + 1):
            at = self._x(sten)
            if sten > LOWEST:
                painter.setPen(QPen(theme.colour("paper"), 1))
                painter.drawLine(round(at - width / 2), round(plot.top()), round(at - width / 2), round(plot.bottom()))
            painter.setPen(theme.colour("ink_700"))
            foot = QRectF(at - width / 2, plot.bottom(), width, theme.px(_FOOT))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(sten))

    def _paint_band(self, painter: QPainter, band: Band, lane: QRectF) -> None:
        theme = self._context.theme
        painter.setFont(self._font(1.0))
        painter.setPen(theme.colour("ink_900"))
        name = QRectF(0, lane.top(), lane.left() - _GAP, lane.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, band.name)
        if band.margin is None:
            return
        colour, high = theme.colour("bar"), lane.height() * 0.5
        soft = QColor(colour)
        soft.setAlphaF(0.36)
        left, right = map(self._x, band.ends)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(QRectF(left, lane.center().y() - high / 2, right - left, high), high / 2, high / 2)
        painter.setPen(QPen(theme.colour("paper"), 2))
        painter.setBrush(colour)
        size, at = high + 2, self._x(band.margin.exact)
        painter.drawEllipse(QRectF(at - size / 2, lane.center().y() - size / 2, size, size))

    def _font(self, share: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(15 * share))
        return font
