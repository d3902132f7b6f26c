"""Which files and folders one installation has. Pure paths; nothing is made here."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    root: Path

    @property
    def preferences(self) -> Path:
        return self.root / "preferences.json"


def default_root() -> Path:
    """Return the folder for this person's data as the operating system has it."""
    from platformdirs import user_data_path

    return user_data_path("progrez", appauthor=False)
