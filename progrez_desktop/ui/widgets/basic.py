"""Labels, buttons and cards in the roles that the style sheet knows."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.ui import numbers

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QRect

AIR = 7
"""The margin of links and pills in app.qss, by number: asking the style makes all of its enumerations."""


def label(role: str, text: str = "", *, tone: str = "", wrap: bool = True) -> QLabel:
    """A text in one of the roles of app.qss. Always plain text: what a person typed is never read as markup."""
    made = QLabel(text)
    made.setProperty("textFormat", numbers.PLAIN_TEXT)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
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
