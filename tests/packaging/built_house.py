"""The built program as staff of an organisation type at it: a registry that it made, filled by devices of a test."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from progrez_desktop.app import system_parts
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.opening import Unlock
from progrez_desktop.core.services.registry import registry_folder
from progrez_desktop.core.system import SystemClock
from tests.cli.test_settings import LAMP, fd
from tests.core.services.recruiting import desk_house
from tests.core.services.registry_house import PASSPHRASE, House
from tests.fakes import MONDAY_MS

LONG_DAYS = 20_000
"""The built program has the clock of this computer, whatever day that is."""
DAY_MS = 86_400_000


class BuiltWorkstation:
    """A recruiter's computer on which the built program is installed."""

    def __init__(self, program: Path, root: Path) -> None:
        self.program, self.root, self.data = program, root, root / "data"

    def run(self, *arguments: str, given: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Carry out a command of the program; `given` are the descriptors that it may read."""
        return subprocess.run(
            [str(self.program), "--language", "en", "--data-dir", str(self.data), *arguments],
            pass_fds=[int(one) for one in given],
            env={"PATH": os.defpath, "HOME": str(self.root), "LANG": "C.UTF-8"},
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )

    def type(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Carry out a command of the registry, with the passphrases of computer and staff."""
        given = machine, staff = fd(LAMP, LAMP), fd(PASSPHRASE, PASSPHRASE)
        try:
            opening = ("registry", "--passphrase-fd", machine)
            return self.run(*opening, *arguments, "--staff-fd", staff, given=given)
        finally:
            for one in given:
                os.close(int(one))

    def release(self, people: Sequence[Mapping[str, Any]], purposes: tuple[str, ...]) -> None:
        """Have people release these contents here."""
        parts = system_parts(registry_folder(self.data))
        house = House(registry.open_registry(parts, Unlock(LAMP), PASSPHRASE), parts, SystemClock())  # type: ignore[arg-type]
        device = house.device(until_ms=MONDAY_MS + LONG_DAYS * DAY_MS)
        desk_house.release(house, people, purposes=purposes, days=LONG_DAYS, device=device)
        house.opened.close()
