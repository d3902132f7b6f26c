"""Our window from a cold process, over a data folder. Prints when it was painted and when its storage was ready.

The first run over an empty folder installs, the later ones open what is there. As in app.py, but for the key store:
a machine without a session has none. The search for one is made as in the product, keyring and all, and timed;
then a file that stands in gives the secret.
"""

import gc
import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Opened, Unlock

SEARCH: dict[str, float] = {}


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

    begun, cpu_s = time.perf_counter(), time.thread_time()
    with suppress(EnvironmentFault):
        os_store.find_store()
    SEARCH.update(search_s=time.perf_counter() - begun, search_cpu_s=time.thread_time() - cpu_s)
    return StandInStore(folder)


def main() -> None:
    gc.disable()  # as app.show_window
    from progrez_desktop.app import system_parts
    from progrez_desktop.core.places import Places
    from progrez_desktop.ui.startup import open_desk

    root = Path(sys.argv[1])

    def open_storage(unlock: "Unlock | None") -> "Opened":
        from progrez_desktop.core.services import opening

        return opening.open_storage(replace(system_parts(root), find_store=lambda _prefer: find_store(root)), unlock)

    desk = open_desk(open_storage, Places(root).preferences)
    told: dict[str, float] = {}

    def stamp(name: str) -> None:
        told[name], told[f"{name}_cpu_s"] = time.time(), time.process_time()

    desk.window.first_painted.connect(lambda: stamp("painted"))

    def tell() -> None:
        stamp("ready")
        print(json.dumps(told | SEARCH), flush=True)
        if desk.journey.opened is not None:
            desk.journey.opened.close()
        os._exit(0)

    desk.journey.storage_ready.connect(tell)
    desk.window.show()
    desk.app.exec()


if __name__ == "__main__":
    main()
