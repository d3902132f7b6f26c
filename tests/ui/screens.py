"""`make screens`: draws every page in both languages, at both ends of the text size and in the dark, as pictures."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.ui.window import Window
from tests.ui.gallery import STATES, Material, context_for, material

OUT = Path("build/screens")
WAYS = tuple(
    (language, percent, dark)
    for language in ("en", "nl")
    for percent, dark in ((100, False), (200, False), (100, True))
)
"""Language, text size in percent, dark."""
_COLUMNS, _WIDTH, _HEIGHT, _CAPTION = 4, 640, 400, 32


def settle(app: QApplication) -> None:
    """Let layouts and deferred deletions come to rest, and what a page makes part by part."""
    for _ in range(12):
        app.processEvents()


def draw(app: QApplication, given: Material, way: tuple[str, int, bool], wanted: str) -> dict[str, QPixmap]:
    """Return a picture of each state whose name contains `wanted`."""
    language, percent, dark = way
    pictures = {}
    window = Window(context := context_for(app, language, percent, dark=dark))
    window.show()
    for name, state in STATES.items():
        if wanted in name:
            window.show_page(state(context, given))
            settle(app)
            pictures[name] = window.grab()
    window.close()
    delete(window)
    delete(context)
    return pictures


def contact_sheet(pictures: dict[str, QPixmap]) -> QPixmap:
    """Return all pictures at half size on one sheet, each under its name."""
    rows = -(-len(pictures) // _COLUMNS)
    sheet = QPixmap(_COLUMNS * (_WIDTH + 16) + 16, rows * (_HEIGHT + _CAPTION) + 16)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    font = painter.font()
    font.setPixelSize(18)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, (name, picture) in enumerate(pictures.items()):
        row, column = divmod(number, _COLUMNS)
        left, top = 16 + column * (_WIDTH + 16), row * (_HEIGHT + _CAPTION)
        painter.drawText(QRect(left, top, _WIDTH, _CAPTION), Qt.AlignmentFlag.AlignVCenter, name)
        small = picture.scaled(
            _WIDTH, _HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawPixmap(left, top + _CAPTION, small)
    painter.end()
    return sheet


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", default="", help="draw only the states whose name contains this")
    asked = parser.parse_args(arguments)
    app = QApplication(["progrez-screens"])
    given = material()
    for way in WAYS:
        language, percent, dark = way
        name = f"{language}-{percent}-{'dark' if dark else 'light'}"
        folder = asked.out / name
        folder.mkdir(parents=True, exist_ok=True)
        pictures = draw(app, given, way, asked.only)
        for state, picture in pictures.items():
            picture.save(str(folder / f"{state}.png"))
        contact_sheet(pictures).save(str(asked.out / f"{name}.png"))
        print(f"{asked.out / name}.png: {len(pictures)} pages")


if __name__ == "__main__":
    main()
