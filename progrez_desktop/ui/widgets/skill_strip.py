"""One skill over a team on its scale of ten: a sign for each who may be shown, the mean and the lowest of the team."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.core.model.team import Member, SkillLine
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.person_mark import paint_mark

_LOWEST, _HIGHEST = 1.0, 10.0
_TRACK = 14.0
_RADIUS = 8.0


class SkillStrip(QWidget):
    """Where nobody's own value may be shown, the span from lowest to highest stands alone. The words say the same."""

    def __init__(self, context: Context, line: SkillLine, members: Sequence[Member]) -> None:
        super().__init__()
        self._context, self._line = context, line
        self._shown = [
            (place, margin.exact)
            for place, member in enumerate(members)
            if member.may_show and (margin := member.scores.get(line.skill)) is not None
        ]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _radius(self) -> float:
        return self._context.theme.px(_RADIUS)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(160, round(2 * self._radius + 12))

    def _x(self, sten: float) -> float:
        edge = self._radius + 2
        share = (min(max(sten, _LOWEST), _HIGHEST) - _LOWEST) / (_HIGHEST - _LOWEST)
        return edge + share * (self.width() - 2 * edge)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme, line = self._context.theme, self._line
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_100"))
        painter.drawRoundedRect(QRectF(0, middle - _TRACK / 2, self.width(), _TRACK), _TRACK / 2, _TRACK / 2)
        if line.least is not None and line.most is not None:
            painter.setBrush(theme.colour("ink_300"))
            left, right = self._x(line.least), self._x(line.most)
            painter.drawRoundedRect(QRectF(left, middle - 3, max(6.0, right - left), 6), 3, 3)
        for place, sten in self._shown:
            paint_mark(painter, theme, place, QPointF(self._x(sten), middle), self._radius)
        if line.least is not None:
            self._paint_lowest(painter, self._x(line.least))
        if line.mean is not None:
            painter.setPen(QPen(theme.colour("paper"), 6))
            at = self._x(line.mean)
            painter.drawLine(QPointF(at, 2), QPointF(at, self.height() - 2))
            painter.setPen(QPen(theme.colour("ink_900"), 3))
            painter.drawLine(QPointF(at, 1), QPointF(at, self.height() - 1))

    def _paint_lowest(self, painter: QPainter, at: float) -> None:
        """A small triangle that points at the lowest from below."""
        bottom = float(self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._context.theme.colour("ink_900"))
        painter.drawPolygon(QPolygonF([QPointF(at, bottom - 6), QPointF(at - 4, bottom), QPointF(at + 4, bottom)]))
