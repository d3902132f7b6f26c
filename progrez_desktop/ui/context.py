"""What every page shares: words, theme and the choice of language and text size."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.settings import TEXT_SIZES, Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.theme import Scheme, Theme


class Context(QObject):
    """Holds the preferences; a change repaints and retranslates every page at once."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences, remember: Callable[[Preferences], None]) -> None:
        super().__init__(app)
        self._app = app
        self._remember = remember
        self.preferences = preferences
        self.words = Words(preferences.language)
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._restyle)

    @property
    def language(self) -> str:
        return self.words.language

    def set_language(self, language: str) -> None:
        if language != self.language:
            self._change(replace(self.preferences, language=language))

    def set_text_percent(self, percent: int) -> None:
        if percent in TEXT_SIZES and percent != self.preferences.text_percent:
            self._change(replace(self.preferences, text_percent=percent))

    def step_text_size(self, steps: int) -> None:
        place = TEXT_SIZES.index(self.preferences.text_percent) + steps
        self.set_text_percent(TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))])

    def _change(self, preferences: Preferences) -> None:
        resized = preferences.text_percent != self.preferences.text_percent
        self.preferences = preferences
        self.words = Words(preferences.language)
        if resized:
            self._restyle()
        else:
            self.changed.emit()
        self._remember(preferences)

    def _restyle(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        self.theme = Theme(self._scheme(), self.preferences.text_percent)
        self.theme.apply(self._app)

    def _scheme(self) -> Scheme:
        """What the system prefers. Before the first paint by its palette, since Qt's word for it is an enumeration."""
        if self._app.styleSheet():  # dressed already: the palette is ours
            from PySide6.QtCore import Qt

            return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        return "dark" if self._app.palette().window().color().lightness() < 128 else "light"


def application() -> QApplication:
    """Return the one application, which stands before any window of it."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running
