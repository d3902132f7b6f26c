"""Says in which files two builds of one commit differ.

python packaging/compare.py build/package/progrez /elsewhere/package/progrez
"""

from __future__ import annotations

import sys
from pathlib import Path


def read(folder: Path) -> dict[str, str]:
    """Return the hash of each file, as the manifest of a build has it."""
    lines = (folder / "_internal" / "manifest.txt").read_text("utf-8").splitlines()[1:]
    return {line.split(" ", 3)[3]: line.split(" ", 1)[0] for line in lines}


def main() -> int:
    if len(sys.argv) != 3:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    one, other = (read(Path(name)) for name in sys.argv[1:])
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    for name in differing:
        print(name)
    print(f"{len(one)} files, {len(differing)} differ", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
