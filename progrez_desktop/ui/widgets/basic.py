"""Labels, buttons and cards in the roles that the style sheet knows, and a body that scrolls."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QEnterEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.ui import numbers

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QRect

ROOM = 5
"""Around what scrolls, for the focus ring."""
AIR, ROUND_AIR, ROUND_ROOM = 7, 9, 18
"""The margins of links and pills, and of the round button above and below it and at its left, in app.qss, by number:
asking the style makes all of its enumerations."""


class _Live(QLabel):
    """A text that is read aloud as soon as it is there: it comes without being asked for."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        changed = text != self.text()
        super().setText(text)
        if changed and self.isVisible():
            self._announce()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._announce()

    def _announce(self) -> None:
        from progrez_desktop.ui import spoken  # nothing of it on the first page

        spoken.announce(self, self.text())


def live(role: str, *, wrap: bool = True) -> QLabel:
    """As `label`, for what comes while the keyboard is elsewhere: a fault, what was saved, what came of a press."""
    return _dressed(_Live(), role, wrap=wrap)


def label(role: str, text: str = "", *, tone: str = "", wrap: bool = True) -> QLabel:
    """A text in one of the roles of app.qss. Always plain text: what a person typed is never read as markup."""
    made = _dressed(QLabel(), role, wrap=wrap)
    if tone:
        made.setProperty("tone", tone)
    made.setText(text)  # last: with it, whoever listens asks what it is, and keeps the answer
    return made


def _dressed(made: QLabel, role: str, *, wrap: bool) -> QLabel:
    made.setProperty("textFormat", numbers.PLAIN_TEXT)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if not wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def set_tone(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and have it looked at again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Button(QPushButton):
    """A push button that Enter presses too, as people expect of a button that has the focus."""

    def __init__(self, kind: str = "secondary", text: str = "", *, large: bool = False) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setProperty("large", "true" if large else "false")
        self.setAutoDefault(True)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        from PySide6.QtCore import Qt  # see ui/numbers.py

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def hitButton(self, place: "QPoint") -> bool:  # noqa: N802 - Qt's name
        """Take a press in the margin as well, which the style leaves out."""
        return self.rect().contains(place)

    def drawn(self) -> "QRect":
        """Where the button shows; links and pills have a margin above and below for the finger."""
        if self.property("kind") == "contrast":
            return self.rect().adjusted(ROUND_ROOM, ROUND_AIR, 0, -ROUND_AIR)
        air = AIR if self.property("kind") in ("link", "pill") else 0
        return self.rect().adjusted(0, air, 0, -air)


def card(kind: str = "true", *, margin: int = 24, spacing: int = 12) -> tuple[QFrame, QVBoxLayout]:
    """A rounded panel and its layout. Kinds: "true" (paper), "spruce", "marigold", "danger"."""
    frame = QFrame()
    frame.setProperty("card", kind)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return frame, layout


def line() -> QFrame:
    rule = QFrame()
    rule.setProperty("line", "true")
    return rule


def mark() -> QFrame:
    """The Progrez mark: a rounded square, spruce above and marigold below the diagonal. Drawn by the style sheet."""
    square = QFrame()
    square.setObjectName("mark")
    square.setFixedSize(26, 26)
    return square


def scrolling(room: int = ROOM) -> tuple[QVBoxLayout, QScrollArea]:
    """A body that scrolls when the text is large or the screen is small, and a layout to fill it.

    The space around the body is room for the focus ring; as much less margin on the page keeps both edges in line.
    """
    scroller = QScrollArea()
    # Our own, because the first parent that Qt made itself and Python asks for costs 30 ms before the first paint:
    # PySide6 then prepares every class that it might be.
    scroller.setViewport(QWidget())
    scroller.setWidgetResizable(True)
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setProperty("horizontalScrollBarPolicy", numbers.SCROLL_BAR_NEVER)
    scroller.setProperty("focusPolicy", numbers.NO_FOCUS)
    inner = QWidget()
    inner.setObjectName("scrolled")
    body = QVBoxLayout(inner)
    body.setContentsMargins(room, room, room, room)
    body.setSpacing(12)
    scroller.setWidget(inner)
    return body, scroller
