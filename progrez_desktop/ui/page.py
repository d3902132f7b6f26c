"""What a page is: one screen that can say itself again in another language or text size."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import Mark, label
from progrez_desktop.ui.widgets.display_settings import DisplaySettings

MARGIN = 56
ROOM = 5


class Page(QWidget):
    """One screen. A page shows, asks and emits signals; what happens next is decided in ui/journey.py."""

    on_canvas = True
    """Whether the page lies on the grey canvas or on white paper."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._sayings: list[tuple[Callable[[str], Any], str, dict[str, Any]]] = []
        self.setProperty("canvas", "true" if self.on_canvas else "false")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        context.changed.connect(self.retranslate)

    def say(self, say_it: Callable[[str], Any], key: str, **params: Any) -> None:
        """Give `say_it` the sentence of `key` now, and again whenever the language changes."""
        self._sayings = [saying for saying in self._sayings if saying[0] != say_it]
        self._sayings.append((say_it, key, params))
        say_it(self.context.words(key, **params))

    def retranslate(self) -> None:
        """Say everything again. Pages with texts that depend on state extend this."""
        for say_it, key, params in self._sayings:
            say_it(self.context.words(key, **params))

    def entered(self) -> None:
        """Called when the page comes on screen: the place to put the focus."""


class Desk(Page):
    """A page with the usual frame: brand and settings above, title, scrolling body, buttons below."""

    def __init__(self, context: Context, title_key: str | None, lead_key: str | None = None) -> None:
        super().__init__(context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN - ROOM, 32, MARGIN - ROOM, 36)
        outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setSpacing(10)
        self.header.setContentsMargins(ROOM, 0, ROOM, 0)
        self.header.addWidget(Mark())
        self.header.addWidget(label("brand", "Progrez", wrap=False))
        self.header.addStretch(1)
        self.step = label("pill", wrap=False)
        self.step.hide()
        self.header.addWidget(self.step)
        self.header.addWidget(DisplaySettings(context, compact=True))
        outer.addLayout(self.header)
        self.title, self.lead = label("h1"), label("lead")
        outer.addSpacing(18)
        self.heading = QHBoxLayout()
        self.heading.setSpacing(16)
        self.heading.setContentsMargins(ROOM, 0, ROOM, 0)
        titles = QVBoxLayout()
        titles.setSpacing(6)
        titles.addWidget(self.title)
        titles.addWidget(self.lead)
        self.heading.addLayout(titles, 1)
        outer.addLayout(self.heading)
        if title_key:
            self.say(self.title.setText, title_key)
        else:
            self.title.hide()
        if lead_key:
            self.say(self.lead.setText, lead_key)
        else:
            self.lead.hide()
        outer.addSpacing(18)
        self.body, scroller = scrolling()
        outer.addWidget(scroller, 1)
        outer.addSpacing(18)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(16)
        self.footer.setContentsMargins(ROOM, 0, ROOM, 0)
        outer.addLayout(self.footer)

    def show_step(self, key: str, **params: Any) -> None:
        self.step.show()
        self.say(self.step.setText, key, **params)


def scrolling(room: int = ROOM) -> tuple[QVBoxLayout, QScrollArea]:
    """A body that scrolls when the text is large or the screen is small, and a layout to fill it.

    The space around the body is room for the focus ring; as much less margin on the page keeps both edges in line.
    """
    scroller = QScrollArea()
    scroller.setWidgetResizable(True)
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    inner.setObjectName("scrolled")
    body = QVBoxLayout(inner)
    body.setContentsMargins(room, room, room, room)
    body.setSpacing(12)
    scroller.setWidget(inner)
    return body, scroller


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (entry := layout.takeAt(0)) is not None:
        widget, nested = entry.widget(), entry.layout()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif isinstance(nested, QVBoxLayout | QHBoxLayout):
            clear(nested)
