"""What assistive technology is told: who speaks for our own widgets, what a page is called, what is new."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

HEADINGS = ("display", "h1", "desktitle", "statement", "question", "scene", "h2", "h3")
"""Roles of app.qss that begin something; the first that a page has is its title."""
_MANY = 512


class _Teacher:
    """Makes what speaks for a widget, and holds it as long as the widget is there."""

    def __init__(self) -> None:
        self._made: list[QAccessibleInterface] = []

    def speaker(self, kind: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, QWidget) or kind != thing.metaObject().className():
            return None
        # The first that anybody asks for; where nobody does, nothing of it is loaded.
        from progrez_desktop.ui.speakers import speaker_of

        made = speaker_of(thing)
        if made is not None:
            if len(self._made) % _MANY == 0:
                self._made = [one for one in self._made if isValid(one)]
            self._made.append(made)
        return made


def teach() -> None:
    """Have Qt ask us first, from now on. Once per process: Qt has no way to take a factory back."""
    if not _taught:
        _taught.append(_Teacher())
        QAccessible.installFactory(_taught[0].speaker)


_taught: list[_Teacher] = []


def is_heard() -> bool:
    """Whether somebody has this screen read, or operates it by other means than ours."""
    return QAccessible.isActive()


def announce(widget: QWidget, sentence: str) -> None:
    """Have something read that is new on screen and has not got the keyboard; without the mark before it."""
    if sentence and is_heard():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence.lstrip("✓ ")))


def title_of(page: QWidget) -> str:
    """What a page is called: the first heading on it, the highest of them first."""
    labels = [one for one in page.findChildren(QLabel) if not one.isHidden() and one.text()]
    by_rank = (one.text() for role in HEADINGS for one in labels if one.property("role") == role)
    return next(iter(by_rank), "")
