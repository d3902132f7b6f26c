"""Which packs were installed on this device, which are in use, and whose safes have something of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database

_COLUMNS = (
    "sha256, kind, assessment_id, version, publisher, organisation_id, signer_key_id, installed_ms, state, file_sha256"
)


@dataclass(frozen=True)
class Installed:
    """A pack. `sha256` is that of its manifest, by which results name it; `file_sha256` that of the whole file."""

    sha256: str
    kind: Literal["assessment", "model"]
    id: str
    version: str
    publisher: str
    organisation_id: str
    signer_key_id: str
    """SHA-256 of the key that signed it."""
    installed_ms: int
    state: Literal["installed", "in_use"]
    file_sha256: str


class Packs:
    """Rows of `pack` and `pack_use` in an open device database."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def all(self) -> list[Installed]:
        return self._found("ORDER BY kind, assessment_id, installed_ms, rowid")

    def in_use(self) -> list[Installed]:
        """Return at most one of each kind."""
        return self._found("WHERE state = 'in_use'")

    def find(self, sha256: str) -> Installed | None:
        found = self._found("WHERE sha256 = ?", sha256)
        return found[0] if found else None

    def of_version(self, kind: str, pack_id: str, version: str) -> Installed | None:
        found = self._found("WHERE kind = ? AND assessment_id = ? AND version = ?", kind, pack_id, version)
        return found[0] if found else None

    def _found(self, which: str, *values: Any) -> list[Installed]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM pack {which}", values)  # noqa: S608
        return [Installed(*row) for row in rows]

    def put(self, pack: Installed, event: AuditEvent) -> None:
        """Enter a pack, with what the operators' list says of it."""
        with self._database.transaction():
            self._database.write(
                f"INSERT INTO pack ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    *(pack.sha256, pack.kind, pack.id, pack.version, pack.publisher, pack.organisation_id),
                    *(pack.signer_key_id, pack.installed_ms, pack.state, pack.file_sha256),
                ),
            )
            self._audit.append(event)

    def use(self, kind: str, sha256: str | None, event: AuditEvent) -> None:
        """Have a pack run from the next start on, and no other of its kind; None has what shipped run."""
        with self._database.transaction():
            self._database.write("UPDATE pack SET state = 'installed' WHERE kind = ?", (kind,))
            self._database.write("UPDATE pack SET state = 'in_use' WHERE sha256 = ? AND kind = ?", (sha256, kind))
            self._audit.append(event)

    def drop(self, sha256: str, event: AuditEvent) -> None:
        with self._database.transaction():
            self._database.write("DELETE FROM pack WHERE sha256 = ?", (sha256,))
            self._audit.append(event)

    def users(self, sha256: str) -> int:
        """Return in how many safes there is something of a pack."""
        return int(self._database.rows("SELECT count(*) FROM pack_use WHERE pack_sha256 = ?", (sha256,))[0][0])

    def uses(self, account_id: str) -> set[str]:
        found = self._database.rows("SELECT pack_sha256 FROM pack_use WHERE account_id = ?", (account_id,))
        return {sha256 for (sha256,) in found}

    def note_uses(self, account_id: str, packs: Sequence[str], at_ms: int) -> None:
        """Remember that a safe has something of these packs, as far as they are installed."""
        for sha256 in packs:
            self._database.write(
                "INSERT OR IGNORE INTO pack_use (pack_sha256, account_id, since_ms) "
                "SELECT sha256, ?, ? FROM pack WHERE sha256 = ?",
                (account_id, at_ms, sha256),
            )
