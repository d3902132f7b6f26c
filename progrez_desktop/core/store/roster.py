"""The roster of a device: who of staff runs it, each with the lock on what they may open."""

import json
from collections.abc import Sequence

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.keys import Registered, Wrap
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import Member, MemberLock
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database

_MOST_STEPS = 20
"""Of the codes that were taken: a code counts for a minute and a half, so that older ones are none any more."""


class Roster:
    """Rows of one open device database, each change with its entry in the list of what was done."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def members(self) -> list[Member]:
        """Return everybody who is or was one, operators first, by name."""
        keys: dict[str, list[str]] = {}
        for member_id, name in self._database.rows("SELECT member_id, name FROM staff_security_key ORDER BY name"):
            keys.setdefault(member_id, []).append(name)
        found = self._database.rows(
            "SELECT id, name, role, code IS NOT NULL, dropped_ms FROM staff_member "
            "ORDER BY role <> 'operator', role, name, made_ms, id"
        )
        return [
            Member(member_id, name, role, bool(has_code), tuple(keys.get(member_id, ())), dropped_ms)
            for member_id, name, role, has_code, dropped_ms in found
        ]

    def lock(self, member_id: str) -> MemberLock:
        """Return the lock of a member who was not dropped.

        Raises:
            DataFault: "staff_roster_damaged".
        """
        row = self._database.row(
            "SELECT role, wrap, salt, rescue, staff_key, code FROM staff_member WHERE id = ? AND dropped_ms IS NULL",
            (member_id,),
        )
        keys = self._database.rows(
            "SELECT name, credential, nonce, sealed FROM staff_security_key WHERE member_id = ? ORDER BY name",
            (member_id,),
        )
        try:
            if row is None:
                raise ValueError
            wrap = Wrap.from_json(json.loads(row[1] or ""))
        except (ValueError, RecursionError, DataFault) as error:
            raise DataFault("staff_roster_damaged") from error
        role, _, salt, rescue, staff_key, code = row
        return MemberLock(member_id, role, wrap, salt, tuple(Registered(*one) for one in keys), rescue, staff_key, code)

    def add(self, name: str, lock: MemberLock, event: AuditEvent) -> None:
        with self._database.transaction():
            self._insert(name, lock, event)

    def put_lock(self, lock: MemberLock, event: AuditEvent | None) -> None:
        """Keep another lock on what a member may open.

        Args:
            event: None where nobody did anything: a lock of an earlier version is renewed as it opens.
        """
        with self._database.transaction():
            self._put(lock)
            if event is not None:
                self._audit.append(event)

    def rename(self, member_id: str, name: str, event: AuditEvent) -> None:
        with self._database.transaction():
            self._database.write("UPDATE staff_member SET name = ? WHERE id = ?", (name, member_id))
            self._audit.append(event)

    def drop(self, member_ids: Sequence[str], event: AuditEvent) -> None:
        """Destroy what members could open something with, in one transaction; their names stay."""
        with self._database.transaction():
            for member_id in member_ids:
                self._drop(member_id, event.at_ms)
            self._audit.append(event)

    def begin_anew(self, name: str, lock: MemberLock, gone: Sequence[str], event: AuditEvent) -> None:
        """Put an operator with another key of staff in the place of those who are gone.

        What only the key before could read is forgotten.
        """
        with self._database.transaction():
            self._database.write("DELETE FROM duty")
            for member_id in gone:
                self._drop(member_id, event.at_ms)
            self._insert(name, lock, event)

    def code_steps(self, member_id: str) -> tuple[int, ...]:
        """Return which codes of a member were taken."""
        found = self._database.row("SELECT code_steps FROM staff_member WHERE id = ?", (member_id,))
        return tuple(json.loads(found[0])) if found else ()

    def code_was_taken(self, member_id: str, step: int) -> None:
        steps = [*self.code_steps(member_id), step][-_MOST_STEPS:]
        self._database.write("UPDATE staff_member SET code_steps = ? WHERE id = ?", (json.dumps(steps), member_id))

    def _insert(self, name: str, lock: MemberLock, event: AuditEvent) -> None:
        self._database.write(
            "INSERT INTO staff_member (id, name, role, salt, made_ms) VALUES (?, ?, ?, ?, ?)",
            (lock.member_id, name, lock.role, lock.salt, event.at_ms),
        )
        self._put(lock)
        self._audit.append(event)

    def _drop(self, member_id: str, at_ms: int) -> None:
        self._database.write(
            "UPDATE staff_member SET wrap = NULL, rescue = x'', staff_key = NULL, code = NULL, code_steps = '[]', "
            "dropped_ms = ? WHERE id = ?",
            (at_ms, member_id),
        )
        self._database.write("DELETE FROM staff_security_key WHERE member_id = ?", (member_id,))

    def _put(self, lock: MemberLock) -> None:
        wrap = json.dumps(lock.wrap.to_json(), sort_keys=True)
        self._database.write(
            "UPDATE staff_member SET role = ?, wrap = ?, salt = ?, rescue = ?, staff_key = ?, code = ? WHERE id = ?",
            (lock.role, wrap, lock.salt, lock.rescue, lock.staff_key, lock.code, lock.member_id),
        )
        self._database.write("DELETE FROM staff_security_key WHERE member_id = ?", (lock.member_id,))
        for one in lock.keys:
            self._database.write(
                "INSERT INTO staff_security_key (member_id, name, credential, nonce, sealed) VALUES (?, ?, ?, ?, ?)",
                (lock.member_id, one.name, one.credential, one.nonce, one.sealed),
            )
