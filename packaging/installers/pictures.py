"""The icon in the sizes that menus ask for, drawn from its SVG."""

import os
import shutil
from pathlib import Path

from installers.plan import CHECKOUT

SVG = CHECKOUT / "packaging" / "linux" / "progrez.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def write(hicolor: Path) -> None:
    """Write the icon below a folder of the hicolor theme."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication(["icon"])
    drawing = QSvgRenderer(str(SVG))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        place = hicolor / f"{size}x{size}" / "apps" / "progrez.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(place)):
            raise SystemExit(f"package: {place} could not be written")
    scalable = hicolor / "scalable" / "apps" / "progrez.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SVG, scalable)
    del app
