"""Language and text size, on every page."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from progrez_desktop.core.settings import TEXT_SIZES
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import Button

_NAMES = {"nl": ("Nederlands", "NL"), "en": ("English", "EN")}


class DisplaySettings(QWidget):
    """Two language pills and one for the text size. `compact` writes them short, for pages with little room."""

    def __init__(self, context: Context, *, compact: bool) -> None:
        super().__init__()
        self._context = context
        self._compact = compact
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 if compact else 16)
        self._languages: dict[str, Button] = {}
        for language in _NAMES:
            pill = Button("pill")
            pill.setCheckable(True)
            pill.clicked.connect(lambda _=False, code=language: self._choose(code))
            row.addWidget(pill)
            self._languages[language] = pill
        self._size = Button("pill")
        self._size.clicked.connect(self._next_size)
        row.addWidget(self._size)
        context.changed.connect(self.retranslate)
        self.retranslate()

    def _choose(self, language: str) -> None:
        self._context.set_language(language)
        self.retranslate()

    def _next_size(self) -> None:
        self._context.set_text_percent(self._context.preferences.larger().text_percent)

    def retranslate(self) -> None:
        words, percent = self._context.words, self._context.preferences.text_percent
        for language, pill in self._languages.items():
            chosen = language == self._context.language
            long, short = _NAMES[language]
            pill.setText((short if self._compact else long) + (" ✓" if chosen else ""))
            pill.setChecked(chosen)
            pill.setAccessibleName(words("display.language_chosen" if chosen else "display.language", name=long))
        shown = "Aa" if self._compact else words("display.text_size")
        self._size.setText(shown if percent == TEXT_SIZES[0] else f"{shown} {percent} %")
        self._size.setAccessibleName(words("display.text_size_now", percent=percent))
