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
from progrez_desktop.ui.files import (
    FileChooser,
    FileOpener,
    ask_in_dialog,
    ask_to_open_in_dialog,
    open_in_browser,
)
from progrez_desktop.ui.garbage import Collector, leave_to_python, leave_to_us
from progrez_desktop.ui.journey import Journey, Outside
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Opened, Unlock
    from progrez_desktop.core.services.staff_sign_in import Reach
    from progrez_desktop.ui.idle import IdleTimes
    from progrez_desktop.ui.kiosk import Kiosk
    from progrez_desktop.ui.provider_visit import Online
    from progrez_desktop.ui.reading_aloud import FindVoice


@dataclass(frozen=True)
class Desk:
    """Everything of one running window, for whoever drives it: a person, the demonstration, a test."""

    app: QApplication
    context: Context
    window: Window
    journey: Journey

    def show(self) -> None:
        """Bring it on screen: a window among others, or over every screen."""
        kiosk = self.journey.outside.kiosk
        if kiosk is not None:
            kiosk.hold.begin()
        else:
            self.window.show_whole()

    def close(self) -> None:
        """Lock the safe, release the storage and let go of every widget, while Python still stands.

        Left to the end of the interpreter, Qt would meet half of its Python side gone.
        """
        kiosk = self.journey.outside.kiosk
        if kiosk is not None:
            kiosk.hold.let_go()
        self.window.close_now()
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
    make_kiosk: "Callable[[Window, Context], Kiosk] | None" = None,
    find_voice: "FindVoice | None" = None,
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
        make_kiosk: Makes of the window what holds every screen; without it the window is one among others.
        find_voice: What reads aloud; the voice of the system by default.
    """
    _import_plainly()
    leave_to_us()
    app = _application()
    context = _context(app, preferences_file, language)
    window = Window(context)
    Collector(window)
    kiosk = make_kiosk(window, context) if make_kiosk is not None else None
    outside = Outside(
        open_storage=open_storage,
        choose_file=kiosk.choose_file if kiosk else choose_file or ask_in_dialog(window),
        open_file=kiosk.open_file if kiosk else open_file or ask_to_open_in_dialog(window),
        store_lane=Lane("store"),
        free_lane=Lane("free"),
        idle_times=idle_times,
        online=online,
        reach=reach,
        open_site=kiosk.open_site if kiosk else open_in_browser,
        kiosk=kiosk,
        find_voice=find_voice,
    )
    return Desk(app, context, window, _begun(Journey(window, context, outside)))


def _application() -> QApplication:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["progrez"])
    app.setApplicationName("Progrez")
    app.setDesktopFileName("progrez")  # by which Wayland finds icon and menu entry
    return app


def _begun(journey: Journey) -> Journey:
    if journey.outside.kiosk is not None:
        journey.outside.kiosk.attend(journey)
    journey.storage_ready.connect(lambda: _keep_up(journey))
    journey.start()
    return journey


def _context(app: QApplication, preferences_file: Path | None, language: str | None) -> Context:
    fallback = "nl" if QLocale.system().language() == QLocale.Language.Dutch else "en"
    preferences = load_preferences(preferences_file, fallback) if preferences_file else Preferences(fallback)
    if language is not None:
        preferences = replace(preferences, language=language)
    return Context(app, preferences, lambda new: save_preferences(preferences_file, new) if preferences_file else None)


def _keep_up(journey: Journey) -> None:
    # Nobody waits for these, and the first paint least of all.
    from progrez_desktop.ui.caret import RestingCaret
    from progrez_desktop.ui.upkeep import Upkeep

    Upkeep(journey).begin()
    journey.window.closing.connect(RestingCaret(journey.window).stop)


def _import_plainly() -> None:
    """Take PySide6's hook off the import statement.

    To serve `from __feature__ import …`, which is used nowhere here, the hook reads the source of every module that is
    imported after PySide6: a tenth of the time of every later import, the storage's among them.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
