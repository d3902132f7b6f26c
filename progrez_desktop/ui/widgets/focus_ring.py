"""The ring around whatever has the keyboard: three pixels of marigold, two pixels away, on every control."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget
from shiboken6 import isValid

from progrez_desktop.ui.context import Context, application

_GAP, _WIDTH = 2, 3
_REACH = _GAP + _WIDTH


class FocusRing(QWidget):
    """Lies over the window and follows the focus. A style sheet can't draw outside the control it styles."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("spoken", "nothing")
        window.installEventFilter(self)
        running = application()
        running.focusChanged.connect(self._follow)
        self._follow(None, running.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched(self._target):
            widget.removeEventFilter(self)
        inside = new is not None and self._window.isAncestorOf(new) and not isinstance(new, QScrollArea)
        self._target = new if inside else None
        for widget in self._watched(self._target):
            widget.installEventFilter(self)
        if self._target is not None:
            self._bring_into_view(self._target)
        self._place()

    def _watched(self, target: QWidget | None) -> list[QWidget]:
        """The target and what moves it: its parents up to the window."""
        chain: list[QWidget] = []
        widget = target if target is not None and isValid(target) else None
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    @staticmethod
    def _bring_into_view(target: QWidget) -> None:
        parent = target.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea) and (inner := parent.widget()) is not None:
                # Not ensureWidgetVisible: of a text field, that shows the cursor only.
                centre = target.mapTo(inner, target.rect().center())
                if target.height() > parent.viewport().height():  # a long text: from its beginning
                    parent.verticalScrollBar().setValue(target.mapTo(inner, target.rect().topLeft()).y())
                else:
                    parent.ensureVisible(centre.x(), centre.y(), 0, target.height() // 2 + 16)
            parent = parent.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
        if event.type() == QEvent.Type.Resize and self._target is not None and isValid(self._target):
            self._bring_into_view(self._target)  # larger text or a smaller window must not hide where the person is
        if event.type() in moved:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        drawn: QRect = getattr(target, "drawn", target.rect)()
        corner = target.mapTo(self._window, drawn.topLeft())
        around = QRect(corner, drawn.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        self.setGeometry(around)
        self._clip(target, around)
        self.raise_()
        self.show()
        self.update()

    def _clip(self, target: QWidget, around: QRect) -> None:
        """Do not draw over what lies outside the scroll area that the target is in."""
        parent = target.parentWidget()
        while parent is not None and not isinstance(parent, QAbstractScrollArea):
            parent = parent.parentWidget()
        if parent is None:
            self.clearMask()
            return
        view = parent.viewport()
        shown = QRect(view.mapTo(self._window, view.rect().topLeft()), view.size())
        visible = around.intersected(shown.adjusted(-_REACH, -_REACH, _REACH, _REACH)).translated(-around.topLeft())
        self.setMask(QRegion(visible))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._context.theme.colour("focus"), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 13, 13)
