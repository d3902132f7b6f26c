"""A trial in one step: makes an organisation in a folder, unless one is there, and serves it on 127.0.0.1."""

import sys
from pathlib import Path

from progrez_server.cli.frame import run_command


def main(folder: Path) -> int:
    where = ["--data-dir", str(folder)]
    entry = folder / "server-entry.json"
    if not entry.exists():
        made = run_command(["init", "--name", "Trial", "--name-nl", "Proef", *where])
        if made != 0:
            return made
    print("Serves on http://127.0.0.1:8470 until Ctrl-C. What comes next is for another terminal.", flush=True)
    return run_command(["run", *where])


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "progrez-server-data")))
