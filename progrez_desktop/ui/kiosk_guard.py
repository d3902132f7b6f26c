"""Guards a window on screen: nothing closes it by a key, a menu or a drop, and no other window or screen shows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QScreen, QWindow
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import application

_FLAGS = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
_BACK_MS = 150
"""After another window took the front: long enough for the one that did it to have done it."""
_AGAIN_MS = 1000
"""Where the front is not given at the first try."""
_NO_DRAG = 1_000_000
"""Pixels that a mouse would have to go before something is dragged."""

_Key = Qt.Key
_NEVER = frozenset({_Key.Key_F1, _Key.Key_F10, _Key.Key_F11, _Key.Key_Menu, _Key.Key_Print, _Key.Key_Help})
_NEVER_WITH_CONTROL = frozenset(
    {_Key.Key_N, _Key.Key_O, _Key.Key_P, _Key.Key_Q, _Key.Key_S, _Key.Key_T, _Key.Key_W, _Key.Key_F4}
)
_NEVER_WITH_ALT = frozenset({_Key.Key_F4, _Key.Key_Space, _Key.Key_Tab, _Key.Key_Escape})
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_BUTTONS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick})
_NOTHING_FROM_OUTSIDE = frozenset(
    {
        *(QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop),
        *(QEvent.Type.ContextMenu, QEvent.Type.EnterWhatsThisMode, QEvent.Type.WhatsThis, QEvent.Type.HelpRequest),
    }
)


def is_window_key(event: QKeyEvent) -> bool:
    """Whether a key asks something of the window or the system, and nothing of the page."""
    key, with_keys = Qt.Key(event.key()), event.modifiers()
    if key in (_Key.Key_Super_L, _Key.Key_Super_R, _Key.Key_Meta):
        return True
    if with_keys & Qt.KeyboardModifier.MetaModifier:
        return True
    if with_keys & Qt.KeyboardModifier.AltModifier and key in _NEVER_WITH_ALT:
        return True
    if with_keys & Qt.KeyboardModifier.ControlModifier and key in _NEVER_WITH_CONTROL:
        return True
    return key in _NEVER


class Cover(QWidget):
    """Lies over a screen on which the application does not stand."""

    def __init__(self, screen: QScreen) -> None:
        super().__init__(None, _FLAGS | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle("Progrez")
        self.setAccessibleName("")
        self.lie_on(screen)

    def lie_on(self, screen: QScreen) -> None:
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()  # and not showFullScreen, which would ask for the keyboard

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        QPainter(self).fillRect(self.rect(), QColor(Qt.GlobalColor.black))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class KioskGuard(QObject):
    """From its making, when the window was painted, until `let_go`.

    `arranged` is called after each change of the screens.
    """

    def __init__(self, window: QWidget, arranged: Callable[[], None] | None = None) -> None:
        super().__init__(window)
        self._window, self._arranged = window, arranged
        self._covers: dict[QScreen, Cover] = {}
        self._holds = True
        self._drag_before = application().startDragDistance()
        application().setStartDragDistance(_NO_DRAG)
        # Several screens change at once, and each tells it; what was told in between is not true for long.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._arrange)
        self._back = QTimer(self, singleShot=True)
        self._back.timeout.connect(self._to_front)
        window.installEventFilter(self)
        system_window = window.windowHandle()
        if system_window is not None:
            system_window.setFlags(_FLAGS)  # by the widget it would go from the screen and come again
            system_window.installEventFilter(self)
        self._watch_screens()

    @property
    def covers(self) -> int:
        return len(self._covers)

    def is_whole(self) -> bool:
        """Whether every screen is covered, by the application or by a window of ours."""
        held = [self._window, *self._covers.values()]
        return all(
            any(one.isVisible() and one.geometry().contains(screen.geometry()) for one in held)
            for screen in application().screens()
        )

    def _watch_screens(self) -> None:
        app = application()
        app.screenAdded.connect(self._screen_came)
        app.screenRemoved.connect(self._screen_went)
        app.primaryScreenChanged.connect(lambda _: self._later.start())
        app.applicationStateChanged.connect(lambda _: self._look())
        for screen in app.screens():
            self._follow(screen)
        self._arrange()

    def let_go(self) -> None:
        """Staff end it: the window may be closed from here."""
        self._holds = False
        application().setStartDragDistance(self._drag_before)
        self._later.stop()
        self._back.stop()
        for screen in list(self._covers):
            self._uncover(screen)

    # Screens

    def _follow(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(lambda _: self._later.start())

    def _screen_came(self, screen: QScreen) -> None:
        self._follow(screen)
        self._later.start()

    def _screen_went(self, screen: QScreen) -> None:
        self._uncover(screen)
        self._later.start()

    def _uncover(self, screen: QScreen) -> None:
        cover = self._covers.pop(screen, None)
        if cover is not None:
            cover.hide()
            cover.deleteLater()

    def _arrange(self) -> None:
        """Bring the application to the primary screen and a cover to each of the others."""
        main = application().primaryScreen()
        if not self._holds or main is None:  # every screen is unplugged; Qt stands in with one of its own
            return
        others = [one for one in application().screens() if not one.geometry().intersects(main.geometry())]
        if _is_placed_by_others():
            # A compositor for kiosks lays every window over all of its screens, the cover above the application.
            others = [one for one in others if not self._window.geometry().contains(one.geometry())]
        for gone in [screen for screen in self._covers if screen not in others]:
            self._uncover(gone)
        for screen in others:
            if screen in self._covers:
                self._covers[screen].lie_on(screen)
            else:
                self._covers[screen] = Cover(screen)
        placed = _is_placed_by_others() and self._window.geometry().contains(main.geometry())
        if not placed and (self._window.screen() is not main or self._window.geometry() != main.geometry()):
            self._window.setScreen(main)
            self._window.setGeometry(main.geometry())
        self._to_front()
        if self._arranged is not None:
            self._arranged()

    def _look(self) -> None:
        """Come back to the front where something else has it, or where the window was made small."""
        if self._holds and not self._back.isActive():
            self._back.start(_BACK_MS)

    def _to_front(self) -> None:
        if not self._holds:
            return
        if not self._window.isFullScreen() or self._window.isMinimized():
            self._window.showFullScreen()
        if not self._window.isActiveWindow() and application().activePopupWidget() is None:
            self._window.raise_()
            self._window.activateWindow()
            self._back.start(_AGAIN_MS)

    # What is never done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if not self._holds:
            return False
        kind = event.type()
        if kind == QEvent.Type.Close:
            event.ignore()
            return True
        if watched is self._window:
            if kind in (QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate):
                self._look()
            elif kind == QEvent.Type.Resize and self._covers:
                self._later.start()
            return False
        return isinstance(watched, QWindow) and _is_refused(kind, event)


def _is_placed_by_others() -> bool:
    """Whether windows have no say in where they are: on Wayland its compositor decides."""
    return application().platformName().startswith("wayland")


def _is_refused(kind: QEvent.Type, event: QEvent) -> bool:
    if kind in _KEYS:
        return isinstance(event, QKeyEvent) and is_window_key(event)
    if kind in _BUTTONS:  # the left one alone: others open menus and paste what was selected elsewhere
        return isinstance(event, QMouseEvent) and event.button() != Qt.MouseButton.LeftButton
    if kind in _NOTHING_FROM_OUTSIDE:
        event.ignore()
        return True
    return False
