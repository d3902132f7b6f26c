"""The window: one page at a time, with the focus ring above it and the keys that work everywhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.ui import spoken
from progrez_desktop.ui.context import Context, application
from progrez_desktop.ui.page import Page

if TYPE_CHECKING:
    from progrez_desktop.ui.widgets.focus_ring import FocusRing

_KEYS_AT_THE_LATEST_MS = 300
"""After the first paint: where the storage takes long or asks for something, a person may press Tab before it opens."""
_SIZE, _SMALLEST = QSize(1280, 800), QSize(960, 600)
_FRAME = 48
"""Pixels that a title bar and its borders may take; how many is told only once the window was shown."""


class Window(QWidget):
    """Shows one page; a page that was left is closed, and with it everything that it held."""

    first_painted = Signal()
    closing = Signal()
    page_shown = Signal(object)
    covered = Signal()
    """A page of staff lies over what was on screen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        spoken.teach()
        self.setObjectName("window")
        self.setWindowTitle("Progrez")
        self.resize(_SIZE)
        self.setMinimumSize(_SMALLEST)
        self._painted = False
        self._stack = QStackedLayout(self)
        self._shown: Page | None = None
        self._cover: Page | None = None
        self._keyboard_below: QWidget | None = None
        self._context = context
        self._ring: FocusRing | None = None
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before it closes; where not, whoever was asked says why on a page."""
        application().focusChanged.connect(self._focus_moved)

    def show_whole(self) -> None:
        """Show it with its last row of buttons on the screen, also where that has no room for a frame around it."""
        room = self.screen().availableGeometry()
        has_room = room.width() >= _SIZE.width() and room.height() >= _SIZE.height() + _FRAME
        if has_room or room.width() < _SMALLEST.width() or room.height() < _SMALLEST.height():
            self.show()
        else:
            self.showMaximized()

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

        InputGate(self, self._go_on)

    def _go_on(self) -> None:
        if self._shown is not None:
            self._shown.wanted_whole.emit()

    @property
    def page(self) -> Page | None:
        """Whose turn it is; also where staff have a page of theirs over it."""
        return self._shown

    def show_page(self, page: Page) -> None:
        """Bring a page on screen and let the page before it go. Below a cover, it is seen once that is taken away."""
        before, self._shown = self._shown, page
        self._stack.addWidget(page)
        if self._cover is None:
            self._stack.setCurrentWidget(page)
        if before is not None and before is not page:
            self._let_go(before)
        self._keyboard_below = None
        if self._cover is None:
            self._enter(page)
        self.page_shown.emit(page)

    @property
    def covering(self) -> Page | None:
        return self._cover

    def cover(self, page: Page) -> None:
        """Lay a page over whatever is on screen, which stays as it is: nothing of it shows, and no key comes to it."""
        before, self._cover = self._cover, page
        if before is None:
            self._keyboard_below = self.focusWidget()
            if self._context.reader is not None:
                self._context.reader.stop()  # who comes hears no more of it than they see
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._let_go(before)
        self.covered.emit()
        self._enter(page)

    def uncover(self) -> None:
        """Take the cover away; the keyboard is where it was."""
        cover, self._cover = self._cover, None
        below, self._keyboard_below = self._keyboard_below, None
        if cover is None or self._shown is None:
            return
        self._stack.setCurrentWidget(self._shown)
        self._let_go(cover)
        if below is not None and isValid(below) and self._shown.isAncestorOf(below):
            below.setFocus()
        else:
            self._enter(self._shown)

    def _let_go(self, page: Page) -> None:
        page.left()
        self._stack.removeWidget(page)
        page.deleteLater()

    def _enter(self, page: Page) -> None:
        page.entered()
        if self._painted:
            _have_read(page)
        if page.focusWidget() is not None:
            self._be_ready_for_keys()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Not yet: the widgets in it are painted after it, and what comes next must not take turns with them.
            QTimer.singleShot(0, self, self.first_painted.emit)
            QTimer.singleShot(0, self, self._speak)
            QTimer.singleShot(_KEYS_AT_THE_LATEST_MS, self, self._be_ready_for_keys)

    def _speak(self) -> None:
        self._context.heed_system()
        if self.page is not None:
            _have_read(self.page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        from PySide6.QtGui import QKeySequence  # with a key, and not before the first paint

        for keys, steps in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            if event.matches(keys):
                self._context.step_text_size(steps)
                return
        super().keyPressEvent(event)

    def close_now(self) -> None:
        """Close without asking."""
        self.may_close = lambda: True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self.may_close():
            self.closing.emit()
            super().closeEvent(event)
        else:
            event.ignore()


def _have_read(page: Page) -> None:
    """Where somebody has their screen read: in the order in which it is shown, and its title first."""
    if spoken.is_heard():
        page.keep_in_order(at_once=True)
        QTimer.singleShot(0, page, lambda: spoken.announce(page, spoken.title_of(page)))
