"""One encrypted database file: opened, checked, written in transactions, and its refusals told as faults.

The only importer of SQLCipher. The key is a random 256-bit key from a key wrap and never a password. The first 16
bytes of the file, SQLCipher's salt, are derived from that key, so that a key can be told from a wrong one by them:

    the file reads                           right key (16 damaged first bytes are not needed and heal)
    it doesn't, the first bytes fit the key  "device_damaged" or "safe_damaged"
    it doesn't, and they don't fit           "wrong_key": the key file and the database are not of one install

A rollback journal and not a write-ahead log, because a damaged log loses committed rows silently
(ARCHITECTURE.md, decision 2). The locking mode is the normal one: the folder has its own lock against a second
program, and sharing writes device and safe in one attached transaction, which an exclusive lock would refuse.
"""

import errno
import hashlib
import hmac
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, cast

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault
from progrez_desktop.core.files import disk_faults, sync_folder
from progrez_desktop.core.store.migrations import Migration, migrate

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

_PLAIN_HEADER = b"SQLite format 3\0"
_HEADER_BYTES = 16

Value = str | bytes | int | float | None
Row = tuple[Any, ...]


class _Code:
    """SQLite's primary codes. As numbers: where they are needed, no module may be there to be opened any more."""

    PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 3, 5, 6, 7, 8, 10, 11, 13, 14, 26


@dataclass(frozen=True)
class DatabaseKind:
    """What tells one kind of database from another; version n of the schema is what the first n migrations make."""

    name: Literal["device", "safe", "rating", "registry"]
    application_id: int
    migrations: tuple[Migration, ...]

    @property
    def version(self) -> int:
        return len(self.migrations)


