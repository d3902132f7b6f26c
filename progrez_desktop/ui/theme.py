"""How everything looks: a style sheet made from tokens, text size, light or dark, and more contrast where asked."""

import re
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.resources import font_path, resource_json, resource_text

Scheme = Literal["light", "dark", "contrast_light", "contrast_dark"]
_FACES = ("Regular", "Semibold", "Bold")


@cache
def _tokens(scheme: Scheme) -> dict[str, str]:
    all_tokens: dict[str, dict[str, str]] = resource_json("style", "tokens.json")
    return all_tokens[scheme]


@cache
def load_fonts() -> None:
    """Register Source Sans Pro with Qt, once per process.

    Raises:
        EnvironmentFault: "fonts_missing": in another font, texts would not fit where they were measured to fit.
    """
    for face in _FACES:
        if QFontDatabase.addApplicationFont(str(font_path(face))) < 0:
            raise EnvironmentFault("fonts_missing")


_LOOK = "progrez_look"


class Theme:
    """Colours and sizes for one scheme and one text size."""

    def __init__(self, scheme: Scheme = "light", text_percent: int = 100, *, calm: bool = False) -> None:
        self.scheme, self.calm = scheme, calm
        self.factor = text_percent / 100
        # A 38-pixel headline at twice its size leaves no room for what it heads; it is large text already.
        self.heading_factor = 1 + (self.factor - 1) * 0.5

    def colour(self, token: str) -> QColor:
        return QColor(_tokens(self.scheme)[token])

    @property
    def is_contrast(self) -> bool:
        """Whether what is told apart by a shade elsewhere has an edge here."""
        return self.scheme.startswith("contrast")

    @property
    def is_large(self) -> bool:
        """Whether text is so large that what stands side by side has to stand below one another."""
        return self.factor >= 1.5

    def px(self, size: float) -> int:
        """A length that grows with the text, in pixels."""
        return round(size * self.factor)

    def style_sheet(self) -> str:
        sheet = resource_text("style", "app.qss")
        if self.is_contrast:
            sheet += resource_text("style", "contrast.qss")
        sheet = re.sub(r"\$(\w+)", lambda found: _tokens(self.scheme)[found[1]], sheet)
        sheet = re.sub(r"(\d+)sp", lambda found: f"{self.px(int(found[1]))}px", sheet)
        return re.sub(r"(\d+)hp", lambda found: f"{round(int(found[1]) * self.heading_factor)}px", sheet)

    def apply(self, app: QApplication) -> None:
        """Dress the application, unless it is dressed so: Qt looks at every widget anew each time."""
        look = f"{self.scheme} {self.factor} {self.calm}"
        if app.property(_LOOK) == look:
            return
        app.setProperty(_LOOK, look)
        load_fonts()
        font = QFont("Source Sans Pro")
        font.setPixelSize(self.px(16))
        if self.calm:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
            font.setWordSpacing(self.px(3))
        app.setFont(font)
        # Not QPalette(colour): telling a colour from one of Qt's own names makes all enumerations (ui/numbers.py).
        palette = QPalette()
        for role, token in (
            (QPalette.ColorRole.Window, "paper"),
            (QPalette.ColorRole.WindowText, "ink_900"),
            (QPalette.ColorRole.Button, "paper"),
            (QPalette.ColorRole.ButtonText, "ink_900"),
            (QPalette.ColorRole.Light, "paper"),
            (QPalette.ColorRole.Mid, "ink_300"),
            (QPalette.ColorRole.Dark, "ink_500"),
            (QPalette.ColorRole.Base, "paper"),
            (QPalette.ColorRole.Text, "ink_900"),
            (QPalette.ColorRole.PlaceholderText, "ink_500"),
            (QPalette.ColorRole.Highlight, "spruce_600"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
        ):
            palette.setColor(role, self.colour(token))
        app.setPalette(palette)
        app.setStyleSheet(self.style_sheet())
