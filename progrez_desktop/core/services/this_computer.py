"""One computer as an operator looks at it: what runs, how it is locked, its clock, its disk, its terms and copies."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from progrez_desktop import __version__
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.files import LEAST_FREE_MIB, free_mib
from progrez_desktop.core.keys.machine_key import read_key_file
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.packs.shipped import BANK, MODEL
from progrez_desktop.core.services import device_settings, retention, updating
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.device_settings import Choice
from progrez_desktop.core.services.updating import Version

Hashed = Literal["engine", "pack", "bank", "model"]


@dataclass(frozen=True)
class Terms:
    usual_days: int
    longer_days: int | None
    safes: int
    over: int
    """Hidden, and waiting for seven days in which the clock is believed."""
    swept_ms: int | None


@dataclass(frozen=True)
class Computer:
    version: str
    versions: tuple[Version, ...] | None
    """Those that lie here, the oldest first; None: the system or a checkout brings updates, not this program."""
    hashes: tuple[tuple[Hashed, str], ...]
    """SHA-256 of what results name: the computing code, the pack, the bank, the text model."""
    key_store: str | None
    """The system's, by its kind; None: a passphrase opens this computer."""
    made_ms: int
    """The first start, when the recovery code of this computer was shown, once."""
    clock: ClockStanding
    free_mib: int
    copies: int
    """From before migrations, which the program makes by itself. What is copied elsewhere is the operator's."""
    terms: Terms
    settings: tuple[Choice, ...]

    @property
    def is_nearly_full(self) -> bool:
        return self.free_mib < LEAST_FREE_MIB


def look(deps: Deps) -> Computer:
    """Return how it stands; nothing is changed but that the clock was seen.

    Raises:
        DataFault: What is wrong with the key file.
        EnvironmentFault: What the disk says of the folder of versions.
    """
    entry = read_key_file(deps.folder.key_file).os_store if deps.folder.key_file.exists() else None
    ships = deps.shipped
    return Computer(
        version=__version__,
        versions=_versions(),
        hashes=(
            ("engine", ENGINE_SHA256),
            ("pack", deps.assessment.pack_sha256),
            ("bank", ships.sha256(BANK)),
            ("model", ships.sha256(MODEL)),
        ),
        key_store=entry.backend.removesuffix(".Keyring").rpartition(".")[2] if entry is not None else None,
        made_ms=deps.device.created_ms(),
        clock=retention.clock(deps),
        free_mib=free_mib(deps.folder.root),
        copies=_copies(deps.folder.backups),
        terms=_terms(deps),
        settings=tuple(device_settings.choices(deps)),
    )


def _versions() -> tuple[Version, ...] | None:
    try:
        return updating.listed(updating.installation())
    except UsageFault:
        return None


def _copies(folder: Path) -> int:
    return sum(path.is_file() for path in folder.glob("*"))


def _terms(deps: Deps) -> Terms:
    limits = retention.limits(deps)
    swept = deps.device.retention.swept_ms()
    return Terms(
        limits.usual_days,
        limits.longer_days,
        len(deps.device.retention.terms()),
        len(retention.over(deps)),
        swept or None,
    )
