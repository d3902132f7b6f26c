"""Language, text size and contrast, on every page."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.core.settings import TEXT_SIZES
from progrez_desktop.ui import numbers
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import Button

NAMES = {"nl": ("Nederlands", "NL"), "en": ("English", "EN")}
"""Each language named in itself, whole and short."""
_APART = 8


class DisplaySettings(QWidget):
    """Two language pills, one for the text size, and a circle half filled, the sign that screens have for contrast.

    `compact` writes them short, for pages with little room.
    """

    def __init__(self, context: Context, *, compact: bool) -> None:
        super().__init__()
        self._context = context
        self._compact = compact
        # On a low screen the body scrolls; what stands here keeps its height.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._languages: dict[str, Button] = {}
        for language in NAMES:
            pill = Button("pill")
            pill.setCheckable(True)
            pill.setProperty("spoken", "radio")
            pill.clicked.connect(lambda _=False, code=language: self._choose(code))
            row.addWidget(pill)
            row.addSpacing(_APART)
            self._languages[language] = pill
        self._size = Button("pill")
        self._size.clicked.connect(self._next_size)
        row.addWidget(self._size)
        self._contrast = Button("contrast")
        self._contrast.setCheckable(True)
        self._contrast.clicked.connect(context.set_contrast)
        round_one = QVBoxLayout()  # it stays round beside pills that grow with the text
        round_one.addStretch(1)
        round_one.addWidget(self._contrast)
        round_one.addStretch(1)
        row.addLayout(round_one)
        for button in (*self._languages.values(), self._size, self._contrast):
            # Pressed with the mouse, they leave the keyboard where it is: with its answers or its text.
            button.setProperty("focusPolicy", numbers.TAB_FOCUS)
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
            long, short = NAMES[language]
            pill.setText((short if self._compact else long) + (" ✓" if chosen else ""))
            pill.setChecked(chosen)
            pill.setAccessibleName(words("display.language_chosen" if chosen else "display.language", name=long))
        shown = "Aa" if self._compact else words("display.text_size")
        self._size.setText(shown if percent == TEXT_SIZES[0] else f"{shown} {percent}\u00a0%")
        self._size.setAccessibleName(words("display.text_size_now", percent=percent))
        self._contrast.setChecked(self._context.preferences.contrast)
        self._contrast.setAccessibleName(words("display.contrast"))
        self._contrast.setToolTip(words("display.contrast"))
