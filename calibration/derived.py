"""Files that are derived from data: written, or only compared byte for byte with what is there."""

from collections.abc import Mapping
from pathlib import Path


def keep(files: Mapping[Path, bytes], *, check: bool) -> int:
    """Write files, or with `check` only say which of them differ; return the exit status."""
    if check:
        stale = [path.name for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
        print("\n".join(f"differs: {name}" for name in stale) or "the same bytes")
        return 1 if stale else 0
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):>9} {path.name}")
    return 0
