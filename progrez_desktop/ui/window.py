"""The window: one page at a time, with the focus ring above it and the keys that work everywhere."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.focus_ring import FocusRing


class Window(QWidget):
    """Shows one page; a page that was left is closed, and with it everything that it held."""

    first_painted = Signal()
    closing = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Progrez")
        self.resize(1280, 800)
        self.setMinimumSize(960, 600)
        self._painted = False
        self._stack = QStackedLayout(self)
        self._ring = FocusRing(self, context)
        for keys, steps in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=steps: context.step_text_size(by))

    @property
    def page(self) -> Page | None:
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def show_page(self, page: Page) -> None:
        """Bring a page on screen and let the page before it go."""
        before = self.page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None and before is not page:
            self._stack.removeWidget(before)
            before.deleteLater()
        page.entered()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Not yet: the widgets in it are painted after it, and what comes next must not take turns with them.
            QTimer.singleShot(0, self, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.closing.emit()
        super().closeEvent(event)
