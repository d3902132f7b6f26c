"""Where a person wants a file: asked with the system's own dialog. And what is shown by another program."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

FileChooser = Callable[[str, str], Path | None]
"""Asks with a title and a proposed file name, whose ending the file gets; None when the person changed their mind."""

FileOpener = Callable[[str, str], Path | None]
"""Asks with a title for a file that is there, by the ending of its name; None when the person changed their mind."""


def ask_in_dialog(window: QWidget) -> FileChooser:
    """Return a chooser that opens the file dialog over `window`, in the person's documents."""

    def choose(title: str, name: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        folder = _documents()
        safe_name = "".join(" " if c in '/\\:*?"<>|' else c for c in name)
        ending = Path(safe_name).suffix
        kind = f"{ending[1:].upper()} (*{ending})"
        chosen, _ = QFileDialog.getSaveFileName(window, title, str(Path(folder) / safe_name), kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    return choose


def ask_to_open_in_dialog(window: QWidget) -> FileOpener:
    """Return an opener that shows the file dialog over `window`, in the person's documents."""

    def choose(title: str, ending: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        kind = f"{ending[1:].upper()} (*{ending})"
        chosen, _ = QFileDialog.getOpenFileName(window, title, _documents(), kind)
        return Path(chosen) if chosen else None

    return choose


def _documents() -> str:
    from PySide6.QtCore import QSettings, QStandardPaths

    # The dialog notes the folders it was in, for the next person to see. Nothing can be put below this "folder".
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    places = QStandardPaths.StandardLocation
    documents = QStandardPaths.writableLocation(places.DocumentsLocation)
    # A folder that is not there would stand in the dialog as the name of a file.
    return documents if Path(documents).is_dir() else QStandardPaths.writableLocation(places.HomeLocation)


def open_in_browser(site: str) -> bool:
    """Hand an address to the browser of this computer; return whether there is one that takes it."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl(site))


def close_dialogs() -> None:
    """Close what still asks for a place: the name that it proposes is that of a person who has left."""
    from PySide6.QtWidgets import QApplication, QDialog

    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog):
            top.reject()