class Database:
    """An open encrypted database. Any thread may use it, one at a time."""

    def __init__(self, path: Path, kind: DatabaseKind, connection: "dbapi2.Connection") -> None:
        self.path = path
        self.kind = kind
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def create(cls, path: Path, key: bytes, kind: DatabaseKind, fill: Callable[["Database"], None]) -> "Database":
        """Make a new database; a file that is there already is never overwritten.

        Args:
            fill: Writes the first rows. The file gets its name only after that, so that a kill or a full disk
                leaves either nothing or a whole database.
        """
        with disk_faults(path.parent):
            if path.exists():
                raise FileExistsError(path)
            unfinished = _empty_file(path)
        try:
            with closing(cls(unfinished, kind, _connect(unfinished, key, kind))) as database:
                database._settle()
                migrate(database)
                fill(database)
            _give_name(unfinished, path)
        except BaseException:
            _discard(unfinished)
            raise
        return cls._checked(path, key, kind)

    @classmethod
    def open(cls, path: Path, key: bytes, kind: DatabaseKind, backups: Path) -> "Database":
        """Open a database, check every page of it, and bring it to the newest schema.

        Args:
            backups: The folder where a copy goes before an older schema is migrated.

        Raises:
            DataFault: "device_missing", "device_damaged" (or "safe_..."), "wrong_key", "foreign_database",
                "newer_schema".
            LockedFault: "database_locked".
            EnvironmentFault: "read_only", "disk_full", "disk_failed".
        """
        database = cls._checked(path, key, kind)
        try:
            version = database.schema_version()
            if version < kind.version:
                database.copy_to(backups / f"{path.stem}-schema-{version}{path.suffix}", key)
                migrate(database)
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def _checked(cls, path: Path, key: bytes, kind: DatabaseKind) -> "Database":
        header = _header(path, kind)
        database = cls(path, kind, _connect(path, key, kind))
        try:
            database._prove_key(header == file_marker(key))
            database._prove_kind()
            database._check_pages()
            database._settle()
        except BaseException:
            database.close()
            raise
        return database

    def copy_to(self, target: Path, key: bytes) -> None:
        """Write a copy under the same key. It gets its name only after it was opened and every page checked."""
        with disk_faults(target.parent):
            unfinished = _empty_file(target)
        try:
            self.write("VACUUM INTO ?", (str(unfinished),))
            Database._checked(unfinished, key, self.kind).close()
            _give_name(unfinished, target)
        except BaseException:
            _discard(unfinished)
            raise

    def close(self) -> None:
        with self._lock, suppress(Exception):  # closing rolls back what is open; there is nobody left to tell
            self._connection.close()

    def rows(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        with self._lock, self._faults():
            return list(self._connection.execute(statement, values))

    def row(self, statement: str, values: Sequence[Value] = ()) -> Row | None:
        found = self.rows(statement, values)
        return found[0] if found else None

    def write(self, statement: str, values: Sequence[Value] = ()) -> int:
        """Run one writing statement and return how many rows it touched; outside a transaction it commits."""
        with self._lock, self._faults():
            return int(self._connection.execute(statement, values).rowcount)

    def schema_version(self) -> int:
        return int(self._pragma("user_version"))

    def prove_consistent(self) -> None:
        """Check tables against their indexes: an older page put back is whole in itself and still fits nothing."""
        if self.rows("PRAGMA integrity_check") != [("ok",)]:
            raise self._damaged()

    @property
    def is_in_transaction(self) -> bool:
        """Whether what was written last may yet be rolled back."""
        with self._lock:
            return bool(self._connection.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes of the block are on the disk when it ends, or none is."""
        with self._lock:
            with self._faults():
                self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                with self._faults():
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have rolled back by itself
                    with suppress(Exception):
                        self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def transaction_with(self, other: "Database", key: bytes, name: str) -> Iterator[None]:
        """All writes of the block to this file and to another are on the disk when it ends, or none is in either.

        In the block the other's tables are written here, as `<name>.<table>`; its own connection may read and not
        write. A rollback journal in both is what makes it whole: over two write-ahead logs half of it was lost.

        Args:
            key: Of the other file. It is bound, and never in a statement.
        """
        with self._lock, other._lock:
            where = f"{other.path.absolute().as_uri()}?mode=rw"
            self.write(f"ATTACH DATABASE ? AS {name} KEY ?", (where, _key_text(key)))
            try:
                self.rows(f"PRAGMA {name}.journal_mode=TRUNCATE")
                for setting in ("synchronous=EXTRA", "secure_delete=ON"):
                    self.rows(f"PRAGMA {name}.{setting}")
                with self.transaction():
                    yield
            finally:
                self.write(f"DETACH DATABASE {name}")

    def _prove_key(self, marked: bool) -> None:
        try:
            self.rows("SELECT count(*) FROM sqlite_master")
        except DataFault as fault:
            if fault.code == f"{self.kind.name}_damaged" and not marked:
                raise DataFault("wrong_key") from fault
            raise

    def _prove_kind(self) -> None:
        if self._pragma("application_id") != self.kind.application_id:
            raise DataFault("foreign_database", file=self.path.name)
        if self.schema_version() > self.kind.version:
            raise DataFault("newer_schema", file=self.path.name, found=self.schema_version(), known=self.kind.version)

    def _check_pages(self) -> None:
        """Check the HMAC of every page, read or not; SQLite itself has missed pages that were cut off by now."""
        if self.rows("PRAGMA cipher_integrity_check"):
            raise self._damaged()

    def _settle(self) -> None:
        for setting in (
            "journal_mode=TRUNCATE",
            "synchronous=EXTRA",
            "secure_delete=ON",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
        ):
            self.rows(f"PRAGMA {setting}")

    def _pragma(self, name: str) -> Any:
        found = self.row(f"PRAGMA {name}")
        return found[0] if found else None

    def _damaged(self) -> DataFault:
        return DataFault(f"{self.kind.name}_damaged", file=self.path.name)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        from sqlcipher3 import dbapi2

        try:
            yield
        except dbapi2.Error as error:
            raise _told(error, self.path, self.kind) from error
        except UnicodeEncodeError:
            # Half of a surrogate pair. `from None`, because Python's exception holds the person's text.
            raise DataFault("text_not_storable") from None


def cipher_version() -> tuple[str, str]:
    """Return the versions of SQLCipher and of the library that encrypts for it.

    Raises:
        EnvironmentFault: "sqlcipher_missing", also where another SQLite goes by its name and would not encrypt.
    """
    with closing(_module().connect(":memory:")) as connection:
        found = connection.execute("PRAGMA cipher_version").fetchone()
        if not found:
            raise EnvironmentFault("sqlcipher_missing")
        connection.set_key("only to ask")  # without any key the provider isn't told
        provider = connection.execute("PRAGMA cipher_provider_version").fetchone()
    return str(found[0]), str(provider[0]) if provider else ""


def file_marker(key: bytes) -> bytes:
    """Return the 16 bytes that a database under this key begins with."""
    return hmac.new(key, b"progrez/v1/file-marker", hashlib.sha256).digest()[:_HEADER_BYTES]


def _key_text(key: bytes) -> str:
    """Return a key as SQLCipher takes it as it is, with the salt that the file begins with."""
    return f"x'{key.hex()}{file_marker(key).hex()}'"


def _empty_file(target: Path) -> Path:
    """Return the new, empty file beside `target` in which it is prepared; only its owner may read it."""
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    return unfinished


def _give_name(unfinished: Path, path: Path) -> None:
    with disk_faults(path.parent):
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
        _journal(unfinished).unlink(missing_ok=True)
        sync_folder(path.parent)


def _discard(unfinished: Path) -> None:
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)
        _journal(unfinished).unlink(missing_ok=True)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _header(path: Path, kind: DatabaseKind) -> bytes:
    try:
        with disk_faults(path.parent), path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except EnvironmentFault as fault:
        if isinstance(fault.__cause__, FileNotFoundError):
            raise DataFault(f"{kind.name}_missing", file=path.name) from fault
        raise
    if header == _PLAIN_HEADER:
        raise DataFault("foreign_database", file=path.name)
    if len(header) < _HEADER_BYTES:  # SQLite would take an empty file for a new database
        raise DataFault(f"{kind.name}_damaged", file=path.name)
    return header


def _connect(path: Path, key: bytes, kind: DatabaseKind) -> "dbapi2.Connection":
    dbapi2 = _module()
    try:
        # mode=rw: a database that is gone must be told, not made anew.
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=2, check_same_thread=False
        )
    except dbapi2.Error as error:
        raise _told(error, path, kind) from error
    try:
        if not connection.execute("PRAGMA cipher_version").fetchone():
            # Another SQLite under the same name would write everything in plain text.
            raise EnvironmentFault("sqlcipher_missing")
        connection.execute("PRAGMA cipher_log=off")  # first: on damage it writes thousands of lines to stderr
        connection.set_key(_key_text(key))
    except BaseException:
        connection.close()
        raise
    return connection


def _module() -> ModuleType:
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise EnvironmentFault("sqlcipher_missing") from error
    return cast(ModuleType, dbapi2)


def _told(error: Exception, path: Path, kind: DatabaseKind) -> Exception:
    """Return the fault for an error of SQLite by its primary code, or a RuntimeError where the mistake is ours."""
    fault: Fault
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case _Code.NOTADB | _Code.CORRUPT:
            fault = DataFault(f"{kind.name}_damaged", file=path.name)
        case _Code.FULL:
            fault = EnvironmentFault("disk_full", folder=str(path.parent))
        case _Code.CANTOPEN if _has_no_handle(path.parent):
            fault = EnvironmentFault("too_many_files")
        case _Code.READONLY | _Code.CANTOPEN | _Code.PERM:
            fault = EnvironmentFault("read_only", folder=str(path.parent))
        case _Code.BUSY | _Code.LOCKED:
            fault = LockedFault("database_locked", file=path.name)
        case _Code.IOERR:
            fault = EnvironmentFault("disk_failed", folder=str(path.parent))
        case _Code.NOMEM:
            fault = EnvironmentFault("out_of_memory", needed_mib=1)
        case _:
            return RuntimeError(f"a statement of the store failed: {getattr(error, 'sqlite_errorname', type(error))}")
    return fault


def _has_no_handle(folder: Path) -> bool:
    """Whether this process may open no file at all, which SQLite doesn't tell from one that may not be opened."""
    try:
        os.close(os.open(folder, os.O_RDONLY))
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return False
