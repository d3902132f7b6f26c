"""Where each file of one device is, in a folder that only its owner may enter."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from progrez_desktop.core.files import disk_faults, make_private_folder, sync_folder, write_private


@dataclass(frozen=True)
class DataFolder:
    """The layout below one root; nothing else is written anywhere else."""

    root: Path

    @property
    def key_file(self) -> Path:
        return self.root / "machine.json"

    @property
    def authorities_file(self) -> Path:
        """Certificates that are trusted beside the system's; the database knows which."""
        return self.root / "authorities.pem"

    @property
    def device_file(self) -> Path:
        return self.root / "device.db"

    @property
    def rating_file(self) -> Path:
        return self.root / "rating.db"

    @property
    def registry_file(self) -> Path:
        return self.root / "registry.db"

    @property
    def registry_key_file(self) -> Path:
        """The key of a registry, wrapped; and beside it how often somebody tried to open it in vain."""
        return self.root / "registry-key.json"

    @property
    def registry_tries_file(self) -> Path:
        return self.root / "registry-tries.json"

    @property
    def organisation_keys_file(self) -> Path:
        """The organisation's private keys, sealed to what its printed recovery code opens."""
        return self.root / "organisation-keys.json"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def safes(self) -> Path:
        return self.root / "safes"

    @property
    def packs(self) -> Path:
        return self.root / "packs"

    def pack_file(self, file_sha256: str) -> Path:
        """Return where the file of a pack is, under the name of what is in it."""
        return self.packs / f"{file_sha256}.pack"

    @property
    def lock_file(self) -> Path:
        return self.root / "instance.lock"

    def erased_lists(self, install_id: str) -> tuple[Path, Path]:
        """Return where the list of erased accounts is: in this folder, and beside it, where no copy of it brings back.

        The one exception to writing below the root, with `ended_lists`, and made only when somebody is erased.
        """
        return self._here_and_beside(f"erased-{install_id}.json")

    def ended_lists(self, install_id: str) -> tuple[Path, Path]:
        """Return where the list of releases that ended is, in the same two folders; made when the first one ends."""
        return self._here_and_beside(f"ended-{install_id}.json")

    def _here_and_beside(self, name: str) -> tuple[Path, Path]:
        root = self.root.absolute()  # "." has no name to put another beside
        return root / "state" / name, root.parent / f"{root.name}-state" / name

    def safe_file(self, file_id: str) -> Path:
        return self.safes / f"{file_id}.safe"

    def prepare(self) -> None:
        """Make the folders, and find out now rather than at the first answer whether they can be written.

        Raises:
            EnvironmentFault: "folder_is_file", "read_only", "disk_full" or "disk_failed".
        """
        for folder in (self.root, self.safes, self.backups):
            make_private_folder(folder)
        probe = self.root / "write-probe"
        write_private(probe, b"1")
        with disk_faults(self.root):
            probe.unlink()

    def safes_there(self) -> set[str]:
        """Return the names of all safes of which a file is left."""
        return {_safe_of(path) for path in self._files()}

    def remove_safes(self, names: Collection[str]) -> None:
        """Remove safes with their copies, and copies of the device database: those hold the wrapped keys of everybody.

        Raises:
            EnvironmentFault: What the disk says; some of it may be gone then.
        """
        _remove([path for path in self._files() if _safe_of(path) in names or path.name.startswith("device-schema-")])

    def remove_registry_copies(self) -> None:
        """Remove copies of the registry from before a migration: they hold people who are gone from it since.

        Raises:
            EnvironmentFault: What the disk says; some of it may be gone then.
        """
        _remove([path for path in self._files() if path.name.startswith("registry-schema-")])

    def _files(self) -> list[Path]:
        return [*self.safes.glob("*.safe*"), *self.backups.glob("*-schema-*")]


def _remove(gone: Collection[Path]) -> None:
    for path in gone:
        with disk_faults(path.parent):
            path.unlink(missing_ok=True)
    for place in {path.parent for path in gone}:
        with suppress(OSError):
            sync_folder(place)


def _safe_of(path: Path) -> str:
    """Return the name of the safe that a file is of: itself, its journal, or a copy from before a migration."""
    return path.name.partition(".")[0].partition("-schema-")[0]
