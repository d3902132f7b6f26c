"""What every page shares: words, theme and the choice of language and text size."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
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
        self.theme = self._make_theme()
        self.theme.apply(app)
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
        self.theme = self._make_theme()
        self.theme.apply(self._app)
        self.changed.emit()

    def _make_theme(self) -> Theme:
        scheme: Scheme = "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        return Theme(scheme, self.preferences.text_percent)
