"""The device database: this install, its account directory, the wraps of data keys and failed sign-ins."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import Account, AccountState, ChainHead
from progrez_desktop.core.model.keys import DeviceKeys, KdfCost, Wrap, WrapKind
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.store.folder import DataFolder

if TYPE_CHECKING:  # every start opens this database, and few look at more than accounts
    from progrez_desktop.core.model.setting import AuditEvent
    from progrez_desktop.core.model.staff import SignedInMember
    from progrez_desktop.core.store.audit_trail import AuditTrail
    from progrez_desktop.core.store.counters import Counters
    from progrez_desktop.core.store.duty_store import Duties
    from progrez_desktop.core.store.measure_store import Measures
    from progrez_desktop.core.store.moved_store import MovedSittings
    from progrez_desktop.core.store.organisations import Organisations
    from progrez_desktop.core.store.outbox import Outbox
    from progrez_desktop.core.store.outbox_batches import Batches
    from progrez_desktop.core.store.own_rows import Rows
    from progrez_desktop.core.store.pack_store import Packs
    from progrez_desktop.core.store.provider_links import ProviderLinks
    from progrez_desktop.core.store.public_notice_store import PublicNotices
    from progrez_desktop.core.store.retention_store import Retention
    from progrez_desktop.core.store.roster import Roster
    from progrez_desktop.core.store.settings_store import Settings
    from progrez_desktop.core.store.staff_tokens import StaffTokenStore

_ACCOUNT = "id, email_lookup, state, created_ms, safe_file, inbox_public_key, chain_seq, chain_head, log_seq, log_head"


class DeviceStore:
    """An open device database. One per process; the folder's instance lock keeps others out."""

    def __init__(self, folder: DataFolder, database: Database, keys: DeviceKeys) -> None:
        self.folder = folder
        self.tried: dict[bytes, tuple[int, int]] = {}
        """When signing in failed last in this run, by the clock that nobody sets, and how often no disk counted it."""
        self.unsaved: dict[tuple[str, str], bytes] = {}
        """Texts that no disk took in this run, by account and item, sealed to their owners."""
        self.acting: SignedInMember | None = None
        """Who of staff is signed in here; one of them at a time."""
        self._database, self._keys = database, keys

    @cached_property
    def outbox(self) -> "Outbox":
        from progrez_desktop.core.store.outbox import Outbox

        return Outbox(self._database)

    @cached_property
    def audit(self) -> "AuditTrail":
        """What operators did. Loaded when it is first asked for: nobody waits for it at the start."""
        from progrez_desktop.core.store.audit_trail import AuditTrail

        return AuditTrail(self._database, self._keys.audit, lambda: self.acting)

    @cached_property
    def settings(self) -> "Settings":
        """What an operator chose, each change with its entry in the audit trail."""
        from progrez_desktop.core.store.settings_store import Settings

        return Settings(self._database, self.audit)

    @classmethod
    def create(
        cls, folder: DataFolder, keys: DeviceKeys, install_id: str, at_ms: int, cost: KdfCost | None = None
    ) -> "DeviceStore":
        """Make the device database of a new install.

        Args:
            cost: What Argon2id was fitted to on this machine (keys.kdf.calibrate), for `kdf_cost` to give back.
        """

        def first_row(database: Database) -> None:
            fitted = (cost.memory_kib, cost.time_cost, cost.parallelism) if cost else (None, None, None)
            database.write(
                "INSERT INTO install (id, install_id, created_ms, time_high_water_ms, kdf_memory_kib, kdf_time_cost, "
                "kdf_parallelism) VALUES (1, ?, ?, ?, ?, ?, ?)",
                (install_id, at_ms, at_ms, *fitted),
            )

        return cls(folder, Database.create(folder.device_file, keys.database, DEVICE, first_row), keys)

    @classmethod
    def open(cls, folder: DataFolder, keys: DeviceKeys) -> "DeviceStore":
        """Open the device database; for the faults see Database.open."""
        return cls(folder, Database.open(folder.device_file, keys.database, DEVICE, folder.backups), keys)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def joined_to(self, safe: Database) -> "Iterator[Outbox]":
        """Write to a safe and, by this outbox, to this database: both, or nothing."""
        from progrez_desktop.core.store.outbox import Outbox

        with safe.transaction_with(self._database, self._keys.database, "device"):
            yield Outbox(safe, "device.")

    @cached_property
    def batches(self) -> "Batches":
        """What leaves for organisations' servers, in batches."""
        from progrez_desktop.core.store.outbox_batches import Batches

        return Batches(self._database)

    @cached_property
    def counters(self) -> "Counters":
        """What is counted here without names."""
        from progrez_desktop.core.store.counters import Counters

        return Counters(self._database, self.audit)

    @cached_property
    def organisations(self) -> "Organisations":
        """Whom profiles may be sent to, by pinned keys."""
        from progrez_desktop.core.store.organisations import Organisations

        return Organisations(self._database, self.audit)

    @cached_property
    def staff_tokens(self) -> "StaffTokenStore":
        """Who of staff is signed in at which organisation."""
        from progrez_desktop.core.store.staff_tokens import StaffTokenStore

        return StaffTokenStore(self._database)

    @cached_property
    def roster(self) -> "Roster":
        """Who of staff runs this computer."""
        from progrez_desktop.core.store.roster import Roster

        return Roster(self._database, self.audit)

    @cached_property
    def measures(self) -> "Measures":
        """Norms and keys that were found here and taken into use."""
        from progrez_desktop.core.store.measure_store import Measures

        return Measures(self._database, self.audit)

    @cached_property
    def packs(self) -> "Packs":
        """Packs of organisations that were installed here."""
        from progrez_desktop.core.store.pack_store import Packs

        return Packs(self._database, self.audit)

    def packs_in_use(self) -> list[Row]:
        """Return kind, hash and hash of the file of what runs in the place of what shipped; every start asks."""
        return self._database.rows("SELECT kind, sha256, file_sha256 FROM pack WHERE state = 'in_use'")

    @cached_property
    def provider_links(self) -> "ProviderLinks":
        """Which account belongs to whom a provider knows."""
        from progrez_desktop.core.store.provider_links import ProviderLinks

        return ProviderLinks(self._database)

    @cached_property
    def public_notices(self) -> "PublicNotices":
        """What organisations tell everybody who signs in."""
        from progrez_desktop.core.store.public_notice_store import PublicNotices

        return PublicNotices(self._database)

    @cached_property
    def moved(self) -> "MovedSittings":
        """Sittings that went to another kiosk or came from one."""
        from progrez_desktop.core.store.moved_store import MovedSittings

        return MovedSittings(self._database)

    @cached_property
    def retention(self) -> "Retention":
        """Until when safes are kept."""
        from progrez_desktop.core.store.retention_store import Retention

        return Retention(self._database)

    @cached_property
    def duties(self) -> "Duties":
        """Requests that came by mail."""
        from progrez_desktop.core.store.duty_store import Duties

        return Duties(self._database, self.audit)

    def transaction(self) -> AbstractContextManager[None]:
        """All writes of the block are kept, or none is."""
        return self._database.transaction()

    def kdf_cost(self) -> KdfCost | None:
        """Return the cost for new wraps that was found at install, if one was."""
        found = self._database.rows("SELECT kdf_memory_kib, kdf_time_cost, kdf_parallelism FROM install")[0]
        return None if None in found else KdfCost(*found)

    def created_ms(self) -> int:
        """Return when this installation was made."""
        return int(self._database.rows("SELECT created_ms FROM install")[0][0])

    def high_water_ms(self) -> int:
        """Return the latest time that this device ever saw; a clock set back is held at it."""
        return int(self._database.rows("SELECT time_high_water_ms FROM install")[0][0])

    def raise_high_water(self, now_ms: int) -> None:
        self._database.write("UPDATE install SET time_high_water_ms = ? WHERE time_high_water_ms < ?", (now_ms, now_ms))

    def create_account(self, account: Account, wraps: Mapping[WrapKind, Wrap]) -> None:
        """Enter an account and its wrapped keys in one transaction. Its safe must exist by then.

        Raises:
            DataFault: "account_exists". The person is told so neutrally, without confirming the address.
        """
        with self._database.transaction():
            if self.find_account(account.email_lookup) is not None:
                raise DataFault("account_exists")
            self._database.write(
                "INSERT INTO account (id, email_lookup, state, created_ms, safe_file, inbox_public_key) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    account.id,
                    account.email_lookup,
                    account.state,
                    account.created_ms,
                    account.safe_file,
                    account.inbox_public_key,
                ),
            )
            self._begin_term(account)
            for wrap in wraps.values():
                self._put_wrap(account.id, wrap)

    def bring_back_account(self, account: Account, wraps: Mapping[WrapKind, Wrap]) -> None:
        """Enter an account anew that this device knows already, under another safe file, in one transaction."""
        with self._database.transaction():
            self._database.write(
                "UPDATE account SET state = 'active', email_lookup = ?, created_ms = ?, safe_file = ?, "
                "inbox_public_key = ? WHERE id = ?",
                (account.email_lookup, account.created_ms, account.safe_file, account.inbox_public_key, account.id),
            )
            self._begin_term(account)
            for wrap in wraps.values():
                self._put_wrap(account.id, wrap)

    def _begin_term(self, account: Account) -> None:
        """Of an account that is here already, what its owner chose goes on."""
        from progrez_desktop.core.retention import usual_end_ms

        self._database.write(
            "INSERT OR IGNORE INTO retention (account_id, from_ms, choice, until_ms) VALUES (?, ?, 'usual', ?)",
            (account.id, account.created_ms, usual_end_ms(account.created_ms)),
        )

    def find_account(self, email_lookup: bytes) -> Account | None:
        """Return the account of an address, by its keyed hash (core.identity.email.email_lookup)."""
        found = self._database.row(f"SELECT {_ACCOUNT} FROM account WHERE email_lookup = ?", (email_lookup,))  # noqa: S608
        return _account(found) if found else None

    def find_by(self, account_id: str, email_lookup: bytes) -> None:
        """Find an account by another address from now on; one that is somebody else's by now changes nothing."""
        self._database.write(
            "UPDATE account SET email_lookup = ? WHERE id = ? AND email_lookup <> ? "
            "AND NOT EXISTS (SELECT 1 FROM account WHERE email_lookup = ?)",
            (email_lookup, account_id, email_lookup, email_lookup),
        )

    def account(self, account_id: str) -> Account | None:
        found = self._database.row(f"SELECT {_ACCOUNT} FROM account WHERE id = ?", (account_id,))  # noqa: S608
        return _account(found) if found else None

    def accounts(self) -> list[Account]:
        """Return every account that somebody can sign in to."""
        found = self._database.rows(f"SELECT {_ACCOUNT} FROM account WHERE state = 'active'")  # noqa: S608
        return list(map(_account, found))

    def states(self) -> dict[str, AccountState]:
        """Return the state of every account that there is a row of."""
        return dict(self._database.rows("SELECT id, state FROM account"))

    def rows_of(self, account: Account) -> "Rows":
        """Return everything that the device holds about the owner of an account, but for keys."""
        from progrez_desktop.core.store.own_rows import of_device

        return of_device(self._database, account.id, account.email_lookup)

    def forget_accounts(
        self, account_ids: Sequence[str], *, keep_releases: bool = False, events: "Sequence[AuditEvent]" = ()
    ) -> None:
        """Destroy the wrapped keys of accounts and all that the device knows of them, in one transaction.

        What still has to be told to somebody who has a copy needs its release, and so a row to hang on: that keeps the
        random id of the account and nothing else, until it was told.

        Args:
            keep_releases: Only what opens the safe is destroyed: what was released lives on to its own end.
            events: What the operators' list says of it.
        """
        with self._database.transaction():
            for account_id in account_ids:
                self._forget(account_id, keep_releases)
            for event in events:
                self.audit.append(event)

    def _forget(self, account_id: str, keep_releases: bool) -> None:
        lookup = self._database.row("SELECT email_lookup FROM account WHERE id = ?", (account_id,))
        if lookup is None:
            return
        released = (
            "DELETE FROM outbox WHERE kind = 'put' AND release_id IN (SELECT id FROM release WHERE account_id = ?)",
            "DELETE FROM release WHERE account_id = ? AND id NOT IN "
            "(SELECT release_id FROM outbox WHERE kind = 'erase' AND (state = 'waiting' "
            "OR (state = 'sent' AND batch_id IS NOT NULL)))",
        )
        for statement in (
            "DELETE FROM wrap WHERE account_id = ?",
            "DELETE FROM inbox_mail WHERE account_id = ?",
            "DELETE FROM provider_link WHERE account_id = ?",
            "DELETE FROM retention WHERE account_id = ?",
            "DELETE FROM pack_use WHERE account_id = ?",
            "DELETE FROM moved_away WHERE account_id = ?",
            "DELETE FROM sat_here WHERE account_id = ?",
            "DELETE FROM sign_in_failure WHERE email_lookup = CAST(? AS BLOB)",
            *(() if keep_releases else released),
        ):
            self._database.write(statement, (account_id,))
        self._database.write("DELETE FROM sign_in_failure WHERE email_lookup = ?", lookup)
        self._database.write(
            "UPDATE account SET state = 'erased', email_lookup = CAST(id AS BLOB), safe_file = id, "
            "inbox_public_key = x'', created_ms = 0, chain_seq = 0, chain_head = NULL, log_seq = 0, "
            "log_head = NULL WHERE id = ?",
            (account_id,),
        )
        of_nobody = "DELETE FROM account WHERE id = ? AND NOT EXISTS (SELECT 1 FROM release WHERE account_id = ?)"
        self._database.write(of_nobody, (account_id, account_id))

    def wraps(self, account_id: str) -> dict[WrapKind, Wrap]:
        """Return the wrapped data keys of an account, by way in."""
        found = self._database.rows("SELECT wrap FROM wrap WHERE account_id = ?", (account_id,))
        wraps = [Wrap.from_json(json.loads(text)) for (text,) in found]
        return {wrap.kind: wrap for wrap in wraps}

    def replace_wrap(self, account_id: str, wrap: Wrap) -> None:
        """Put a new wrap in the place of the old one of its kind (a new password, a new recovery code)."""
        with self._database.transaction():
            self._put_wrap(account_id, wrap)

    def keep_chain_head(self, account_id: str, head: ChainHead) -> None:
        """Remember the last answer of a safe. Written after the safe; it never goes back."""
        self._database.write(
            "UPDATE account SET chain_seq = ?, chain_head = ? WHERE id = ? AND chain_seq < ?",
            (head.seq, head.head, account_id, head.seq),
        )

    def keep_log_head(self, account_id: str, head: ChainHead) -> None:
        """Remember the last line of a safe's access log, as keep_chain_head does for its answers."""
        self._database.write(
            "UPDATE account SET log_seq = ?, log_head = ? WHERE id = ? AND log_seq < ?",
            (head.seq, head.head, account_id, head.seq),
        )

    def sign_in_failures(self, email_lookup: bytes) -> tuple[int, int]:
        """Return how often signing in failed since it last worked, and when it failed last (ms)."""
        found = self._database.row(
            "SELECT failures, last_ms FROM sign_in_failure WHERE email_lookup = ?", (email_lookup,)
        )
        return (int(found[0]), int(found[1])) if found else (0, 0)

    def record_sign_in_failure(self, email_lookup: bytes, at_ms: int) -> None:
        self._database.write(
            "INSERT INTO sign_in_failure (email_lookup, failures, last_ms) VALUES (?, 1, ?) "
            "ON CONFLICT (email_lookup) DO UPDATE SET failures = failures + 1, last_ms = excluded.last_ms",
            (email_lookup, at_ms),
        )

    def move_sign_in_failures(self, email_lookup: bytes, at_ms: int) -> None:
        """Have the last wrong try be at another time, and as many as there were."""
        self._database.write("UPDATE sign_in_failure SET last_ms = ? WHERE email_lookup = ?", (at_ms, email_lookup))

    def clear_sign_in_failures(self, email_lookup: bytes) -> None:
        self._database.write("DELETE FROM sign_in_failure WHERE email_lookup = ?", (email_lookup,))

    def _put_wrap(self, account_id: str, wrap: Wrap) -> None:
        row = account_id, wrap.kind, json.dumps(wrap.to_json(), sort_keys=True)
        self._database.write("INSERT OR REPLACE INTO wrap (account_id, kind, wrap) VALUES (?, ?, ?)", row)


def _account(row: Row) -> Account:
    account_id, email_lookup, state, created_ms, safe_file, inbox_public_key, seq, head, log_seq, log_head = row
    chain = ChainHead(seq, head) if head is not None else None
    log = ChainHead(log_seq, log_head) if log_head is not None else None
    return Account(account_id, email_lookup, state, created_ms, safe_file, inbox_public_key, chain, log)
