"""Accounts of the device database whose safe goes to another computer, or comes back from one."""

import json
from collections.abc import Mapping

from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.keys import Wrap, WrapKind
from progrez_desktop.core.retention import usual_end_ms
from progrez_desktop.core.store.database import Database


class Moving:
    def __init__(self, database: Database) -> None:
        self._database = database

    def let_go(self, account_id: str) -> None:
        """Destroy the wrapped keys of an account whose safe went elsewhere, in one transaction.

        What it released, and what of that waits to leave, hangs on a row without a name.
        """
        with self._database.transaction():
            for statement in (
                "DELETE FROM sign_in_failure WHERE email_lookup = (SELECT email_lookup FROM account WHERE id = ?)",
                "DELETE FROM wrap WHERE account_id = ?",
                "DELETE FROM inbox_mail WHERE account_id = ?",
                "DELETE FROM provider_link WHERE account_id = ?",
                "DELETE FROM retention WHERE account_id = ?",
                "UPDATE account SET state = 'erased', email_lookup = CAST(id AS BLOB), safe_file = id, "
                "inbox_public_key = x'', created_ms = 0, chain_seq = 0, chain_head = NULL, log_seq = 0, "
                "log_head = NULL WHERE id = ?",
                "DELETE FROM account WHERE id = ? AND NOT EXISTS (SELECT 1 FROM release WHERE account_id = account.id)",
            ):
                self._database.write(statement, (account_id,))

    def come_back(self, account: Account, wraps: Mapping[WrapKind, Wrap]) -> None:
        """Enter an account that this device knows already under another safe file, in one transaction."""
        with self._database.transaction():
            self._database.write(
                "UPDATE account SET state = 'active', email_lookup = ?, created_ms = ?, safe_file = ?, "
                "inbox_public_key = ? WHERE id = ?",
                (account.email_lookup, account.created_ms, account.safe_file, account.inbox_public_key, account.id),
            )
            self._database.write(
                "INSERT OR REPLACE INTO retention (account_id, from_ms, choice, until_ms) VALUES (?, ?, 'usual', ?)",
                (account.id, account.created_ms, usual_end_ms(account.created_ms)),
            )
            for wrap in wraps.values():
                self._database.write(
                    "INSERT OR REPLACE INTO wrap (account_id, kind, wrap) VALUES (?, ?, ?)",
                    (account.id, wrap.kind, json.dumps(wrap.to_json(), sort_keys=True)),
                )
