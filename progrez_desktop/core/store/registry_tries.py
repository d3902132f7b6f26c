"""How often somebody tried a registry's passphrase in vain: beside the database, since nothing of it opens before."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from progrez_desktop.core.files import disk_faults, write_private

_MOST_BYTES = 4096


@dataclass(frozen=True)
class TriesFile:
    """A number and a time. Whoever may delete the file has the others as well: then Argon2id is what is slow."""

    path: Path
    tried: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    def sign_in_failures(self, lookup: bytes) -> tuple[int, int]:
        try:
            with self.path.open("rb") as file:
                found = json.loads(file.read(_MOST_BYTES))
            return int(found["failures"]), int(found["last_ms"])
        except (OSError, ValueError, KeyError, TypeError):  # none yet, or a torn one: then it begins anew
            return 0, 0

    def record_sign_in_failure(self, lookup: bytes, at_ms: int) -> None:
        self._write(self.sign_in_failures(lookup)[0] + 1, at_ms)

    def move_sign_in_failures(self, lookup: bytes, at_ms: int) -> None:
        self._write(self.sign_in_failures(lookup)[0], at_ms)

    def clear_sign_in_failures(self, lookup: bytes) -> None:
        with disk_faults(self.path.parent):
            self.path.unlink(missing_ok=True)

    def _write(self, failures: int, last_ms: int) -> None:
        write_private(self.path, json.dumps({"failures": failures, "last_ms": last_ms}).encode())
