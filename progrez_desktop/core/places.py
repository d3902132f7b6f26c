"""Which files and folders one installation has. Pure paths; nothing is made here."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Where everything of an installation lies."""

    root: Path

    @property
    def preferences(self) -> Path:
        return self.root / "preferences.json"


def default_root() -> Path:
    """Return the folder for this person's data as the operating system has it."""
    from platformdirs import user_data_path

    return user_data_path("progrez", appauthor=False)


def default_roots() -> Iterator[Path]:
    """Yield that folder for every account of this computer, whether it is there or not; on Windows for nobody."""
    if sys.platform == "win32":
        return
    from pwd import getpwall

    own, home = default_root(), Path.home()
    if own.is_relative_to(home):
        yield from (Path(account.pw_dir) / own.relative_to(home) for account in getpwall())
