"""The window: one page at a time, with the focus ring above it and the keys that work everywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from progrez_desktop.ui.context import Context, application
from progrez_desktop.ui.page import Page

if TYPE_CHECKING:
    from progrez_desktop.ui.widgets.focus_ring import FocusRing

_KEYS_AT_THE_LATEST_MS = 300
"""After the first paint: where the storage takes long or asks for something, a person may press Tab before it opens."""


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
        self._context = context
        self._ring: FocusRing | None = None
        application().focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Before the first paint, Qt itself gives the focus to something; the welcome page decides when it is ready.
        if self._painted and new is not None and self.isAncestorOf(new):
            self._be_ready_for_keys()

    def _be_ready_for_keys(self) -> None:
        """Once a page gives the focus; neither the first paint nor the storage wait for ring and gate."""
        if self._ring is None:
            from progrez_desktop.ui.widgets.focus_ring import FocusRing

            self._ring = FocusRing(self, self._context)
            QTimer.singleShot(0, self, self._make_gate)

    def _make_gate(self) -> None:
        from progrez_desktop.ui.gate import InputGate

        InputGate(self)

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
            before.left()
            self._stack.removeWidget(before)
            before.deleteLater()
        page.entered()
        if page.focusWidget() is not None:
            self._be_ready_for_keys()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Not yet: the widgets in it are painted after it, and what comes next must not take turns with them.
            QTimer.singleShot(0, self, self.first_painted.emit)
            QTimer.singleShot(_KEYS_AT_THE_LATEST_MS, self, self._be_ready_for_keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        from PySide6.QtGui import QKeySequence  # with a key, and not before the first paint

        for keys, steps in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            if event.matches(keys):
                self._context.step_text_size(steps)
                return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.closing.emit()
        super().closeEvent(event)
