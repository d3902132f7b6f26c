"""Puts a page into the order in which it is read, for the Tab key and for assistive technology.

Qt goes by the order in which parts were made: buttons of the footer before what they are about.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from progrez_desktop.ui.layouts import parts_of


def shown_in(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts in it, from the first that is shown to the last."""
    for part in parts_of(layout):
        if isinstance(part, QWidget):
            yield part
        elif part is not None:
            yield from shown_in(part)


def out_of_order(widget: QWidget) -> list[QWidget]:
    """The parts of one widget in the order in which it shows them, where it holds them in another; else nothing."""
    layout = widget.layout()
    if layout is None:
        return []
    shown = list(shown_in(layout))
    wanted = set(shown)
    held = [child for child in widget.children() if isinstance(child, QWidget) and child in wanted]
    return [] if held == shown else shown


def put_in_reading_order(page: QWidget) -> None:
    for widget in (page, *page.findChildren(QWidget)):
        for part in out_of_order(widget):
            part.raise_()  # to the end of what its parent holds
    before: QWidget | None = None
    for widget in page.findChildren(QWidget):
        if widget.window() is page.window() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget


class ReadingOrder(QObject):
    """Keeps one page in order from when somebody needs it: computed again only after its layout has changed."""

    def __init__(self, page: QWidget, *, at_once: bool = False) -> None:
        super().__init__(page)
        self._page, self._at_once, self._stale = page, at_once, False
        page.installEventFilter(self)
        for area in page.findChildren(QScrollArea):
            if (inner := area.widget()) is not None:
                inner.installEventFilter(self)  # what changes in it is not told to the page
        self._changed()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return False

    def _changed(self) -> None:
        if not self._stale:
            self._stale = True
            if self._at_once:
                QTimer.singleShot(0, self, self.settle)

    def settle(self) -> None:
        if self._stale:
            self._stale = False
            put_in_reading_order(self._page)
