"""Our window from a cold process, over a data folder. Prints when it was painted and when its storage was ready.

The first run over an empty folder installs, the later ones open what is there. As in app.py, but for the key store:
a machine without a session has none. The search for one is made as in the product, keyring and all, and timed;
then a file that stands in gives the secret.
"""

import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.app import system_parts
from progrez_desktop.core.places import Places
from progrez_desktop.ui.startup import open_desk

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Opened, Unlock

SEARCH_S = [0.0]


class StandInStore:
    """A key store in a file: for a benchmark's throw-away folder only."""

    backend = "keyring.backends.SecretService.Keyring"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str | None:
        file = self._file(name)
        return file.read_text() if file.exists() else None

    def write(self, name: str, secret: str) -> None:
        self._file(name).write_text(secret)

    def delete(self, name: str) -> None:
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / name.replace("/", "-")


def find_store(folder: Path) -> StandInStore:
    from progrez_desktop.core.errors import EnvironmentFault
    from progrez_desktop.core.keys import os_store

    begun = time.perf_counter()
    with suppress(EnvironmentFault):
        os_store.find_store()
    SEARCH_S[0] = time.perf_counter() - begun
    return StandInStore(folder)


def main() -> None:
    root = Path(sys.argv[1])

    def open_storage(unlock: "Unlock | None") -> "Opened":
        from progrez_desktop.core.services import opening

        return opening.open_storage(replace(system_parts(root), find_store=lambda: find_store(root)), unlock)

    from PySide6.QtCore import QTimer

    desk = open_desk(open_storage, Places(root).preferences)
    painted: list[float] = []
    desk.window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: painted.append(time.time())))

    def tell() -> None:
        ready = time.time()
        print(f'{{"painted": {painted[0]}, "ready": {ready}, "search_s": {SEARCH_S[0]}}}', flush=True)
        desk.journey.opened.close() if desk.journey.opened else None
        os._exit(0)

    desk.journey.storage_ready.connect(tell)
    desk.window.show()
    desk.app.exec()


if __name__ == "__main__":
    main()
