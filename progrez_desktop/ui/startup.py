"""Puts the window together and on screen; the storage opens after the first paint."""

import builtins
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.settings import Preferences, load_preferences, save_preferences
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.files import FileChooser, FileOpener, ask_in_dialog, ask_to_open_in_dialog
from progrez_desktop.ui.garbage import Collector, leave_to_python
from progrez_desktop.ui.journey import Journey, Outside
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Opened, Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach
    from progrez_desktop.ui.idle import IdleTimes
    from progrez_desktop.ui.provider_visit import Online


@dataclass(frozen=True)
class Desk:
    """Everything of one running window, for whoever drives it: a person, the demonstration, a test."""

    app: QApplication
    context: Context
    window: Window
    journey: Journey

    def close(self) -> None:
        """Lock the safe, release the storage and let go of every widget, while Python still stands.

        Left to the end of the interpreter, Qt would meet half of its Python side gone.
        """
        self.window.close()
        delete(self.window)
        leave_to_python()


def open_desk(
    open_storage: "Callable[[Unlock | None], Opened]",
    preferences_file: Path | None,
    language: str | None = None,
    choose_file: FileChooser | None = None,
    idle_times: "IdleTimes | None" = None,
    open_file: FileOpener | None = None,
    online: "Online | None" = None,
    reach: "Reach | None" = None,
) -> Desk:
    """Make the window and start the journey. The caller shows the window and runs the event loop.

    Args:
        open_storage: Opens the storage, with what an operator typed where that was asked for. Runs on the store lane.
        preferences_file: Where language and text size are remembered; None remembers nothing.
        language: Speaks this language, whatever was remembered.
        choose_file: How a place for a file is asked; the system's dialog by default.
        idle_times: When an open safe is locked that nobody sits in front of, where that is not as usual.
        open_file: How a file to read is asked; the system's dialog by default.
        online: How other computers and the browser of this one are reached; as the system does by default.
        reach: How an organisation's server is reached; over HTTPS by default.
    """
    _import_plainly()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["progrez"])
    app.setApplicationName("Progrez")
    fallback = "nl" if QLocale.system().language() == QLocale.Language.Dutch else "en"
    preferences = load_preferences(preferences_file, fallback) if preferences_file else Preferences(fallback)
    if language is not None:
        preferences = replace(preferences, language=language)
    context = Context(
        app, preferences, lambda new: save_preferences(preferences_file, new) if preferences_file else None
    )
    window = Window(context)
    Collector(window)
    outside = Outside(
        open_storage=open_storage,
        choose_file=choose_file or ask_in_dialog(window),
        open_file=open_file or ask_to_open_in_dialog(window),
        store_lane=Lane("store"),
        free_lane=Lane("free"),
        idle_times=idle_times,
        online=online,
        reach=reach,
    )
    journey = Journey(window, context, outside)
    journey.storage_ready.connect(lambda: _keep_up(journey))
    journey.start()
    return Desk(app, context, window, journey)


def _keep_up(journey: Journey) -> None:
    from progrez_desktop.ui.upkeep import Upkeep  # nobody waits for it, and the first paint least of all

    Upkeep(journey).begin()


def _import_plainly() -> None:
    """Take PySide6's hook off the import statement.

    To serve `from __feature__ import …`, which is used nowhere here, the hook reads the source of every module that is
    imported after PySide6: a tenth of the time of every later import, the storage's among them.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
