"""Saves on a drive that is really mounted and really pulled out, in a mount namespace of its own (`unshare`)."""

import json
import subprocess
import sys
from pathlib import Path

from progrez_desktop.core.documents.writing import whole_file
from progrez_desktop.core.drives import Drive
from progrez_desktop.core.errors import Fault


def main(where: Path) -> None:
    drive = Drive(where, "", 0, is_writable=True)
    told = {}
    for when in ("before", "while", "full"):
        size = "64k" if when == "full" else "8m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(where)], check=True)
        place = drive.place_for("cv.pdf")
        try:
            if when == "before":
                _pull_out(where)
            with whole_file(place) as file:
                file.write(b"x" * 500_000)
                file.flush()
                _pull_out(where)
                file.write(b"y" * 500_000)
        except Fault as fault:
            told[when] = fault.code
        if when == "full":  # it is still there, and holds no half of a file
            told["left"] = ",".join(str(path.relative_to(where)) for path in where.rglob("*"))
            _pull_out(where)
    told["below"] = ",".join(path.name for path in where.iterdir())
    print(json.dumps(told))


def _pull_out(where: Path) -> None:
    subprocess.run(["umount", "-l", str(where)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
