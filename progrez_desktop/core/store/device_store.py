"""The device database as the core asks for it: the account directory, wraps, tries to sign in, packs."""

import json

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.account import Account, ChainHead
from progrez_desktop.core.model.keys import DeviceKeys, Wrap, WrapKind
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.store.folder import DataFolder

_ACCOUNT = "id, email_lookup, state, created_ms, safe_file, inbox_public_key, chain_seq, chain_head"


class DeviceStore:
    """One open device database. Nothing in it is readable personal data."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @classmethod
    def open_or_make(cls, folder: DataFolder, keys: DeviceKeys, install_id: str, now_ms: int) -> "DeviceStore":
        """Open the device database, or make it where there is none yet.

        Raises:
            DataFault: "device_damaged", "wrong_key", "foreign_database", "newer_schema"; "device_missing" where
                safes are there and the database is not, since a new one would shut them for ever.
        """
        path = folder.device_file
        if not path.exists() and not any(folder.safes.glob("*.safe")):
            store = cls(Database.create(path, keys.database, DEVICE))
            store._db.write(
                "INSERT INTO install (id, install_id, created_ms, time_high_water_ms) VALUES (1, ?, ?, ?)",
                (install_id, now_ms, now_ms),
            )
            return store
        return cls(Database.open(path, keys.database, DEVICE, folder.backups))

    def close(self) -> None:
        self._db.close()

    # Accounts

    def add_account(self, account: Account, wraps: dict[WrapKind, Wrap]) -> None:
        """Add an account with its wraps in one transaction, or say "account_exists"."""
        with self._db.transaction():
            if self.find_account(account.email_lookup) is not None:
                raise UsageFault("account_exists")
            self._db.write(
                f"INSERT INTO account ({_ACCOUNT}) VALUES (?, ?, ?, ?, ?, ?, 0, NULL)",  # noqa: S608 - a constant
                (
                    account.id,
                    account.email_lookup,
                    account.state,
                    account.created_ms,
                    account.safe_file,
                    account.inbox_public_key,
                ),
            )
            for wrap in wraps.values():
                self._put_wrap(account.id, wrap)

    def find_account(self, email_lookup: bytes) -> Account | None:
        row = self._db.row(f"SELECT {_ACCOUNT} FROM account WHERE email_lookup = ?", (email_lookup,))  # noqa: S608
        return _account(row) if row else None

    def accounts(self) -> tuple[Account, ...]:
        return tuple(_account(row) for row in self._db.rows(f"SELECT {_ACCOUNT} FROM account ORDER BY id"))  # noqa: S608

    def wraps(self, account_id: str) -> dict[WrapKind, Wrap]:
        """Return the wraps of one account by kind, or say "wrap_damaged"."""
        found: dict[WrapKind, Wrap] = {}
        for (text,) in self._db.rows("SELECT wrap FROM wrap WHERE account_id = ?", (account_id,)):
            try:
                wrap = Wrap.from_json(json.loads(text))
            except ValueError as error:
                raise DataFault("wrap_damaged") from error
            found[wrap.kind] = wrap
        return found

    def replace_wrap(self, account_id: str, wrap: Wrap) -> None:
        """Put a wrap in the place of the one of its kind, as after a new password."""
        with self._db.transaction():
            self._db.write("DELETE FROM wrap WHERE account_id = ? AND kind = ?", (account_id, wrap.kind))
            self._put_wrap(account_id, wrap)

    def _put_wrap(self, account_id: str, wrap: Wrap) -> None:
        self._db.write(
            "INSERT INTO wrap (account_id, kind, wrap) VALUES (?, ?, ?)",
            (account_id, wrap.kind, json.dumps(wrap.to_json())),
        )

    def note_chain_head(self, account_id: str, head: ChainHead) -> None:
        """Remember the last answer of a safe. Written after the safe, so it may lag behind and never leads."""
        self._db.write(
            "UPDATE account SET chain_seq = ?, chain_head = ? WHERE id = ? AND chain_seq < ?",
            (head.seq, head.head, account_id, head.seq),
        )

    # Tries to sign in

    def failures(self, email_lookup: bytes) -> tuple[int, int]:
        """Return how often signing in failed in a row, and when the last time was (UTC ms; 0 for never)."""
        row = self._db.row("SELECT failures, last_ms FROM sign_in_failure WHERE email_lookup = ?", (email_lookup,))
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def note_failure(self, email_lookup: bytes, now_ms: int) -> None:
        self._db.write(
            "INSERT INTO sign_in_failure (email_lookup, failures, last_ms) VALUES (?, 1, ?) "
            "ON CONFLICT (email_lookup) "
            "DO UPDATE SET failures = failures + 1, last_ms = max(last_ms, excluded.last_ms)",
            (email_lookup, now_ms),
        )

    def forget_failures(self, email_lookup: bytes) -> None:
        self._db.write("DELETE FROM sign_in_failure WHERE email_lookup = ?", (email_lookup,))

    # Time

    def high_water_ms(self, now_ms: int) -> int:
        """Return the latest time ever seen here, with `now_ms` counted: a clock set back does not go below it."""
        self._db.write("UPDATE install SET time_high_water_ms = max(time_high_water_ms, ?)", (now_ms,))
        row = self._db.row("SELECT time_high_water_ms FROM install")
        return int(row[0]) if row else now_ms


def _account(row: Row) -> Account:
    seq, head = row[6], row[7]
    return Account(
        id=row[0],
        email_lookup=row[1],
        state=row[2],
        created_ms=row[3],
        safe_file=row[4],
        inbox_public_key=row[5],
        chain_head=ChainHead(seq, head) if head is not None else None,
    )
