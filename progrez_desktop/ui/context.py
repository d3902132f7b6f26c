"""What every page shares: words, theme and the choice of language and text size."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.settings import TEXT_SIZES, Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from progrez_desktop.ui.reading_aloud import Reader


class Context(QObject):
    """Holds the preferences; a change repaints and retranslates every page at once."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences, remember: Callable[[Preferences], None]) -> None:
        super().__init__(app)
        self._app = app
        self._remember = remember
        self.preferences = preferences
        self.own: Accommodations = NONE
        """What helps whoever is signed in; nothing, where nobody is."""
        self.reader: Reader | None = None
        self._blinks_ms = 0
        self._text_of_all = preferences.text_percent
        """What the text size of this computer goes back to after somebody with one of their own."""
        self.words = Words(preferences.language)
        self._asks_contrast = False
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._restyle)

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def questions_in(self) -> str:
        """The language of the questions: as whoever is signed in chose it, else that of the window."""
        return self.own.questions_in or self.language

    @property
    def words_of_questions(self) -> Words:
        """For what belongs to a question and its answers; everything around them speaks with `words`."""
        return self.words if self.questions_in == self.language else Words(self.questions_in)

    def set_language(self, language: str) -> None:
        if language != self.language:
            self._change(replace(self.preferences, language=language))

    def set_text_percent(self, percent: int) -> None:
        if percent in TEXT_SIZES and percent != self.preferences.text_percent:
            self._change(replace(self.preferences, text_percent=percent))

    def step_text_size(self, steps: int) -> None:
        place = TEXT_SIZES.index(self.preferences.text_percent) + steps
        self.set_text_percent(TEXT_SIZES[max(0, min(place, len(TEXT_SIZES) - 1))])

    def be_for(self, own: Accommodations) -> None:
        """Be as somebody needs it, while they are signed in. Their text size is remembered with them and not here."""
        if own == self.own:
            return
        if not self.own.text_percent:
            self._text_of_all = self.preferences.text_percent
        if own.calm != self.own.calm:
            self._still(own.calm)
        self.own = own
        self.preferences = replace(self.preferences, text_percent=own.text_percent or self._text_of_all)
        self._restyle()

    def _still(self, calm: bool) -> None:
        """Nothing of ours moves by itself, whatever the system prefers; a calm page has a still cursor too."""
        if calm:
            self._blinks_ms = self._app.cursorFlashTime()
        self._app.setCursorFlashTime(0 if calm else self._blinks_ms)

    def set_contrast(self, contrast: bool) -> None:
        if contrast != self.preferences.contrast:
            self._change(replace(self.preferences, contrast=contrast))

    def heed_system(self) -> None:
        """Ask the system whether it wants more contrast, now and from now on. After the first paint: see numbers.py."""
        from PySide6.QtCore import Qt

        hints = _hints().accessibility()

        def look() -> None:
            asks = hints.contrastPreference() == Qt.ContrastPreference.HighContrast
            if asks != self._asks_contrast:
                self._asks_contrast = asks
                self._restyle()

        hints.contrastPreferenceChanged.connect(look)
        look()

    def _change(self, preferences: Preferences) -> None:
        before = self.preferences
        looks_other = (preferences.text_percent, preferences.contrast) != (before.text_percent, before.contrast)
        self.preferences = preferences
        self.words = Words(preferences.language)
        if looks_other:
            self._restyle()
        else:
            self.changed.emit()
        self._remember(replace(preferences, text_percent=self._text_of_all) if self.own.text_percent else preferences)

    def _restyle(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        self.theme = Theme(self._scheme(), self.preferences.text_percent, calm=self.own.calm)
        self.theme.apply(self._app)

    def _scheme(self) -> Scheme:
        is_dark = self._is_dark()
        if self.preferences.contrast or self._asks_contrast:
            return "contrast_dark" if is_dark else "contrast_light"
        return "dark" if is_dark else "light"

    def _is_dark(self) -> bool:
        """What the system prefers. Before the first paint by its palette, since Qt's word for it is an enumeration."""
        if self._app.styleSheet():  # dressed already: the palette is ours
            from PySide6.QtCore import Qt

            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._app.palette().window().color().lightness() < 128


@cache
def _hints() -> QStyleHints:
    """What the system prefers. Held: what hangs on it is lost to Python with the last name for it."""
    return application().styleHints()


def application() -> QApplication:
    """Return the one application, which stands before any window of it."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running
