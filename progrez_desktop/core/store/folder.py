"""Where each file of one device is, in a folder that only its owner may enter."""

from dataclasses import dataclass
from pathlib import Path

from progrez_desktop.core.files import disk_faults, make_private_folder, write_private


@dataclass(frozen=True)
class DataFolder:
    """The layout below one root; nothing else is written anywhere else."""

    root: Path

    @property
    def key_file(self) -> Path:
        return self.root / "machine.json"

    @property
    def device_file(self) -> Path:
        return self.root / "device.db"

    @property
    def rating_file(self) -> Path:
        return self.root / "rating.db"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def safes(self) -> Path:
        return self.root / "safes"

    @property
    def lock_file(self) -> Path:
        return self.root / "instance.lock"

    def erased_lists(self, install_id: str) -> tuple[Path, Path]:
        """Return where the list of erased accounts is: in this folder, and beside it, where no copy of it brings back.

        The one exception to writing below the root, and made only when somebody is erased.
        """
        name, root = f"erased-{install_id}.json", self.root.absolute()  # "." has no name to put another beside
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
