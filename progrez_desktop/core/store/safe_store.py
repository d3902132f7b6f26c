"""One person's safe: details, sittings, answers, results. Open only while that person is signed in."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue, TextValue
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.keys import SafeKeys
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.store.answer_chain import START, Event, head_of, value_mac, verify
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.forms import (
    kind_of,
    profile_from_text,
    profile_to_text,
    value_from_text,
    value_to_text,
)
from progrez_desktop.core.store.safe_schema import SAFE

_ATTEMPT = "id, assessment_id, pack_sha256, state, started_ms, finished_ms, position, active_ms, computer_reading"
_EVENT = "seq, attempt_id, item_id, revision, language, kind, value, value_mac, at_ms, active_ms, previous, head"
_GRANT = (
    "id, organisation_id, purpose, fields, granted_ms, until_ms, withdrawn_ms, "
    "notice_sha256, notice_language, notice_version"
)
_MINUTE_MS = 60_000


class SafeStore:
    """An open safe. Every write is on the disk when its call returns."""

    def __init__(self, database: Database, chain_key: bytes, account_id: str) -> None:
        self._db = database
        self._chain_key = chain_key
        self.account_id = account_id

    @classmethod
    def make(
        cls,
        path: Path,
        keys: SafeKeys,
        account_id: str,
        details: PersonDetails,
        inbox: tuple[bytes, bytes],
        now_ms: int,
    ) -> "SafeStore":
        """Make the safe of a new account. `inbox` is the public and the private half of its key pair."""
        safe = cls(Database.create(path, keys.database, SAFE), keys.chain, account_id)
        try:
            with safe._db.transaction():
                safe._db.write(
                    "INSERT INTO owner (id, account_id, created_ms, inbox_public_key, inbox_private_key) "
                    "VALUES (1, ?, ?, ?, ?)",
                    (account_id, now_ms, *inbox),
                )
                safe._db.write(
                    "INSERT INTO person (id, first_name, last_name, email, updated_ms) VALUES (1, ?, ?, ?, ?)",
                    (details.first_name, details.last_name, details.email, now_ms),
                )
        except BaseException:
            safe.close()
            raise
        return safe

    @classmethod
    def open(cls, path: Path, keys: SafeKeys, account_id: str, known: ChainHead | None, backups: Path) -> "SafeStore":
        """Open a safe and check every page and every answer of it.

        Args:
            known: The last answer that the device saw; a safe without it is an older copy put back.

        Raises:
            DataFault: "safe_missing", "safe_damaged", "safe_answers_changed", "safe_rolled_back", "newer_schema",
                "foreign_database".
        """
        safe = cls(Database.open(path, keys.database, SAFE, backups), keys.chain, account_id)
        try:
            owner = safe._db.row("SELECT account_id FROM owner")
            if owner is None or owner[0] != account_id:
                raise DataFault("safe_damaged", file=path.name)
            verify(keys.chain, safe._events(), safe.chain_head(), known)
        except BaseException:
            safe.close()
            raise
        return safe

    def close(self) -> None:
        self._db.close()

    # The person

    def details(self) -> PersonDetails:
        row = self._db.row("SELECT first_name, last_name, email FROM person")
        if row is None:
            raise DataFault("safe_damaged", file=self._db.path.name)
        return PersonDetails(*row)

    # Sittings

    def add_attempt(self, attempt: Attempt) -> None:
        self._db.write(
            f"INSERT INTO attempt ({_ATTEMPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
            (
                attempt.id,
                attempt.assessment_id,
                attempt.pack_sha256,
                attempt.state,
                attempt.started_ms,
                attempt.finished_ms,
                attempt.position,
                attempt.active_ms,
                int(attempt.computer_reading),
            ),
        )

    def attempt(self, attempt_id: str) -> Attempt:
        row = self._db.row(f"SELECT {_ATTEMPT} FROM attempt WHERE id = ?", (attempt_id,))  # noqa: S608
        if row is None:
            raise DataFault("safe_damaged", file=self._db.path.name)
        return self._attempt(row)

    def open_attempt(self) -> Attempt | None:
        """Return the sitting that was begun and not finished; the latest, should there be more."""
        row = self._db.row(
            f"SELECT {_ATTEMPT} FROM attempt WHERE state = 'open' ORDER BY started_ms DESC"  # noqa: S608
        )
        return self._attempt(row) if row else None

    def finish_attempt(self, attempt_id: str, profile: Profile, now_ms: int) -> None:
        """Close a sitting and keep its result, both or neither. A second time changes nothing."""
        with self._db.transaction():
            self._db.write(
                "UPDATE attempt SET state = 'finished', finished_ms = ? WHERE id = ? AND state = 'open'",
                (now_ms, attempt_id),
            )
            self._db.write(
                "INSERT INTO result (id, attempt_id, record, created_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (profile.id, attempt_id, profile_to_text(profile), now_ms),
            )

    def _attempt(self, row: Row) -> Attempt:
        return Attempt(
            id=row[0],
            account_id=self.account_id,
            assessment_id=row[1],
            pack_sha256=row[2],
            state=row[3],
            started_ms=row[4],
            finished_ms=row[5],
            position=row[6],
            active_ms=row[7],
            computer_reading=bool(row[8]),
        )

    # Answers

    def save_response(
        self,
        attempt_id: str,
        item_id: str,
        value: ResponseValue,
        language: str,
        position: int,
        spent_ms: int,
        now_ms: int,
    ) -> Response:
        """Append an answer to the chain and note position and time, in one transaction.

        A text that it takes the place of is emptied, and texts carry whole minutes: how somebody typed is not kept.
        """
        is_text = isinstance(value, TextValue)
        body = value_to_text(value)
        with self._db.transaction():
            end = self.chain_head() or ChainHead(0, START)
            last = self._db.row(
                "SELECT coalesce(max(revision), 0) FROM response_event WHERE attempt_id = ? AND item_id = ?",
                (attempt_id, item_id),
            )
            event = Event(
                seq=end.seq + 1,
                attempt_id=attempt_id,
                item_id=item_id,
                revision=(last[0] if last else 0) + 1,
                language=language,
                kind=kind_of(value),
                value=body,
                value_mac=value_mac(self._chain_key, body),
                at_ms=now_ms // _MINUTE_MS * _MINUTE_MS if is_text else now_ms,
                active_ms=0 if is_text else spent_ms,
                previous=end.head,
                head=b"",
            )
            event = replace(event, head=head_of(self._chain_key, event))
            self._db.write(
                "UPDATE response_event SET value = NULL WHERE attempt_id = ? AND item_id = ? AND kind = 'text'",
                (attempt_id, item_id),
            )
            self._append(event)
            self.note_place(attempt_id, position, spent_ms)
        return Response(item_id, event.revision, language, value, event.at_ms)

    def note_place(self, attempt_id: str, position: int, spent_ms: int) -> None:
        """Note where an open sitting stands and add to its active time."""
        self._db.write(
            "UPDATE attempt SET position = ?, active_ms = active_ms + ? WHERE id = ? AND state = 'open'",
            (position, spent_ms, attempt_id),
        )

    def responses(self, attempt_id: str) -> dict[str, Response]:
        """Return the latest answer to each item."""
        latest: dict[str, Response] = {}
        for event in self._events():
            if event.attempt_id == attempt_id and event.value is not None:
                value = value_from_text(event.kind, event.value)
                latest[event.item_id] = Response(event.item_id, event.revision, event.language, value, event.at_ms)
        return latest

    def chain_head(self) -> ChainHead | None:
        row = self._db.row("SELECT seq, head FROM chain_meta")
        return ChainHead(row[0], row[1]) if row else None

    def _append(self, event: Event) -> None:
        self._db.write(
            f"INSERT INTO response_event ({_EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (
                event.seq,
                event.attempt_id,
                event.item_id,
                event.revision,
                event.language,
                event.kind,
                event.value,
                event.value_mac,
                event.at_ms,
                event.active_ms,
                event.previous,
                event.head,
            ),
        )
        self._db.write(
            "INSERT INTO chain_meta (id, seq, head) VALUES (1, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, head = excluded.head",
            (event.seq, event.head),
        )

    def _events(self) -> Iterator[Event]:
        for row in self._db.rows(f"SELECT {_EVENT} FROM response_event ORDER BY seq"):  # noqa: S608
            yield Event(*row)

    # Results and readings

    def latest_result(self) -> Profile | None:
        row = self._db.row("SELECT record FROM result ORDER BY created_ms DESC")
        return profile_from_text(row[0]) if row else None

    def save_reading(self, attempt_id: str, item_id: str, revision: int, model_sha256: str, body: str) -> None:
        """Keep what the model said of a text, in the place of an earlier reading of it. Private."""
        self._db.write(
            "INSERT OR REPLACE INTO reading (attempt_id, item_id, revision, model_sha256, body) VALUES (?, ?, ?, ?, ?)",
            (attempt_id, item_id, revision, model_sha256, body),
        )

    # Consent

    def replace_grants(self, organisation_id: str, grants: tuple[Grant, ...], now_ms: int) -> None:
        """End the organisation's live grants and add these, all or none."""
        with self._db.transaction():
            self._db.write(
                "UPDATE consent_grant SET withdrawn_ms = ? WHERE organisation_id = ? AND withdrawn_ms IS NULL",
                (now_ms, organisation_id),
            )
            for grant in grants:
                self._db.write(
                    f"INSERT INTO consent_grant ({_GRANT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                    (
                        grant.id,
                        grant.organisation_id,
                        grant.purpose,
                        json.dumps(grant.fields),
                        grant.granted_ms,
                        grant.until_ms,
                        grant.withdrawn_ms,
                        grant.notice_sha256,
                        grant.notice_language,
                        grant.notice_version,
                    ),
                )

    def grants(self) -> tuple[Grant, ...]:
        rows = self._db.rows(f"SELECT {_GRANT} FROM consent_grant ORDER BY granted_ms, id")  # noqa: S608
        return tuple(_grant(row) for row in rows)


def _grant(row: Row) -> Grant:
    return Grant(
        id=row[0],
        organisation_id=row[1],
        purpose=row[2],
        fields=tuple(json.loads(row[3])),
        granted_ms=row[4],
        until_ms=row[5],
        withdrawn_ms=row[6],
        notice_sha256=row[7],
        notice_language=row[8],
        notice_version=row[9],
    )
