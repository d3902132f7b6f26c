"""The program with a folder in the place of the removable drives: `kiosk_day_child.py DRIVES` and what is typed.

With `picture FILE` in the place of a command, what the display shows goes into a file.
"""

import sys
from pathlib import Path

from progrez_desktop.app import main
from progrez_desktop.core import drives
from progrez_desktop.core.drives import Drive


def picture(file: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication([]).primaryScreen().grabWindow(0).save(file)


if __name__ == "__main__":
    plugged, *typed = sys.argv[1:]
    if typed[0] == "picture":
        picture(typed[1])
    else:
        drives.removable = lambda own, root=Path("/"): [
            Drive(path, path.name, 16_000_000_000, is_writable=True) for path in sorted(Path(plugged).iterdir())
        ]
        raise SystemExit(main(typed))
